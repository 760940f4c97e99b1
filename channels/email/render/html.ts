import type { LetterPart } from './render.ts';
import type { MailLanguage } from './texts.ts';

const STYLE =
  'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a';

/** The letter as HTML: inline styles, no pictures, nothing that is fetched; everything escaped. Pure. */
export function htmlOf(about: {
  readonly text: string;
  readonly parts: readonly LetterPart[];
  readonly footer: string;
  readonly language: MailLanguage;
}): string {
  const { text, parts, footer, language } = about;
  const body = [paragraphs(text), ...parts.map(partOf)].join('\n');
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>`,
    `<body style="margin:0;padding:16px;${STYLE}">`,
    body,
    `<p style="margin-top:24px;padding-top:8px;border-top:1px solid #ddd;color:#666;font-size:13px">${escaped(footer)}</p>`,
    '</body></html>',
  ].join('\n');
}

function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part).replace(/\n/g, '<br>')}</p>`)
    .join('\n');
}

function partOf({ lead, lines, numbered }: LetterPart): string {
  const tag = numbered ? 'ol' : 'ul';
  return `<p>${escaped(lead)}</p>\n<${tag}>${lines.map((line) => `<li>${lineOf(line)}</li>`).join('')}</${tag}>`;
}

function lineOf({ title, url }: LetterPart['lines'][number]): string {
  if (url === undefined || !/^https?:\/\//i.test(url)) return escaped(url === undefined ? title : `${title} ${url}`);
  return `<a href="${escaped(url)}">${escaped(title)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}
