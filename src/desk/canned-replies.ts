import {
  type CannedAuthor,
  type CannedReplies,
  type CannedReply,
  cannedVariables,
} from '../contracts/canned-replies.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { CannedReplyDoc } from '../storage/models/canned-replies.ts';
import type { CannedReplyRepository } from '../storage/repositories/canned-replies.ts';
import { fillHoles, foreignHostsIn, isVariable, valuesFor, variablesIn } from './canned-words.ts';

/** What they work with. */
export interface CannedReplyDeps {
  readonly replies: CannedReplyRepository;
  readonly policyOf: (organisation: string) => Policy;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

/** Makes the texts that agents send as they are: the policy's starting set, the organisation's, and each agent's own. */
export function createCannedReplies(deps: CannedReplyDeps): CannedReplies {
  const { replies, policyOf, redactor, clock } = deps;
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'agent' }).text;
  return {
    async list(author) {
      const stored = await replies.list(author.organisation, author.id);
      const own = stored.filter(({ template }) => template === null).map((doc) => view(deps, doc));
      const uses = new Map(stored.map(({ template, uses: count }) => [template, count]));
      const given = templatesOf(deps, author).map((doc) => view(deps, { ...doc, uses: uses.get(doc.template) ?? 0 }));
      return [...own, ...given].sort((a, b) => b.uses - a.uses || a.title.localeCompare(b.title));
    },
    async save(id, { shared, title, text }, author) {
      const strange = variablesIn(text).filter((name) => !isVariable(name));
      if (strange.length > 0)
        throw new AppError('CANNED_REPLY_INVALID', { known: cannedVariables.map((name) => `{{${name}}}`).join(' ') });
      const known = await replies.find(idOf(author, id));
      if (known !== null || shared) mustWrite(known ?? { owner: null }, author);
      if (shared && !author.mayShare) throw new AppError('FORBIDDEN', { permission: 'cannedReplies.share' });
      const doc: CannedReplyDoc = {
        ...{ _id: idOf(author, id), org: author.organisation, owner: shared ? null : author.id, template: null },
        ...{ title: clean(title), text: clean(text), uses: known?.uses ?? 0 },
        ...{ updatedAt: clock.now(), updatedBy: author.id },
      };
      await replies.save(doc);
      return view(deps, doc);
    },
    async remove(id, author) {
      const known = await replies.find(id);
      if (known === null || known.org !== author.organisation || known.template !== null)
        throw new AppError('CANNED_REPLY_NOT_FOUND');
      mustWrite(known, author);
      await replies.remove(id);
    },
    async fill(id, conversation, author) {
      const found = await readable(deps, id, author);
      if (found === null) throw new AppError('CANNED_REPLY_NOT_FOUND');
      const policy = policyOf(author.organisation);
      const filled = fillHoles(found.text, valuesFor(conversation, author.name, policy));
      await replies.used(found);
      return { ...filled, foreignHosts: foreignHostsIn(filled.text, policy.knowledge.allowedHosts) };
    },
  };
}

/** The client makes the id of a new one; it is made the organisation's own, so that no other's can be met by it. */
function idOf({ organisation }: CannedAuthor, id: string): string {
  return id.startsWith('canned-') ? id : `canned-${effectIdOf('canned', organisation, id)}`;
}

/** One's own, or the organisation's if one may. What is somebody else's does not exist. */
function mustWrite({ owner, org }: { owner: string | null; org?: string }, author: CannedAuthor): void {
  if ((org !== undefined && org !== author.organisation) || (owner !== null && owner !== author.id))
    throw new AppError('CANNED_REPLY_NOT_FOUND');
  if (owner === null && !author.mayShare) throw new AppError('FORBIDDEN', { permission: 'cannedReplies.share' });
}

async function readable(deps: CannedReplyDeps, id: string, author: CannedAuthor): Promise<CannedReplyDoc | null> {
  const given = templatesOf(deps, author).find(({ _id }) => _id === id);
  if (given) return given;
  const known = await deps.replies.find(id);
  const isTheirs = known?.org === author.organisation && (known.owner === null || known.owner === author.id);
  return isTheirs && known.template === null ? known : null;
}

/** The policy's templates as lines; a file is sent by its address. */
function templatesOf({ policyOf, redactor, clock }: CannedReplyDeps, { organisation }: CannedAuthor): CannedReplyDoc[] {
  return Object.entries(policyOf(organisation).templates).map(([template, { title, text, url }]) => ({
    ...{ _id: `template-${effectIdOf('canned', organisation, template)}`, org: organisation, owner: null, template },
    title: redactor.redact(title, { speaker: 'agent' }).text,
    text: redactor.redact([text, url].filter(Boolean).join('\n'), { speaker: 'agent' }).text,
    ...{ uses: 0, updatedAt: clock.now(), updatedBy: 'policy' },
  }));
}

function view({ policyOf }: CannedReplyDeps, doc: CannedReplyDoc): CannedReply {
  const { _id: id, org, owner, template, title, text, uses } = doc;
  const kind = template !== null ? 'policy' : owner === null ? 'shared' : 'own';
  return { id, kind, title, text, uses, foreignHosts: foreignHostsIn(text, policyOf(org).knowledge.allowedHosts) };
}
