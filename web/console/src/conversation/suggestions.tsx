import { ActionIcon, Anchor, Kbd, Text } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { entryReply, useSuggestions } from './use-suggestions.ts';

/** Entries that have one key each. */
const KEYED = 3;

/** Entries that fit what the person said; Alt+1 … Alt+3 send one as a link. */
export function Suggestions({
  conversation,
  send,
}: {
  conversation: ConversationDetail;
  send: (text: string) => void;
}) {
  const { t } = useTexts();
  const me = useMe().data?.id;
  const entries = useSuggestions(conversation).data;
  const maySend = conversation.mode === 'agent' && conversation.assignee === me;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const place = /^Digit([1-3])$/.exec(event.code)?.[1];
      const entry = place === undefined ? undefined : entries?.[Number(place) - 1];
      if (!event.altKey || !maySend || !entry) return;
      event.preventDefault();
      send(entryReply(entry));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [entries, maySend, send]);
  if (!entries || entries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('conversation.suggestionsNone')}
      </Text>
    );
  }
  return (
    <ul className="suggestions">
      {entries.map((entry, place) => (
        <li key={entry.entryId}>
          <Anchor href={entry.url} target="_blank" rel="noopener noreferrer" size="sm" className="min-0">
            {entry.title}
          </Anchor>
          {maySend && (
            <span className="delivery no-shrink">
              {place < KEYED && (
                <Kbd size="xs" className="desk-only">
                  Alt {place + 1}
                </Kbd>
              )}
              <ActionIcon
                size="sm"
                variant="light"
                aria-label={t('conversation.suggestionSend', { title: entry.title })}
                onClick={() => send(entryReply(entry))}
              >
                <IconSend2 size={14} />
              </ActionIcon>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
