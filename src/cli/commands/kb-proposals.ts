import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import { presentProposal, proposalBody } from '../../http/knowledge/proposal-routes.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

type Proposal = z.infer<typeof proposalBody>;

/** Which entry, and how to print. */
export interface ProposalOptions {
  readonly entry: string;
  readonly json?: boolean;
}

const listBody = z.object({ items: z.array(proposalBody) });
/** Most that are listed at once. */
const PENDING = 200;
const operator = { agentId: 'operator', how: 'cli' } as const;

/** `ventanilla kb propose-examples`. Throws ENTRY_NOT_FOUND, MODEL_OFF, MODEL_UNAVAILABLE. */
export async function kbProposeExamples(io: CliIo, { entry, json }: ProposalOptions): Promise<ExitCode> {
  const config = readConfig(io.env);
  const items = await onStoreOrGateway<Proposal[]>(config, {
    store: () =>
      withGateway(io, config, async ({ proposals }) => (await proposals.propose(entry, operator)).map(presentProposal)),
    gateway: async () => parseInput(listBody, await gatewayApi(config).post(pathOf(entry))).items,
  });
  return print(io, items, json);
}

/** `ventanilla kb proposals`: those of an entry, or what waits of all. Throws ENTRY_NOT_FOUND. */
export async function kbProposals(io: CliIo, { entry, json }: Partial<ProposalOptions>): Promise<ExitCode> {
  const config = readConfig(io.env);
  const items = await onStoreOrGateway<Proposal[]>(config, {
    store: () =>
      withGateway(io, config, async ({ proposals }) => {
        const found = entry === undefined ? proposals.pending(PENDING) : proposals.list(entry);
        return (await found).map(presentProposal);
      }),
    gateway: async () => {
      const path = entry === undefined ? `/api/knowledge/proposals?limit=${PENDING}` : pathOf(entry);
      return parseInput(listBody, await gatewayApi(config).get(path)).items;
    },
  });
  return print(io, items, json);
}

/** What was decided. */
export interface DecisionOptions {
  readonly approve?: boolean;
  readonly reject?: boolean;
  readonly json?: boolean;
}

/** `ventanilla kb decide-example`. Throws PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED. */
export async function kbDecideExample(io: CliIo, id: string, options: DecisionOptions): Promise<ExitCode> {
  const { approve = false, reject = false, json } = options;
  if (approve === reject) throw new UsageError('Give --approve or --reject.');
  const config = readConfig(io.env);
  const decided = await onStoreOrGateway<Proposal>(config, {
    store: () =>
      withGateway(io, config, async ({ proposals }) => presentProposal(await proposals.decide(id, approve, operator))),
    gateway: async () => {
      const answer = await gatewayApi(config).post(`/api/knowledge/proposals/${encodeURIComponent(id)}`, { approve });
      return parseInput(proposalBody, answer);
    },
  });
  return print(io, [decided], json);
}

function pathOf(entry: string): string {
  return `/api/knowledge/entries/${encodeURIComponent(entry)}/proposals`;
}

async function print(io: CliIo, items: readonly Proposal[], json: boolean | undefined): Promise<ExitCode> {
  if (json) await writeJson(io.stdout, { items });
  else
    for (const { id, entryId, state, text } of items)
      await writeLine(io.stdout, `${id}  ${state.padEnd(8)}  ${entryId}  ${text}`);
  return 0;
}
