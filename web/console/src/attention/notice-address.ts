import type { Notice } from '../../../shared/wire/notice.ts';

/** Where a notice leads: to what it is about, as near as its facts tell. */
export function noticeAddress({ kind, facts }: Pick<Notice, 'kind' | 'facts'>): string {
  const fact = (name: string) => (typeof facts[name] === 'string' ? encodeURIComponent(facts[name]) : null);
  const under = (path: string, id: string | null) => (id === null ? path : `${path}/${id}`);
  const among = (path: string, id: string | null) =>
    id === null ? path : `${path}${path.includes('?') ? '&' : '?'}id=${id}`;
  const [about] = kind.split('.');
  switch (about) {
    case 'conversation':
      return under('/inbox', fact('conversation'));
    case 'ticket':
      return under('/tickets', fact('ticket') ?? fact('ticketId'));
    case 'quota':
      return kind === 'quota.verification' ? '/reports/quotas' : '/knowledge/quota';
    case 'quality':
      // What came back stands in its conversation, where it is written anew.
      if (kind === 'quality.returned') return under('/inbox', fact('conversation'));
      if (fact('answer') !== null) return among('/quality?tab=answers', fact('answer'));
      return under('/quality', fact('review'));
    case 'cycle':
      return under('/quality/audits', fact('cycle'));
    case 'survey':
    case 'verification':
      return among('/surveys?tab=checks', fact('check'));
    case 'routine':
      return among('/routines', fact('run'));
    case 'report':
      return among('/reports/editions', fact('edition'));
    case 'requesters':
      return '/contacts';
    case 'opportunity':
      return among('/opportunities', fact('folio'));
    case 'desk':
      return '/today';
    default:
      return '/inbox';
  }
}
