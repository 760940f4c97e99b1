import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ConversationDetail, Message } from '../../../shared/wire/conversation.ts';
import type { InboxRow } from '../../../shared/wire/inbox.ts';
import { useSeen } from '../inbox/use-seen.ts';
import { knownConversation } from '../live/live-cache.ts';
import { QueryStates } from '../parts/states.tsx';
import { HeldInConversation } from '../quality/held-in-conversation.tsx';
import { ActionBar } from './action-bar.tsx';
import { Composer } from './composer.tsx';
import { firstUnread } from './entries.ts';
import { SidePanel } from './side-panel.tsx';
import { Transcript, type Unread } from './transcript.tsx';
import { TypingLine } from './typing-line.tsx';
import { useConversation, useDeliveryWatch } from './use-conversation.ts';
import { useOutgoing } from './use-outgoing.ts';
import './conversation.css';

const none: readonly Message[] = [];

/** An opened conversation: transcript, composer, and beside them what is known. */
export function ConversationView({ id }: { id: string }) {
  const query = useConversation(id);
  const transcript = query.data?.transcript ?? none;
  const outgoing = useOutgoing(id, transcript);
  const unread = useUnread(id, query.data);
  useSeen(id, transcript);
  useDeliveryWatch(id, transcript);
  // Beside the transcript where there is room for both, over it where there is not.
  const [isSideOpen, openSide] = useState(() => window.matchMedia('(min-width: 75.01em)').matches);
  return (
    <QueryStates query={query}>
      {(conversation) => (
        <div className="conversation">
          <div className="conversation-main">
            <ActionBar conversation={conversation} isSideOpen={isSideOpen} toggleSide={() => openSide(!isSideOpen)} />
            <Transcript conversation={conversation} outgoing={outgoing} unread={unread} />
            <TypingLine conversation={conversation} />
            <HeldInConversation conversation={conversation.id} />
            <Composer conversation={conversation} send={outgoing.send} />
          </div>
          <SidePanel
            conversation={conversation}
            isOpen={isSideOpen}
            readAt={query.dataUpdatedAt}
            send={outgoing.send}
          />
        </div>
      )}
    </QueryStates>
  );
}

/** What was unread when the conversation was opened: it stays marked while one reads. */
function useUnread(id: string, conversation: ConversationDetail | undefined): Unread {
  const client = useQueryClient();
  const [count] = useState(() => (knownConversation(client, id) as InboxRow | null)?.unread ?? 0);
  const isThere = conversation !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes later is no longer unread
  return useMemo(() => {
    const from = conversation ? firstUnread(conversation.transcript, count) : null;
    return from === null ? null : { from, count };
  }, [isThere, count]);
}
