import type { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import type { PeriodAsked } from '../../contracts/reports.ts';
import { presentSheet } from '../../http/reports/presenter.ts';
import { periodQuery, sheetBody } from '../../http/reports/schema.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

/** Options of `ventanilla report figures`. */
export interface ReportFiguresOptions {
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** `ventanilla report figures`: the policy's figures of a period with their goals (EXS-66..EXS-70). Exit code 1 when one is not reached. */
export async function reportFigures(io: CliIo, { json, ...given }: ReportFiguresOptions): Promise<ExitCode> {
  const asked = periodQuery.safeParse(given);
  if (!asked.success) throw new UsageError('Write --kind as day, week, month or custom, and days as YYYY-MM-DD.');
  const config = readConfig(io.env);
  const query = new URLSearchParams(Object.entries(asked.data)).toString();
  const sheet = await onStoreOrGateway<z.infer<typeof sheetBody>>(config, {
    store: () =>
      withGateway(io, config, async ({ figures }) => presentSheet(await figures.sheet(asked.data as PeriodAsked))),
    gateway: async () => parseInput(sheetBody, await gatewayApi(config).get(`/api/reports/figures?${query}`)),
  });
  if (json) await writeJson(io.stdout, sheet);
  else {
    await writeLine(io.stdout, `${sheet.period.firstDay} … ${sheet.period.lastDay}`);
    for (const { label, value, unit, operator, goal, standing, cases } of sheet.figures)
      await writeLine(
        io.stdout,
        `${label}: ${value ?? '–'} ${unit} (${goal === null ? '–' : `${operator} ${goal}`}, ${standing}, ${cases})`,
      );
  }
  return sheet.figures.some(({ standing }) => standing === 'near') ? 1 : 0;
}

/** `ventanilla report rebuild`: reads every ticket's log again for the figures (P5). No gateway may run. */
export async function reportRebuild(io: CliIo): Promise<ExitCode> {
  const config = readConfig(io.env);
  await withGateway(io, config, async ({ organisations, figureUpkeep }) => {
    for (const [code, { logs }] of organisations) {
      const tickets = await figureUpkeep.rebuild(code);
      const segments = (await logs.indexer.grow()) + (await logs.indexer.mend());
      await writeLine(io.stdout, JSON.stringify({ organisation: code, tickets, segments }));
    }
  });
  return 0;
}
