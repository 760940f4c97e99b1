import type { PrivacyAsk, PrivacyPort } from '../../../src/contracts/privacy.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** Remembers what it was asked; knows the contact `c1` of Exsim. */
export function createFakePrivacy(): PrivacyPort & { readonly asked: (readonly [string, PrivacyAsk])[] } {
  const asked: (readonly [string, PrivacyAsk])[] = [];
  const known = (organisation: string, contactId: string) => {
    if (organisation !== 'exsim' || contactId !== 'c1') throw new AppError('CONTACT_NOT_FOUND');
  };
  const report = { counts: { messages: 2 }, open: { conversations: 0, tickets: 0 } };
  return {
    asked,
    async export(ask) {
      known(ask.organisation, ask.contactId);
      asked.push(['export', ask]);
      return { contactId: ask.contactId, exportedAt: new Date(0), collections: {}, files: [], audit: [] };
    },
    async preview(organisation, contactId) {
      known(organisation, contactId);
      return { requestId: null, ...report };
    },
    async erase(ask) {
      known(ask.organisation, ask.contactId);
      asked.push(['erase', ask]);
      return { requestId: 'r1', ...report };
    },
    async rectify(ask) {
      known(ask.organisation, ask.contactId);
      asked.push(['rectify', ask]);
      const { contactId, reason } = ask;
      const view = { id: 'r2', kind: 'rectification', contactId, state: 'done', reason, by: 'agent:lola' } as const;
      return { ...view, receivedAt: new Date(0), dueAt: new Date(0), doneAt: new Date(0), counts: { fields: 1 } };
    },
    async hold(ask, isHeld) {
      known(ask.organisation, ask.contactId);
      asked.push([isHeld ? 'hold' : 'release', ask]);
    },
    requests: async () => [],
  };
}
