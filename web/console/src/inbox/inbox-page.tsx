import { VisuallyHidden } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { useParams } from 'react-router';
import { EmptyState, LoadingState } from '../parts/states.tsx';
import { withTexts } from '../texts/catalogue.ts';
import { useTexts } from '../texts/texts.tsx';
import { InboxList } from './inbox-list.tsx';
import './inbox.css';

const load = () => withTexts(() => import('../conversation/conversation-view.tsx'));
const ConversationView = lazy(async () => ({ default: (await load()).ConversationView }));

/** The list stands first; what an opened conversation needs is there before anybody opens one. */
function fetchAhead(): () => void {
  const timer = setTimeout(() => void load().catch(() => undefined), 400);
  return () => clearTimeout(timer);
}

/** The queue at the left, the opened conversation beside it; on a phone one of the two. */
export function InboxPage() {
  const { t } = useTexts();
  const { id } = useParams();
  useEffect(fetchAhead, []);
  return (
    <div className={id ? 'inbox has-open' : 'inbox'}>
      <VisuallyHidden>
        <h1 id="inbox-title">{t('inbox.title')}</h1>
      </VisuallyHidden>
      <InboxList openId={id ?? null} />
      <div className="inbox-open">
        {id ? (
          <Suspense fallback={<LoadingState />}>
            <ConversationView key={id} id={id} />
          </Suspense>
        ) : (
          <EmptyState icon={IconMessages}>{t('inbox.pick')}</EmptyState>
        )}
      </div>
    </div>
  );
}
