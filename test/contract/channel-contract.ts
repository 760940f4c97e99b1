import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ChannelAdapter } from '../../src/contracts/channel.ts';
import {
  type Envelope,
  type EnvelopeInput,
  envelopeSchema,
  type IntakePort,
  type Receipt,
  type Reply,
} from '../../src/contracts/envelope.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { isAppError } from '../../src/errors/app-error.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

/** What a channel's peers do and see, in the suite's words. Each channel's test makes one over its real protocol. */
export interface ChannelBench {
  readonly adapter: ChannelAdapter;
  /** Somebody says something; resolves once the channel told them that it was received, rejects when it could not. */
  say(person: string, text: string): Promise<void>;
  /** Delivers once more what was said last, as a peer does that heard no answer. */
  repeat(): Promise<void>;
  /** Everything that a person can read of what was sent to them so far. */
  shown(person: string): Promise<string>;
  /** How many messages a person got, as their program counts them. */
  count(person: string): Promise<number>;
  close(): Promise<void>;
}

/** A case that a channel cannot have, each with its reason. */
export type Skips = Readonly<Partial<Record<'repeat' | 'failure' | 'links' | 'broken', string>>>;

/** Intake that keeps what it is given, knows it again, and fails when told to. */
export class RecordingIntake implements IntakePort {
  readonly accepted: Envelope[] = [];
  fails = false;

  async accept(batch: readonly EnvelopeInput[]): Promise<Receipt[]> {
    if (this.fails) throw new Error('the store is away');
    return batch.map((input) => {
      const envelope = envelopeSchema.parse(input);
      const { messageId, account, address } = envelope;
      const isKnown = this.accepted.some((one) => one.account === account && one.messageId === messageId);
      if (!isKnown) this.accepted.push(envelope);
      return { status: isKnown ? 'duplicate' : 'stored', messageId, conversationId: address, id: messageId };
    });
  }
}

/** A reply to what an envelope said. */
export function replyTo(
  envelope: Envelope,
  id: string,
  more: Partial<Omit<Reply, 'text'>> & { text?: string } = {},
): Reply {
  const { channel, account, address } = envelope;
  return {
    ...{ id, seq: 2, at: new Date('2026-11-23T16:00:00Z'), from: { role: 'bot', name: 'Bot' } },
    conversation: { id: `c-${address}`, channel, account, address },
    ...{ choices: [], links: [], attachments: [], secureForms: [] },
    ...more,
    text: (more.text ?? 'Con gusto le ayudo.') as Redacted,
  };
}

/** What the core relies on, whatever the channel (docs/architecture.md, the contract of `ChannelAdapter`). */
export function channelContract(
  name: string,
  open: (intake: RecordingIntake) => Promise<ChannelBench>,
  skips: Skips = {},
): void {
  /** A test, or a skip that says why when the channel cannot have it. */
  const unless = (reason: string | undefined) => (title: string, body: () => Promise<void>) =>
    reason === undefined ? it(title, body) : it.skip(`${title} [skipped: ${reason}]`, body);
  describe(`the channel contract on ${name}`, () => {
    let intake: RecordingIntake;
    let bench: ChannelBench;
    beforeEach(async () => {
      intake = new RecordingIntake();
      bench = await open(intake);
    });
    afterEach(() => bench.close());

    const said = (text: string) =>
      intake.accepted.find((one) => one.kind === 'message' && one.text.includes(text)) as Envelope;

    it('P1 tells a person that a message was received only once it is stored, whole', async () => {
      await bench.say('ana', 'No puedo timbrar');
      expect(said('No puedo timbrar')).toMatchObject({
        channel: bench.adapter.name,
        account: expect.stringMatching(/./),
        address: expect.stringMatching(/./),
        messageId: expect.stringMatching(/./),
        sender: { id: expect.stringMatching(/./) },
      });
    });

    it('shows that an agent writes exactly where its abilities say so', async () => {
      expect(typeof bench.adapter.showTyping === 'function').toBe(bench.adapter.abilities.typing);
      // Also to somebody who never wrote: it is best effort and no error.
      const place = { channel: bench.adapter.name, account: 'ninguna', address: 'nadie' };
      bench.adapter.showTyping?.({ id: 'c-nadie', ...place }, 'Luz');
    });

    unless(skips.failure)('P1 does not say that a message was received that could not be stored', async () => {
      intake.fails = true;
      await expect(bench.say('ana', 'No puedo timbrar')).rejects.toThrow();
      intake.fails = false;
      await bench.repeat();
      expect(intake.accepted.filter(({ text }) => text.includes('No puedo timbrar'))).toHaveLength(1);
    });

    unless(skips.repeat)('P1 gives a message that comes twice the same id, so that it counts once', async () => {
      await bench.say('ana', 'No puedo timbrar');
      await bench.repeat();
      expect(intake.accepted.filter(({ text }) => text.includes('No puedo timbrar'))).toHaveLength(1);
    });

    it('tells two messages apart, and two people', async () => {
      await bench.say('ana', 'Primero');
      await bench.say('ana', 'Segundo');
      expect(said('Primero').messageId).not.toBe(said('Segundo').messageId);
      expect(said('Primero').sender.id).toBe(said('Segundo').sender.id);
      expect(intake.accepted.filter(({ kind }) => kind === 'message')).toHaveLength(2);
    });

    it('shows a reply with its choices, and where they are no buttons says how to choose', async () => {
      await bench.say('ana', 'Hola');
      const choices = [
        { value: 'yes', title: 'Sí, gracias' },
        { value: 'no', title: 'No, aún no' },
      ];
      await bench.adapter.send(replyTo(said('Hola'), 'r1', { choices }));
      const shown = await bench.shown('ana');
      for (const part of ['Con gusto le ayudo.', 'Sí, gracias', 'No, aún no']) expect(shown).toContain(part);
      if (!bench.adapter.abilities.buttons) expect(shown).toMatch(/2[).] ?\S*No, aún no/);
    });

    unless(skips.links)('P8 shows a link with its title and its whole address', async () => {
      await bench.say('ana', 'Hola');
      const url = 'https://ayuda.example.org/articulos/facturacion?id=12&lang=es';
      await bench.adapter.send(replyTo(said('Hola'), 'r1', { links: [{ entryId: 'e1', title: 'Facturación', url }] }));
      const shown = await bench.shown('ana');
      expect(shown).toContain('Facturación');
      expect(shown).toContain(url);
    });

    it('shows one person nothing of what is said to another', async () => {
      await bench.say('ana', 'Soy Ana');
      await bench.adapter.send(replyTo(said('Soy Ana'), 'r1', { text: 'Secreto de Ana' }));
      expect(await bench.shown('eva')).not.toContain('Secreto de Ana');
    });

    unless(skips.repeat)('P3 shows a reply that is sent twice as one, or under one id', async () => {
      await bench.say('ana', 'Hola');
      const reply = replyTo(said('Hola'), 'r1');
      const first = await bench.adapter.send(reply);
      const second = await bench.adapter.send(reply);
      expect(second).toEqual(first);
      expect(await bench.count('ana')).toBe(1);
    });

    unless(skips.broken)('P3 says of a reply that it could not send whether to try again', async () => {
      await bench.say('ana', 'Hola');
      const nowhere = { ...replyTo(said('Hola'), 'r1') };
      const lost = { ...nowhere, conversation: { ...nowhere.conversation, address: 'nobody-was-here' } };
      const error: unknown = await bench.adapter.send(lost).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(isAppError(error)).toBe(true);
      expect(typeof (error as { retryable?: unknown }).retryable).toBe('boolean');
    });
  });
}
