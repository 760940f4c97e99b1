import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { type Config, readConfig } from '../../config/config.ts';
import type { RequesterDraft, RequesterState } from '../../contracts/requester-desk.ts';
import { presentDesignation, presentImport, presentRequester } from '../../http/requesters/presenter.ts';
import {
  designationsBody,
  designationView,
  importReport,
  listBody,
  requesterBody,
} from '../../http/requesters/schema.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

type Requester = z.infer<typeof requesterBody>;
type Designation = z.infer<typeof designationView>;
type Import = z.infer<typeof importReport>;

const base = '/api/requesters';
const operator = { kind: 'operator', id: 'operator' } as const;
const PAGE = 200;
const states: readonly string[] = ['invited', 'active', 'inactive'] satisfies readonly RequesterState[];

/** Options of `ventanilla requester list`. */
export interface RequesterListOptions {
  readonly state?: string;
  readonly company?: string;
  readonly due?: boolean;
  readonly json?: boolean;
}

/** `ventanilla requester list`: exit code 1 with `--due` when somebody is to be reviewed (MAS-04). */
export async function requesterList(io: CliIo, { state, company, due, json }: RequesterListOptions): Promise<ExitCode> {
  if (state !== undefined && !states.includes(state))
    throw new UsageError(`--state takes one of ${states.join(', ')}.`);
  const filter = { ...(state ? { state } : {}), ...(company ? { company } : {}), ...(due ? { due: true } : {}) };
  const people = await allOf(readConfig(io.env), io, filter);
  if (json) await writeJson(io.stdout, { items: people });
  else for (const person of people) await writeLine(io.stdout, lineOf(person));
  return due && people.length > 0 ? 1 : 0;
}

/** Options of `ventanilla requester add`. */
export interface RequesterAddOptions extends Omit<RequesterDraft, 'fields'> {
  readonly field: readonly string[];
  readonly json?: boolean;
}

/** `ventanilla requester add`. Throws REQUESTER_INVALID, REQUESTER_EXISTS, COMPANY_NOT_FOUND. */
export async function requesterAdd(io: CliIo, { field, json, ...given }: RequesterAddOptions): Promise<ExitCode> {
  const draft = { ...given, fields: Object.fromEntries(field.map(pairOf)) };
  return showPerson(io, json, {
    store: (desk, organisation) => desk.add(organisation, draft, operator),
    request: [base, draft],
  });
}

/** `ventanilla requester review`. Throws REQUESTER_NOT_FOUND. */
export function requesterReview(
  io: CliIo,
  id: string,
  options: { remove?: boolean; json?: boolean },
): Promise<ExitCode> {
  const valid = !options.remove;
  return showPerson(io, options.json, {
    store: (desk, organisation) => desk.review(organisation, id, valid, operator),
    request: [`${base}/${encodeURIComponent(id)}/review`, { valid }],
  });
}

/** `ventanilla requester invite`. Throws REQUESTER_NOT_FOUND, REQUESTER_STATE. */
export function requesterInvite(io: CliIo, id: string, options: { json?: boolean }): Promise<ExitCode> {
  return showPerson(io, options.json, {
    store: (desk, organisation) => desk.invite(organisation, id, operator),
    request: [`${base}/${encodeURIComponent(id)}/invite`, {}],
  });
}

/** `ventanilla requester import`: exit code 1 when a line was wrong. Throws IMPORT_UNREADABLE. */
export async function requesterImport(
  io: CliIo,
  file: string,
  options: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> {
  const csv = await readFile(file, 'utf8');
  const dryRun = options.dryRun ?? false;
  const config = readConfig(io.env);
  const report = await onStoreOrGateway<Import>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) =>
        presentImport(await requesterDesk.importPeople(policy.organisation.code, csv, { by: operator, dryRun })),
      ),
    gateway: async () => parseInput(importReport, await gatewayApi(config).post(`${base}/import`, { csv, dryRun })),
  });
  return showImport(io, report, options.json);
}

/** `ventanilla requester designations`. */
export async function requesterDesignations(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const config = readConfig(io.env);
  const { items } = await onStoreOrGateway<z.infer<typeof designationsBody>>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) => ({
        items: (await requesterDesk.designations(policy.organisation.code)).map(presentDesignation),
      })),
    gateway: async () => parseInput(designationsBody, await gatewayApi(config).get('/api/designations')),
  });
  if (json) await writeJson(io.stdout, { items });
  else for (const one of items) await writeLine(io.stdout, designationLine(one));
  return 0;
}

