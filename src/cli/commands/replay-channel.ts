import { readFile } from 'node:fs/promises';
import { loadPolicies } from '../../compose/load-policies.ts';
import { createProductCatalogue } from '../../compose/organisations.ts';
import { type Config, readConfig } from '../../config/config.ts';
import type { ChannelNote } from '../../contracts/channel-notes.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { EnvelopeInput } from '../../contracts/envelope.ts';
import { AppError } from '../../errors/app-error.ts';
import { createRedactor } from '../../redaction/index.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';

/** Options of `ventanilla replay CHANNEL FIXTURE`. */
export interface ReplayChannelOptions {
  readonly policy?: string;
  readonly json?: boolean;
}

interface About {
  readonly config: Config;
  readonly json: boolean;
}

type Read = (io: CliIo, raw: Buffer, about: About) => Promise<ExitCode>;

/** By channel: what its recorded messages are read with. */
const channels: Readonly<Record<string, Read>> = {
  email: readLetter,
  whatsapp: readEvents,
  botframework: readActivities,
};

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

/** What a recorded event of a chat becomes. */
interface Preview {
  readonly envelopes: readonly EnvelopeInput[];
  readonly notes: readonly ChannelNote[];
  readonly nothing: number;
}

/** A file of webhooks or upserts, one JSON document a line, or `{"body": …}` around each. */
async function readEvents(io: CliIo, raw: Buffer, { config, json }: About): Promise<ExitCode> {
  const { previewEvent, whatsappTexts } = await import('../../../channels/whatsapp/index.ts');
  const about = { account: config.whatsapp?.number ?? '0', texts: whatsappTexts.es };
  return showEvents(io, raw, { json, kind: 'event of WhatsApp', read: (event) => previewEvent(event, about) });
}

/** A file of activities of Bot Service, in the same form. */
async function readActivities(io: CliIo, raw: Buffer, { config, json }: About): Promise<ExitCode> {
  const { botTexts, previewActivity } = await import('../../../channels/botframework/index.ts');
  const about = { appId: config.botService?.appId ?? '0', words: botTexts.es, clock: systemClock };
  return showEvents(io, raw, { json, kind: 'activity of Bot Service', read: (event) => previewActivity(event, about) });
}

interface Showing {
  readonly json: boolean;
  readonly kind: string;
  readonly read: (event: unknown) => Preview | null;
}

async function showEvents(io: CliIo, raw: Buffer, { json, kind, read }: Showing): Promise<ExitCode> {
  const redactor = createRedactor();
  const clean = (text: string) => redactor.redact(text, { speaker: 'user' }).text;
  for (const [index, line] of raw.toString('utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const preview = read(eventIn(line, index + 1));
    if (preview === null)
      throw new AppError('INPUT_INVALID', { path: `line ${index + 1}`, problem: `it is no ${kind}` });
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

async function readLetter(io: CliIo, raw: Buffer, { config, json }: About): Promise<ExitCode> {
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
