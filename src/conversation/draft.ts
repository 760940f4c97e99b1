import type { ContactPatch, ContactView } from '../contracts/contact.ts';
import type { ConversationMode } from '../contracts/conversation.ts';
import type { Attachment, Choice } from '../contracts/envelope.ts';
import type {
  Command,
  ConversationOutcome,
  DiagnosisCard,
  FlowState,
  ProtocolMark,
  ReplyDraft,
} from '../contracts/flow.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type { ConversationDoc, PastEpisode, PendingSurvey } from '../storage/models/conversations.ts';

/** A reply before it has an id. `id` is given only where the client made one (an agent's send). */
export interface DraftReply {
  readonly role: 'bot' | 'agent' | 'system';
  readonly name: string;
  readonly draft: ReplyDraft;
  readonly id?: string;
  /** What the client called it. */
  readonly clientId?: string;
  readonly attachments?: readonly Attachment[];
}

/** What a turn is about to write. Filled by the turn, thrown away when the turn must be repeated. */
export interface TurnDraft {
  readonly turnId: string;
  readonly at: Date;
  /** The conversation as the turn read it. */
  readonly read: ConversationDoc;
  mode: ConversationMode;
  contact: ContactView;
  /** What this turn learned about the person; written once the turn has committed. */
  learned: ContactPatch;
  flow: FlowState;
  timers: Record<string, Date>;
  replies: DraftReply[];
  tickets: string[];
  protocol: ConversationDoc['protocol'];
  card: DiagnosisCard | null;
  work: ConversationDoc['work'];
  assignee: string | null;
  /** Area whose people are to take it; null: anybody. */
  area: string | null;
  tags: readonly Redacted[];
  /** Since when the person's last words want an answer from the agent who has it. */
  unansweredSince: Date | null;
  /** Keys of the last deeds of the desk. */
  deeds: readonly string[];
  /** Nothing was said or done to the person: the conversation stays where it is in the lists. */
  isQuiet: boolean;
  outcome: ConversationOutcome | null;
  lastText: ConversationDoc['lastText'];
  episode: number;
  /** Place in the log of the message that makes the turn; null: no message does. */
  seq: number | null;
  /** Digest of a one-time code that the message holds; null: none. */
  typedCode: string | null;
  fromSeq: number;
  past: readonly PastEpisode[];
  openedAt: Date;
  closedAt: Date | null;
  waitingSince: Date | null;
  /** Choices under the last word that was said outside the flow. */
  told: readonly Choice[] | null;
  /** A survey's question that was said last and is still to be answered. */
  survey: PendingSurvey | null;
  /** Commands run so far, by type: numbers their keys. */
  commands: Partial<Record<Command['type'], number>>;
}

/** Episodes that a conversation remembers; the words of all of them stay in its log. */
const MOST_PAST = 50;

/** Starts from what was read. */
export function draftOf(read: ConversationDoc, turnId: string, at: Date, contact: ContactView): TurnDraft {
  const { mode, flow, tickets, protocol, card, work, assignee, outcome, lastText, episode } = read;
  const { openedAt, closedAt, waitingSince } = read;
  return {
    ...{ turnId, at, read, contact, mode, flow, card, work, assignee, outcome, lastText, episode },
    ...{ openedAt, closedAt, waitingSince, replies: [], commands: {}, learned: {} },
    ...{ seq: null, typedCode: null, fromSeq: read.fromSeq ?? 1, past: read.past ?? [] },
    told: read.told ?? null,
    survey: read.survey ?? null,
    area: read.area ?? null,
    tags: read.tags ?? [],
    unansweredSince: read.unansweredSince ?? null,
    deeds: read.deeds ?? [],
    isQuiet: false,
    timers: { ...read.timers },
    tickets: [...tickets],
    protocol: [...protocol],
  };
}

/** A message after closing: the next episode, with the bot and a fresh flow. What belongs to the person stays. */
export function startEpisode(draft: TurnDraft, initial: FlowState, freshWork: ConversationDoc['work']): void {
  const { episode, openedAt, closedAt, outcome, tickets, fromSeq } = draft;
  const seq = draft.seq ?? fromSeq;
  const over = { episode, openedAt, closedAt, outcome, tickets, fromSeq, toSeq: seq - 1 };
  // What was before an erasure is nobody's.
  draft.past = draft.read.erasedAt ? [] : [...draft.past, over].slice(-MOST_PAST);
  draft.fromSeq = seq;
  draft.mode = 'bot';
  draft.episode += 1;
  draft.flow = initial;
  draft.timers = {};
  draft.tickets = [];
  draft.protocol = [];
  draft.card = null;
  draft.work = freshWork;
  draft.assignee = null;
  draft.area = null;
  draft.tags = [];
  draft.unansweredSince = null;
  draft.outcome = null;
  draft.openedAt = draft.at;
  draft.closedAt = null;
  draft.waitingSince = null;
}

/**
 * Names the episode in keys of effects. An erasure begins the count anew, the places of the log go on: what the next person
 * does must never find what the erased one did.
 */
export function episodeKeyOf({ read, episode, fromSeq }: Pick<TurnDraft, 'read' | 'episode' | 'fromSeq'>): string {
  return read.erasedAt === undefined ? String(episode) : `${episode}.${fromSeq}`;
}

/** Records protocol steps; a step that was done stays done (EXS-05). */
export function markProtocol(draft: TurnDraft, marks: readonly ProtocolMark[], by: 'bot' | 'agent'): void {
  for (const mark of marks) {
    const known = draft.protocol.find((item) => item.step === mark.step);
    if (known?.status === 'done') continue;
    draft.protocol = draft.protocol.filter((item) => item.step !== mark.step);
    draft.protocol.push({ ...mark, by, at: draft.at });
  }
  draft.protocol.sort((a, b) => a.step - b.step);
}

/** Sets or drops timers; those not named stay. */
export function changeTimers(draft: TurnDraft, timers: Readonly<Record<string, Date | null>>): void {
  for (const [name, at] of Object.entries(timers)) {
    if (at === null) delete draft.timers[name];
    else draft.timers[name] = at;
  }
}

/** The earliest timer, if any. */
export function wakeAtOf(timers: Readonly<Record<string, Date>>): Date | undefined {
  let earliest: Date | undefined;
  for (const at of Object.values(timers)) if (!earliest || at < earliest) earliest = at;
  return earliest;
}
