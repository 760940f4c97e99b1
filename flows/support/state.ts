import type { Advice } from '../../src/contracts/advice.ts';
import type { CustomerClass, UserType } from '../../src/contracts/contact.ts';
import type { Attachment, Link } from '../../src/contracts/envelope.ts';
import type { ConversationOutcome, FlowEvent, ProtocolMark } from '../../src/contracts/flow.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { joinRedacted, pieceOf } from '../../src/contracts/redacted-text.ts';

/** What the conversation is waiting for. docs/flow.md draws them. */
export type Phase =
  | 'new'
  | 'terms'
  | 'consent'
  | 'refused'
  | 'name'
  | 'userType'
  | 'problem'
  | 'question'
  | 'form'
  | 'links'
  | 'meant'
  | 'identity'
  | 'detail'
  | 'files'
  | 'ticketTalk'
  | 'linkAddress'
  | 'linkCode'
  | 'customer'
  | 'reach'
  | 'offer'
  | 'waiting'
  | 'wrapUp'
  | 'survey'
  | 'closed';

/** The state of one episode: plain JSON, under 2 KB in an ordinary conversation. Texts are redacted and cut. */
export type SupportState = {
  readonly phase: Phase;
  /** What this conversation learned about the person; the contact holds the rest. Empty name = would not say it. */
  readonly person: {
    readonly name?: Redacted;
    readonly userType?: UserType | '';
    readonly customerClass?: CustomerClass;
    readonly reach?: Redacted;
  };
  /** EXS-09. */
  readonly video: 'none' | 'offered' | 'accepted' | 'declined';
  /** What the person said about the case, first topic only (EXS-20). Empty = not said yet. */
  readonly problem: Redacted;
  /** All that they said of it, once that is more than `problem` holds; else empty (ICE-23). */
  readonly whole: Redacted;
  /** What a model said of the problem (ids and codes), if one was asked. */
  readonly advice: Advice | null;
  /** Further questions of the person, answered one after the other (EXS-20). */
  readonly pending: readonly Redacted[];
  /** Answers to the diagnosis by field; empty = asked, not known. */
  readonly answers: Readonly<Record<string, string>>;
  /** Things said or asked once in this case: `information`, `assumed`, `price`, `customerName`, `wantsTicket`, `queueWord`, `stillWord`, `thanked`. */
  readonly noted: readonly string[];
  /** The diagnosis field that is being asked. */
  readonly asking: string | null;
  /** What was asked and answered so far, for going back: `name`, `userType`, `problem`, `q:<field>`, `links`. */
  readonly trail: readonly string[];
  /** Data of the case in the person's words (MAS-31), and those that are codes, which rules ask about. */
  readonly details: Readonly<Record<string, Redacted>>;
  readonly codes: Readonly<Record<string, string>>;
  /** Files that go with the ticket. */
  readonly files: readonly Attachment[];
  /** MAS-02: `address`: asked for it; `link`: a one-time link was asked for; `refused`: the person cannot prove who they are. */
  readonly identity: 'none' | 'address' | 'link' | 'refused';
  /** The number that the mail with the link shows too. */
  readonly proofCode: string;
  /** A word on an own ticket that is waited for, and the phase to go back to. */
  readonly ticketTalk: {
    readonly folio: string;
    readonly what: 'reply' | 'reject' | 'more' | 'escalate';
    readonly from: Phase;
  } | null;
  /** Proving an address on another channel: the phase to go back to, and an address that was said before. */
  readonly linkFrom: Phase | null;
  readonly linkReach: Redacted | null;
  /** The folio that the person asked about last, and how many they named that are not theirs here. */
  readonly askedFolio: string | null;
  readonly strangeFolios: number;
  /** Times that the present question was put. */
  readonly asks: number;
  /** Numbered questions of the form sent to channels that ask all at once. */
  readonly form: readonly string[];
  readonly forms: number;
  readonly links: readonly Link[];
  /** The knowledge base was asked for this case. */
  readonly searched: boolean;
  /** The opportunity of this case was recorded. */
  readonly sold: boolean;
  /** Misunderstandings in a row. */
  readonly misses: number;
  /** Where to go back to when the person turns down the offer of an agent. */
  readonly returnTo: Phase | null;
  /** What comes after the ticket that was asked for. */
  readonly afterTicket: 'wrapUp' | 'queue' | 'close' | null;
  /** How the conversation would end now; null = nothing reached yet. */
  readonly outcome: ConversationOutcome | null;
  readonly folio: string | null;
  /** Words that wait for the result of a command, to go out in one message with it. */
  readonly carried: string | null;
  readonly warned: boolean;
  /** Told that pictures are not checked. */
  readonly filesHinted: boolean;
  /** What the person wrote before they answered whether their data may be used; read once they say yes. */
  readonly opening: Extract<FlowEvent, { type: 'message' }> | null;
  /** The greeting was said before the first message was read. */
  readonly greeted: boolean;
  /** A message that waits, within its turn, for the one-time form that is offered with its answer. */
  readonly held: Extract<FlowEvent, { type: 'message' }> | null;
  readonly reminded: boolean;
  readonly heard: boolean;
  readonly marks: Readonly<Record<string, ProtocolMark['status']>>;
};

