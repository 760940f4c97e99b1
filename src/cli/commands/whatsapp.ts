import QRCode from 'qrcode';
import { z } from 'zod';
import { readConfig } from '../../config/config.ts';
import { AppError } from '../../errors/app-error.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { parseInput } from '../parse-input.ts';
import { addressOf, gatewayApi } from '../running-gateway.ts';

const statusSchema = z.object({
  account: z.string(),
  transport: z.enum(['linked', 'cloud']),
  state: z.enum(['unpaired', 'pairing', 'connecting', 'open', 'waiting', 'standby', 'stopped', 'off']),
  since: z.string(),
  qr: z.string().nullable(),
  code: z.string().nullable(),
  stop: z.enum(['loggedOut', 'replaced', 'banned', 'tooOld', 'mismatch', 'broken']).nullable(),
  lastCode: z.number().nullable(),
  retryAt: z.string().nullable(),
  reason: z.object({ code: z.string(), es: z.string(), en: z.string() }).nullable(),
  alert: z.object({ kind: z.enum(['stopped', 'stalled']), at: z.string() }).nullable(),
});
type Status = z.output<typeof statusSchema>;

const path = '/api/channels/whatsapp';
const LOOK_MS = 1_000;
/** WhatsApp takes its QRs back after about so long. */
const PATIENCE_MS = 4 * 60_000;

/** `ventanilla whatsapp pair`: shows the QR or the code until the telephone has linked us. */
export async function pairWhatsapp(io: CliIo, { phone, url }: { phone?: string; url?: string }): Promise<ExitCode> {
  if (phone !== undefined && !/^\d{8,15}$/.test(phone)) throw new UsageError('Write the digits of our number only.');
  const api = apiOf(io, url);
  let status = parseInput(statusSchema, await api.post(`${path}/pair`, phone === undefined ? {} : { phone }));
  let shown: string | null = null;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    const toShow = status.code ?? status.qr;
    if (toShow !== null && toShow !== shown) await show(io, status);
    shown = toShow ?? shown;
    if (status.state === 'open') {
      await writeLine(io.stdout, `Linked: ${status.account}`);
      return 0;
    }
    if (status.state === 'stopped' || status.state === 'unpaired') break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    status = parseInput(statusSchema, await api.get(path));
  }
  await writeLine(io.stderr, 'Nobody linked the number in time. Run the command again.');
  return 1;
}

/** `ventanilla whatsapp status`. */
export async function whatsappStatus(io: CliIo, { url, json }: { url?: string; json?: boolean }): Promise<ExitCode> {
  const status = parseInput(statusSchema, await apiOf(io, url).get(path));
  // The QR links whoever scans it: it belongs to `pair` alone.
  if (json) await writeJson(io.stdout, { ...status, qr: null, code: null });
  else await writeLine(io.stdout, render(status));
  return status.state === 'open' ? 0 : 1;
}

/** `ventanilla whatsapp logout`. */
export async function logoutWhatsapp(io: CliIo, { url }: { url?: string }): Promise<ExitCode> {
  await apiOf(io, url).post(`${path}/logout`);
  await writeLine(io.stdout, 'Unlinked. Its keys are gone.');
  return 0;
}

function apiOf(io: CliIo, url: string | undefined) {
  const config = readConfig(io.env);
  if (config.whatsapp === null) {
    throw new AppError('CONFIG_INVALID', {
      problems: 'WhatsApp is off; set VENTANILLA_WHATSAPP (docs/channels/whatsapp.md)',
    });
  }
  return gatewayApi(config, url ?? addressOf(config));
}

async function show(io: CliIo, { qr, code, account }: Status): Promise<void> {
  const where = `On the telephone of ${account}: WhatsApp, Settings, Linked devices, Link a device`;
  if (code !== null) {
    await writeLine(
      io.stdout,
      `${where}, Link with phone number instead. Type:\n\n    ${code.slice(0, 4)}-${code.slice(4)}\n`,
    );
  } else if (qr !== null) {
    const drawn = await QRCode.toString(qr, { type: 'terminal', small: true });
    await writeLine(io.stdout, `${where}. Scan:\n\n${drawn}`);
  }
}

function render({ account, transport, state, since, stop, lastCode, retryAt, reason, alert }: Status): string {
  const lines = [`${account} (${transport}): ${state} since ${since}`];
  if (reason !== null) lines.push(lastCode === null ? reason.en : `${reason.en} (code ${lastCode})`);
  else if (lastCode !== null) lines.push(`The last connection ended with code ${lastCode}.`);
  if (retryAt !== null) lines.push(`It connects again at ${retryAt}.`);
  if (alert?.kind === 'stalled') lines.push(`It held messages back and was connected again at ${alert.at}.`);
  if (state === 'unpaired' || stop === 'loggedOut') lines.push('Run: ventanilla whatsapp pair');
  return lines.join('\n');
}
