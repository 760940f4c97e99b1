import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { linksSolved } from './answer.ts';
import { goBack } from './back.ts';
import { exactOption, matchOption } from './choices.ts';
import { tellCourses } from './courses.ts';
import { requestAgent } from './decide.ts';
import { offerMatrix } from './escalation.ts';
import { startLink } from './link.ts';
import { tellNotices } from './maintenance.ts';
import { introductionIn, reachIn } from './names.ts';
import { outageIn } from './outage.ts';
import { MOST_STRANGE, tellTickets } from './own-tickets.ts';
import { learnName, learnUserType, update } from './person.ts';
import { type Phrase, saysSolved } from './phrases.ts';
import { askAgain, askedQuestion, questionOptions, userTypeOptions } from './prompts.ts';
import type { Said } from './said.ts';
import { hearText } from './said.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';
import { isCase, takeProblem } from './understand.ts';
import { sayGoodbye } from './wrap-up.ts';

/** What works at any step, before the step's own reading. True: it was that. */
export function readAnywhere(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  return (
    (!TELLING.has(turn.state.phase) && offerMatrix(turn, said)) ||
    (!TELLING.has(turn.state.phase) && tellNotices(turn, said)) ||
    (!TELLING.has(turn.state.phase) && tellCourses(turn, said)) ||
    readWish(turn, said, phrase) ||
    readSolved(turn, said) ||
    readLateButton(turn, said) ||
    readPersonalData(turn, said) ||
    readCorrection(turn, said)
  );
}

function readWish(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  switch (wishOf(turn, said, phrase)) {
    case 'human':
      callAgent(turn, said);
      return true;
    case 'status':
      findTickets(turn, said);
      return true;
    case 'link':
      startLink(turn);
      return true;
    case 'video':
      acceptVideo(turn);
      return true;
    case 'noVideo':
      declineVideo(turn);
      return true;
    case 'back':
      goBack(turn);
      return true;
    case 'bye':
    case 'cancel':
      cancel(turn, phrase === 'bye');
      return true;
    default:
      return false;
  }
}

const TELLING: ReadonlySet<Phase> = new Set(['detail', 'ticketTalk']);

function wishOf(turn: Turn, said: Said, phrase: Phrase | null): Phrase | null {
  if (said.choice === 'human' || said.choice === 'status' || said.choice === 'video') return said.choice;
  // What is being told on a ticket, or as a detail of the case, is no wish.
  if (TELLING.has(turn.state.phase) && phrase !== 'human' && phrase !== 'cancel' && phrase !== 'back') return null;
  if (phrase !== null) return phrase;
  if (folioIn(turn, said) !== undefined) return 'status';
  // Who reports an outage gets an agent with it (MAS-82).
  if (said.words.length < 2 || outageIn(turn.ctx.policy, said.text) !== null) return null;
  const { wantsHuman, wantsTicketStatus } = turn.diagnose(said.text);
  return wantsHuman ? 'human' : wantsTicketStatus ? 'status' : null;
}

/** "I want a person", at any step (chatwoot asks for it for years): at once, with whatever is known. */
function callAgent(turn: Turn, said: Said): void {
  if (turn.state.phase === 'waiting') {
    turn.say(turn.t('waiting.still'));
    return;
  }
  if (turn.state.problem === '' && said.words.length > 3 && isCase(turn, said.text)) takeProblem(turn, said);
  if (said.words.length > 1 && turn.diagnose(said.text).wantsTicketStatus) findTickets(turn, said);
  requestAgent(turn, 'requested');
}

/** The state of the person's tickets, or of the one that they name; the result answers. */
export function findTickets(turn: Turn, said: Said): void {
  const { state } = turn;
  const folio = folioIn(turn, said) ?? looseFolioIn(turn, said);
  if (folio !== undefined && state.strangeFolios >= MOST_STRANGE) {
    // Whoever goes through the numbers is not answered any more, not even that there is nothing.
    tellTickets(turn, { type: 'result', command: 'findTickets', tickets: [] });
    return;
  }
  state.askedFolio = folio ?? null;
  turn.run({ type: 'findTickets', ...(folio === undefined ? {} : { folio }) });
}

function folioIn({ ctx }: Turn, said: Said): string | undefined {
  const prefix = ctx.policy.organisation.folioPrefix;
  const found = new RegExp(`(?:^|[^\\p{L}\\p{N}])${prefix.toLowerCase()}[\\s-]?(\\d{1,9})(?![\\p{L}\\p{N}])`, 'u').exec(
    said.folded,
  );
  return found ? `${prefix}-${(found[1] ?? '').padStart(6, '0')}` : undefined;
}

function looseFolioIn({ ctx }: Turn, said: Said): string | undefined {
  const found = /(?:ticket|folio|caso|solicitud|reporte|case|numero)\s*(?:no\.?|num\.?|numero|#|:)?\s*(\d{1,9})/.exec(
    said.folded,
  );
  return found ? `${ctx.policy.organisation.folioPrefix}-${(found[1] ?? '').padStart(6, '0')}` : undefined;
}

/** EXS-09. */
export function acceptVideo(turn: Turn): void {
  if (!turn.ctx.policy.identification.offerVideoCall) {
    askAgain(turn);
    return;
  }
  turn.state.video = 'accepted';
  turn.mark(3, 'done');
  const word = turn.t('video.accepted');
  if (turn.state.phase === 'waiting') turn.say(word);
  else askAgain(turn, word);
}

function declineVideo(turn: Turn): void {
  turn.state.video = 'declined';
  const word = turn.t('video.declined');
  if (turn.state.phase === 'waiting') turn.say(word);
  else askAgain(turn, word);
}

