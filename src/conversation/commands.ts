import type { PresencePort } from '../contracts/conversation.ts';
import type { Command, CommandResult } from '../contracts/flow.ts';
import type { ContactLinks } from '../contracts/one-time-codes.ts';
import type { Policy } from '../contracts/policy.ts';
import type { RequesterProof } from '../contracts/portal.ts';
import type { KnowledgeRecorder, SearchPlace, SearchRecorder } from '../contracts/ports.ts';
import type { RequesterPort } from '../contracts/requesters.ts';
import type { SurveyCase, SurveyDesk } from '../contracts/surveys.ts';
import type { OpportunityPort, TicketPort } from '../contracts/ticket.ts';
import type { VaultOfferPort } from '../contracts/vault.ts';
import { commandKeyOf } from '../storage/ids.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import { episodeKeyOf, type TurnDraft } from './draft.ts';
import { nextMode } from './modes.ts';
import { type Asking, actAsRequester, tellable } from './own-tickets.ts';
import { TELEPHONE } from './ownership.ts';

/** What commands reach. Every effect is found again by its key, so a repeated turn does it once (P2). */
export interface CommandPorts {
  readonly tickets: TicketPort;
  readonly opportunities: OpportunityPort;
  readonly contacts: ContactRepository;
  readonly presence: PresencePort;
  readonly knowledge: KnowledgeRecorder;
  readonly searches: SearchRecorder;
  readonly surveys: SurveyDesk;
  readonly vault: VaultOfferPort;
  readonly requesters: RequesterPort;
  readonly proof: Pick<RequesterProof, 'ask' | 'isProven' | 'kinOf'>;
  readonly links: ContactLinks;
  readonly policyOf: (organisation: string) => Policy;
  /** Conversations waiting for an agent now. */
  readonly countWaiting: (organisation: string) => Promise<number>;
}

type Run<T extends Command['type']> = (
  command: Extract<Command, { type: T }>,
  draft: TurnDraft,
  ports: CommandPorts,
  key: string,
) => Promise<CommandResult>;

/** Where a turn happens, as the log of searches names it. */
export function placeOf({ read, episode }: TurnDraft): SearchPlace {
  return { organisation: read.org, conversationId: read._id, episode };
}

/** The episode, as the case that a survey asks about. */
export function surveyCaseOf(draft: TurnDraft): SurveyCase {
  const { read, contact, assignee, at } = draft;
  const { org: organisation, _id: conversationId, channel } = read;
  const facts = { channel, userType: contact.userType, customerClass: contact.customerClass };
  return {
    ...{ organisation, kind: 'conversation', id: `${conversationId}#${episodeKeyOf(draft)}`, conversationId },
    ...{ channel, facts, at },
    ...{ contactId: contact.id, agentId: assignee === TELEPHONE ? null : assignee },
  };
}

const about = (draft: TurnDraft) => ({ ...placeOf(draft), contactId: draft.contact.id, at: draft.at });

/** Who asks: the proofs of who they are, and the contacts who are the same person. */
async function askingOf(draft: TurnDraft, { tickets, proof, links, policyOf }: CommandPorts): Promise<Asking> {
  const { id } = draft.contact;
  const [byLink, byCode, contacts, members] = await Promise.all([
    proof.isProven(id),
    links.isProven(id),
    proof.kinOf(id),
    links.membersOf(id),
  ]);
  const others = (await Promise.all(members.map((member) => proof.kinOf(member)))).flat();
  const joined = [...new Set(others)].filter((other) => !contacts.includes(other));
  return { tickets, policy: policyOf(draft.read.org), isProven: byLink || byCode, contacts, joined };
}

/** Who types or asks for a code, and where. */
const linking = ({ read, contact }: TurnDraft) => ({
  ...{ organisation: read.org, contactId: contact.id, conversationId: read._id },
});

