import type { FlowContext } from '../../src/contracts/flow.ts';

type Values = Readonly<Record<string, string | number>>;

/** What the organisation words itself (`conversation.texts`), in its own language only. Null: the catalogue says it. */
export function ownText({ policy, t }: FlowContext, key: string, values: Values = {}): string | null {
  const texts: Readonly<Partial<Record<string, string>>> = policy.conversation.texts;
  const text = texts[key];
  if (text === undefined || !policy.organisation.locale.startsWith(t('locale'))) return null;
  const { name: organisation, botName: bot } = policy.organisation;
  const all: Values = { organisation, bot, ...values };
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(all[name] ?? ''));
}
