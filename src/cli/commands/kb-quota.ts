import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import { monthCsv, presentAbsence, presentMonth, presentWeek } from '../../http/quota/presenter.ts';
import { absenceBody, monthBody, weekBody } from '../../http/quota/schema.ts';
import { type CliIo, type ExitCode, UsageError, write, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

type Month = z.infer<typeof monthBody>;
type Week = z.infer<typeof weekBody>;

const base = '/api/knowledge/quota';
const monthArgument = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const weekArgument = z.string().regex(/^\d{4}-W\d{2}$/);

/** Options of `ventanilla kb quota`. */
export interface KbQuotaOptions {
  readonly month?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `ventanilla kb quota`: every agent's month (EXS-39, EXS-40, EXS-70). Exit code 1 when somebody is short. */
export async function kbQuota(io: CliIo, { month, csv, json }: KbQuotaOptions): Promise<ExitCode> {
  if (csv && json) throw new UsageError('Give --csv or --json, not both.');
  if (month !== undefined && !monthArgument.safeParse(month).success) throw new UsageError('Write --month as YYYY-MM.');
  const config = readConfig(io.env);
  const figures = await onStoreOrGateway<Month>(config, {
    store: () => withGateway(io, config, async ({ quota }) => presentMonth(await quota.month(month))),
    gateway: async () => parseInput(monthBody, await gatewayApi(config).get(`${base}${queryOf({ month })}`)),
  });
  if (json) await writeJson(io.stdout, figures);
  else if (csv) await write(io.stdout, monthCsv(figures));
  else for (const line of renderMonth(figures)) await writeLine(io.stdout, line);
  return figures.agents.every((agent) => agent.month.met) ? 0 : 1;
}

/** `ventanilla kb week`: the entries of a week that the lead verifies (EXS-52). */
export async function kbWeek(io: CliIo, { week, json }: { week?: string; json?: boolean }): Promise<ExitCode> {
  if (week !== undefined && !weekArgument.safeParse(week).success) throw new UsageError('Write --week as YYYY-Www.');
  const config = readConfig(io.env);
  const list = await onStoreOrGateway<Week>(config, {
    store: () => withGateway(io, config, async ({ quota }) => presentWeek(await quota.week(week))),
    gateway: async () => parseInput(weekBody, await gatewayApi(config).get(`${base}/week${queryOf({ week })}`)),
  });
  if (json) await writeJson(io.stdout, list);
  else for (const line of renderWeek(list)) await writeLine(io.stdout, line);
  return 0;
}

/** Options of `ventanilla kb absence`. */
export interface KbAbsenceOptions {
  readonly agent: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly id?: string;
  readonly json?: boolean;
}

/** `ventanilla kb absence`: enters days on which an agent is away. Throws AGENT_NOT_FOUND, INPUT_INVALID. */
export async function kbAbsence(io: CliIo, options: KbAbsenceOptions): Promise<ExitCode> {
  const { agent: agentId, from, to, reason, id = randomUUID(), json } = options;
  if (reason.trim() === '') throw new UsageError('Say why with --reason.');
  const config = readConfig(io.env);
  const wanted = { id, agentId, from, to };
  const absence = await onStoreOrGateway<z.infer<typeof absenceBody>>(config, {
    store: () =>
      withGateway(io, config, async ({ quota, redactor }) => {
        const redacted = redactor.redact(reason, { speaker: 'agent' }).text;
        const by = { kind: 'operator', id: 'operator' } as const;
        return presentAbsence(await quota.addAbsence({ ...wanted, reason: redacted }, by));
      }),
    gateway: async () =>
      parseInput(absenceBody, await gatewayApi(config).post(`${base}/absences`, { ...wanted, reason })),
  });
  if (json) await writeJson(io.stdout, absence);
  else await writeLine(io.stdout, `${absence.id}  ${absence.agentId}  ${absence.from} to ${absence.to}`);
  return 0;
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function renderMonth({ month, perMonth, perWorkingDay, agents }: Month): string[] {
  const lines = agents.map(({ agentId, name, month: sums, missedDays, presentDays, improved, reused }) => {
    const standing = sums.met ? 'met' : `${sums.shortfall} short`;
    const apart = `improved ${improved}, reused ${reused.entries} (${reused.conversations} conversations)`;
    return `${agentId}  ${name}: ${sums.total} of ${sums.target}, ${standing}; ${missedDays} of ${presentDays} days missed; ${apart}`;
  });
  return [`${month}: ${perMonth} a month, ${perWorkingDay} a working day`, ...lines];
}

function renderWeek({ week, from, to, dueAt, pending, agents }: Week): string[] {
  const due = dueAt === null ? '' : `, due ${dueAt}`;
  const lines = agents.flatMap(({ agentId, name, items }) => [
    `${agentId}  ${name}: ${items.length}`,
    ...items.map(({ state, kind, reason, entryId, title }) => {
      return `  ${state}  ${kind}${reason === null || reason === 'counted' ? '' : ` (${reason})`}  ${entryId}  ${title}`;
    }),
  ]);
  return [`${week} (${from} to ${to}): ${pending} to verify${due}`, ...lines];
}
