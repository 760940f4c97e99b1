import EmailReplyParser from 'email-reply-parser';

/** What a letter says now, and what it carries along. */
export interface LetterText {
  readonly text: string;
  readonly aside: string;
}

/** The library's patterns cost up to the cube of the lines that they see: what follows is left to our own, which are linear. */
const MAX_SEARCHED = 4_000;
const MAX_OWN_SEARCHED = 60_000;
/** Longer lines are text and no quote's head; the patterns never see them. */
const MAX_LINE = 600;
const MAX_SIGNATURE_LINES = 10;

/** `De: … Enviado: … Para: … Asunto: …`, as Outlook puts it over a quoted letter. */
const OUTLOOK =
  /^[ \t*_]*(?:De|From|Von)\s?:[^\n]*\n(?:[^\n]*\n){0,3}?[ \t*_]*(?:Enviado(?: el)?|Sent|Fecha|Date|Para|To)\s?:[^\n]*\n(?:[^\n]*\n){0,4}?[ \t*_]*(?:Asunto|Subject|Para|To|CC)\s?:/im;
const DIVIDER =
  /^[ \t]*(?:-{2,}\s*(?:mensaje original|original message|mensaje reenviado|forwarded message)\s*-{2,}|_{20,})[ \t]*$/im;
const WROTE = /^[ \t>]*(?:El|On)\b[^\n]{4,300}(?:\n[^\n]{0,200})?\b(?:escribi[oó]|wrote)\s?:[ \t]*$/im;
const FAREWELL =
  /^[ \t]*(?:un (?:cordial )?saludo|(?:reciba(?:n)? un )?(?:cordial(?:es)?|atentos?) saludos?|saludos(?: cordiales| y gracias| afectuosos)?|(?:muy )?atentamente|cordialmente|atte|quedo (?:atent[oa]|pendiente|a sus órdenes)[^\n]{0,40}|(?:best|kind|warm)? ?regards|sincerely)[ \t]*[,.!]*[ \t]*$/i;

/** Parts what a person wrote from quoted letters and the signature (email-reply-parser, and what it does not know). Pure. */
export function partLetter(whole: string): LetterText {
  const text = whole.replace(/\r\n?/g, '\n').trim();
  const cut = firstOf(text, [OUTLOOK, DIVIDER, WROTE]);
  const head = (cut === null ? text : text.slice(0, cut)).replace(/(?:\n[ \t]*>[^\n]*)+\s*$/, '');
  const visible = withoutSignature(visibleOf(head));
  // Only quotes and nothing else: somebody answered between the lines, or sends it on.
  if (visible.trim() === '') return { text, aside: '' };
  return { text: visible, aside: visible === text ? '' : asideOf(text, visible) };
}

function firstOf(text: string, patterns: readonly RegExp[]): number | null {
  const searched = text.slice(0, MAX_OWN_SEARCHED);
  const found = patterns.map((pattern) => pattern.exec(searched)?.index).filter((at) => at !== undefined);
  return found.length === 0 ? null : Math.min(...found);
}

function visibleOf(text: string): string {
  const long: string[] = [];
  const head = text.slice(0, MAX_SEARCHED).replace(new RegExp(`^.{${MAX_LINE},}$`, 'gm'), (line) => {
    long.push(line);
    return `\ufffc${long.length - 1}\ufffc`;
  });
  const visible = new EmailReplyParser().read(head).getVisibleText().trim();
  const restored = visible.replace(/\ufffc(\d+)\ufffc/g, (_, index: string) => long[Number(index)] ?? '');
  // Nothing was quoted up to where the search ends: what follows belongs to it.
  const isWhole = text.length > MAX_SEARCHED && visible.length >= head.trim().length;
  return isWhole ? `${restored}${text.slice(MAX_SEARCHED)}` : restored;
}

/** A farewell near the end, and the few short lines under it. */
function withoutSignature(text: string): string {
  const lines = text.split('\n');
  const from = Math.max(1, lines.length - MAX_SIGNATURE_LINES - 1);
  for (let at = from; at < lines.length; at++) {
    const rest = lines.slice(at + 1);
    if (FAREWELL.test(lines[at] ?? '') && rest.every((line) => line.length <= 90 && !line.includes('?'))) {
      const kept = lines.slice(0, at).join('\n').trim();
      return kept === '' ? text : kept;
    }
  }
  return text;
}

/** The whole letter without what it says now, where that is its beginning; else the whole. */
function asideOf(text: string, visible: string): string {
  return text.startsWith(visible) ? text.slice(visible.length).trim() : text;
}
