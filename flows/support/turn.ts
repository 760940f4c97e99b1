import type { Advice } from '../../src/contracts/advice.ts';
import type { ExplainedDiagnosis } from '../../src/contracts/diagnosis.ts';
import type { Choice, Link } from '../../src/contracts/envelope.ts';
import type {
  Command,
  ConversationOutcome,
  DiagnosisCard,
  FlowContext,
  FlowEvent,
  FlowResult,
  ProtocolMark,
  ReplyDraft,
} from '../../src/contracts/flow.ts';
import type { AnswerOptions, KnowledgeAnswer } from '../../src/contracts/knowledge.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import type { SecureForm } from '../../src/contracts/vault.ts';
import { ownText } from './own-texts.ts';
import { addToProblem, type Draft, type SupportState } from './state.ts';

type Step = ProtocolMark['step'];
const ALL_STEPS: readonly Step[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const MINUTE_MS = 60_000;

/** One step of the flow while it is made: a working copy of the state, and what goes out. Lives inside one `step` call. */
export class Turn {
  readonly state: Draft;
  private readonly replies: ReplyDraft[] = [];
  private readonly commands: Command[] = [];
  private readonly marks: ProtocolMark[] = [];
  private readonly read = new Map<string, ExplainedDiagnosis>();
  private readonly readings = new Map<string, { sources: readonly unknown[]; value: unknown }>();
  private leadText: string[] = [];
  private leadLinks: readonly Link[] = [];
  private timers: Record<string, Date | null> | undefined;
  private card: DiagnosisCard | undefined;
  private further = false;
  private heard: { readonly text: string; readonly advice: Advice } | null = null;

  constructor(
    state: SupportState,
    readonly ctx: FlowContext,
  ) {
    this.state = { ...state, carried: null };
    if (state.carried !== null) this.leadText.push(state.carried);
  }

  /** Catalogue text, or the organisation's own where it has one in this language. */
  t(key: string, values?: Readonly<Record<string, string | number>>): string {
    return ownText(this.ctx, key, values) ?? this.ctx.t(key, values);
  }

  /** Takes what a model said of the message, for as long as the step works on it. */
  hearAdvice({ text, advice }: Extract<FlowEvent, { type: 'message' }>): void {
    this.heard = advice ? { text, advice } : null;
  }

  /** Keeps the advice on a message that became part of the problem: the knowledge base may be asked in a later step. */
  keepAdvice(problemBefore: string): void {
    if (this.heard && this.state.problem !== problemBefore)
      this.state.advice = this.adviceOn(this.state.problem) ?? null;
  }

  /** Diagnosis of a text; read once in a step. */
  diagnose(text: string): ExplainedDiagnosis {
    const advice = this.adviceOn(text);
    const known = this.read.get(text) ?? this.ctx.diagnoser.diagnose(text, advice);
    this.read.set(text, known);
    return known;
  }

  /** What the knowledge base has for a text. */
  lookUp(text: string, options: Omit<AnswerOptions, 'advice'> = {}): KnowledgeAnswer {
    const advice = this.adviceOn(text);
    return this.ctx.knowledge.answer(text, advice ? { ...options, advice } : options);
  }

  /** Advice is about the newest message together with the problem it belongs to; not about other texts. */
  private adviceOn(text: string): Advice | undefined {
    const { problem, advice } = this.state;
    if (text === problem)
      return this.heard && advice ? joinAdvice(advice, this.heard.advice) : (this.heard?.advice ?? advice ?? undefined);
    return text === this.heard?.text ? this.heard.advice : undefined;
  }

  /** A reading that is made again only when what it is made from has changed (compared by identity). */
  remember<T>(name: string, sources: readonly unknown[], read: () => T): T {
    const known = this.readings.get(name);
    if (known?.sources.every((source, at) => source === sources[at])) return known.value as T;
    const value = read();
    this.readings.set(name, { sources, value });
    return value;
  }

  /** Words that go in front of the next reply, in the same message, so that the chat stays short. */
  lead(text: string, links: readonly Link[] = []): void {
    this.leadText.push(text);
    if (links.length > 0) this.leadLinks = links;
  }

  /** A message of its own, after whatever leads it. */
  say(
    text: string,
    extra: { choices?: readonly Choice[]; links?: readonly Link[]; secureForms?: readonly SecureForm[] } = {},
  ): void {
    const whole = joinText([...this.leadText, text]).trimEnd();
    const links = [...this.leadLinks, ...(extra.links ?? [])];
    this.leadText = [];
    this.leadLinks = [];
    this.replies.push({
      text: whole,
      ...(extra.choices && extra.choices.length > 0 ? { choices: extra.choices } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(extra.secureForms ? { secureForms: extra.secureForms } : {}),
    });
  }

  /** Sends a greeting with its own link first, so that it does not look like one of the links that follow. */
  partGreeting(): void {
    if (this.leadLinks.length > 0) this.flushLead();
  }

  /** Sends what leads as a message of its own. */
  flushLead(): void {
    if (this.leadText.length === 0) return;
    const text = joinText(this.leadText);
    this.leadText = [];
    this.say(text);
  }

  /** A piece of a text, from its beginning. */
  cut(text: Redacted, length: number): Redacted {
    return pieceOf(text, 0, Math.min(text.length, length));
  }

  /** Adds to what was said of the case. */
  addToCase(text: Redacted): void {
    addToProblem(this.state, text);
  }

  run(command: Command): void {
    this.commands.push(command);
  }

  /** Records a protocol step (EXS-05). `done` is final for an episode. */
  mark(step: Step, status: ProtocolMark['status']): void {
    const known = this.state.marks[step];
    if (known === status || known === 'done') return;
    this.state.marks = { ...this.state.marks, [step]: status };
    this.marks.push({ step, status });
  }

  /** EXS-05: an ended conversation says of every step what became of it. */
  markRest(): void {
    for (const step of ALL_STEPS) if (this.state.marks[step] === undefined) this.mark(step, 'skipped');
  }

  private awaitsWord(): boolean {
    return this.commands.some(({ type }) => TOLD.has(type));
  }

  setCard(card: DiagnosisCard): void {
    this.card = card;
  }

  /** Ends the conversation; nothing is said after it. */
  close(outcome: ConversationOutcome): void {
    this.flushLead();
    this.markRest();
    this.state.phase = 'closed';
    this.state.opening = null;
    this.state.outcome = outcome;
    this.timers = { idle: null, close: null };
    this.run({ type: 'closeConversation', outcome });
  }

  /** Something was settled: the flow goes on with the next thing that is not done yet. */
  goOn(): void {
    this.further = true;
  }

  /** Whether to go on, asked once. */
  takeFurther(): boolean {
    const further = this.further;
    this.further = false;
    return further;
  }

  /** Timers by minutes from now; null drops one. */
  setTimers(minutes: Readonly<Record<'idle' | 'close', number | null>>): void {
    const at = (value: number | null) => (value === null ? null : new Date(this.ctx.now.getTime() + value * MINUTE_MS));
    this.timers = { idle: at(minutes.idle), close: at(minutes.close) };
  }

  /** What the step came to. `silent`: it says nothing of its own, so waiting words go on waiting. */
  result(silent = false): FlowResult<SupportState> {
    if (this.leadLinks.length === 0 && this.leadText.length > 0 && (silent || this.awaitsWord())) {
      this.state.carried = joinText(this.leadText);
      this.leadText = [];
    }
    this.flushLead();
    return {
      state: this.state,
      replies: this.replies,
      commands: this.commands,
      ...(this.timers ? { timers: this.timers } : {}),
      ...(this.marks.length > 0 ? { protocol: [...this.marks].sort((a, b) => a.step - b.step) } : {}),
      ...(this.card ? { card: this.card } : {}),
    };
  }
}

/** What was said of a problem, and what was said of it once more was told: the newer wins where it says something. */
function joinAdvice(older: Advice, newer: Advice): Advice {
  return {
    similar: newer.similar.length > 0 ? newer.similar : older.similar,
    chosen: newer.chosen ?? older.chosen,
    reading: { ...older.reading, ...newer.reading },
  };
}

/** Commands whose result is told to the person. */
const TOLD: ReadonlySet<Command['type']> = new Set([
  'openTicket',
  'requestAgent',
  'findTickets',
  'actOnTicket',
  'proveIdentity',
  'sendCode',
  'checkCode',
  'recordOpportunity',
]);

/** Sentences on one line; a part with lines of its own stands apart, and one that ends its line is followed by a new one. */
function joinText(parts: readonly string[]): string {
  return parts.reduce((whole, part) => {
    if (whole === '') return part;
    const isApart = part.includes('\n') || whole.endsWith('\n');
    return `${whole.trimEnd()}${isApart ? '\n' : ' '}${part}`;
  }, '');
}
