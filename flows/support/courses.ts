import type { Link } from '../../src/contracts/envelope.ts';
import { goBackTo } from './aside.ts';
import type { Said } from './said.ts';
import type { Turn } from './turn.ts';

/** Dates that one message gives. */
const MOST = 3;
const NOUN = String.raw`(?:cursos?|workshops?|webinars?|webinarios?|taller(?:es)?|courses?)`;
/** Asked about, not reported: `¿qué cursos hay?`, `próximo webinar`, `fechas de los talleres`. */
const ASKED = [
  `(?:que|cuales|which|what)(?: otros| son los| are the)? ${NOUN}`,
  String.raw`(?:hay|habra|tienen|tendran|ofrecen|proxim[oa]s?|siguientes?|fechas?|calendario|cuando (?:es|son|sera|seran|hay|empieza|inicia)|upcoming|next|any|when (?:is|are))(?: [\p{L}]+){0,3} ${NOUN}`,
  `${NOUN} (?:proxim[oa]s|disponibles|programad[oa]s)`,
].map((form) => new RegExp(String.raw`(^|[^\p{L}])${form}($|[^\p{L}])`, 'u'));
const MOST_WORDS = 12;

/** EXS-54: who asks for courses gets the coming ones by link. True: it was such a question. */
export function tellCourses(turn: Turn, said: Said): boolean {
  const { ctx } = turn;
  const coming = ctx.courses ?? null;
  if (coming === null || said.choice !== undefined || said.words.length > MOST_WORDS) return false;
  if (/(^|\W)en curso($|\W)/.test(said.folded) || !ASKED.some((form) => form.test(said.folded))) return false;
  // Without a date, what the knowledge base says of courses is the answer.
  if (coming.length === 0 && turn.lookUp(said.text).band === 'send') return false;
  const shown = coming.slice(0, MOST);
  const { locale, timeZone } = ctx.policy.organisation;
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const lines = shown.map(({ kind, title, startsAt }) =>
    turn.t(`courses.${kind}`, { title, when: words.format(startsAt) }),
  );
  const links: Link[] = shown.map(({ id, title, url }) => ({ entryId: `course:${id}`, title, url }));
  if (shown.length === 0) turn.lead(turn.t('courses.none'));
  else {
    turn.partGreeting();
    turn.lead(`${lines.join('\n')}\n`, links);
  }
  goBackTo(turn);
  return true;
}
