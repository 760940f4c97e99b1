import sanitizeHtml from 'sanitize-html';

/** More than a person writes; what follows is left out. */
const MAX_HTML = 500_000;
const MAX_DEPTH = 60;

/** Elements that begin a line of their own. */
const LINES = ['p', 'div', 'br', 'li', 'ul', 'ol', 'tr', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'pre'];

/** Kept until it is known whether they hide something. */
const INLINE = ['span', 'font', 'b', 'i', 'u', 'em', 'strong', 'small', 'section', 'article', 'center', 'label'];

/**
 * What a person reads of an HTML body, as text: nothing hidden, no script, no style; a quoted letter keeps its `>`. The
 * HTML itself goes no further: no screen ever shows it. Pure.
 */
export function textOfHtml(html: string): string {
  const clean = sanitizeHtml(html.slice(0, MAX_HTML), {
    allowedTags: [...LINES, ...INLINE, 'blockquote', 'a', 'td', 'th'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'template', 'svg'],
    nestingLimit: MAX_DEPTH,
    exclusiveFilter: ({ attribs }) => isHidden(attribs),
  });
  return quoted(clean)
    .map(({ depth, text }) => (depth > 0 ? text.replace(/^/gm, `${'>'.repeat(depth)} `) : text))
    .join('\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|;|$)|mso-hide\s*:\s*all/i;

function isHidden(attributes: Record<string, string>): boolean {
  return 'hidden' in attributes || HIDDEN.test(attributes.style ?? '');
}

interface Piece {
  readonly depth: number;
  readonly text: string;
}

/** The text in its pieces, each with how deep it is quoted. */
function quoted(html: string): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  for (const part of html.split(/(<\/?blockquote>)/)) {
    if (part === '<blockquote>') depth = Math.min(depth + 1, 9);
    else if (part === '</blockquote>') depth = Math.max(0, depth - 1);
    else {
      const text = plain(part);
      if (text !== '') pieces.push({ depth, text });
    }
  }
  return pieces;
}

function plain(html: string): string {
  const lines = html
    .replace(/\s+/g, ' ')
    .replace(/<\/?(?:span|font|b|i|u|em|strong|small|label)>/g, '')
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, (_, href: string, text: string) => linkOf(href, text))
    .replace(/<li>/g, '\n- ')
    .replace(/<\/t[dh]>/g, ' ')
    .replace(/<br ?\/?>|<hr ?\/?>|<\/?(?:p|div|ul|ol|tr|table|h[1-6]|pre)>/g, '\n')
    .replace(/<[^>]*>/g, '');
  return entities(lines)
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linkOf(href: string, text: string): string {
  const label = text.trim();
  if (href.startsWith('mailto:') || label === '' || label === href) return label || href.replace(/^mailto:/, '');
  return `${label} (${href})`;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The few that the sanitiser leaves. */
function entities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
