import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway, type Gateway } from '../../src/compose/gateway.ts';
import { definePipelineStores } from '../../src/compose/pipeline.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { createContacts } from '../../src/contacts/contacts.ts';
import type { ChannelAdapter, Delivery } from '../../src/contracts/channel.ts';
import type { ContactChoices, ContactDesk } from '../../src/contracts/contact-desk.ts';
import type { Reply } from '../../src/contracts/envelope.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { openStore } from '../../src/storage/connection.ts';
import { contactIdOf, conversationIdOf } from '../../src/storage/ids.ts';
import { defineContactMerges } from '../../src/storage/models/contact-merges.ts';
import { ContactMergeRepository } from '../../src/storage/repositories/contact-merges.ts';
import { buildClock, type FakeClock } from './clock.ts';
import { buildLogger } from './logger.ts';

/** Somebody at the desk. */
export const AGENT = { kind: 'agent', id: 'lola' } as const;

/** The addresses of one person on three channels. */
export const ANA = { webchat: 'dl_ana', whatsapp: '5215512345678', email: 'ana.rios@correo.example' } as const;
/** A channel of the world. */
export type WorldChannel = keyof typeof ANA;

interface Heard extends ChannelAdapter {
  readonly sent: Reply[];
}

function channelOf(name: string): Heard {
  const sent: Reply[] = [];
  const letters = name === 'email';
  return {
    name,
    sent,
    abilities: {
      ...{ buttons: name === 'webchat', typing: false, edits: false, markdown: false, maxText: 4_000, letters },
      questions: letters ? 'all' : 'one',
    },
    async send(reply): Promise<Delivery> {
      sent.push(reply);
      return {};
    },
  };
}

let serial = 0;

/** A whole gateway with three channels that remember what they delivered. */
export async function buildContactWorld(
  over: {
    readonly folder?: string;
    readonly clock?: FakeClock;
    readonly policy?: string;
    readonly smtpPort?: number;
  } = {},
) {
  const { policy = 'exsim' } = over;
  const folder = over.folder ?? mkdtempSync(join(tmpdir(), 'ventanilla-contacts-'));
  const clock = over.clock ?? buildClock();
  const mail =
    over.smtpPort === undefined
      ? {}
      : { VENTANILLA_SMTP_URL: `smtp://127.0.0.1:${over.smtpPort}`, VENTANILLA_SMTP_FROM: 'mesa@mesa.example' };
  const read = readConfig({ VENTANILLA_DATA: folder, PORT: '0', ...mail });
  const config = { ...read, policies: [join('policies', `${policy}.yaml`)] };
  const gateway: Gateway = await createGateway({ config, secrets: loadSecrets(folder), logger: buildLogger(), clock });
  const channels = { webchat: channelOf('webchat'), whatsapp: channelOf('whatsapp'), email: channelOf('email') };
  await gateway.start(Object.values(channels));
  const clean = (text: string): Redacted => gateway.redactor.redact(text).text;
  const desk: ContactDesk = gateway.contactDesk;
  return {
    ...{ gateway, clock, folder, channels, desk, clean, organisation: policy },
    /** Says something on a channel and waits for all that follows. */
    async say(channel: WorldChannel, address: string, text: string): Promise<void> {
      serial += 1;
      const sender = { id: address };
      const message = { channel, account: 'desk', address, messageId: `m${serial}`, sender, sentAt: clock.now(), text };
      await gateway.pipeline.intake.accept([message]);
      await gateway.pipeline.idle();
    },
    /** What was said to an address, in order. */
    heard: (channel: WorldChannel, address: string): string[] =>
      channels[channel].sent.filter(({ conversation }) => conversation.address === address).map(({ text }) => text),
    contactOf: (channel: string, sender: string) => contactIdOf(policy, channel, sender),
    conversationOf: (channel: string, address: string) => conversationIdOf(policy, channel, 'desk', address),
    merge: (kept: string, joined: string, choices: ContactChoices = {}) =>
      desk.merge(policy, { kept, joined }, { choices, reason: clean('habló por teléfono: es ella'), by: AGENT }),
    undo: (merge: string) => desk.undo(policy, merge, { reason: clean('no era ella'), by: AGENT }),
    /** Opens a ticket of a contact, in a conversation. */
    ticket: (contactId: string, conversationId: string | null, key: string, subject = 'No imprime') =>
      gateway.tickets.open(
        key,
        {
          ...{ subject: clean(subject), description: clean(subject), reason: 'request', diagnosis: {} },
          ...{ complexity: null, area: 'soporte' },
        },
        { organisation: policy, conversationId, contactId, actor: { role: 'bot', id: 'bot' }, at: clock.now() },
      ),
    stop: () => gateway.stop(),
    async destroy() {
      await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `buildContactWorld` gives. */
export type ContactWorld = Awaited<ReturnType<typeof buildContactWorld>>;

/** The stage alone on an embedded store, for what needs no turn: two contacts of one person, and a start that can be repeated. */
export async function openContactStage(folder = mkdtempSync(join(tmpdir(), 'contact-stage-')), clock = buildClock()) {
  const store = await openStore({ dataDir: folder });
  const stores = definePipelineStores(store.connection);
  const contactMerges = defineContactMerges(store.connection);
  await store.ready();
  const merges = new ContactMergeRepository({ contactMerges, contacts: stores.contactModel });
  const { desk, merging } = createContacts({
    ...{ contacts: stores.contacts, conversations: stores.conversations, merges, clock, logger: buildLogger() },
    tickets: { list: async () => ({ items: [], next: null }), byFolio: async () => null },
    ...{ lineOf: async () => null, contactsOfLine: async () => [], audit: { record: async () => undefined } },
    policyOf: () => loadPolicy('exsim'),
  });
  const meet = async (channel: string, sender: string) =>
    (await stores.contacts.resolve({ org: 'exsim', channel, sender, name: null, at: clock.now() })).id;
  const about = { choices: {}, reason: createRedactor().redact('es ella').text, by: AGENT };
  return {
    ...{ folder, clock, desk, merging, connection: store.connection, meet },
    update: (id: string, patch: object) => stores.contacts.update(id, patch as never),
    merge: (kept: string, joined: string) => desk.merge('exsim', { kept, joined }, about),
    undo: (id: string) => desk.undo('exsim', id, about),
    contactsOf: async (id: string) => (await desk.card('exsim', id)).contacts,
    close: () => store.close(),
  };
}

/** What `openContactStage` gives. */
export type ContactStage = Awaited<ReturnType<typeof openContactStage>>;
