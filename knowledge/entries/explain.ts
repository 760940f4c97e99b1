import type { CandidatePort } from '../../src/contracts/advice.ts';
import type { AnswerExplainer, AnswerReason, KnowledgePort } from '../../src/contracts/knowledge.ts';
import type { SearchableEntry, SearchEngine } from '../../src/contracts/search.ts';

/** What an explanation is made from. */
export interface ExplainParts {
  readonly engine: Pick<SearchEngine, 'meaningOf'>;
  readonly candidates: CandidatePort;
  readonly answer: KnowledgePort['answer'];
}

/** More candidates tell a writer nothing. */
const SHOWN = 5;

/** Explains answers in words that a writer of entries can act on: what the question and the entry have in common. */
export function createExplainer({ engine, candidates, answer }: ExplainParts): AnswerExplainer {
  return {
    explain(question) {
      const { confidence, ids, scores } = candidates.search(question, SHOWN);
      const byId = new Map(candidates.published().map((entry) => [entry.id, entry]));
      const asked = wordsOf(question).map((word) => ({ word, meaning: engine.meaningOf(word) }));
      const best = scores[0] ?? 0;
      const reasons = ids.flatMap((id, place): AnswerReason[] => {
        const entry = byId.get(id);
        if (entry === undefined) return [];
        const share = best > 0 ? (scores[place] ?? 0) / best : 0;
        return [{ entryId: id, title: entry.title, share, ...commonWith(entry, asked, engine) }];
      });
      return { ...answer(question), confidence, candidates: reasons };
    },
  };
}

interface AskedWord {
  readonly word: string;
  readonly meaning: string;
}

function commonWith(entry: SearchableEntry, asked: readonly AskedWord[], engine: ExplainParts['engine']) {
  const { title, body, tags = [], examples = [] } = entry;
  const all = meaningsOf([title, body, ...tags, ...examples].join(' '), engine);
  const counted = examples.map((example) => {
    const own = meaningsOf(example, engine);
    return { example, common: asked.filter(({ meaning }) => own.has(meaning)).length };
  });
  const [closest] = counted.sort((a, b) => b.common - a.common);
  return {
    words: asked.filter(({ meaning }) => all.has(meaning)).map(({ word }) => word),
    example: closest && closest.common > 0 ? closest.example : null,
  };
}

function meaningsOf(text: string, engine: ExplainParts['engine']): ReadonlySet<string> {
  return new Set(engine.meaningOf(text).split(' '));
}

/** The words as they were written, each once; silent ones (`de`, `la`) mean themselves and are left out. */
function wordsOf(question: string): string[] {
  const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length > 2 || /\d/.test(word)))];
}
