import type { Attachment } from '../../src/contracts/envelope.ts';
import { caseOf, needsTicket } from './case.ts';
import { plainOption } from './choices.ts';
import { outageOf } from './outage.ts';
import type { Phrase } from './phrases.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import type { Said } from './said.ts';
import { noteOnce } from './state.ts';
import type { Turn } from './turn.ts';
import { yesNoOf } from './yes-no.ts';

/** More files than a case is told with. */
const MAX_FILES = 10;

/** `ahí va la captura`: the file follows in a message of its own. */
const COMING =
  /(^|\W)((aqui|ahi|ahorita|ya|le|les|se la|se lo|te|enseguida|la|lo)\W+)+(va|van|esta|estan|mando|mande|envio|envie|adjunto|paso|la captura|la foto|la pantalla|el archivo|el documento|el oficio)($|\W)/;

/** Files that came with the case go with its ticket (MAS-31 no. 6, MAS-130, ALI-18). */
export function keepFiles({ state }: Turn, files: readonly Attachment[]): void {
  const kept = files.filter(({ review }) => review !== 'held');
  if (kept.length > 0) state.files = [...state.files, ...kept].slice(0, MAX_FILES);
}

/** Asks for screenshots once, and names the form in force (MAS-34); who sent files already is not asked. */
export function askFiles(turn: Turn): boolean {
  const { state, ctx } = turn;
  const { askAttachments, form } = ctx.policy.intake;
  if (!needsTicket(ctx.policy, caseOf(turn)) || ctx.abilities.questions === 'all') return false;
  if (outageOf(turn) !== null) return false;
  if (!(askAttachments || form) || state.files.length > 0 || !noteOnce(state, 'files')) return false;
  if (form) turn.lead(`${turn.t('files.form')} ${form.title}: ${form.url}\n`);
  ask(turn, 'files');
  return true;
}

/** "Continuar", or something else said meanwhile: the case goes on. Files themselves are taken where all files are. */
export function hearFiles(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const picked = plainOption(said, promptOf(turn)?.options ?? []);
  if (picked === null && phrase === null && yesNoOf(said) === null) turn.addToCase(said.text);
  const promised =
    picked === null && phrase === null && COMING.test(said.folded) && noteOnce(turn.state, 'filesComing');
  if (promised || (yesNoOf(said)?.yes === true && said.words.length <= 2)) {
    askAgain(turn, turn.t('files.send'));
    return true;
  }
  turn.goOn();
  return true;
}
