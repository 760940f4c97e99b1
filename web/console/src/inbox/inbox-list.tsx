import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { MoreButton } from '../parts/more-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { InboxRow } from './inbox-row.tsx';
import { type InboxView, useConversations } from './use-conversations.ts';

const views = ['waiting', 'mine', 'all'] as const;
const empty = { waiting: 'emptyWaiting', mine: 'emptyMine', all: 'emptyAll' } as const;

/** The queue: those that wait with the quick cases first (EXS-27), one's own, all. */
export function InboxList(props: { view: InboxView; setView: (view: InboxView) => void; openId: string | null }) {
  const { t } = useTexts();
  const { view, setView, openId } = props;
  const waiting = useConversations('waiting').data?.pages[0];
  const count = waiting?.items.length ? `${waiting.items.length}${waiting.next ? '+' : ''}` : '';
  return (
    <section className="inbox-list" aria-labelledby="inbox-title">
      <VisuallyHidden>
        <h1 id="inbox-title">{t('inbox.title')}</h1>
      </VisuallyHidden>
      <SegmentedControl
        size="sm"
        m="xs"
        aria-label={t('inbox.title')}
        value={view}
        onChange={(value) => setView(value as InboxView)}
        data={views.map((value) => ({
          value,
          label: value === 'waiting' && count !== '' ? `${t('inbox.waiting')} · ${count}` : t(`inbox.${value}`),
        }))}
      />
      <div className="inbox-scroll">
        <Rows view={view} openId={openId} />
      </div>
    </section>
  );
}

function Rows({ view, openId }: { view: InboxView; openId: string | null }) {
  const { t } = useTexts();
  const query = useConversations(view);
  const rows = query.data?.pages.flatMap((page) => page.items);
  if (rows === undefined) {
    return query.error ? (
      <ErrorState error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingState rows={6} />
    );
  }
  if (rows.length === 0) return <EmptyState>{t(`inbox.${empty[view]}`)}</EmptyState>;
  return (
    <>
      {rows.map((conversation) => (
        <InboxRow key={conversation.id} conversation={conversation} isOpen={conversation.id === openId} />
      ))}
      <MoreButton query={query} />
    </>
  );
}
