import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import type { CompanyDraft } from '../../contracts/requester-desk.ts';
import { presentCompany, presentImport } from '../../http/requesters/presenter.ts';
import { companiesBody, companyView, importReport } from '../../http/requesters/schema.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { addressOf, gatewayApi, onStoreOrGateway, operatorToken, requestJson } from '../running-gateway.ts';
import { showImport } from './requester.ts';

type Company = z.infer<typeof companyView>;

const base = '/api/companies';
const operator = { kind: 'operator', id: 'operator' } as const;

/** `ventanilla company list`. */
export async function companyList(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const config = readConfig(io.env);
  const { items } = await onStoreOrGateway<z.infer<typeof companiesBody>>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) => ({
        items: (await requesterDesk.companies(policy.organisation.code)).map(presentCompany),
      })),
    gateway: async () => parseInput(companiesBody, await gatewayApi(config).get(base)),
  });
  if (json) await writeJson(io.stdout, { items });
  else for (const company of items) await writeLine(io.stdout, lineOf(company));
  return 0;
}

/** Options of `ventanilla company save`. */
export interface CompanySaveOptions {
  readonly name: string;
  readonly alias?: readonly string[];
  readonly contract?: string;
  readonly director?: string;
  readonly directorMail?: string;
  readonly tellDirector?: boolean;
  readonly partner?: string;
  readonly partnerMail?: string;
  readonly json?: boolean;
}

/** `ventanilla company save`. Throws COMPANY_INVALID. */
export async function companySave(io: CliIo, options: CompanySaveOptions): Promise<ExitCode> {
  const config = readConfig(io.env);
  const draft = draftOf(options);
  const saved = await onStoreOrGateway<Company>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) =>
        presentCompany(await requesterDesk.saveCompany(policy.organisation.code, draft, operator)),
      ),
    gateway: async () => {
      const token = operatorToken(config);
      const about = { method: 'PUT', body: draft, ...(token === null ? {} : { token }) };
      return parseInput(companyView, await requestJson(new URL(base, addressOf(config)), about));
    },
  });
  if (options.json) await writeJson(io.stdout, saved);
  else await writeLine(io.stdout, lineOf(saved));
  return 0;
}

/** `ventanilla company import`: exit code 1 when a line was wrong. Throws IMPORT_UNREADABLE. */
export async function companyImport(
  io: CliIo,
  file: string,
  options: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> {
  const csv = await readFile(file, 'utf8');
  const dryRun = options.dryRun ?? false;
  const config = readConfig(io.env);
  const report = await onStoreOrGateway<z.infer<typeof importReport>>(config, {
    store: () =>
      withGateway(io, config, async ({ requesterDesk, policy }) =>
        presentImport(await requesterDesk.importCompanies(policy.organisation.code, csv, { by: operator, dryRun })),
      ),
    gateway: async () => parseInput(importReport, await gatewayApi(config).post(`${base}/import`, { csv, dryRun })),
  });
  return showImport(io, report, options.json);
}

function draftOf({
  name,
  alias,
  contract,
  director,
  directorMail,
  tellDirector,
  partner,
  partnerMail,
}: CompanySaveOptions): CompanyDraft {
  const person = (who: string, email: string | undefined) => (who === '' ? null : { name: who, email: email ?? null });
  return {
    name,
    ...(alias === undefined ? {} : { aliases: alias }),
    ...(contract === undefined ? {} : { contract: contract || null }),
    ...(director === undefined ? {} : { director: person(director, directorMail) }),
    ...(tellDirector === undefined ? {} : { tellDirector }),
    ...(partner === undefined ? {} : { partner: person(partner, partnerMail) }),
  };
}

function lineOf({ id, name, active, contract, director, tellDirector }: Company): string {
  const told = tellDirector ? ', told of new tickets' : '';
  const head = director === null ? '—' : `${director.name}${told}`;
  return `${id}  ${name}  ${active} people  contract ${contract ?? '—'}  director ${head}`;
}
