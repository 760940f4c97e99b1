import type { Notice } from '../../../shared/wire/notice.ts';
import { useTexts } from '../texts/texts.tsx';

/** Words a notice from its kind and its facts. */
export function useNoticeText(): (notice: Notice) => string {
  const { t } = useTexts();
  return ({ kind, facts }) =>
    t(`notices.kind.${kind.replaceAll('.', '_')}`, { ...facts, defaultValue: t('notices.other') });
}

/** Where a notice leads. */
export function noticeAddress({ kind, facts }: Notice): string {
  const at = (name: string) => (typeof facts[name] === 'string' ? encodeURIComponent(facts[name]) : null);
  const conversation = at('conversation');
  const ticket = at('ticket') ?? at('ticketId');
  if (kind.startsWith('conversation.') && conversation) return `/inbox/${conversation}`;
  if (kind.startsWith('ticket.') && ticket) return `/tickets/${ticket}`;
  if (kind.startsWith('quota.')) return '/knowledge';
  return '/inbox';
}
