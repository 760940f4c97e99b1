import { useState } from 'react';
import type { Message } from '../../../shared/wire.ts';
import { QueryStates } from '../parts/states.tsx';
import { HeldInConversation } from '../quality/held-in-conversation.tsx';
import { ActionBar } from './action-bar.tsx';
import { Composer } from './composer.tsx';
import { SidePanel } from './side-panel.tsx';
import { Transcript } from './transcript.tsx';
import { useConversation, useDeliveryWatch } from './use-conversation.ts';
import { useOutgoing } from './use-outgoing.ts';

const none: readonly Message[] = [];

/** An opened conversation: transcript, composer, and beside them what is known. */
export function ConversationView({ id }: { id: string }) {
  const query = useConversation(id);
  const transcript = query.data?.transcript ?? none;
  const outgoing = useOutgoing(id, transcript);
  useDeliveryWatch(id, transcript);
  const [isSideOpen, openSide] = useState(false);
  return (
    <QueryStates query={query}>
      {(conversation) => (
        <div className="conversation">
          <div className="conversation-main">
            <ActionBar conversation={conversation} isSideOpen={isSideOpen} toggleSide={() => openSide(!isSideOpen)} />
            <Transcript conversation={conversation} outgoing={outgoing} />
            <HeldInConversation conversation={conversation.id} />
            <Composer conversation={conversation} send={outgoing.send} />
          </div>
          <SidePanel conversation={conversation} isOpen={isSideOpen} readAt={query.dataUpdatedAt} />
        </div>
      )}
    </QueryStates>
  );
}
