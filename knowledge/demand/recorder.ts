import type { SearchPlace, SearchRecorder } from '../../src/contracts/ports.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import type { SearchOutcome } from '../../src/storage/repositories/demand.ts';
import { type DemandParts, putIntoCluster } from './demand.ts';
import { troubleOf } from './rank.ts';

/** Ranked entries that a search keeps. */
const TOP = 5;

/** What the recorder works with. */
export type RecorderParts = Pick<
  DemandParts,
  'organisation' | 'repository' | 'engine' | 'candidates' | 'clock' | 'onFeedback'
>;

/** The log of searches: what was asked, shown and became of it. Every write sets, so that a repeated turn adds nothing (P2). */
export function createSearchRecorder(parts: RecorderParts): SearchRecorder {
  const { repository, engine, candidates, clock } = parts;
  const settle = async (search: SearchDoc | undefined, outcome: SearchOutcome) => {
    if (!search) return null;
    const settled = await repository.settle(search._id, outcome);
    if (settled) await putIntoCluster(parts, settled);
    return settled;
  };
  const inEpisode = ({ conversationId, episode }: SearchPlace) => repository.ofEpisode(conversationId, episode);
  return {
    async asked(key, { question, band, shown, module }, { organisation: org, conversationId, episode, contactId, at }) {
      const { doc } = await repository.add(key, {
        ...{ org, conversation: conversationId, episode, contact: contactId, at, question, band, module },
        meaning: engine.meaningOf(question),
        top: [...candidates.search(question, TOP).ids],
        shown: [...shown],
        ...{
          solved: null,
          solvedBy: [],
          handedOver: false,
          corrected: null,
          judgedAt: null,
          agentMs: 0,
          cluster: null,
        },
      });
      await putIntoCluster(parts, doc);
    },
    async settled(entryIds, solved, place) {
      const about = (await inEpisode(place)).find(({ shown }) => entryIds.some((id) => shown.includes(id)));
      const judged = await settle(about, { solved, solvedBy: solved ? [...entryIds] : [], judgedAt: clock.now() });
      if (judged) await parts.onFeedback?.(judged);
    },
    async handedOver(place) {
      const [last] = await inEpisode(place);
      if (last && last.solved !== true) await settle(last, { handedOver: true });
    },
    async attended(workMs, place) {
      // The time goes to the question that led to the desk, not to those that were answered before.
      const found = await inEpisode(place);
      await settle(found.find((search) => troubleOf(search) !== null) ?? found[0], { agentMs: workMs });
    },
  };
}
