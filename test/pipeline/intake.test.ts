import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildEnvelope, buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

describe('intake', () => {
  let world: World;
  beforeEach(async () => {
    world = await buildWorld();
  });
  afterEach(async () => {
    await world.pipeline.idle();
    await world.close();
    removeWorld(world);
  });

  it('P1 a message is in the store, redacted, before its receipt is given', async () => {
    const [receipt] = await world.pipeline.intake.accept([buildEnvelope({ text: 'mi contraseña es Hola123!' })]);
    expect(receipt?.status).toBe('stored');
    const stored = await world.stores.log.find((receipt as { id: string }).id);
    expect(stored?.text).toBe('mi contraseña es [contraseña eliminada]');
    expect(stored?.removed).toEqual(['password']);
  });

  it('P1 the same channel message is stored once and answered once, however often it comes (Baileys#962)', async () => {
    const same = { address: 'ana', messageId: 'wamid-1', text: 'hola' };
    const together = await Promise.all([1, 2, 3].map(() => world.pipeline.intake.accept([buildEnvelope(same)])));
    await world.pipeline.idle();
    const later = await world.pipeline.intake.accept([buildEnvelope(same)]);
    await world.pipeline.idle();
    const statuses = [...together.flat(), ...later].map((receipt) => receipt.status).sort();
    expect(statuses).toEqual(['duplicate', 'duplicate', 'duplicate', 'stored']);
    expect(world.channel.said('ana')).toEqual(['echo 1: hola']);
  });

  it('P1 takes a whole batch, not its first item, and refuses only what is wrong in it', async () => {
    const receipts = await world.pipeline.intake.accept([
      buildEnvelope({ address: 'ana', text: 'uno' }),
      buildEnvelope({ address: 'ana', text: 'x'.repeat(40_000) }),
      buildEnvelope({ address: 'eva', text: 'otra' }),
      buildEnvelope({ address: 'ana', text: 'dos' }),
      buildEnvelope({ channel: 'telegram' }),
    ]);
    await world.pipeline.idle();
    expect(receipts.map((receipt) => ('code' in receipt ? receipt.code : receipt.status))).toEqual([
      'stored',
      'TEXT_TOO_LONG',
      'stored',
      'stored',
      'CHANNEL_DISABLED',
    ]);
    expect(world.channel.said('ana')).toEqual(['echo 1: uno', 'echo 2: dos']);
    expect(world.channel.said('eva')).toEqual(['echo 1: otra']);
  });

  it('two different messages with the same text are two messages (evolution-api#2110)', async () => {
    await world.say('ana', 'sí');
    await world.say('ana', 'sí');
    expect(world.channel.said('ana')).toEqual(['echo 1: sí', 'echo 2: sí']);
  });

  it('the same message id on another account is another message', async () => {
    const receipts = await world.pipeline.intake.accept([
      buildEnvelope({ messageId: 'same', account: 'a' }),
      buildEnvelope({ messageId: 'same', account: 'b' }),
    ]);
    expect(receipts.map((receipt) => receipt.status)).toEqual(['stored', 'stored']);
  });

  it('P4 a label and its value in two messages: the value is removed although they come in one batch', async () => {
    const receipts = await world.pipeline.intake.accept([
      buildEnvelope({ address: 'ana', text: 'la contraseña es' }),
      buildEnvelope({ address: 'ana', text: 'Hermosillo662' }),
    ]);
    const stored = await world.stores.log.find((receipts[1] as { id: string }).id);
    expect(stored?.text).toBe('[contraseña eliminada]');
  });

  it('P4 file names and sender names are redacted too', async () => {
    const attachments = [{ fileId: 'a'.repeat(64), name: 'acceso 192.168.1.20.txt', mediaType: 'text/plain', size: 3 }];
    const sender = { id: 'x', name: 'password: Secreta9' };
    const [receipt] = await world.pipeline.intake.accept([buildEnvelope({ attachments, sender })]);
    const stored = await world.stores.log.find((receipt as { id: string }).id);
    expect(JSON.stringify(stored)).not.toMatch(/192\.168\.1\.20|Secreta9/);
  });

  it('P4 a button payload and what a file lost count as removed; the files keep their review', async () => {
    const file = { fileId: 'a'.repeat(64), name: 'a.txt', mediaType: 'text/plain', size: 3 };
    const attachments = [{ ...file, review: 'redacted' as const, removed: ['mac' as const] }];
    const [receipt] = await world.pipeline.intake.accept([
      buildEnvelope({ text: 'listo', choice: 'password=Secreta9', attachments }),
    ]);
    const stored = await world.stores.log.find((receipt as { id: string }).id);
    expect(JSON.stringify(stored)).not.toContain('Secreta9');
    expect([...(stored?.removed ?? [])].sort()).toEqual(['mac', 'password']);
    expect(stored?.attachments?.[0]?.review).toBe('redacted');
  });

  it('P4 an id in which something is found is kept as a digest, and still found again', async () => {
    const same = { address: 'ana', messageId: '<a1@192.168.1.20>', text: 'hola' };
    const [first] = await world.pipeline.intake.accept([buildEnvelope(same)]);
    const [second] = await world.pipeline.intake.accept([buildEnvelope(same)]);
    expect([first?.status, second?.status]).toEqual(['stored', 'duplicate']);
    const stored = await world.stores.log.find((first as { id: string }).id);
    expect(stored?.source?.messageId).toMatch(/^sealed-[\w-]{22}$/);
  });

  it('the log has positions 1, 2, 3 … without gaps, both directions', async () => {
    for (const text of ['a', 'b', 'c']) await world.say('ana', text);
    const [first] = (await world.pipeline.conversations.list({ limit: 10 })).items;
    const log = await world.pipeline.conversations.messagesAfter(first?.id ?? '', 0);
    expect(log.map((item) => item.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(log.map((item) => item.speaker)).toEqual(['user', 'bot', 'user', 'bot', 'user', 'bot']);
  });
});