/** The state while a step works on it. */
export type Draft = { -readonly [K in keyof SupportState]: SupportState[K] };

const EMPTY = joinRedacted([], ' ');
const MAX_PROBLEM = 1_000;
const PROBLEM_HEAD = 600;
/** As long as the longest message. */
const MAX_WHOLE = 32_000;
const MAX_PENDING = 2;
const MAX_PENDING_TEXT = 240;
const MAX_TRAIL = 12;

/** A conversation that nobody has spoken in. */
export function initialState(): SupportState {
  return {
    phase: 'new',
    person: {},
    video: 'none',
    ...freshCase(),
    ...{ identity: 'none', proofCode: '', ticketTalk: null },
    ...{ linkFrom: null, linkReach: null, askedFolio: null, strangeFolios: 0 },
    pending: [],
    forms: 0,
    misses: 0,
    returnTo: null,
    outcome: null,
    folio: null,
    carried: null,
    warned: false,
    filesHinted: false,
    opening: null,
    greeted: false,
    held: null,
    reminded: false,
    heard: false,
    marks: {},
  };
}

function freshCase() {
  return {
    ...{ problem: EMPTY, whole: EMPTY },
    advice: null,
    answers: {},
    noted: [],
    asking: null,
    trail: [],
    asks: 0,
    ...{ form: [], details: {}, codes: {}, files: [] },
    links: [],
    searched: false,
    sold: false,
    afterTicket: null,
  };
}

/** Forgets the case, keeps the person and what else they asked. */
export function resetCase(state: Draft): void {
  Object.assign(state, freshCase());
}

/** Adds to what the person said, cut so that the state stays small: the beginning and the newest words stay. */
export function addToProblem(state: Draft, text: Redacted): void {
  const joined = joinRedacted([state.problem, text], '\n');
  if (state.whole || joined.length > MAX_PROBLEM) {
    const whole = joinRedacted([state.whole || state.problem, text], '\n');
    state.whole = pieceOf(whole, 0, Math.min(whole.length, MAX_WHOLE));
  }
  state.problem =
    joined.length <= MAX_PROBLEM
      ? joined
      : joinRedacted(
          [pieceOf(joined, 0, PROBLEM_HEAD), pieceOf(joined, joined.length - (MAX_PROBLEM - PROBLEM_HEAD))],
          '\n',
        );
}

/** Keeps a further question for later; at most two, the oldest first. */
export function keepForLater(state: Draft, text: Redacted): void {
  if (text.length === 0 || state.pending.length >= MAX_PENDING) return;
  state.pending = [...state.pending, pieceOf(text, 0, Math.min(text.length, MAX_PENDING_TEXT))];
}

/** Notes an answered question for going back. */
export function leaveTrail(state: Draft, id: string): void {
  state.trail = [...state.trail.filter((item) => item !== id), id].slice(-MAX_TRAIL);
}

/** Notes something that is said or asked once in a case. False when it was noted before. */
export function noteOnce(state: Draft, what: string): boolean {
  if (state.noted.includes(what)) return false;
  state.noted = [...state.noted, what];
  return true;
}
