import type { SearchPlace, SearchRecorder } from '../../src/contracts/ports.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import type { SearchOutcome } from '../../src/storage/repositories/demand.ts';
import { type DemandParts, putIntoCluster } from './demand.ts';
import { troubleOf } from './rank.ts';

/** Ranked entries that a search keeps. */
const TOP = 5;

/** What the recorder needs besides. */
export interface RecorderParts extends Pick<DemandParts, 'organisation' | 'repository' | 'engine' | 'candidates'> {
  /** Told of every search about which a person said something: what is learned from it. */
  readonly onFeedback?: (search: SearchDoc) => Promise<void>;
}

/** The log of searches: what was asked, shown and became of it. Every write sets, so that a repeated turn adds nothing (P2). */
export function createSearchRecorder(parts: RecorderParts): SearchRecorder {
  const { repository, engine, candidates } = parts;
  const settle = async (search: SearchDoc | undefined, outcome: SearchOutcome) => {
    if (!search) return;
    const settled = await repository.settle(search._id, outcome);
    if (settled) await putIntoCluster(parts, settled);
  };
  const inEpisode = ({ conversationId, episode }: SearchPlace) => repository.ofEpisode(conversationId, episode);
  return {
    async asked(key, { question, band, shown, module }, { organisation: org, conversationId, episode, contactId, at }) {
      const { doc } = await repository.add(key, {
        ...{ org, conversation: conversationId, episode, contact: contactId, at, question, band, module },
        meaning: engine.meaningOf(question),
        top: [...candidates.search(question, TOP).ids],
        shown: [...shown],
        ...{ solved: null, solvedBy: [], handedOver: false, corrected: null, agentMs: 0, cluster: null },
      });
      await putIntoCluster(parts, doc);
    },
    async settled(entryIds, solved, place) {
      const about = (await inEpisode(place)).find(({ shown }) => entryIds.some((id) => shown.includes(id)));
      await settle(about, { solved, solvedBy: solved ? [...entryIds] : [] });
      if (about) await parts.onFeedback?.({ ...about, solved, solvedBy: solved ? [...entryIds] : [] });
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
