import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createGateway } from '../../src/compose/gateway.ts';
import { type Simulated, type SimulationOptions, simulate } from '../../src/compose/simulation/simulate.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildClock } from '../builders/clock.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildEnvelope, RecordingChannel } from '../builders/pipeline.ts';

jest.setTimeout(120_000);

const exsim = loadPolicy('exsim');
const from = new Date('2026-11-23T16:00:00Z');
const person = ['Hola', 'Ana Torres', 'usuario final'];
/** Read as 20 minutes: beyond a limit of 15, within one of 30. */
const twenty = 'No puedo timbrar una factura, según el técnico se arregla en unos 20 minutos';
const quick = 'No puedo timbrar una factura';

async function run(source: SimulationOptions['source'], after: Policy, limit = 1_000): Promise<Simulated[]> {
  const found: Simulated[] = [];
  for await (const one of simulate({ before: exsim, after, source, limit })) found.push(one);
  return found;
}

const jsonl = (conversations: Readonly<Record<string, readonly string[]>>) => {
  const lines = Object.entries(conversations).flatMap(([conversation, texts]) =>
    texts.map((text) => JSON.stringify({ conversation, speaker: 'user', text })),
  );
  return { type: 'files', files: [{ name: 'conversations.jsonl', content: lines.join('\n') }], from } as const;
};
const withLimit = (limitMinutes: number): Policy => {
  const changed = structuredClone(exsim);
  Object.assign(changed.ticketRule, { limitMinutes, warnMinutes: 5 });
  return changed;
};
const differing = (found: readonly Simulated[]) =>
  found.filter(({ differences }) => differences.length > 0).map(({ conversation }) => conversation);

describe('a changed policy, simulated on files', () => {
  it('an unchanged policy shows no difference in any transcript of the flow', async () => {
    const folder = join('flows', 'support', 'transcripts');
    const files = readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));
    const found = await run({ type: 'files', files, from }, structuredClone(exsim));
    expect(found).toHaveLength(files.length);
    expect(differing(found)).toEqual([]);
    expect(found.every(({ before }) => before.replies.length > 0)).toBe(true);
    // What it could not play it says: an agent gave that conversation back to the bot.
    expect(found.filter(({ left }) => left.length > 0)).toMatchObject([{ conversation: 'returned.txt' }]);
  });

  it('EXS-12 a limit of 15 in place of 30 minutes shows exactly the conversations that it changes', async () => {
    const long = 'Todas las facturas salen con errores contables';
    const source = jsonl({
      quick: [...person, quick],
      twenty: [...person, twenty],
      long: [...person, long, 'A mi área'],
    });
    const found = await run(source, withLimit(15));
    expect(differing(found)).toEqual(['conversations.jsonl twenty']);
    const [changed] = found.filter(({ differences }) => differences.length > 0);
    expect(changed?.before.tickets).toEqual([]);
    expect(changed?.after.tickets).toMatchObject([{ reason: 'estimate', dueAt: expect.any(String) }]);
    expect(changed?.differences[0]?.what).toMatch(/outcome|ticket/);
    expect(changed?.differences.map(({ what }) => what)).toContain('replies');
  });

  it('shows another due date, another area and other words, each where they are', async () => {
    const long = [...person, 'Todas las facturas salen con errores contables', 'A mi área', 'la segunda'];
    const changed = structuredClone(exsim);
    changed.tickets.totalHours = 24;
    const [found] = await run(jsonl({ long }), changed);
    expect(found?.before.tickets).toHaveLength(1);
    const kinds = found?.differences.map(({ what }) => what) ?? [];
    expect(kinds).not.toContain('outcome');
    expect(kinds).toContain('replies');
    expect(found?.differences.find(({ what }) => what === 'replies')).toMatchObject({
      before: expect.stringContaining('26 de noviembre'),
      after: expect.stringContaining('mañana'),
    });
  });

  it('takes no more than the limit, and refuses a file without a conversation', async () => {
    const source = jsonl({ one: ['Hola'], two: ['Hola'], three: ['Hola'] });
    expect(await run(source, exsim, 2)).toHaveLength(2);
    const empty = { type: 'files', files: [{ name: 'empty.txt', content: 'nobody' }], from } as const;
    await expect(run(empty, exsim)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('a changed policy, simulated on stored conversations', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulated-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Four people: one asks for something quick, one for 20 minutes, one is attended for 20 minutes, one is erased. */
  async function fill(): Promise<Record<string, string>> {
    const [clock, channel] = [buildClock(), new RecordingChannel()];
    const config = readConfig({ VENTANILLA_DATA: folder, PORT: '0' });
    const gateway = await createGateway({ config, secrets: loadSecrets(folder), logger: buildLogger(), clock });
    await gateway.start([channel]);
    const say = async (address: string, texts: readonly string[]) => {
      for (const text of texts) {
        clock.advance({ minutes: 1 });
        await gateway.pipeline.intake.accept([buildEnvelope({ address, text, sender: { id: address } })]);
        await gateway.pipeline.idle();
      }
    };
    const idOf = async (address: string) =>
      String((await gateway.store.connection.collection('conversations').findOne({ address }))?._id);
    await say('quick', [...person, quick]);
    await say('twenty', [...person, twenty]);
    await say('attended', [...person, 'quiero hablar con un agente']);
    const lola = { role: 'agent', id: 'lola', name: 'Lola' } as const;
    const attended = await idOf('attended');
    await gateway.pipeline.conversations.act(attended, { type: 'take' }, lola);
    await gateway.pipeline.conversations.act(attended, { type: 'reply', id: 'r1', text: 'Le atiendo' }, lola);
    await say('attended', ['No puedo timbrar']);
    clock.advance({ minutes: 20 });
    await gateway.pipeline.conversations.act(attended, { type: 'close', outcome: 'answered' }, lola);
    await gateway.pipeline.idle();
    const ids = { quick: await idOf('quick'), twenty: await idOf('twenty'), attended };
    await gateway.stop();
    return ids;
  }
  const names = (found: readonly Simulated[], ids: Record<string, string>) =>
    differing(found)
      .map((id) => Object.keys(ids).find((name) => ids[name] === id))
      .sort();

  it('plays them as they were, and shows exactly those that a limit of 15 minutes changes', async () => {
    const ids = await fill();
    const source = { type: 'data', folder } as const;
    const same = await run(source, structuredClone(exsim));
    expect(same).toHaveLength(3);
    expect(differing(same)).toEqual([]);
    expect(same.map(({ isFaithful }) => isFaithful)).toEqual([true, true, true]);
    const found = await run(source, withLimit(15));
    expect(names(found, ids)).toEqual(['attended', 'twenty']);
    const attended = found.find(({ conversation }) => conversation === ids.attended);
    // Twenty minutes of an agent's time are beyond the limit: the work clock opens the ticket.
    expect(attended?.after.tickets).toMatchObject([{ reason: 'elapsed' }]);
    expect(attended?.left).toEqual(['1 messages to a person at the desk']);
  });

  it('changes nothing in the data folder', async () => {
    await fill();
    const digest = () =>
      readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => /secrets|files|\.sqlite$/.test(name) && !/^(secrets|files)$/.test(name))
        .map(
          (name) =>
            `${name} ${createHash('sha256')
              .update(readFileSync(join(folder, name)))
              .digest('hex')}`,
        );
    const before = digest();
    await run({ type: 'data', folder }, withLimit(15));
    expect(digest()).toEqual(before);
  });
});
