import { ActionIcon, Group, Text, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSend2 } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire.ts';
import { useAgents } from '../app/presence-switch.tsx';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** What was being written, by conversation, while the console is open. Kept out of the browser's storage: it is not redacted yet. */
const drafts = new Map<string, string>();

/** Where an agent writes: Enter sends, Shift+Enter breaks the line, `r` comes here. */
export function Composer({ conversation, send }: { conversation: ConversationDetail; send: (text: string) => void }) {
  const { t } = useTexts();
  const { id, mode, assignee } = conversation;
  const me = useMe().data;
  const [text, setText] = useState(drafts.get(id) ?? '');
  const box = useRef<HTMLTextAreaElement>(null);
  useHotkeys([['r', () => box.current?.focus()]]);
  const write = (next: string) => {
    setText(next);
    drafts.set(id, next);
  };
  const submit = () => {
    if (text.trim() === '') return;
    send(text);
    write('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends a composed character (accents, other scripts) is not "send".
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  if (mode !== 'agent' || assignee !== me?.id) return <WhyNot conversation={conversation} />;
  return (
    <Group className="composer" align="flex-end" wrap="nowrap" gap="xs">
      <Textarea
        ref={box}
        flex={1}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={32_000}
        aria-label={t('conversation.reply')}
        placeholder={t('conversation.placeholder')}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon size="lg" aria-label={t('conversation.send')} disabled={text.trim() === ''} onClick={submit}>
        <IconSend2 size={18} />
      </ActionIcon>
    </Group>
  );
}

function WhyNot({ conversation: { mode, assignee } }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const agents = useAgents().data?.items;
  const name = agents?.find((agent) => agent.id === assignee)?.name ?? assignee ?? '';
  const why =
    mode === 'closed'
      ? t('conversation.closed')
      : mode === 'agent'
        ? t('conversation.takenBy', { name })
        : t('conversation.takeFirst');
  return (
    <Text className="composer" c="dimmed" size="sm">
      {why}
    </Text>
  );
}
