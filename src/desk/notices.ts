import type { Model } from 'mongoose';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { NoticeInbox, NoticeView, NotificationPort } from '../contracts/notifications.ts';
import type { NoticeDoc } from '../storage/models/notices.ts';
import { NoticeRepository } from '../storage/repositories/notices.ts';

/** What notices need. */
export interface NoticeDeps {
  readonly models: { readonly notices: Model<NoticeDoc> };
  readonly clock: Clock;
  readonly live: LiveBus;
}

/** Notices in the console: stored once per id, then shown live; whoever was away finds them in the list. */
export function createNotices({ models, clock, live }: NoticeDeps): NotificationPort & NoticeInbox {
  const repository = new NoticeRepository(models.notices);
  return {
    async notify(notice) {
      const { id, organisation, agentId, kind, at, facts } = notice;
      const isNew = await repository.add({ _id: id, org: organisation, agent: agentId, kind, at, facts });
      if (isNew) live.publish({ type: 'notice', notice: { ...notice, readAt: null } });
      return isNew;
    },
    async list(agentId, page) {
      const docs = await repository.page(agentId, page);
      return { items: docs.map(viewNotice), next: docs.length < page.limit ? null : (docs.at(-1)?.order ?? null) };
    },
    unread: (agentId) => repository.unread(agentId),
    readAll: (agentId) => repository.readAll(agentId, clock.now()),
    read: (agentId, id) => repository.read(agentId, id, clock.now()),
  };
}

function viewNotice({ _id: id, org: organisation, agent: agentId, kind, at, facts, readAt }: NoticeDoc): NoticeView {
  return { id, organisation, agentId, kind, at, facts, readAt };
}
