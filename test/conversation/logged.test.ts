import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGateway, type Gateway } from '../../src/compose/gateway.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { LoggedDraft } from '../../src/contracts/logged-conversations.ts';
import { buildClock, MONDAY_10AM } from '../builders/clock.ts';
import { buildLogger } from '../builders/logger.ts';

const ana = { role: 'agent', id: 'ana', name: 'Ana Agente' } as const;
const minutesAgo = (minutes: number) => new Date(MONDAY_10AM.getTime() - minutes * 60_000);
const draft = (more: Partial<LoggedDraft> = {}): LoggedDraft => ({
  ...{ channel: 'phone', contact: { name: 'Elena Escobar', phone: '5512345678', email: null }, at: minutesAgo(40) },
  ...{ minutes: 12, asked: '¿Cómo cancelo una factura?', answered: 'Desde el menú de facturas' },
  ...{ outcome: 'answered', area: null, remoteTool: null, ...more },
});

function openedGateway(policy: string) {
  const folder = mkdtempSync(join(tmpdir(), 'logged-'));
  const clock = buildClock();
  const opening = createGateway({
    config: readConfig({ VENTANILLA_DATA: folder, VENTANILLA_POLICY: policy, PORT: '0' }),
    ...{ secrets: loadSecrets(folder), logger: buildLogger(), clock },
  });
  return { opening, folder };
}

let exsim: Gateway;
let folder: string;
beforeAll(async () => {
  const made = openedGateway('exsim');
  folder = made.folder;
  exsim = await made.opening;
});
afterAll(async () => {
  await exsim.stop();
  rmSync(folder, { recursive: true, force: true });
});

const log = (key: string, more: Partial<LoggedDraft> = {}) =>
  exsim.loggedConversations.log(key, draft(more), { organisation: 'exsim', agent: ana });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code,
  );

describe('a conversation that is logged by hand', () => {
  it('EXS-01 stands in the log and in the figures like any other: who, on which channel, how long, how it ended', async () => {
    const made = await log('key-phone-1');
    const conversation = await exsim.pipeline.conversations.get(made.id);
    expect(conversation).toMatchObject({ channel: 'phone', mode: 'closed', assignee: 'ana' });
    expect(conversation.transcript.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'user: ¿Cómo cancelo una factura?',
      'agent: Desde el menú de facturas',
    ]);
    expect(conversation.contact).toMatchObject({ name: 'Elena Escobar', phone: '5512345678' });
    const episodes = await exsim.stores.episodes.between('exsim', minutesAgo(60), MONDAY_10AM);
    expect(episodes).toMatchObject([
      {
        channel: 'phone',
        agents: ['ana'],
        workMs: 12 * 60_000,
        outcome: 'agent',
        openedAt: minutesAgo(40),
        closedAt: minutesAgo(28),
      },
    ]);
    const found = await exsim.logs.search.search({ text: 'cancelo', limit: 10 });
    expect(found.items.map(({ conversationId }) => conversationId)).toEqual([made.id]);
  });

  it('P2 is made once per key, with its ticket and its person, however often it is sent', async () => {
    const [one, two] = await Promise.all([
      log('key-twice-1', { outcome: 'ticket' }),
      log('key-twice-1', { outcome: 'ticket' }),
    ]);
    const again = await log('key-twice-1', { outcome: 'ticket' });
    expect([two, again]).toEqual([one, one]);
    const tickets = await exsim.tickets.list({ organisation: 'exsim', limit: 50 });
    expect(tickets.items.filter(({ conversationId }) => conversationId === one.id)).toHaveLength(1);
    expect(tickets.items[0]).toMatchObject({ folio: one.folio, contactId: one.contactId, reason: 'manual' });
    expect((await exsim.pipeline.conversations.get(one.id)).transcript).toHaveLength(2);
  });

  it('escalates to the area that is named', async () => {
    const { folio } = await log('key-escalated', { outcome: 'escalated', area: 'desarrollo' });
    expect((await exsim.tickets.byFolio('exsim', folio ?? ''))?.area).toBe('desarrollo');
    expect(await codeOf(log('key-nowhere-1', { outcome: 'escalated' }))).toBe('INPUT_INVALID');
  });

  it('EXS-12 is a ticket when it took more than the limit', async () => {
    const { limitMinutes } = exsim.policy.ticketRule;
    expect(limitMinutes).not.toBeNull();
    const minutes = (limitMinutes ?? 0) + 1;
    expect(await codeOf(log('key-long-1', { minutes, at: minutesAgo(60) }))).toBe('LOGGED_NEEDS_TICKET');
    expect((await log('key-long-2', { minutes, at: minutesAgo(60), outcome: 'ticket' })).folio).not.toBeNull();
    expect((await log('key-exact-1', { minutes: limitMinutes ?? 0, at: minutesAgo(60) })).folio).toBeNull();
  });

  it('EXS-03 notes the remote tool that the policy names, and no other', async () => {
    const { id } = await log('key-remote-1', { remoteTool: 'AnyDesk' });
    expect((await exsim.pipeline.conversations.get(id)).tags).toEqual(['AnyDesk']);
    expect(await codeOf(log('key-remote-2', { remoteTool: 'OtherDesk' }))).toBe('INPUT_INVALID');
  });

  it('is for known people of the organisation, and for what is over', async () => {
    const { contactId } = await log('key-known-1');
    expect((await log('key-known-2', { contact: { id: contactId } })).contactId).toBe(contactId);
    expect(await codeOf(log('key-ghost-1', { contact: { id: 'ghost' } }))).toBe('CONTACT_NOT_FOUND');
    expect(await codeOf(log('key-future-1', { at: minutesAgo(5) }))).toBe('INPUT_INVALID');
    expect(await codeOf(log('key-old-1', { at: minutesAgo(91 * 24 * 60) }))).toBe('INPUT_INVALID');
  });

  it('P4 keeps no password, in no text, no name, no ticket', async () => {
    const secret = 'Gx7!pelota99';
    const { id, folio } = await log('key-secret-1', {
      ...{ asked: `mi contraseña es ${secret}`, answered: `le puse la contraseña ${secret}`, outcome: 'ticket' },
    });
    const kept = [await exsim.pipeline.conversations.get(id), await exsim.tickets.byFolio('exsim', folio ?? '')];
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  it('is taken on the channels that the policy logs by hand alone', async () => {
    expect(await codeOf(log('key-chat-1', { channel: 'webchat' }))).toBe('LOGGED_CHANNEL_UNKNOWN');
    expect(await codeOf(log('key-counter-1', { channel: 'inPerson' }))).toBe('LOGGED_CHANNEL_UNKNOWN');
  });
});

it('CON-04 the counter closes on the spot what it solves, and registers the rest for the technician', async () => {
  const made = openedGateway('confa');
  const confa = await made.opening;
  const about = { organisation: 'confa', agent: ana } as const;
  const solved = await confa.loggedConversations.log('key-counter-1', draft({ channel: 'inPerson' }), about);
  const rest = await confa.loggedConversations.log(
    'key-counter-2',
    draft({ channel: 'inPerson', outcome: 'escalated', area: 'servicio' }),
    about,
  );
  const [episode] = await confa.stores.episodes.ofConversations([solved.id]);
  expect([solved.folio, episode?.mode, episode?.outcome]).toEqual([null, 'closed', 'agent']);
  expect((await confa.tickets.byFolio('confa', rest.folio ?? ''))?.area).toBe('servicio');
  await confa.stop();
  rmSync(made.folder, { recursive: true, force: true });
});
