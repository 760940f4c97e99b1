import { ActionIcon, Button, Group, SegmentedControl, Text, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { useAgents } from '../app/use-agents.ts';
import { useMay, useMe } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { draftOf, keepDraft } from './drafts.ts';
import { TypeAheadList } from './type-ahead-list.tsx';
import { useAddNote } from './use-notes.ts';
import { useTypeAhead } from './use-type-ahead.ts';
import { useTyping } from './use-typing.ts';

type Kind = 'reply' | 'note';

/** Where an agent writes: to the person, or a note that stays in the house. */
export function Composer({ conversation, send }: { conversation: ConversationDetail; send: (text: string) => void }) {
  const { t } = useTexts();
  const me = useMe().data;
  const mayAct = useMay('conversations.act');
  const isMine = conversation.mode === 'agent' && conversation.assignee === me?.id;
  const [wanted, want] = useState<Kind>('reply');
  const kind = isMine ? wanted : 'note';
  const [isNoting, setNoting] = useState(false);
  useShortcut('n', { text: 'keys.note', group: 'conversation', isOn: mayAct }, () => {
    want('note');
    setNoting(true);
  });
  if (!isMine && !isNoting) {
    return <WhyNot conversation={conversation} note={mayAct ? () => setNoting(true) : null} />;
  }
  return (
    <div className="composer" data-kind={kind}>
      {isMine && (
        <SegmentedControl
          size="xs"
          mb={6}
          aria-label={t('conversation.write')}
          value={kind}
          onChange={(value) => want(value as Kind)}
          data={[
            { value: 'reply', label: t('conversation.asReply') },
            { value: 'note', label: t('conversation.asNote') },
          ]}
        />
      )}
      <Writing key={kind} kind={kind} conversation={conversation} send={send} done={() => setNoting(false)} />
    </div>
  );
}

/** Enter sends, Shift+Enter breaks the line; `/` and `@` at the beginning of a word offer what fits. */
function Writing(props: {
  kind: Kind;
  conversation: ConversationDetail;
  send: (text: string) => void;
  done: () => void;
}) {
  const { t } = useTexts();
  const { kind, conversation, send, done } = props;
  const { id } = conversation;
  const [text, setText] = useState(() => draftOf(id, kind));
  const box = useRef<HTMLTextAreaElement>(null);
  const addNote = useAddNote(id);
  const typing = useTyping(id);
  useShortcut('r', { text: 'keys.reply', group: 'conversation', isOn: kind === 'reply' }, () => box.current?.focus());
  const write = (next: string) => {
    setText(next);
    keepDraft(id, kind, next);
  };
  const typeAhead = useTypeAhead(kind, conversation, { box, text, write });
  const submit = () => {
    if (text.trim() === '' || addNote.isPending) return;
    if (kind === 'reply') {
      send(text);
      write('');
      return;
    }
    addNote.mutate(text, {
      onSuccess: () => {
        write('');
        done();
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends a composed character (accents, other scripts) is not "send".
    if (event.nativeEvent.isComposing || typeAhead.onKeyDown(event)) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  };
  const isNote = kind === 'note';
  return (
    <div className="composer-box">
      <TypeAheadList typeAhead={typeAhead} />
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <Textarea
          ref={box}
          flex={1}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={isNote ? 4_000 : 32_000}
          autoFocus={isNote}
          aria-label={t(isNote ? 'conversation.asNote' : 'conversation.reply')}
          placeholder={t(isNote ? 'conversation.notePlaceholder' : 'conversation.placeholder')}
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
            if (kind === 'reply' && event.currentTarget.value !== '') typing();
            typeAhead.look(event.currentTarget);
          }}
          onSelect={(event) => typeAhead.look(event.currentTarget)}
          onBlur={typeAhead.close}
          onKeyDown={onKeyDown}
          {...typeAhead.attributes}
        />
        {isNote ? (
          <Button size="sm" color="yellow.9" loading={addNote.isPending} disabled={text.trim() === ''} onClick={submit}>
            {t('conversation.noteSave')}
          </Button>
        ) : (
          <ActionIcon size="lg" aria-label={t('conversation.send')} disabled={text.trim() === ''} onClick={submit}>
            <IconSend2 size={18} />
          </ActionIcon>
        )}
      </Group>
    </div>
  );
}

function WhyNot(props: { conversation: ConversationDetail; note: (() => void) | null }) {
  const { t } = useTexts();
  const {
    conversation: { mode, assignee },
    note,
  } = props;
  const agents = useAgents().data?.items;
  const name = agents?.find((agent) => agent.id === assignee)?.name ?? assignee ?? '';
  const why =
    mode === 'closed'
      ? t('conversation.closed')
      : mode === 'agent'
        ? t('conversation.takenBy', { name })
        : t('conversation.takeFirst');
  return (
    <Group className="composer" justify="space-between" gap="xs">
      <Text c="dimmed" size="sm">
        {why}
      </Text>
      {note && (
        <Button size="compact-sm" variant="subtle" onClick={note}>
          {t('conversation.asNote')}
        </Button>
      )}
    </Group>
  );
}
