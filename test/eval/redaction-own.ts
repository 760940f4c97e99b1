import { readFileSync } from 'node:fs';
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

/** One line of such a file: `⟦value⟧` must go, `‹text›` may, ⏎ is a line end. */
export function ownLine(id: string, kindClass: string, body: string): LabelledLine {
  const spans: LabelledLine['spans'][number][] = [];
  const ok: { start: number; end: number; msg: number }[] = [];
  const messages = body.split(' || ').map((part, msg) => {
    const match = /^(agent|user|bot)> /.exec(part);
    const plain = part.slice(match === null ? 0 : match[0].length);
    let text = '';
    for (const piece of plain
      .replaceAll('⏎', '\n')
      .replaceAll('\\u00ad', '\u00ad')
      .split(/(⟦[^⟧]*⟧|‹[^›]*›)/)) {
      const inner = /^[⟦‹]/.test(piece) ? piece.slice(1, -1) : piece;
      const range = { start: text.length, end: text.length + inner.length, msg };
      if (piece.startsWith('⟦') && inner !== '') spans.push({ ...range, kind: kindOf(kindClass) });
      if (piece.startsWith('‹')) ok.push(range);
      text += inner;
    }
    return { speaker: match?.[1] ?? 'user', text };
  });
  return { id, class: kindClass, channel: 'whatsapp', messages, spans, ok };
}

function kindOf(name: string): string {
  if (name.startsWith('ip.')) return 'ip';
  if (name.startsWith('mac.')) return 'mac';
  return name.startsWith('sec.') ? 'secret' : 'password';
}
