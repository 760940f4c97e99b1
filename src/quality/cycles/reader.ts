import type { FindingReader } from '../../contracts/audit-cycles.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { QualityRepository } from '../../storage/repositories/quality.ts';
import type { QualityCycleRepository } from '../../storage/repositories/quality-cycles.ts';
import { viewReview } from '../reviews/views.ts';
import { criterionOf } from './views.ts';

/** What reading findings needs. */
export interface FindingReaderDeps {
  readonly organisation: string;
  /** As it holds now. */
  readonly policy: Policy;
  readonly repository: QualityCycleRepository;
  readonly reviews: Pick<QualityRepository, 'review'>;
}

/** Findings as reports that are handed in list them (ICE-42, ICE-43). */
export function findingReader({ organisation, policy, repository, reviews }: FindingReaderDeps): FindingReader {
  return {
    async lines({ report, from, to }) {
      const rules = policy.qa.cycles.filter((rule) => rule.report === report || rule.copy === report);
      const lines = [];
      for (const { name } of rules)
        for (const cycle of await repository.within(organisation, name, from, to))
          for (const finding of await repository.findings(cycle._id)) {
            if (finding.leftOut) continue;
            const review = finding.review === null ? null : await reviews.review(finding.review);
            const seen = review && viewReview(review, policy);
            lines.push({
              ...{ id: finding._id, label: seen?.label ?? cycle.label, caseNumber: seen?.number ?? null },
              criterion: finding.criterion && criterionOf(policy, review?.form ?? null, finding.criterion),
              mark: finding.mark,
            });
          }
      return lines;
    },
    async words(ids) {
      const words = new Map<string, string>();
      for (const { _id: id, text, review } of await repository.findMany(ids)) {
        const said = text ?? (review === null ? null : ((await reviews.review(review))?.comment ?? null));
        if (said !== null) words.set(id, said);
      }
      return words;
    },
  };
}
