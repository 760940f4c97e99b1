import type { Link } from '../../src/contracts/envelope.ts';
import type { Question } from './case.ts';
import type { Option } from './choices.ts';
import { askedDetail } from './details.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';

/** What is asked in a phase, and what may be answered. */
export interface Prompt {
  readonly text: string;
  readonly options: readonly Option[];
  /** Whether the options are shown; long lists are only understood, unless the first try failed. */
  readonly shown: boolean;
}

const MAX_SHOWN = 6;

/** The question of the present phase. Null: this phase asks nothing. */
export function promptOf(turn: Turn): Prompt | null {
  const { state } = turn;
  switch (state.phase) {
    case 'terms':
      return closed(turn.t('ask.terms'), consentOptions(turn));
    case 'consent':
      return closed(turn.t('ask.consent'), consentOptions(turn));
    case 'refused':
      return closed(turn.t('ask.refused'), refusedOptions(turn));
    case 'name':
      return open(turn.t('ask.name'));
    case 'customer':
      return open(turn.t('ask.customerName'));
    case 'reach':
      return open(turn.t('ask.reach'));
    case 'problem':
      return closed(turn.t('ask.problem'), menuOf(turn));
    case 'userType':
      return closed(turn.t('ask.userType'), userTypeOptions(turn));
    case 'question':
      return questionPrompt(turn);
    case 'identity':
      return identityPrompt(turn);
    case 'detail':
      return detailPrompt(turn);
    case 'files':
      return closed(turn.t('ask.files'), [{ value: 'continue', title: turn.t('choice.continue') }]);
    case 'ticketTalk':
      return open(turn.t(`ask.ticket.${state.ticketTalk?.what ?? 'reply'}`, { folio: state.ticketTalk?.folio ?? '' }));
    case 'linkAddress':
    case 'linkCode':
      return closed(turn.t(`ask.${state.phase}`), [{ value: 'noLink', title: turn.t('choice.noLink') }]);
    case 'links':
      return closed(turn.t('ask.solved'), yesNo(turn, 'choice.solved', 'choice.notSolved'));
    case 'meant':
      return closed(turn.t('ask.meant'), meantOptions(turn));
    case 'offer':
      return closed(turn.t('ask.person'), yesNo(turn, 'choice.person', 'choice.tryAgain'));
    case 'wrapUp':
      return closed(turn.t('ask.more'), wrapUpOptions(turn));
    case 'survey':
      return surveyPrompt(turn);
    case 'waiting':
      return closed(turn.t('ask.wait'), waitOptions(turn));
    default:
      return null;
  }
}

/** Puts the question of a phase. Call it once the state's phase is what is asked. */
export function ask(turn: Turn, phase: Phase, links?: readonly Link[]): void {
  turn.state.phase = phase;
  turn.state.asks = 1;
  put(turn, links);
}

/** Puts the present question again, after a word on why. */
export function askAgain(turn: Turn, lead?: string): void {
  if (lead !== undefined) turn.lead(lead);
  turn.state.asks += 1;
  put(turn);
}

function put(turn: Turn, links?: readonly Link[]): void {
  const prompt = promptOf(turn);
  if (!prompt) return;
  const choices = prompt.shown ? prompt.options.map(({ value, title }) => ({ value, title })) : [];
  turn.say(prompt.text, { choices, ...(links ? { links } : {}) });
}

/** Choices of a policy question, with values that still say which question they answer when pressed late. */
export function questionOptions(question: Question): readonly Option[] {
  const known = optionsOfQuestion.get(question);
  if (known) return known;
  const options = question.choices.map(({ value, label, synonyms }) => ({
    value: `${question.field}:${value}`,
    title: label,
    synonyms,
  }));
  optionsOfQuestion.set(question, options);
  return options;
}

/** A policy does not change, so what is made from it is made once. */
const optionsOfQuestion = new WeakMap<Question, readonly Option[]>();

