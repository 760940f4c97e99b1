import type { MessageAdvisor } from '../contracts/advice.ts';
import type { LinkMetrics } from '../contracts/metrics.ts';
import type { KnowledgeRecorder, SearchRecorder } from '../contracts/ports.ts';

/** What conversations ask of one organisation's rooms. */
export interface TurnServices {
  readonly recorder: KnowledgeRecorder;
  readonly searches: SearchRecorder;
  /** Null: no language model is configured. */
  readonly advisor: MessageAdvisor | null;
}

/** What turns use of all organisations: each call goes to the organisation that it is about, and to no other. */
export function serveTurns(of: (organisation: string) => TurnServices): {
  readonly knowledge: KnowledgeRecorder;
  readonly searches: SearchRecorder;
  readonly advisor: MessageAdvisor;
} {
  return {
    knowledge: {
      unanswered: (key, question, about) => of(about.organisation).recorder.unanswered(key, question, about),
      feedback: (key, entries, solved, about) => of(about.organisation).recorder.feedback(key, entries, solved, about),
    },
    searches: {
      asked: (key, search, place) => of(place.organisation).searches.asked(key, search, place),
      settled: (entries, solved, place) => of(place.organisation).searches.settled(entries, solved, place),
      handedOver: (place) => of(place.organisation).searches.handedOver(place),
      attended: (workMs, place) => of(place.organisation).searches.attended(workMs, place),
    },
    advisor: { advise: async (request) => (await of(request.organisation).advisor?.advise(request)) ?? null },
  };
}

/** The figure of broken links is one for the whole process: each organisation counts its own, the sum is shown. */
export function shareLinkMetrics(metrics: LinkMetrics): (organisation: string) => LinkMetrics {
  const counts = new Map<string, number>();
  return (organisation) => ({
    linkChecked: (outcome) => metrics.linkChecked(outcome),
    brokenLinks(count) {
      counts.set(organisation, count);
      metrics.brokenLinks([...counts.values()].reduce((sum, one) => sum + one, 0));
    },
  });
}