function cancel(turn: Turn, isBye: boolean): void {
  const { state } = turn;
  if (state.outcome !== null && state.outcome !== 'agent') {
    sayGoodbye(turn);
    return;
  }
  turn.say(turn.t(isBye ? 'cancelled.bye' : 'cancelled'));
  turn.close('cancelled');
}

const OPEN_CASE: ReadonlySet<Phase> = new Set([
  'question',
  'identity',
  'files',
  'form',
  'links',
  'meant',
  'offer',
  'waiting',
]);

/** `ya quedó, gracias` in the middle of a case ends it as answered. */
function readSolved(turn: Turn, said: Said): boolean {
  if (!OPEN_CASE.has(turn.state.phase) || !saysSolved(said)) return false;
  linksSolved(turn);
  return true;
}

/** A button of an earlier question, pressed late, corrects that answer. */
function readLateButton(turn: Turn, said: Said): boolean {
  const [field, value] = said.choice?.split(':') ?? [];
  if (field === undefined || value === undefined) return false;
  if (turn.state.phase === 'question' && field === turn.state.asking) return false;
  if (turn.state.phase === 'userType' && field === 'userType') return false;
  return correct(turn, field, value);
}

const EDITABLE: ReadonlySet<Phase> = new Set([
  'userType',
  'problem',
  'question',
  'links',
  'meant',
  'offer',
  'wrapUp',
  'waiting',
]);

/** EXS-18: `mi nombre es…`, `mi correo es…` at any step. */
function readPersonalData(turn: Turn, said: Said): boolean {
  const { phase } = turn.state;
  if (!EDITABLE.has(phase)) return false;
  const name = /(^|\W)(me llamo|mi nombre (completo )?es|my name is)\W/.test(said.folded)
    ? (introductionIn(said)?.name ?? null)
    : null;
  const reach = reachIn(said);
  if (name) learnName(turn, name);
  if (reach.email !== undefined || reach.phone !== undefined) update(turn, reach);
  if (turn.ctx.mayLink && reach.email !== undefined) turn.lead(turn.t('link.offer'));
  turn.state.linkReach = reach.email ?? reach.phone ?? turn.state.linkReach;
  const only = said.words.length <= 12 && !isCase(turn, said.text);
  const found = name !== null || reach.email !== undefined || reach.phone !== undefined;
  if (!found || !only) return false;
  if (phase === 'waiting') turn.say(turn.t('noted.data'));
  else askAgain(turn, name ? turn.t('name.corrected', { name }) : turn.t('noted.data'));
  return true;
}

const CORRECTION =
  /^\s*(?:no+\s*[,.:;]\s*|no,?\s+(?=es\s|soy\s|era\s)|perdon\W+|corrijo\W+|correccion\W+|me equivoque\W+|quise decir\W+|mejor dicho\W+|en realidad\W+|mas bien\W+|disculpe?\W+|sorry\W+|i meant\W+|actually\W+|no, i am\s+)(?:no,?\s+)?/;
const CORRECTABLE: ReadonlySet<Phase> = new Set(['userType', 'problem', 'question', 'links', 'meant', 'offer']);

/** `no, es de nómina`, `me equivoqué, soy partner`: an earlier answer changes, the conversation goes on from there. */
function readCorrection(turn: Turn, said: Said): boolean {
  if (!CORRECTABLE.has(turn.state.phase)) return false;
  const prefix = CORRECTION.exec(said.folded)?.[0].length ?? 0;
  if (prefix === 0 || said.words.length > 12) return false;
  const rest = hearText(pieceOf(said.text, prefix));
  const asked = askedQuestion(turn);
  const plain = turn.ctx.policy.diagnosis.questions.find(
    (one) => one.field !== asked?.field && exactOption(rest, questionOptions(one)),
  );
  const current = turn.state.phase === 'question' && asked ? questionOptions(asked) : [];
  if (plain && !exactOption(rest, current)) {
    const picked = exactOption(rest, questionOptions(plain));
    if (picked) return correct(turn, plain.field, picked.value.slice(plain.field.length + 1), picked.title);
  }
  if (matchOption(rest, current)) return false;
  const type = /^(soy|somos|i am)\s/.test(rest.folded) ? matchOption(rest, userTypeOptions(turn), false) : null;
  if (type) return correct(turn, 'userType', type.value.slice('userType:'.length));
  const { trail } = turn.state;
  const questions = [...turn.ctx.policy.diagnosis.questions].sort(
    (a, b) => trail.indexOf(`q:${b.field}`) - trail.indexOf(`q:${a.field}`),
  );
  for (const question of questions) {
    const picked = question.field === asked?.field ? null : matchOption(rest, questionOptions(question), false);
    if (picked) return correct(turn, question.field, picked.value.slice(question.field.length + 1));
  }
  return false;
}

/** Changes one answer, forgets what was looked up with the old one, and goes on. */
function correct(turn: Turn, field: string, value: string, label?: string): boolean {
  const { state, ctx } = turn;
  const options =
    field === 'userType'
      ? ctx.policy.identification.userTypes
      : ctx.policy.diagnosis.questions.find((one) => one.field === field)?.choices;
  const picked = options?.find((one) => one.value === value);
  if (!picked || !CORRECTABLE.has(state.phase)) return false;
  if (field === 'userType') learnUserType(turn, value);
  else state.answers = { ...state.answers, [field]: value };
  state.misses = 0;
  if (field !== 'userType') Object.assign(state, { searched: false, links: [] });
  turn.lead(turn.t('corrected', { answer: label ?? picked.label }));
  turn.goOn();
  return true;
}
