/** Markup that is safe to send: made by `html`, or by us. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template. Texts are escaped, markup is not, nothing is nothing. */
export type Part = Html | string | number | null | undefined | false | readonly Part[];

/**
 * A template of markup: every text in it is escaped, so that nothing that a person wrote is ever markup. Its own signs are
 * ASCII (&middot;): the bundle cannot escape others in a tagged template.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((whole, piece, place) => whole + markup(parts[place - 1]) + piece));
}

function markup(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(markup).join('');
  return escapeHtml(String(part));
}

/** A text as it stands in markup and in quoted attributes. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}
