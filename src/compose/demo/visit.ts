import type { Reply } from '../../contracts/envelope.ts';
import type { Scene } from './agenda.ts';
import type { Cast } from './cast.ts';
import { answer, opening, type Said } from './customer.ts';
import type { SeededRandom } from './random.ts';
import type { Thread } from './time.ts';

/** What a visit happens on. */
export interface VisitParts {
  readonly cast: Cast;
  readonly random: SeededRandom;
  /** Says something as the scene's person. */
  readonly say: (scene: Scene, said: NonNullable<Said>) => Promise<void>;
  /** What was answered since the last call. */
  readonly heard: (scene: Scene) => readonly Reply[];
}

const SECOND_MS = 1_000;
/** After so many words somebody has had enough. */
const MAX_WORDS = 24;
/** How often somebody who waits looks at the telephone. */
const LOOKS_EVERY_S = [45, 150] as const;
/** Somebody who waits gives up after so many looks without an answer. */
const PATIENCE = 60;

/** One person's conversation, from the first word to the last. */
export function createVisit(scene: Scene, { cast, random, say, heard }: VisitParts): Thread {
  let words = 0;
  let idleLooks = 0;
  const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * SECOND_MS);
  const react = (replies: readonly Reply[]): Said => {
    const last = replies.at(-1);
    if (last?.from.role === 'agent') return { text: random.pick(cast.customerLines) };
    return answer(replies, scene, cast, random);
  };
  return {
    async step(at) {
      const replies = heard(scene);
      const said = words === 0 ? { text: opening(scene, cast, random) } : react(replies);
      idleLooks = said === null && replies.length === 0 ? idleLooks + 1 : 0;
      if (idleLooks > PATIENCE || words >= MAX_WORDS) return null;
      if (said === null) return later(at, random.between(...LOOKS_EVERY_S));
      words += 1;
      await say(scene, said);
      // A tenth walks away in the middle, as people do.
      return words > 2 && random.chance(0.03) ? null : later(at, random.between(8, 70));
    },
  };
}
