import type { Choice, Link } from '../../src/contracts/envelope.ts';
import { printable, printableLine } from './printable.ts';

/** What a terminal shows of a message, whichever way it came. */
export interface TerminalMessage {
  readonly name: string;
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly links: readonly Link[];
  /** One-time forms, which open in a browser. */
  readonly forms?: readonly { readonly title: string; readonly url: string }[];
  /** Names of files that came with it. */
  readonly files: readonly string[];
}

/** What the terminal at hand can show. */
export interface TerminalStyle {
  /** Addresses become clickable by OSC 8; they are written out in any case. */
  readonly hyperlinks: boolean;
  readonly color: boolean;
}

/** Plain text: for pipes and files. */
export const plainStyle: TerminalStyle = { hyperlinks: false, color: false };

/** Draws a message: the name and the text, then links, files and numbered choices, one a line. Ends without a line break. Pure. */
export function renderMessage(message: TerminalMessage, style: TerminalStyle = plainStyle): string {
  const name = printableLine(message.name);
  const head = name === '' ? '' : `${paint(`${name}:`, '1;36', style)} `;
  const lines = [`${head}${indent(printable(message.text).trim())}`];
  for (const link of [...message.links, ...(message.forms ?? [])]) lines.push(...renderLink(link, style));
  for (const file of message.files) lines.push(`  [${printableLine(file)}]`);
  message.choices.forEach(({ title }, index) => {
    lines.push(`  ${paint(`${index + 1})`, '1', style)} ${printableLine(title)}`);
  });
  return lines.join('\n').trimEnd();
}

function renderLink({ title, url }: Pick<Link, 'title' | 'url'>, style: TerminalStyle): string[] {
  const address = printableLine(url);
  const shown = style.hyperlinks && isWebAddress(address) ? hyperlink(address) : paint(address, '4', style);
  return [`  • ${printableLine(title)}`, `    ${shown}`];
}

/** OSC 8. The address is its own label: who cannot click can still read and copy it. */
function hyperlink(address: string): string {
  return `\u001b]8;;${new URL(address).href}\u001b\\${address}\u001b]8;;\u001b\\`;
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

function paint(text: string, code: string, { color }: TerminalStyle): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function indent(text: string): string {
  return text.replace(/\n/g, '\n  ');
}
