import type { Message } from '../../../shared/wire/conversation.ts';

/** Messages of one page, as the API gives at most. */
const PAGE = 200;
/** Messages around a span that are shown too, so that it can be understood. */
const AROUND = 3;

/** Asks for what came after a position. */
export type AskAfter = (after: number, limit: number) => Promise<readonly Message[]>;

/** A transcript's end, read back until it holds all that was said since an instant. */
export async function readBackTo(from: string, latest: readonly Message[], ask: AskAfter): Promise<Message[]> {
  let said = [...latest];
  let start = said[0]?.seq ?? 1;
  while (start > 1 && (said[0]?.at ?? from) >= from) {
    const after = Math.max(0, start - 1 - PAGE);
    const page = (await ask(after, PAGE)).filter(({ seq }) => seq < start);
    said = [...page, ...said];
    start = after + 1;
  }
  return said;
}

/** What was said in a span, and the few messages around it. */
export function saidIn(transcript: readonly Message[], { from, to }: { from: string; to: string }): readonly Message[] {
  const first = transcript.findIndex(({ at }) => at >= from && at < to);
  if (first < 0) return [];
  const last = transcript.findLastIndex(({ at }) => at >= from && at < to);
  return transcript.slice(Math.max(0, first - AROUND), last + 1 + AROUND);
}
