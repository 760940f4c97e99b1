import type { Clock } from '../../src/contracts/clock.ts';
import type { ExampleProposal, ExampleProposals, ProposalState } from '../../src/contracts/example-proposals.ts';
import type { EntryActor, EntryService } from '../../src/contracts/knowledge-entries.ts';
import type { Redacted, Redactor } from '../../src/contracts/redacted.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ProposalDoc } from '../../src/storage/models/model-help.ts';
import { type ProposalRepository, proposalIdOf } from '../../src/storage/repositories/proposals.ts';
import { isModelFailure } from './endpoint.ts';
import { proposeQuestions } from './examples.ts';
import type { Model } from './model.ts';
import { examplesPrompt } from './prompts/examples.ts';
import { promptId } from './prompts/prompt.ts';

/** What proposals are kept with. `model` null: none is configured; what was proposed can still be decided. */
export interface ProposalParts {
  readonly organisation: string;
  readonly repository: ProposalRepository;
  readonly entries: EntryService;
  readonly model: Model | null;
  /** Equal for questions that ask the same. */
  readonly meaningOf: (question: string) => string;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

/** Example questions that a language model proposes and people decide on. */
export class StoredExampleProposals implements ExampleProposals {
  readonly #parts: ProposalParts;

  constructor(parts: ProposalParts) {
    this.#parts = parts;
  }

  async propose(entryId: string, by: EntryActor): Promise<readonly ExampleProposal[]> {
    const { model, entries, redactor, repository, meaningOf } = this.#parts;
    const entry = await entries.get(entryId);
    if (!model?.settings.chatModel) throw new AppError('MODEL_OFF');
    const questions = await proposeQuestions(model, entry, redactor).catch((cause: unknown) => {
      throw isModelFailure(cause) ? new AppError('MODEL_UNAVAILABLE', { why: cause.kind }, { cause }) : cause;
    });
    const known = new Set(entry.examples.map(meaningOf));
    const fresh = questions.filter((question) => !known.has(meaningOf(question)));
    const docs = fresh.map((text) => this.#docOf(text, entry.id, { model: model.settings.chatModel ?? '', by }));
    return (await repository.add(docs)).map(proposalOf);
  }

  async list(entryId: string, state?: ProposalState): Promise<readonly ExampleProposal[]> {
    const { id } = await this.#parts.entries.get(entryId);
    return (await this.#parts.repository.of(this.#parts.organisation, id, state)).map(proposalOf);
  }

  async pending(limit: number): Promise<readonly ExampleProposal[]> {
    return (await this.#parts.repository.pending(this.#parts.organisation, limit)).map(proposalOf);
  }

  async decide(id: string, approve: boolean, by: EntryActor): Promise<ExampleProposal> {
    const { repository, organisation, entries, clock } = this.#parts;
    const proposal = await repository.find(organisation, id);
    if (proposal === null) throw new AppError('PROPOSAL_NOT_FOUND');
    if (proposal.state !== 'pending') throw new AppError('PROPOSAL_DECIDED', { state: proposal.state });
    if (approve) {
      // The entry first: an approval that is repeated after a crash finds the example there and changes nothing.
      const { examples, version } = await entries.get(proposal.entry);
      if (!examples.includes(proposal.text))
        await entries.edit(proposal.entry, { examples: [...examples, proposal.text] }, by, { version });
    }
    const state = approve ? 'approved' : 'rejected';
    const decided = await repository.decide(id, { state, decidedBy: by.agentId, decidedAt: clock.now() });
    if (decided === null) throw new AppError('PROPOSAL_DECIDED', { state });
    return proposalOf(decided);
  }

  #docOf(text: Redacted, entry: string, { model, by }: { model: string; by: EntryActor }): ProposalDoc {
    const { organisation: org, clock, meaningOf } = this.#parts;
    return {
      ...{ _id: proposalIdOf(org, entry, meaningOf(text)), org, entry, text, state: 'pending', model, contact: null },
      ...{ prompt: promptId(examplesPrompt), proposedBy: by.agentId, proposedAt: clock.now() },
      ...{ decidedBy: null, decidedAt: null },
    };
  }
}

function proposalOf({ _id: id, org: _org, entry: entryId, contact: _contact, ...rest }: ProposalDoc): ExampleProposal {
  return { id, entryId, ...rest };
}
