import { z } from 'zod';
import type { TerminalMessage } from '../../../channels/terminal/index.ts';
import type { Choice, Link } from '../../contracts/envelope.ts';

const activitySchema = z.object({
  type: z.string(),
  id: z.string().default(''),
  from: z.object({ role: z.string().optional(), name: z.string().default('') }),
  text: z.string().default(''),
  textFormat: z.string().optional(),
  attachments: z
    .array(
      z.object({ name: z.string().default(''), contentType: z.string().default(''), content: z.unknown().optional() }),
    )
    .default([]),
  suggestedActions: z
    .object({
      actions: z.array(z.object({ title: z.string(), value: z.unknown() })),
    })
    .optional(),
});

/** The set that polling and the stream send. Unknown kinds of activities are left for `messageOf` to pass over. */
export const activitySetSchema = z.object({ activities: z.array(z.unknown()), watermark: z.string().optional() });

/** A card with buttons that open an address: the one-time forms of the vault. */
const cardSchema = z.object({
  buttons: z.array(z.object({ type: z.literal('openUrl'), title: z.string(), value: z.string() })),
});

const choiceSchema = z.object({ choice: z.string() });

/** A message of the other side with its id, or null for our own and for what is no message. Pure. */
export function messageOf(activity: unknown): { readonly id: string; readonly message: TerminalMessage } | null {
  const parsed = activitySchema.safeParse(activity);
  if (!parsed.success || parsed.data.type !== 'message' || parsed.data.from.role === 'user') return null;
  const { id, from, textFormat, attachments } = parsed.data;
  const { text, links } =
    textFormat === 'markdown' ? splitLinks(parsed.data.text) : { text: parsed.data.text, links: [] };
  const choices = (parsed.data.suggestedActions?.actions ?? []).map(choiceOf);
  const cards = attachments.map(({ content }) => cardSchema.safeParse(content));
  const forms = cards.flatMap(({ data }) => (data?.buttons ?? []).map(({ title, value }) => ({ title, url: value })));
  const files = attachments.filter((_, at) => !cards[at]?.success).map(({ name }) => name);
  return { id, message: { name: from.name, text, links, ...(forms.length > 0 ? { forms } : {}), choices, files } };
}

/** Takes the list of links, which the web chat writes as Markdown, off the end of a text. Pure. */
export function splitLinks(markdown: string): { text: string; links: Link[] } {
  const lines = markdown.split('\n');
  const links: Link[] = [];
  for (let line = lines.at(-1); line !== undefined; line = lines.at(-1)) {
    const found = /^- \[((?:\\.|[^\]\\])*)\]\((\S+)\)$/.exec(line);
    if (!found) break;
    links.unshift({ entryId: '', title: (found[1] ?? '').replace(/\\(.)/g, '$1'), url: found[2] ?? '' });
    lines.pop();
  }
  return { text: lines.join('\n').trimEnd(), links };
}

function choiceOf({ title, value }: { title: string; value?: unknown }): Choice {
  const parsed = choiceSchema.safeParse(value);
  return { title, value: parsed.success ? parsed.data.choice : title };
}
