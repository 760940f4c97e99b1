import { Text } from '@mantine/core';
import { InboxLine } from '../../inbox/inbox-row.tsx';
import { useConversations } from '../../inbox/use-conversations.ts';
import { useSelection } from '../../inbox/use-selection.ts';
import { EmptyState } from '../../parts/states.tsx';
import { useMe } from '../../session/use-me.ts';
import { useTexts } from '../../texts/texts.tsx';
import '../admin.css';

/** The page that people write on, beside the inbox that fills while they write. */
export function TryChat() {
  const { t } = useTexts();
  const organisation = useMe().data?.organisation;
  const items = useConversations('open', '').data?.pages.flatMap((page) => page.items) ?? [];
  const selection = useSelection('first-steps');
  return (
    <div className="try-chat">
      <div>
        <Text size="sm" fw={600} mb={6}>
          {t('firstSteps.chat.page')}
        </Text>
        <iframe
          className="try-chat-frame"
          title={t('firstSteps.chat.page')}
          src={organisation ? `/chat/${encodeURIComponent(organisation)}` : '/chat'}
        />
      </div>
      <div>
        <Text size="sm" fw={600} mb={6}>
          {t('firstSteps.chat.inbox')}
        </Text>
        <section className="try-chat-inbox" aria-label={t('firstSteps.chat.inbox')}>
          {items.length === 0 ? (
            <EmptyState>{t('firstSteps.chat.empty')}</EmptyState>
          ) : (
            items.map((one) => <InboxLine key={one.id} row={one} isOpen={false} selection={selection} />)
          )}
        </section>
      </div>
    </div>
  );
}
