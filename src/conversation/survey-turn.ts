import type { ChannelAbilities } from '../contracts/channel.ts';
import type { SurveyQuestion } from '../contracts/surveys.ts';
import type { PendingSurvey } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import { type CommandPorts, surveyCaseOf } from './commands.ts';
import type { TurnDraft } from './draft.ts';
import type { Organisation } from './organisation.ts';
import { readAnswer, type SurveyWords } from './survey-answer.ts';

/** Where a survey is asked or answered. */
export interface SurveyTurn {
  readonly organisation: Organisation;
  readonly abilities: Pick<ChannelAbilities, 'buttons' | 'letters'>;
  readonly ports: Pick<CommandPorts, 'surveys'>;
}

/** `survey:<id>:4`: what the buttons under a question say. */
const CHOICE = /^survey:([\w-]{4,64}):(\d{1,2})$/;
/** So long the reason of a low answer is waited for. */
const WHY_MS = 3_600_000;
const MAX_TRIES = 2;

/**
 * A conversation ends: what a person of the desk ended is asked about; after the bot, only what comes round (MAS-121). Who
 * gave up, or went away without a word, is not asked.
 */
export async function askAtClose(draft: TurnDraft, turn: SurveyTurn): Promise<void> {
  if (draft.outcome === 'idle' || draft.outcome === 'cancelled') return;
  const trigger = draft.read.mode === 'agent' ? 'wrapUp' : 'calendar';
  const question = await turn.ports.surveys.due(trigger, surveyCaseOf(draft));
  if (question) putQuestion(draft, question, turn);
}

/** Says a question in a turn; where people write letters, in the letter that is being written. */
export function putQuestion(draft: TurnDraft, question: SurveyQuestion, turn: Omit<SurveyTurn, 'ports'>): void {
  const { id, scale, expiresAt } = question;
  const { organisation, abilities } = turn;
  const text = `${question.text}\n${howTo(question, organisation)}`;
  const scores = scale === null || !abilities.buttons ? [] : steps(scale.min, scale.max);
  const choices = scores.map((score) => ({ value: `survey:${id}:${score}`, title: String(score) }));
  const last = draft.replies.at(-1);
  if (abilities.letters && last !== undefined && last.role !== 'agent' && last.id === undefined) {
    draft.replies.pop();
    draft.replies.push({ ...last, draft: { ...last.draft, text: `${last.draft.text}\n\n${text}` } });
  } else sayAs(draft, organisation, text, choices);
  draft.survey = { id, step: 'score', min: scale?.min ?? null, max: scale?.max ?? null, tries: 0, expiresAt };
}

/**
 * A message while a question waits. True: it was the answer, and the conversation stays as it is. Anything that is plainly
 * something else goes its usual way, and the question is not held against the person; so does an answer that holds a new
 * matter or a file beside: the answer is kept, and the rest attended.
 */
export async function hearSurvey(draft: TurnDraft, message: MessageDoc, turn: SurveyTurn): Promise<boolean> {
  const [, pressed, score] = CHOICE.exec(message.choice ?? '') ?? [];
  if (pressed !== undefined) {
    await take(draft, { id: pressed, score: Number(score), comment: null }, turn);
    return true;
  }
  const pending = draft.survey;
  if (pending === null || draft.mode === 'waiting' || message.choice !== undefined) return false;
  draft.survey = null;
  if (pending.expiresAt <= draft.at || message.text === '') return false;
  const scale = pending.min === null || pending.max === null ? null : { min: pending.min, max: pending.max };
  const answer = readAnswer(message.text, pending.step === 'why' ? null : scale, wordsOf(turn.organisation));
  const hasFiles = (message.attachments ?? []).length > 0;
  if (answer.type === 'other') return false;
  if (answer.type === 'off') {
    if (hasFiles || pending.tries + 1 >= MAX_TRIES) return false;
    draft.survey = { ...pending, tries: pending.tries + 1 };
    say(draft, turn, 'survey.again', { min: pending.min ?? 0, max: pending.max ?? 0 });
    return true;
  }
  if (answer.type === 'refused') {
    if (pending.step === 'score') await turn.ports.surveys.refuse(pending.id, answer.always, draft.at);
    if (hasFiles) return false;
    say(draft, turn, answer.always ? 'survey.never' : 'survey.fine');
    return true;
  }
  const goesOn = answer.hasMatter || hasFiles;
  await hear(draft, { pending, score: answer.score, comment: answer.explained ? message.text : null, goesOn }, turn);
  return !goesOn;
}

/** An answer in words. One that holds something else is not thanked for: what follows speaks of that. */
async function hear(
  draft: TurnDraft,
  given: { pending: PendingSurvey; score: number | null; comment: MessageDoc['text'] | null; goesOn: boolean },
  turn: SurveyTurn,
): Promise<void> {
  const { pending, score, comment, goesOn } = given;
  const { surveys } = turn.ports;
  if (pending.step === 'why') {
    if (comment !== null) await surveys.explain(pending.id, comment);
    if (!goesOn) say(draft, turn, 'survey.thanks');
  } else if (!goesOn) await take(draft, { id: pending.id, score, comment }, turn);
  // Words alone are no answer when they ask for something.
  else if (score !== null) await surveys.answer(pending.id, { key: draft.turnId, score, comment, at: draft.at });
}

async function take(
  draft: TurnDraft,
  given: { id: string; score: number | null; comment: MessageDoc['text'] | null },
  turn: SurveyTurn,
): Promise<void> {
  const { id, score, comment } = given;
  const outcome = await turn.ports.surveys.answer(id, { key: draft.turnId, score, comment, at: draft.at });
  draft.survey = null;
  if (!outcome.taken) return say(draft, turn, 'survey.over');
  if (!outcome.askWhy) return say(draft, turn, 'survey.thanks');
  draft.survey = { id, step: 'why', min: null, max: null, tries: 0, expiresAt: new Date(draft.at.getTime() + WHY_MS) };
  say(draft, turn, 'survey.why');
}

function howTo({ kind, scale }: SurveyQuestion, { t }: Organisation): string {
  if (scale === null) return t('survey.howWords');
  return t(kind === 'nps' ? 'survey.howNps' : 'survey.howScale', { min: scale.min, max: scale.max });
}

function wordsOf({ t }: Organisation): SurveyWords {
  const list = (key: string) => t(key).split('|');
  return {
    numbers: list('survey.words.numbers'),
    scores: list('survey.words.scores').map((words) => words.split(',')),
    lead: list('survey.words.lead'),
    because: list('survey.words.because'),
    no: list('survey.words.no'),
    never: list('survey.words.never'),
    leave: list('survey.words.leave'),
    courtesy: list('survey.words.courtesy'),
    matter: list('survey.words.matter'),
  };
}

function say(draft: TurnDraft, { organisation }: SurveyTurn, key: string, values: Record<string, number> = {}): void {
  sayAs(draft, organisation, organisation.t(key, values), []);
}

function sayAs(
  draft: TurnDraft,
  { policy }: Organisation,
  text: string,
  choices: readonly { value: string; title: string }[],
): void {
  const name = policy.organisation.botName;
  draft.replies.push({ role: 'bot', name, draft: { text, ...(choices.length > 0 && { choices }) } });
}

function steps(min: number, max: number): number[] {
  return Array.from({ length: max - min + 1 }, (_, at) => min + at);
}
