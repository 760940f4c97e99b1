import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { supportFlow } from '../../flows/support/index.ts';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import { createGateway, type Gateway } from '../../src/compose/gateway.ts';
import { calendarOf, createProductCatalogue } from '../../src/compose/organisations.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { ChannelAdapter } from '../../src/contracts/channel.ts';
import { systemClock } from '../../src/contracts/clock.ts';
import type { ContactView } from '../../src/contracts/contact.ts';
import type { Reply } from '../../src/contracts/envelope.ts';
import type { Command, CommandResult, FlowContext, FlowEvent } from '../../src/contracts/flow.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import { TurnEngine } from '../../src/conversation/engine.ts';
import { conversationIdOf } from '../../src/storage/ids.ts';
import { lineOf } from './workload.ts';

const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const abilities = {
  buttons: false,
  typing: false,
  edits: false,
  questions: 'one',
  markdown: false,
  maxText: 4_000,
} as const;

/** A way to hold turns: says a person's nth message and resolves when it was answered (or silently taken). */
export interface Subject {
  say(person: number, turn: number): Promise<void>;
  replies(): number;
  close(): Promise<void>;
}

/** The product as it runs: dedupe, redact, store, turn, one durable write, outbox; the real flow over the real store. */
export async function openProduct(dataDir?: string): Promise<Subject & { readonly gateway: Gateway }> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'ventanilla-bench-'));
  const config = readConfig({ VENTANILLA_DATA: folder });
  const gateway = await createGateway({ config, secrets: loadSecrets(folder), logger: quiet, clock: systemClock });
  let count = 0;
  const waiting = new Map<string, () => void>();
  const idOf = (address: string) => conversationIdOf('exsim', 'terminal', 'bench', address);
  const channel: ChannelAdapter = {
    name: 'terminal',
    abilities,
    async send(reply: Reply) {
      count += 1;
      waiting.get(reply.conversation.id)?.();
      return {};
    },
  };
  await gateway.start([channel]);
  // Published after the commit: a turn that says nothing ends here.
  gateway.live.subscribe((event) => {
    if (event.type !== 'conversation') return;
    const { id } = event.conversation;
    void gateway.stores.conversations.load(id).then((doc) => {
      if (doc?.outbox.length === 0) waiting.get(id)?.();
    });
  });
  let serial = 0;
  return {
    gateway,
    replies: () => count,
    async say(person, turn) {
      const address = `person-${person}`;
      const answered = new Promise<void>((resolve) => waiting.set(idOf(address), resolve));
      serial += 1;
      const messageId = `${process.pid}-${serial}`;
      const sentAt = new Date();
      await gateway.pipeline.intake.accept([
        {
          channel: 'terminal',
          account: 'bench',
          address,
          messageId,
          sender: { id: address },
          sentAt,
          text: lineOf(turn),
        },
      ]);
      await answered;
      waiting.delete(idOf(address));
    },
    async close() {
      await gateway.stop();
      if (!dataDir) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same flow on the same engine with everything in memory: no store, no redaction, no outbox. The bar to compare with. */
export function openRaw(gateway: Pick<Gateway, 'policy' | 'knowledge'>): Subject {
  const engine = new TurnEngine();
  const states = new Map<number, { state: ReturnType<typeof supportFlow.initial>; contact: ContactView }>();
  const base = contextParts(gateway);
  let count = 0;
  return {
    replies: () => count,
    async say(person, turn) {
      const known = states.get(person) ?? { state: supportFlow.initial(), contact: stranger(person) };
      states.set(person, known);
      const text = lineOf(turn);
      const turnId = `${person}:${turn}`;
      const input = {
        turnId,
        channel: 'terminal',
        address: `person-${person}`,
        contactId: known.contact.id,
        text,
        at: new Date(),
      };
      const said = await engine.run({ ...input, type: 'message' }, async (speech) => {
        const events: FlowEvent[] = [{ type: 'message', text, attachments: [], removed: [] }];
        for (let event = events.shift(); event; event = events.shift()) {
          const context: FlowContext = { ...base, now: input.at, turnId, contact: known.contact };
          const result = supportFlow.step(known.state, event, context);
          known.state = result.state;
          await speech.say(result.replies);
          for (const command of result.commands) events.push(answer(command, known));
        }
      });
      count += said.length;
    },
    close: async () => states.clear(),
  };
}

function contextParts({ policy, knowledge }: Pick<Gateway, 'policy' | 'knowledge'>) {
  const t = createProductCatalogue().t(policy.organisation.locale);
  const diagnoser = createPolicyDiagnoser(policy);
  const requester = { status: 'open', company: null, contract: null, facts: {} } as const;
  return { requester, abilities, policy, knowledge, diagnoser, t, calendar: calendarOf(policy), agentsOnline: 0 };
}

function stranger(person: number): ContactView {
  const nothing = { name: null, userType: null, customerClass: null, organisation: null, email: null, phone: null };
  return { id: `contact-${person}`, ...nothing, visits: 0 };
}

function answer(
  command: Command,
  known: { state: ReturnType<typeof supportFlow.initial>; contact: ContactView },
): CommandResult {
  switch (command.type) {
    case 'updateContact':
      known.contact = { ...known.contact, ...command.patch };
      return { type: 'result', command: 'updateContact', contact: known.contact };
    case 'requestAgent':
      return { type: 'result', command: 'requestAgent', agentsOnline: 0, position: 1 };
    case 'findTickets':
      return { type: 'result', command: 'findTickets', tickets: [] };
    case 'recordOpportunity':
      return { type: 'result', command: 'recordOpportunity', folio: 'EXS-OP-000001' };
    case 'offerVault':
      return { type: 'result', command: 'offerVault', form: null };
    case 'openTicket':
    case 'actOnTicket':
    case 'proveIdentity':
    case 'sendCode':
    case 'checkCode':
      throw new Error('the workload has no tickets');
    case 'closeConversation':
      known.state = supportFlow.initial();
      return { type: 'result', command: 'closeConversation' };
    default:
      return { type: 'result', command: command.type };
  }
}
