import { Button } from '@mantine/core';
import { IconBookUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** From a solved conversation to the draft of an entry, with its question as the first example (EXS-41). */
export function DraftFromConversation({ conversationId }: { conversationId: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useMutation({
    mutationFn: () => api.send<{ entryId: string }>('POST', '/api/knowledge/demand/drafts', { conversationId }),
    onSuccess: ({ entryId }) => {
      void client.invalidateQueries({ queryKey: ['knowledge'] });
      void navigate(`/knowledge/entries/${entryId}`);
    },
    onError: useErrorNotice(),
  });
  if (!useMay('knowledge.write')) return null;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconBookUpload size={16} aria-hidden />}
      loading={draft.isPending}
      onClick={() => draft.mutate()}
    >
      {t('knowledge.draftFromConversation')}
    </Button>
  );
}
