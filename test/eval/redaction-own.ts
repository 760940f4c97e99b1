import { readFileSync } from 'node:fs';
import { readMarked } from '../redaction/marked.ts';
import type { LabelledLine } from './redaction.ts';

/** Reads the variants written for this project: "class | text" with ⟦value⟧; " || " parts a conversation. */
export function ownLines(file: string): LabelledLine[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const bar = line.indexOf(' | ');
    if (line.startsWith('#') || bar === -1) return [];
    return [ownLine(`L${index + 1}`, line.slice(0, bar), line.slice(bar + 3))];
  });
}

function ownLine(id: string, kindClass: string, body: string): LabelledLine {
  const kind = kindOf(kindClass);
  const spans: LabelledLine['spans'][number][] = [];
  const messages = body.split(' || ').map((part, msg) => {
    const match = /^(agent|user|bot)> /.exec(part);
    const plain = part.slice(match === null ? 0 : match[0].length);
    const { text, values } = readMarked(plain.replaceAll('⏎', '\n').replaceAll('\\u00ad', '\u00ad'));
    for (const { start, end } of values) spans.push({ start, end, kind, msg });
    return { speaker: match?.[1] ?? 'user', text };
  });
  return { id, class: kindClass, channel: 'whatsapp', messages, spans };
}

function kindOf(name: string): string {
  if (name.startsWith('ip.')) return 'ip';
  if (name.startsWith('mac.')) return 'mac';
  return name.startsWith('sec.') ? 'secret' : 'password';
}
