import type { Conversation } from '../../../shared/wire/conversation.ts';
import { useMe, usePolicy } from '../session/use-me.ts';
import type { Offer } from './use-type-ahead.ts';

/** The texts of the policy that agents use as they are (MAS-34, CON-23, ICE-31), with what they name filled in. */
export function useCanned({ contact, tickets }: Conversation): readonly Offer[] {
  const templates = usePolicy().data?.templates ?? [];
  const me = useMe().data;
  const values = { nombre: contact.name ?? '', agente: me?.name ?? '', folio: tickets.at(-1) ?? '' };
  return templates.map(({ code, title, text, url }) => {
    const body = [text, url].filter((part) => part !== null).join('\n');
    return { key: code, title, hint: body.slice(0, 80), text: filled(body, values) };
  });
}

/** What a template does not know stays as it is written, so that the agent sees it. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    return Object.hasOwn(values, name) && values[name] ? values[name] : whole;
  });
}