/** EXS-08: the policy's types of user. */
export function userTypeOptions({ ctx }: Turn): Option[] {
  return ctx.policy.identification.userTypes.map(({ value, label, synonyms }) => ({
    value: `userType:${value}`,
    title: label,
    synonyms,
  }));
}

/** The diagnosis question that is being asked. */
export function askedQuestion({ state, ctx }: Turn): Question | undefined {
  return ctx.policy.diagnosis.questions.find(({ field }) => field === state.asking);
}

/** EXS-02, EXS-09: what a person can ask for besides telling the case. */
function menuOf(turn: Turn): Option[] {
  const video = turn.ctx.policy.identification.offerVideoCall && turn.state.video === 'offered';
  return [
    ...(video ? [{ value: 'video', title: turn.t('choice.video') }] : []),
    { value: 'status', title: turn.t('choice.status') },
    { value: 'human', title: turn.t('choice.human') },
  ];
}

function questionPrompt(turn: Turn): Prompt | null {
  const question = askedQuestion(turn);
  if (!question) return null;
  const options = questionOptions(question);
  return { text: turn.t(question.text), options, shown: options.length <= MAX_SHOWN || turn.state.asks > 1 };
}

/** MAS-02: the address on the list; then that its link was opened. */
function identityPrompt(turn: Turn): Prompt {
  const unlisted = { value: 'unlisted', title: turn.t('choice.unlisted') };
  if (turn.state.identity !== 'link') return closed(turn.t('ask.identity'), [unlisted]);
  const opened = { value: 'opened', title: turn.t('choice.opened'), synonyms: turn.t('words.opened').split('|') };
  return closed(turn.t('ask.identityLink', { code: turn.state.proofCode }), [opened, unlisted]);
}

function detailPrompt(turn: Turn): Prompt | null {
  const detail = askedDetail(turn);
  if (!detail) return null;
  return detail.options.length > 0 ? closed(detail.text, detail.options) : open(detail.text);
}

function meantOptions(turn: Turn): Option[] {
  const links = turn.state.links.map(({ entryId, title }) => ({ value: `entry:${entryId}`, title }));
  return [...links, { value: 'none', title: turn.t('choice.none'), synonyms: turn.t('words.none').split('|') }];
}

function consentOptions(turn: Turn): Option[] {
  return [
    { value: 'accept', title: turn.t('choice.accept'), synonyms: turn.t('words.accept').split('|') },
    { value: 'refuse', title: turn.t('choice.refuse'), synonyms: turn.t('words.refuse').split('|') },
  ];
}

function refusedOptions(turn: Turn): Option[] {
  return [
    { value: 'human', title: turn.t('choice.human') },
    { value: 'end', title: turn.t('choice.end'), synonyms: turn.t('words.end').split('|') },
  ];
}

function wrapUpOptions(turn: Turn): Option[] {
  const human = { value: 'human', title: turn.t('choice.human') };
  return [{ value: 'done', title: turn.t('choice.done') }, human];
}

function waitOptions(turn: Turn): Option[] {
  return [
    { value: 'wait', title: turn.t('choice.wait'), synonyms: turn.t('words.wait').split('|') },
    { value: 'ticket', title: turn.t('choice.ticket'), synonyms: turn.t('words.ticket').split('|') },
  ];
}

function surveyPrompt(turn: Turn): Prompt | null {
  const { survey } = turn.ctx.policy;
  if (!survey) return null;
  const scores = Array.from({ length: survey.max - survey.min + 1 }, (_, at) => String(survey.min + at));
  const text = turn.t('ask.survey', { min: survey.min, max: survey.max });
  return { text, options: scores.map((title) => ({ value: `score:${title}`, title })), shown: true };
}

function yesNo(turn: Turn, yes: string, no: string): Option[] {
  return [
    { value: 'yes', title: turn.t(yes) },
    { value: 'no', title: turn.t(no) },
  ];
}

const open = (text: string): Prompt => ({ text, options: [], shown: false });
const closed = (text: string, options: readonly Option[]): Prompt => ({ text, options, shown: true });
