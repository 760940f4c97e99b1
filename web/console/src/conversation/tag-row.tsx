import { ActionIcon, Badge, Group, TagsInput } from '@mantine/core';
import { IconTag, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../../shared/wire/conversation.ts';
import { api } from '../app/api.ts';
import { useTags } from '../inbox/use-conversations.ts';
import { onConversation } from '../live/live-cache.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** Words that the desk puts on a conversation; nobody outside sees them. */
export function TagRow({ conversation: { id, tags } }: { conversation: Conversation }) {
  const { t } = useTexts();
  const mayAct = useMay('conversations.act');
  const [isAdding, setAdding] = useState(false);
  const known = useTags().data;
  const client = useQueryClient();
  const notify = useErrorNotice();
  const change = useMutation({
    mutationFn: (body: { add?: string[]; remove?: string[] }) =>
      api.send<Conversation>('POST', `/api/conversations/${encodeURIComponent(id)}/tags`, body),
    onSuccess: (after) => onConversation(client, after),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['tags'] }),
  });
  if (isAdding) {
    return (
      <TagsInput
        size="xs"
        autoFocus
        aria-label={t('conversation.tagsHint')}
        placeholder={t('conversation.tagsHint')}
        data={[...new Set([...(known?.suggested ?? []), ...(known?.used ?? [])])]}
        value={tags}
        onChange={(next) =>
          change.mutate({
            add: next.filter((tag) => !tags.includes(tag)),
            remove: tags.filter((tag) => !next.includes(tag)),
          })
        }
        onBlur={() => setAdding(false)}
        maxTags={20}
      />
    );
  }
  return (
    <Group gap={5}>
      {tags.map((tag) => (
        <Badge
          key={tag}
          variant="default"
          size="sm"
          rightSection={
            mayAct && (
              <ActionIcon
                size={14}
                variant="transparent"
                c="dimmed"
                aria-label={t('conversation.tagRemove', { tag })}
                onClick={() => change.mutate({ remove: [tag] })}
              >
                <IconX size={11} />
              </ActionIcon>
            )
          }
        >
          {tag}
        </Badge>
      ))}
      {mayAct && (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('conversation.tagsHint')}
          onClick={() => setAdding(true)}
        >
          <IconTag size={15} />
        </ActionIcon>
      )}
    </Group>
  );
}
