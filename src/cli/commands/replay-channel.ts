import { readFile } from 'node:fs/promises';
import { loadPolicies } from '../../compose/load-policies.ts';
import { createProductCatalogue } from '../../compose/organisations.ts';
import { type Config, readConfig } from '../../config/config.ts';
import { AppError } from '../../errors/app-error.ts';
import { createRedactor } from '../../redaction/index.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';

/** Options of `ventanilla replay CHANNEL FIXTURE`. */
export interface ReplayChannelOptions {
  readonly policy?: string;
  readonly json?: boolean;
}

type Read = (io: CliIo, raw: Buffer, about: { config: Config; json: boolean }) => Promise<ExitCode>;

/** By channel: what its recorded messages are read with. */
const channels: Readonly<Record<string, Read>> = { email: readLetter, whatsapp: readEvents };

/** `ventanilla replay CHANNEL FIXTURE`: a recorded message through the channel's reading and drawing; nothing is kept or sent. */
export async function replayChannel(
  io: CliIo,
  channel: string,
  fixture: string,
  { policy, json = false }: ReplayChannelOptions,
): Promise<ExitCode> {
  const read = channels[channel];
  if (!read) {
    const problem = `its messages cannot be replayed; known: ${Object.keys(channels).join(', ')}`;
    throw new AppError('INPUT_INVALID', { path: channel, problem });
  }
  const raw = await readFile(fixture).catch((cause: unknown) => {
    throw new AppError('INPUT_INVALID', { path: fixture, problem: 'it cannot be read' }, { cause });
  });
  const known = readConfig(io.env);
  return read(io, raw, { config: policy === undefined ? known : { ...known, policies: [policy] }, json });
}

/** A file of webhooks or upserts, one JSON document a line, or `{"body": …}` around each. */
async function readEvents(
  io: CliIo,
  raw: Buffer,
  { config, json }: { config: Config; json: boolean },
): Promise<ExitCode> {
  const { previewEvent, whatsappTexts } = await import('../../../channels/whatsapp/index.ts');
  const redactor = createRedactor();
  const about = { account: config.whatsapp?.number ?? '0', texts: whatsappTexts.es };
  const lines = raw.toString('utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const preview = previewEvent(eventIn(line, index + 1), about);
    if (preview === null) {
      throw new AppError('INPUT_INVALID', { path: `line ${index + 1}`, problem: 'it is no event of WhatsApp' });
    }
    const clean = (text: string) => redactor.redact(text, { speaker: 'user' }).text;
    const envelopes = preview.envelopes.map((one) => ({ ...one, text: clean(one.text ?? '') }));
    const notes = preview.notes.map((note) => ('text' in note ? { ...note, text: clean(note.text) } : note));
    if (json) await writeJson(io.stdout, { ...preview, envelopes, notes });
    else for (const one of [...envelopes, ...notes]) await writeLine(io.stdout, JSON.stringify(one, null, 2));
  }
  return 0;
}

function eventIn(line: string, number: number): unknown {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null && 'body' in event ? event.body : event;
  } catch {
    throw new AppError('INPUT_INVALID', { path: `line ${number}`, problem: 'it is not JSON' });
  }
}

async function readLetter(
  io: CliIo,
  raw: Buffer,
  { config, json }: { config: Config; json: boolean },
): Promise<ExitCode> {
  const { previewLetter } = await import('../../../channels/email/index.ts');
  const [policy] = loadPolicies(config).map((loaded) => ('policy' in loaded ? loaded.policy : loaded));
  if (!policy) throw new AppError('POLICY_NOT_FOUND', { name: config.policies.join(', '), known: '' });
  const { name, locale } = policy.organisation;
  const preview = await previewLetter(
    raw,
    {
      mailbox: config.emailAccounts[0]?.name ?? 'soporte',
      own: new Set(config.emailAccounts.flatMap(({ address, aliases }) => [address, ...aliases])),
      language: locale.startsWith('en') ? 'en' : 'es',
      organisation: name,
      answer: createProductCatalogue().t(locale)('mail.waits'),
    },
    createRedactor(),
  ).catch((cause: unknown) => {
    throw new AppError('INPUT_INVALID', { path: 'fixture', problem: 'it cannot be read as a mail' }, { cause });
  });
  if (json) {
    await writeJson(io.stdout, preview);
    return 0;
  }
  const { automatic, bounce, envelopes, answer } = preview;
  if (automatic !== null) await writeLine(io.stdout, `A machine wrote it (${automatic}): nobody answers it.`);
  if (bounce !== null)
    await writeLine(
      io.stdout,
      `A letter of ours came back (${bounce.action} ${bounce.status}): ${bounce.of.join(' ')}`,
    );
  for (const envelope of envelopes) await writeLine(io.stdout, JSON.stringify(envelope, null, 2));
  if (answer) await writeLine(io.stdout, `\nSubject: ${answer.subject}\n\n${answer.text}`);
  return 0;
}
