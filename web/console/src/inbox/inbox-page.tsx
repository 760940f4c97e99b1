import { useState } from 'react';
import { useParams } from 'react-router';
import { ConversationView } from '../conversation/conversation-view.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { InboxList } from './inbox-list.tsx';
import type { InboxView } from './use-conversations.ts';

/** The queue at the left, the opened conversation beside it; on a phone one of the two. */
export function InboxPage() {
  const { t } = useTexts();
  const { id } = useParams();
  const [view, setView] = useState<InboxView>('waiting');
  return (
    <div className={id ? 'inbox has-open' : 'inbox'}>
      <InboxList view={view} setView={setView} openId={id ?? null} />
      <div className="inbox-open">
        {id ? <ConversationView key={id} id={id} /> : <EmptyState>{t('inbox.pick')}</EmptyState>}
      </div>
    </div>
  );
}