/** `ventanilla requester decide`. Throws DESIGNATION_NOT_FOUND, DESIGNATION_DECIDED, DESIGNATION_INVALID. */
export async function requesterDecide(
  io: CliIo,
  id: string,
  {
    approve = false,
    reject = false,
    reason,
    json,
  }: { approve?: boolean; reject?: boolean; reason: string; json?: boolean },
): Promise<ExitCode> {
  if (approve === reject) throw new UsageError('Say --approve or --reject.');
  const config = readConfig(io.env);
  const path = `/api/designations/${encodeURIComponent(id)}/decision`;
  const decided = await onStoreOrGateway<Designation>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) => {
        const decision = { approve, reason, by: operator };
        return presentDesignation(await requesterDesk.decideDesignation(policy.organisation.code, id, decision));
      }),
    gateway: async () => parseInput(designationView, await gatewayApi(config).post(path, { approve, reason })),
  });
  if (json) await writeJson(io.stdout, decided);
  else await writeLine(io.stdout, designationLine(decided));
  return 0;
}

/** Prints what an import did; exit code 1 when a line was wrong. */
export async function showImport(io: CliIo, report: Import, json: boolean | undefined): Promise<ExitCode> {
  if (json) await writeJson(io.stdout, report);
  else {
    const { added, changed, unchanged, problems, dryRun } = report;
    const counts = `${added} added, ${changed} changed, ${unchanged} unchanged, ${problems.length} wrong`;
    await writeLine(io.stdout, dryRun ? `${counts} (nothing was changed)` : counts);
    for (const { line, problem } of problems) await writeLine(io.stdout, `  line ${line}: ${problem}`);
  }
  return report.problems.length > 0 ? 1 : 0;
}

interface Deed {
  readonly store: (
    desk: Parameters<Parameters<typeof withGateway>[2]>[0]['requesterDesk'],
    organisation: string,
  ) => Promise<Parameters<typeof presentRequester>[0]>;
  readonly request: readonly [path: string, body: object];
}

async function showPerson(
  io: CliIo,
  json: boolean | undefined,
  { store, request: [path, body] }: Deed,
): Promise<ExitCode> {
  const config = readConfig(io.env);
  const person = await onStoreOrGateway<Requester>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) =>
        presentRequester(await store(requesterDesk, policy.organisation.code)),
      ),
    gateway: async () => parseInput(requesterBody, await gatewayApi(config).post(path, body)),
  });
  if (json) await writeJson(io.stdout, person);
  else await writeLine(io.stdout, lineOf(person));
  return 0;
}

async function allOf(
  config: Config,
  io: CliIo,
  filter: Readonly<Record<string, string | boolean>>,
): Promise<Requester[]> {
  const everything = async (page: (after: string | null) => Promise<{ items: Requester[]; next: string | null }>) => {
    const people: Requester[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const { items, next } = await page(after ?? null);
      people.push(...items);
      after = next;
    }
    return people;
  };
  const query = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return onStoreOrGateway(config, {
    store: () =>
      withGateway(io, config, ({ requesterDesk, policy }) =>
        everything(async (after) => {
          const about = { ...filter, organisation: policy.organisation.code, limit: PAGE, ...(after ? { after } : {}) };
          const { items, next } = await requesterDesk.list(about);
          return { items: items.map(presentRequester), next };
        }),
      ),
    gateway: () =>
      everything(async (after) => {
        const asked = new URLSearchParams({ ...query, limit: String(PAGE), ...(after ? { after } : {}) });
        return parseInput(listBody, await gatewayApi(config).get(`${base}?${asked}`));
      }),
  });
}

function pairOf(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw new UsageError('Write --field as name=value.');
  return [given.slice(0, at), given.slice(at + 1)];
}

function lineOf({ id, name, mail, phone, company, state, isReviewDue, validatedAt }: Requester): string {
  const review = isReviewDue ? 'review due' : `reviewed ${validatedAt?.slice(0, 10) ?? '—'}`;
  return `${id}  ${state}  ${name}  ${mail ?? phone ?? '—'}  ${company ?? '—'}  ${review}`;
}

function designationLine({ id, state, company, signer, date, people, filedAt }: Designation): string {
  return `${id}  ${state}  ${company}  signed by ${signer} on ${date}  ${people.length} people  filed ${filedAt}`;
}
