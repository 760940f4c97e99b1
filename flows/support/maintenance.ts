import type { MaintenanceWord } from '../../src/contracts/availability-desk.ts';
import { goBackTo } from './aside.ts';
import type { Said } from './said.ts';
import { noteOnce } from './state.ts';
import type { Turn } from './turn.ts';

/** Notices that one message tells; more stand on the web channel. */
const MOST = 3;
/** Asked about, not reported: `¿hay algún mantenimiento?`, `¿está caído el sistema?` */
const ASKED =
  /(^|\W)((hay|habra|tienen|tendran|cuando (es|sera)|avisos? de|ventanas? de|por) .{0,25}(mantenimiento|maintenance)|mantenimiento programado|is there .{0,20}maintenance|planned maintenance)($|\W)/;
const ASKED_DOWN =
  /(^|\W)(esta|sigue|estan|is|are) .{0,40}(caid[oa]s?|disponibles?|fuera de servicio|funcionando|down|available)($|\W)/;

/** MAS-112: what is current is told with the greeting, once in a case. */
export function leadNotices(turn: Turn): void {
  const notices = turn.ctx.maintenance ?? [];
  if (notices.length > 0 && noteOnce(turn.state, 'maintenance')) turn.lead(linesOf(turn, notices));
}

/** MAS-112: "is the system down?" is answered from the notices that are current. True: it was such a question. */
export function tellNotices(turn: Turn, said: Said): boolean {
  const { state } = turn;
  const asksDown = said.text.includes('?') && ASKED_DOWN.test(said.folded);
  if (said.choice !== undefined || !(ASKED.test(said.folded) || asksDown)) return false;
  const notices = turn.ctx.maintenance ?? [];
  // Nothing announced explains it: it may be an outage, which is a case.
  if (notices.length === 0 && asksDown) return false;
  turn.lead(notices.length === 0 ? turn.t('maintenance.none') : linesOf(turn, notices));
  noteOnce(state, 'maintenance');
  goBackTo(turn);
  return true;
}

function linesOf(turn: Turn, notices: readonly MaintenanceWord[]): string {
  return `${notices
    .slice(0, MOST)
    .map((notice) => lineOf(turn, notice))
    .join('\n')}\n`;
}

function lineOf({ ctx }: Turn, { kind, title, text, from, to }: MaintenanceWord): string {
  const { locale, timeZone } = ctx.policy.organisation;
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const values = { title, from: words.format(from), to: words.format(to) };
  const isOver = kind === 'urgent' && to <= ctx.now;
  const line = ctx.t(`maintenance.${isOver ? 'urgentLate' : kind}`, values);
  return text === '' ? line : `${line} ${text}`;
}