const runners: { readonly [T in Command['type']]: Run<T> } = {
  async openTicket(command, draft, { tickets, searches }, key) {
    const actor = { role: 'bot', id: 'bot' } as const;
    const ticket = await tickets.open(key, command.draft, { ...about(draft), actor });
    if (!draft.tickets.includes(ticket.folio)) draft.tickets.push(ticket.folio);
    await searches.handedOver(about(draft));
    return { type: 'result', command: 'openTicket', ticket };
  },
  async findTickets(command, draft, ports) {
    const told = await tellable(draft, await askingOf(draft, ports), command.folio);
    return { type: 'result', command: 'findTickets', tickets: told };
  },
  async actOnTicket(command, draft, ports, key) {
    const done = await actAsRequester(draft, await askingOf(draft, ports), command, key);
    return { type: 'result', command: 'actOnTicket', ...done };
  },
  async proveIdentity({ email }, draft, { proof }, key) {
    const about = { organisation: draft.read.org, contactId: draft.contact.id, mail: email };
    return { type: 'result', command: 'proveIdentity', ...(await proof.ask(key, about)) };
  },
  async sendCode({ address }, draft, { links }, key) {
    return { type: 'result', command: 'sendCode', outcome: await links.ask(key, { ...linking(draft), address }) };
  },
  async checkCode(_command, draft, { links }, key) {
    const outcome = await links.answer(key, { ...linking(draft), digest: draft.typedCode });
    return { type: 'result', command: 'checkCode', outcome };
  },
  async requestAgent(_command, draft, { presence, countWaiting, searches }) {
    const others = draft.read.mode === 'waiting' ? 0 : await countWaiting(draft.read.org);
    draft.mode = nextMode(draft.mode, 'requestAgent') ?? draft.mode;
    draft.waitingSince ??= draft.at;
    await searches.handedOver(about(draft));
    const agentsOnline = presence.online(draft.read.org, draft.at);
    return { type: 'result', command: 'requestAgent', agentsOnline, position: others + 1 };
  },
  async updateContact(command, draft) {
    // Written after the commit: a turn that is repeated must meet the person as its first run did.
    draft.learned = { ...draft.learned, ...command.patch };
    draft.contact = { ...draft.contact, ...command.patch };
    return { type: 'result', command: 'updateContact', contact: draft.contact };
  },
  async recordConsent({ kind, version, answer }, draft) {
    // Like all that a turn learns, written after the commit: a repeated turn must show the notice, or ask, again.
    const consent = { ...(kind && { kind }), version, at: draft.at, channel: draft.read.channel, answer };
    const consents = [...(draft.contact.consents ?? []), consent];
    draft.learned = { ...draft.learned, consents };
    draft.contact = { ...draft.contact, consents };
    return { type: 'result', command: 'recordConsent' };
  },
  async recordOpportunity(command, draft, { opportunities }, key) {
    const { folio } = await opportunities.record(key, command.draft, about(draft));
    return { type: 'result', command: 'recordOpportunity', folio };
  },
  async recordSearch({ question, band, entryIds, module }, draft, { searches }, key) {
    await searches.asked(key, { question, band, shown: entryIds, module }, about(draft));
    return { type: 'result', command: 'recordSearch' };
  },
  async recordUnanswered(command, draft, { knowledge }, key) {
    await knowledge.unanswered(key, command.question, about(draft));
    return { type: 'result', command: 'recordUnanswered' };
  },
  async recordFeedback({ entryIds, solved }, draft, { knowledge, searches }, key) {
    await knowledge.feedback(key, entryIds, solved, about(draft));
    await searches.settled(entryIds, solved, about(draft));
    return { type: 'result', command: 'recordFeedback' };
  },
  async noteSurveyAsked({ survey }, draft, { surveys }) {
    await surveys.asked(survey, surveyCaseOf(draft));
    return { type: 'result', command: 'noteSurveyAsked' };
  },
  async recordSurvey({ survey, score, comment = null }, draft, { surveys }) {
    await surveys.record({ survey, score, comment }, surveyCaseOf(draft));
    return { type: 'result', command: 'recordSurvey' };
  },
  async offerVault({ kind }, draft, { vault }, key) {
    const by = { kind: 'system', id: 'bot' } as const;
    const form = await vault.offer(key, { ...about(draft), kind, by });
    return { type: 'result', command: 'offerVault', form };
  },
  async closeConversation(command, draft) {
    draft.mode = nextMode(draft.mode, 'close') ?? draft.mode;
    draft.outcome = command.outcome;
    draft.closedAt = draft.at;
    draft.waitingSince = null;
    draft.timers = {};
    return { type: 'result', command: 'closeConversation' };
  },
};

/** Runs one command under a key derived from the turn; its result is the flow's next event. */
export function runCommand(command: Command, draft: TurnDraft, ports: CommandPorts): Promise<CommandResult> {
  const earlier = draft.commands[command.type] ?? 0;
  const key = commandKeyOf(draft.turnId, command.type, earlier);
  draft.commands[command.type] = earlier + 1;
  const run = runners[command.type] as Run<Command['type']>;
  return run(command as never, draft, ports, key);
}
