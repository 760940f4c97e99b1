import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Config, readConfig } from '../../config/config.ts';
import { importFates, type TicketImportReport } from '../../contracts/ticket-transfer.ts';
import { AppError } from '../../errors/app-error.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { addressOf, GatewayRefusal, onStoreOrGateway, operatorToken } from '../running-gateway.ts';

const reportSchema = z.object({
  dryRun: z.boolean(),
  counts: z.record(z.enum(importFates), z.number()),
  problems: z.array(z.object({ line: z.number(), column: z.string().nullable(), problem: z.string() })).readonly(),
  moreProblems: z.number(),
  ignoredColumns: z.array(z.string()).readonly(),
});
const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Options of `ventanilla ticket import`. */
export interface TicketImportOptions {
  readonly source: string;
  readonly dryRun?: boolean;
  readonly organisation?: string;
  readonly json?: boolean;
}

/** `ventanilla ticket import`: good lines become tickets, each problem is told by its line; 1 when a line was refused. */
export async function importTickets(io: CliIo, path: string, options: TicketImportOptions): Promise<ExitCode> {
  const { source, dryRun = false, json } = options;
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(source)) throw new UsageError('--source takes a short code in small letters');
  const config = readConfig(io.env);
  const report = parseInput(
    reportSchema,
    await onStoreOrGateway<unknown>(config, {
      store: () => importHere(io, config, path, options),
      gateway: async () => {
        const query = new URLSearchParams({ source, dryRun: String(dryRun) });
        const answer = await ask(config, `/api/integrations/ticket-import?${query}`, options, path);
        return answer.json();
      },
    }),
  );
  if (json) await writeJson(io.stdout, report);
  else await print(io, path, report as TicketImportReport);
  return report.counts.refused > 0 ? 1 : 0;
}

/** `ventanilla ticket export`: all tickets, or those of a state or area, as CSV. */
export async function exportTickets(
  io: CliIo,
  path: string,
  options: { state?: string; area?: string; organisation?: string },
): Promise<ExitCode> {
  const config = readConfig(io.env);
  const { state, area } = options;
  const given = { ...(state ? { state } : {}), ...(area ? { area } : {}) };
  await onStoreOrGateway(config, {
    store: () =>
      withGateway(io, config, async (gateway) => {
        const organisation = options.organisation ?? gateway.policy.organisation.code;
        await recordHere(gateway, organisation, 'export', given);
        await pipeline(
          Readable.from(gateway.ticketTransfer.export({ ...given, organisation })),
          createWriteStream(path),
        );
      }),
    gateway: async () => {
      const answer = await ask(config, `/api/integrations/ticket-export?${new URLSearchParams(given)}`, options);
      if (answer.body) await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(path));
    },
  });
  await writeLine(io.stdout, path);
  return 0;
}

function importHere(
  io: CliIo,
  config: Config,
  path: string,
  { source, dryRun = false, organisation }: TicketImportOptions,
) {
  return withGateway(io, config, async (gateway) => {
    const code = organisation ?? gateway.policy.organisation.code;
    if (!dryRun) await recordHere(gateway, code, 'import', { source });
    const actor = { role: 'admin', id: 'operator' } as const;
    return gateway.ticketTransfer.import(readable(path), { organisation: code, source, dryRun, actor });
  });
}

function recordHere(
  { audit, clock }: Parameters<Parameters<typeof withGateway>[2]>[0],
  organisation: string,
  deed: string,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  return audit.record({
    ...{ organisation, at: clock.now(), action: `ticket.${deed}`, facts },
    ...{ actor: { kind: 'operator', id: 'operator' }, subject: { kind: 'organisation', id: organisation } },
  });
}

/** A file as it comes. Throws IMPORT_UNREADABLE when it is not there. */
async function* readable(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of createReadStream(path)) yield part as Uint8Array;
  } catch (cause) {
    const problem = 'it is not there or may not be read';
    throw new AppError('IMPORT_UNREADABLE', { file: basename(path), problem }, { cause });
  }
}

/** The running gateway, with a file that is streamed to it when one is given. Throws GATEWAY_UNREACHABLE, GatewayRefusal. */
async function ask(
  config: Config,
  path: string,
  { organisation }: { organisation?: string },
  file?: string,
): Promise<Response> {
  const token = operatorToken(config);
  if (token === null) throw new AppError('TOKEN_MISSING');
  const url = new URL(path, addressOf(config));
  const headers = {
    authorization: `Bearer ${token}`,
    ...(organisation ? { 'x-organisation': organisation } : {}),
    ...(file ? { 'content-type': 'text/csv' } : {}),
  };
  const body = file ? { method: 'POST', body: Readable.toWeb(Readable.from(readable(file))), duplex: 'half' } : {};
  const answer = await fetch(url, { headers, ...body } as RequestInit).catch((cause: unknown) => {
    throw new AppError('GATEWAY_UNREACHABLE', { url: url.origin }, { cause });
  });
  if (answer.ok) return answer;
  const refusal = refusalSchema.safeParse(await answer.json().catch(() => null)).data?.error;
  throw new GatewayRefusal(
    refusal?.code ?? 'GATEWAY_REFUSED',
    refusal?.message ?? `It answered ${answer.status}.`,
    answer.status,
  );
}

async function print(io: CliIo, path: string, report: TicketImportReport): Promise<void> {
  for (const { line, column, problem } of report.problems) {
    await writeLine(io.stdout, `${path}:${line}  ${column === null ? '' : `${column} `}${problem}`);
  }
  if (report.moreProblems > 0) await writeLine(io.stdout, `and ${report.moreProblems} more`);
  const counts = importFates.map((fate) => `${report.counts[fate]} ${fate}`).join(', ');
  await writeLine(io.stdout, `${counts}${report.dryRun ? ' (dry run: nothing is stored)' : ''}`);
}
