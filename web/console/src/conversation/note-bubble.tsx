import { Button, Group, Text, Textarea } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationNote } from '../../../shared/wire/note.ts';
import { useAgents } from '../app/use-agents.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant, useNow } from '../parts/time.tsx';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useEditNote } from './use-notes.ts';

/** One's own note can be corrected for so long, ms; the gateway decides. */
const EDITABLE_MS = 15 * 60_000;

/** A note of the desk, which looks like nothing that the person sees. */
export function NoteBubble({ note, conversationId }: { note: ConversationNote; conversationId: string }) {
  const { t } = useTexts();
  const me = useMe().data?.id;
  const now = useNow(30_000);
  const [draft, setDraft] = useState<string | null>(null);
  const edit = useEditNote(conversationId);
  const mayEdit = note.author === me && now - Date.parse(note.at) < EDITABLE_MS;
  const save = () => edit.mutate({ noteId: note.id, text: draft ?? note.text }, { onSuccess: () => setDraft(null) });
  return (
    <article className="bubble bubble-note" aria-label={`${t('conversation.asNote')}: ${note.authorName}`}>
      <Group gap={6} mb={2}>
        <IconNote size={14} aria-hidden />
        <Text size="xs" fw={600}>
          {note.authorName}
        </Text>
        <Text size="xs">{t('conversation.asNote')}</Text>
      </Group>
      {draft === null ? (
        <div className="bubble-text">
          <WithNames note={note} />
        </div>
      ) : (
        <Textarea
          autosize
          autoFocus
          aria-label={t('conversation.noteEdit')}
          maxLength={4_000}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      )}
      <Group gap={8} mt={4} justify="flex-end">
        {note.editedAt && <Text size="xs">{t('conversation.noteEdited')}</Text>}
        <Text size="xs">
          <Instant at={note.at} />
        </Text>
        {mayEdit && draft === null && (
          <Button size="compact-xs" variant="subtle" color="dark" onClick={() => setDraft(note.text)}>
            {t('conversation.noteEdit')}
          </Button>
        )}
        {draft !== null && (
          <>
            <Button size="compact-xs" variant="default" onClick={() => setDraft(null)}>
              {t('cancel')}
            </Button>
            <Button size="compact-xs" loading={edit.isPending} disabled={draft.trim() === ''} onClick={save}>
              {t('conversation.noteSave')}
            </Button>
          </>
        )}
      </Group>
    </article>
  );
}

/** The text with the people who were told of it by their names. */
function WithNames({ note: { text, mentions } }: { note: ConversationNote }) {
  const agents = useAgents().data?.items ?? [];
  if (mentions.length === 0) return <MarkedText text={text} />;
  return text.split(/(@[a-z0-9][a-z0-9._-]{1,63})/).map((part, place) => {
    const id = part.startsWith('@') ? part.slice(1).replace(/[.]$/, '') : '';
    const name = mentions.includes(id) ? (agents.find((agent) => agent.id === id)?.name ?? id) : null;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    return name === null ? <MarkedText key={place} text={part} /> : <strong key={place}>@{name}</strong>;
  });
}
