import type {
  ConversationDetail,
  ConversationPort,
  ConversationSummary,
  LiveBus,
  LiveEvent,
  TranscriptItem,
} from '../../../src/contracts/conversation.ts';
import type { DeskAccess } from '../../../src/contracts/desk.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { FakeTime } from './clock.ts';
import { redacted } from './redacted.ts';

type Mutable = { -readonly [K in keyof ConversationDetail]: ConversationDetail[K] } & { transcript: TranscriptItem[] };

export function createFakeBus(): LiveBus {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface FakeConversations extends ConversationPort {
  add(conversation: { id: string } & Partial<ConversationDetail>): Mutable;
  /** Somebody says something; live screens hear it. */
  say(id: string, item: Partial<TranscriptItem> & { text: TranscriptItem['text'] }): TranscriptItem;
  /** The transcript itself, to change behind the back of live screens. */
  transcript(id: string): { -readonly [K in keyof TranscriptItem]: TranscriptItem[K] }[];
  readonly actions: { id: string; type: string; actor: string }[];
}

function blank(id: string, now: Date): Mutable {
  return {
    id,
    organisation: 'exsim',
    channel: 'webchat',
    mode: 'waiting',
    contact: {
      id: `contact-${id}`,
      name: redacted(`Persona ${id}`),
      userType: 'partner',
      customerClass: 'top',
      organisation: null,
      email: null,
      phone: null,
      visits: 0,
    },
    assignee: null,
    lastText: redacted(''),
    lastAt: now,
    unansweredSince: null,
    answerDueAt: null,
    priority: null,
    area: null,
    tags: [],
    waitingSince: now,
    minutes: 10,
    work: { elapsedMs: 0, running: false, limitMs: 1_800_000, folio: null },
    tickets: [],
    transcript: [],
    protocol: [],
    card: null,
  };
}

/** A conversation stage in memory: enough of the modes for the HTTP room and the console to be true. */
export function createFakeConversations(
  time: FakeTime,
  live: LiveBus,
  people: Pick<DeskAccess, 'listAgents'>,
): FakeConversations {
  const all = new Map<string, Mutable>();
  const actions: FakeConversations['actions'] = [];
  const find = (id: string): Mutable => {
    const found = all.get(id);
    if (!found) throw new AppError('CONVERSATION_NOT_FOUND');
    return found;
  };
  const say: FakeConversations['say'] = (id, item) => {
    const conversation = find(id);
    const seq = conversation.transcript.length + 1;
    const full: TranscriptItem = {
      id: `${id}-m${seq}`,
      seq,
      at: time.now(),
      speaker: 'user',
      name: 'Persona',
      choices: [],
      links: [],
      attachments: [],
      removed: [],
      ...item,
    };
    conversation.transcript.push(full);
    conversation.lastText = full.text;
    conversation.lastAt = full.at;
    live.publish({ type: 'message', conversationId: id, organisation: conversation.organisation, item: full });
    live.publish({ type: 'conversation', conversation: { ...conversation } });
    return full;
  };
  return {
    actions,
    say,
    transcript: (id) => find(id).transcript,
    add(conversation) {
      const full = { ...blank(conversation.id, time.now()), ...conversation } as Mutable;
      all.set(full.id, full);
      return full;
    },
    async list({ organisation, mode, assignee, limit }) {
      const items = [...all.values()].filter(
        (one) =>
          (organisation === undefined || one.organisation === organisation) &&
          (mode === undefined || one.mode === mode) &&
          (assignee === undefined || one.assignee === assignee),
      );
      if (mode === 'waiting') items.sort((a, b) => (a.minutes ?? 999) - (b.minutes ?? 999));
      return { items: items.slice(0, limit), next: items.length > limit ? 'more' : null };
    },
    get: async (id) => ({ ...find(id) }),
    summary: async (id) => ({ ...find(id) }),
    messagesAfter: async (id, seq, limit = 500) =>
      find(id)
        .transcript.filter((item) => item.seq > seq)
        .slice(0, limit),
    async act(id, action, actor) {
      const conversation = find(id);
      actions.push({ id, type: action.type, actor: `${actor.role}:${actor.id}` });
      const refuse = () => new AppError('CONVERSATION_MOVE_REFUSED', { mode: conversation.mode, action: action.type });
      if (action.type === 'take') {
        if (conversation.mode === 'closed') throw refuse();
        if (conversation.assignee && conversation.assignee !== actor.id) {
          const others = await people.listAgents();
          const who = others.find(({ id }) => id === conversation.assignee)?.name ?? 'Another agent';
          throw new AppError('CONVERSATION_TAKEN', { who });
        }
        Object.assign(conversation, { mode: 'agent', assignee: actor.id, waitingSince: null });
        conversation.work = { ...conversation.work, running: true };
      } else if (action.type === 'tag') {
        const kept = conversation.tags.filter((tag) => !action.remove.includes(tag));
        conversation.tags = [...kept, ...action.add];
      } else if (conversation.mode !== 'agent') {
        throw refuse();
      }
      if (action.type === 'transfer')
        Object.assign(
          conversation,
          'agent' in action.to
            ? { assignee: action.to.agent }
            : { mode: 'waiting', assignee: null, area: action.to.area },
        );
      if (action.type === 'return') Object.assign(conversation, { mode: 'bot', assignee: null });
      if (action.type === 'close') Object.assign(conversation, { mode: 'closed', assignee: null });
      if (action.type === 'openTicket')
        Object.assign(conversation, { tickets: [...conversation.tickets, 'EXS-000001'] });
      if (action.type === 'reply' && !conversation.transcript.some((item) => item.clientId === action.id)) {
        const item = { speaker: 'agent', name: actor.name, clientId: action.id, delivery: 'queued' } as const;
        say(id, { ...item, text: redacted(action.text) });
      } else {
        live.publish({ type: 'conversation', conversation: { ...conversation } });
      }
      return { ...conversation } as ConversationSummary;
    },
  };
}
