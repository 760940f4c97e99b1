import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Gateway } from '../../compose/gateway.ts';
import { type Config, readConfig } from '../../config/config.ts';
import { type PrivacyRequestKind, privacyRequestKinds } from '../../contracts/policy/privacy.ts';
import type { PrivacyAsk, PrivacyRequestView } from '../../contracts/privacy.ts';
import { writeExport } from '../../privacy/export-folder.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { withGateway } from '../open-gateway.ts';

/** Options of the commands about one person. */
export interface PersonOptions {
  readonly contact: string;
  readonly reason: string;
  readonly kind?: string;
  readonly json?: boolean;
}

/** `ventanilla privacy export`: everything about a person in a new folder. Throws CONTACT_NOT_FOUND, STORE_LOCKED. */
export async function privacyExport(io: CliIo, options: PersonOptions & { out: string }): Promise<ExitCode> {
  const folder = resolve(options.out);
  if (existsSync(folder)) throw new UsageError(`${options.out} exists already; name a new folder.`);
  const config = readConfig(io.env);
  const { data, files } = await withGateway(io, config, async (gateway) => {
    const found = await gateway.privacy.export(askOf(gateway, options));
    return { data: found, ...(await writeExport(folder, found, ({ fileId }) => gateway.files.get(fileId))) };
  });
  const counts = Object.fromEntries(Object.entries(data.collections).map(([name, docs]) => [name, docs.length]));
  if (options.json) await writeJson(io.stdout, { folder, counts, files });
  else await writeLine(io.stdout, `${folder}\n${renderCounts({ ...counts, files })}`);
  return 0;
}

/** `ventanilla privacy erase`: says what would go; with `--yes` it goes. Throws CONTACT_NOT_FOUND, CONTACT_BUSY, CONTACT_HELD. */
export async function privacyErase(
  io: CliIo,
  options: PersonOptions & { yes?: boolean; closeOpen?: boolean },
): Promise<ExitCode> {
  const report = await withGateway(io, readConfig(io.env), (gateway) => {
    const ask = askOf(gateway, options);
    return options.yes
      ? gateway.privacy.erase({ ...ask, closeOpen: options.closeOpen ?? false })
      : gateway.privacy.preview(ask.organisation, ask.contactId);
  });
  if (options.json) await writeJson(io.stdout, { erased: report.requestId !== null, ...report });
  else {
    const { conversations, tickets } = report.open;
    const open = `open now: ${conversations} conversations, ${tickets} tickets`;
    const head =
      report.requestId === null ? `nothing was erased; --yes erases (${open})` : `erased: ${report.requestId}`;
    await writeLine(io.stdout, `${head}\n${renderCounts(report.counts)}`);
  }
  return 0;
}

/** Options of `privacy rectify`: an empty text takes the value out. */
export interface RectifyOptions extends PersonOptions {
  readonly name?: string;
  readonly organisation?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** `ventanilla privacy rectify`: corrects what is known of a person. Throws CONTACT_NOT_FOUND, STORE_LOCKED. */
export async function privacyRectify(io: CliIo, options: RectifyOptions): Promise<ExitCode> {
  const { name, organisation, email, phone, json } = options;
  const given = Object.entries({ name, organisation, email, phone }).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw new UsageError('Name what is corrected: --name, --organisation, --email or --phone.');
  const item = await withGateway(io, readConfig(io.env), (gateway) => {
    const clean = (text: string) => gateway.redactor.redact(text, { speaker: 'agent' }).text;
    const right = given.map(([field, value]) => [field, value ? clean(value) : null]);
    return gateway.privacy.rectify(askOf(gateway, options), Object.fromEntries(right));
  });
  if (json) await writeJson(io.stdout, item);
  else await writeLine(io.stdout, lineOf(item));
  return 0;
}

/** `ventanilla privacy hold`: legal hold on, or off with `--release`. */
export function privacyHold(io: CliIo, options: PersonOptions & { release?: boolean }): Promise<ExitCode> {
  return withGateway<ExitCode>(io, readConfig(io.env), async (gateway) => {
    await gateway.privacy.hold(askOf(gateway, options), !options.release);
    return 0;
  });
}

/** `ventanilla privacy retain`: the daily run of the retention rules, now; `--dry-run` says what would go. */
export async function privacyRetain(
  io: CliIo,
  { dryRun, json }: { dryRun?: boolean; json?: boolean },
): Promise<ExitCode> {
  const counts = await withGateway(io, readConfig(io.env), ({ retention }) => retention.run({ dry: dryRun ?? false }));
  if (json) await writeJson(io.stdout, { dryRun: dryRun ?? false, counts });
  else await writeLine(io.stdout, `${dryRun ? 'would go' : 'gone'}:\n${renderCounts(counts)}`);
  return 0;
}

/** `ventanilla privacy requests`: the register, newest first. */
export async function privacyRequests(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const config: Config = readConfig(io.env);
  const items = await withGateway(io, config, ({ privacy, policy }) => privacy.requests(policy.organisation.code, 200));
  if (json) await writeJson(io.stdout, { items });
  else for (const item of items) await writeLine(io.stdout, lineOf(item));
  return 0;
}

function askOf({ policy, redactor }: Gateway, { contact, reason, kind }: PersonOptions): PrivacyAsk {
  return {
    organisation: policy.organisation.code,
    contactId: contact,
    actor: { kind: 'operator', id: 'operator' },
    reason: redactor.redact(reason, { speaker: 'agent' }).text,
    ...(kind === undefined ? {} : { kind: kindOf(kind) }),
  };
}

function kindOf(given: string): PrivacyRequestKind {
  const found = privacyRequestKinds.find((kind) => kind === given);
  if (!found) throw new UsageError(`--kind takes one of ${privacyRequestKinds.join(', ')}.`);
  return found;
}

function renderCounts(counts: Readonly<Record<string, number>>): string {
  const lines = Object.entries(counts).map(([name, count]) => `  ${name}: ${count}`);
  return lines.length > 0 ? lines.join('\n') : '  nothing';
}

function lineOf({ id, kind, contactId, state, receivedAt, dueAt, doneAt }: PrivacyRequestView): string {
  const dates = `received ${receivedAt.toISOString()}  due ${dueAt.toISOString()}  done ${doneAt?.toISOString() ?? '—'}`;
  return `${id}  ${kind}  ${state}  ${contactId}  ${dates}`;
}
