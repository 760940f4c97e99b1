import type { KnowledgeAdminPort } from '../../src/contracts/knowledge.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { KnowledgeRecorder } from '../../src/contracts/ports.ts';
import type { SearchEngine } from '../../src/contracts/search.ts';
import type { KnowledgeRepository } from '../../src/storage/repositories/knowledge.ts';

interface AdminParts {
  readonly repository: KnowledgeRepository;
  readonly engine: SearchEngine;
  readonly policy: Policy;
}

/** The lists for the console and the API, and what conversations record. */
export function createAdmin(parts: AdminParts): { admin: KnowledgeAdminPort; recorder: KnowledgeRecorder } {
  return { admin: createLists(parts), recorder: createRecorder(parts) };
}

function createLists({ repository, policy }: AdminParts): KnowledgeAdminPort {
  const org = policy.organisation.code;
  return {
    list: async (page) => {
      const docs = await repository.page(org, page);
      const items = docs.map(({ entry: id, title, url, audience, module, updatedAt }) => {
        return { id, title, url, audience, module, updatedAt };
      });
      return { items, next: nextOf(docs, page.limit) };
    },
    unanswered: async (page) => {
      const docs = await repository.questions(org, page);
      const items = docs.map(({ _id: id, question, times, lastAt }) => ({ id, question, times, lastAt }));
      return { items, next: nextOf(docs, page.limit) };
    },
  };
}

function createRecorder({ repository, engine }: AdminParts): KnowledgeRecorder {
  return {
    unanswered: (key, question, { organisation: org, at }) =>
      repository.countQuestion({ org, key, meaning: engine.meaningOf(question), question, at }),
    feedback: (key, entryIds, solved, { organisation: org, at }) =>
      repository.recordFeedback(key, { org, entries: [...entryIds], solved, at }),
  };
}

function nextOf(docs: readonly { readonly order: string }[], limit: number): string | null {
  return docs.length < limit ? null : (docs.at(-1)?.order ?? null);
}
