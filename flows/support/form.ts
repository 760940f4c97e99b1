import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { missingOf } from './case.ts';
import { matchOption, type Option } from './choices.ts';
import { type Detail, detailsOf, missingDetails, takeDetail } from './details.ts';
import { bareName, introductionIn } from './names.ts';
import { learnName, learnUserType, needsName, needsUserType } from './person.ts';
import { questionOptions, userTypeOptions } from './prompts.ts';
import { hearText, type Said } from './said.ts';
import { addToProblem } from './state.ts';
import type { Turn } from './turn.ts';

const MAX_FORMS = 2;
const MAX_LISTED = 6;

/**
 * Channels that ask all at once (email): every missing question in one numbered reply. After two such replies what is
 * still missing is left out: a third letter with the same questions helps nobody.
 */
export function sendForm(turn: Turn): boolean {
  const { state, ctx } = turn;
  if (ctx.abilities.questions !== 'all') return false;
  const ids = missingIds(turn);
  if (state.forms >= MAX_FORMS) leaveOut(turn, ids);
  if (ids.length < 2 || state.forms >= MAX_FORMS) return false;
  Object.assign(state, { form: ids, forms: state.forms + 1, phase: 'form', asks: 1 });
  const video = ctx.policy.identification.offerVideoCall && state.video === 'none';
  turn.lead(turn.t('form.intro'));
  turn.say(
    `\n${ids.map((id, at) => `${at + 1}. ${lineOf(turn, id)}`).join('\n')}${video ? `\n\n${turn.t('video.offer')}` : ''}`,
  );
  if (video) state.video = 'offered';
  return true;
}

function missingIds(turn: Turn): string[] {
  const told = turn.state.problem !== '';
  return [
    ...(needsName(turn) ? ['name'] : []),
    ...(needsUserType(turn) ? ['userType'] : []),
    ...(told ? missingOf(turn).map(({ field }) => `q:${field}`) : ['problem']),
    ...(told ? missingDetails(turn).map(({ field }) => `d:${field}`) : []),
  ];
}

function leaveOut({ state }: Turn, ids: readonly string[]): void {
  for (const id of ids) {
    if (id === 'name') state.person = { ...state.person, name: pieceOf(state.problem, 0, 0) };
    else if (id === 'userType') state.person = { ...state.person, userType: '' };
    else if (id.startsWith('d:')) state.details = { ...state.details, [id.slice(2)]: pieceOf(state.problem, 0, 0) };
    else if (id.startsWith('q:')) state.answers = { ...state.answers, [id.slice(2)]: '' };
  }
}

function lineOf(turn: Turn, id: string): string {
  const options = optionsOf(turn, id);
  const listed = options.length > 0 && options.length <= MAX_LISTED;
  const detail = detailOf(turn, id);
  const text = detail?.text ?? (id.startsWith('q:') ? turn.t(questionOf(turn, id)?.text ?? '') : turn.t(`ask.${id}`));
  return listed ? `${text} (${options.map(({ title }) => title).join(' / ')})` : text;
}

function optionsOf(turn: Turn, id: string): readonly Option[] {
  if (id === 'userType') return userTypeOptions(turn);
  const detail = detailOf(turn, id);
  if (detail) return detail.options;
  const question = questionOf(turn, id);
  return question ? questionOptions(question) : [];
}

function detailOf(turn: Turn, id: string): Detail | undefined {
  return detailsOf(turn).find(({ field }) => `d:${field}` === id);
}

function questionOf({ ctx }: Turn, id: string) {
  return ctx.policy.diagnosis.questions.find(({ field }) => `q:${field}` === id);
}

const MARK = /(?:^|\n)[ \t]*(\d{1,2})[ \t]*[.):-]+[ \t]*/g;

/** Takes the answers out of a letter: by number where the person kept the numbers, else from the prose. */
export function readForm(turn: Turn, said: Said): void {
  const { state } = turn;
  const numbered = segmentsOf(said);
  const prose = numbered.size === 0 ? sentencesOf(said) : [];
  for (const [at, id] of state.form.entries()) {
    const segment = numbered.get(at + 1);
    takeAnswer(turn, id, segment === undefined ? prose : [segment], numbered.size === 0 ? said : null);
  }
  if (numbered.size === 0 && state.problem !== '') addToProblem(state, said.text);
  state.form = [];
  turn.goOn();
}

function takeAnswer(turn: Turn, id: string, pieces: readonly Said[], whole: Said | null): void {
  const { state } = turn;
  if (id === 'name') {
    const name = pieces.map((piece) => introductionIn(piece)?.name ?? bareName(piece)).find((found) => found !== null);
    if (name) learnName(turn, name);
  } else if (id === 'problem') {
    const text = whole ?? pieces[0];
    if (text && text.words.length > 0) addToProblem(state, text.text);
  } else if (id.startsWith('d:')) {
    const detail = detailOf(turn, id);
    // Words of a detail cannot be told from other prose: only what was numbered, or picked, is taken.
    const told = whole === null || detail?.options.length ? pieces : [];
    if (detail) told.some((piece) => takeDetail(turn, detail, piece));
  } else {
    const options = optionsOf(turn, id);
    const picked = pieces.map((piece) => matchOption(piece, options, whole === null)).find((found) => found !== null);
    if (!picked) return;
    const value = picked.value.slice(picked.value.indexOf(':') + 1);
    if (id === 'userType') learnUserType(turn, value);
    else state.answers = { ...state.answers, [id.slice(2)]: value };
  }
}

function segmentsOf(said: Said): Map<number, Said> {
  const marks = [...said.folded.matchAll(MARK)];
  return new Map(
    marks.map((mark, at) => {
      const start = (mark.index ?? 0) + mark[0].length;
      return [Number(mark[1]), hearText(pieceOf(said.text, start, marks[at + 1]?.index))] as const;
    }),
  );
}

/** The sentences and lines of a message. */
export function sentencesOf(said: Said): Said[] {
  const pieces: Redacted[] = [];
  let start = 0;
  for (const stop of said.folded.matchAll(/[.;!?\n]+/g)) {
    pieces.push(pieceOf(said.text, start, stop.index));
    start = (stop.index ?? 0) + stop[0].length;
  }
  pieces.push(pieceOf(said.text, start));
  return pieces.filter((piece) => piece.length > 0).map(hearText);
}
