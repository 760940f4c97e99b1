import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import { type AuditReport, auditProblems } from '../../contracts/audit.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';
import { parseInput } from '../parse-input.ts';
import { gatewayApi, onStoreOrGateway } from '../running-gateway.ts';

const entrySchema = z.object({
  seq: z.number(),
  at: z.coerce.date(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  reason: z.string().nullish(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
const pageSchema = z.object({ items: z.array(entrySchema) });
const reportSchema = z.object({
  ok: z.boolean(),
  organisation: z.string(),
  records: z.number(),
  problem: z.object({ kind: z.enum(auditProblems), seq: z.number() }).nullable(),
  head: z.object({ seq: z.number(), hash: z.string() }).nullable(),
  witnessedFrom: z.number().nullable(),
});

/** `ventanilla audit verify`: whether the trail is whole; exit code 1 when it is not. */
export async function auditVerify(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const config = readConfig(io.env);
  const report = await onStoreOrGateway<AuditReport>(config, {
    store: () => withGateway(io, config, ({ audit, policy }) => audit.verify(policy.organisation.code)),
    gateway: async () => parseInput(reportSchema, await gatewayApi(config).get('/api/audit/verification')),
  });
  if (json) await writeJson(io.stdout, report);
  else await writeLine(io.stdout, describe(report));
  return report.ok ? 0 : 1;
}

/** `ventanilla audit list`: who did what, newest first. */
export async function auditList(
  io: CliIo,
  { limit, subject, json }: { limit: string; subject?: string; json?: boolean },
): Promise<ExitCode> {
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1 || count > 200) throw new UsageError('--limit takes 1 to 200.');
  const config = readConfig(io.env);
  const of: { subject?: string } = subject === undefined ? {} : { subject };
  const query = new URLSearchParams({ limit, ...(subject === undefined ? {} : { subject }) });
  const page = await onStoreOrGateway<unknown>(config, {
    store: () =>
      withGateway(io, config, ({ audit, policy }) =>
        audit.list({ organisation: policy.organisation.code, limit: count, ...of }),
      ),
    gateway: () => gatewayApi(config).get(`/api/audit?${query}`),
  });
  const { items } = parseInput(pageSchema, page);
  if (json) await writeJson(io.stdout, { items });
  else for (const item of items) await writeLine(io.stdout, lineOf(item));
  return 0;
}

/** `ventanilla audit accept`: begins a new checkpoint. Throws STORE_LOCKED while a gateway runs. */
export function auditAccept(io: CliIo, { reason }: { reason: string }): Promise<ExitCode> {
  return withGateway<ExitCode>(io, readConfig(io.env), async ({ audit, policy, redactor, clock }) => {
    await audit.accept({
      organisation: policy.organisation.code,
      at: clock.now(),
      actor: { kind: 'operator', id: 'operator' },
      reason: redactor.redact(reason, { speaker: 'agent' }).text,
    });
    return 0;
  });
}

function describe({ ok, records, problem, head, witnessedFrom }: AuditReport): string {
  const lines = ok
    ? [`ok: ${records} records, none altered, missing or out of place`]
    : [`${problem?.kind} at record ${problem?.seq}: ${records} records before it are whole`];
  if (head) lines.push(`last whole record: ${head.seq} ${head.hash}`);
  if (witnessedFrom !== null && witnessedFrom > 1)
    lines.push(`the checkpoint began with record ${witnessedFrom}: a cut before that could not be found`);
  return lines.join('\n');
}

function lineOf({ seq, at, actor, action, subject, reason, facts = {} }: z.infer<typeof entrySchema>): string {
  const more = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  const words = [seq, at.toISOString(), `${actor.kind}:${actor.id}`, action, `${subject.kind}:${subject.id}`, ...more];
  return `${words.join('  ')}${reason ? `  "${reason.replace(/\s+/g, ' ')}"` : ''}`;
}
