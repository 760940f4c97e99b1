import type { TicketClock } from '../../../shared/wire/ticket.ts';
import type { Translate } from '../texts/translate.ts';

/** How a limit stands, for colour and words. */
export type ClockTone = 'late' | 'near' | 'fine' | 'paused' | 'over' | 'none';

/** A limit in words. */
export interface ClockWords {
  readonly tone: ClockTone;
  readonly text: string;
  /** Which clock it is; null: the limit of the whole ticket. */
  readonly label: string | null;
}

/** Without a warning of its own, a limit is near in its last hour. */
const NEAR_MS = 3_600_000;

type Timed = {
  readonly clocks: readonly TicketClock[];
  readonly dueAt: string | null;
  readonly closedAt: string | null;
};

/** The clock of a ticket that presses most, in words. */
export function pressingWords({ clocks, dueAt, closedAt }: Timed, now: number, t: Translate): ClockWords {
  if (closedAt !== null) {
    const wasLate = clocks.some(({ status }) => status === 'late' || status === 'breached');
    return { tone: 'over', text: t(wasLate ? 'tickets.clock.endedLate' : 'tickets.clock.ended'), label: null };
  }
  const running = clocks
    .filter((clock) => (clock.status === 'running' || clock.status === 'breached') && clock.dueAt !== null)
    .sort((a, b) => Date.parse(a.dueAt ?? '') - Date.parse(b.dueAt ?? ''));
  const [first] = running;
  if (first && (dueAt === null || Date.parse(first.dueAt ?? '') <= Date.parse(dueAt))) return clockWords(first, now, t);
  if (dueAt !== null) return { ...leftWords(dueAt, null, now, t), label: null };
  const paused = clocks.find(({ status }) => status === 'paused');
  if (paused) return clockWords(paused, now, t);
  return { tone: 'none', text: t('tickets.clock.none'), label: null };
}

/** One clock in words. */
export function clockWords(clock: TicketClock, now: number, t: Translate): ClockWords {
  const { status, dueAt, warnAt, label } = clock;
  if ((status === 'running' || status === 'breached') && dueAt !== null)
    return { ...leftWords(dueAt, warnAt, now, t), label };
  const tones: Partial<Record<TicketClock['status'], ClockTone>> = { paused: 'paused', late: 'late', met: 'fine' };
  return { tone: tones[status] ?? 'none', text: t(`tickets.clock.status.${status}`), label };
}

function leftWords(dueAt: string, warnAt: string | null, now: number, t: Translate): Omit<ClockWords, 'label'> {
  const left = Date.parse(dueAt) - now;
  if (left < 0) return { tone: 'late', text: t('tickets.clock.late', { time: longSpan(-left) }) };
  const isNear = warnAt === null ? left < NEAR_MS : Date.parse(warnAt) <= now;
  return { tone: isNear ? 'near' : 'fine', text: t('tickets.clock.left', { time: longSpan(left) }) };
}

/** `2 d 3 h`, `3 h 20 min`, `12 min`, `4:05`. */
export function longSpan(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const both = (whole: string, rest: number, unit: string) => (rest === 0 ? whole : `${whole} ${rest} ${unit}`);
  if (hours >= 24) return both(`${Math.floor(hours / 24)} d`, hours % 24, 'h');
  // So far away nobody counts minutes.
  if (hours >= 10) return `${hours} h`;
  if (hours >= 1) return both(`${hours} h`, minutes % 60, 'min');
  if (minutes >= 10) return `${minutes} min`;
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}
