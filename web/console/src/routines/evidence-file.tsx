import { Anchor, Badge, Button, FileButton, Group, Progress, Text } from '@mantine/core';
import { IconFile, IconPaperclip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../shared/api-client.ts';
import type { Evidence, RoutineRun } from '../../../shared/wire/routine.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { useRunShown } from './use-routines.ts';

/** What the gateway takes, bytes. */
const MAX_FILE = 10 * 1024 * 1024;
const path = (runId: string) => `/api/routines/${encodeURIComponent(runId)}/files`;

/** Puts a file on an item; how much of it has left is shown. */
export function AddEvidenceFile({ run, item }: { run: RoutineRun; item: string }) {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const show = useRunShown();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => {
      setShare(0);
      if (file.size > MAX_FILE) throw new ApiError('FILE_TOO_LARGE', 413, '', { limit: MAX_FILE });
      const about = new URLSearchParams({ item, name: file.name });
      return api.upload<RoutineRun>(`${path(run.id)}?${about}`, file, setShare);
    },
    onSuccess: show,
    onError: notify,
  });
  return (
    <Group ml={32} mt={6} gap="sm">
      <FileButton onChange={(file) => file && send.mutate(file)}>
        {(button) => (
          <Button
            {...button}
            size="compact-xs"
            variant="default"
            loading={send.isPending}
            leftSection={<IconPaperclip size={14} aria-hidden />}
          >
            {t('routines.addFile')}
          </Button>
        )}
      </FileButton>
      {send.isPending && (
        <Progress
          value={share * 100}
          size="sm"
          w={140}
          aria-label={t('routines.sending', { name: send.variables.name })}
        />
      )}
    </Group>
  );
}

/** A file that shows that something was done, to download, with what was done to it before it was kept. */
export function EvidenceFile({ runId, evidence: { text, file } }: { runId: string; evidence: Evidence }) {
  const { t } = useTexts();
  if (file === null) return <>{text}</>;
  return (
    <Group gap={6} component="span">
      <IconFile size={16} stroke={1.6} aria-hidden />
      <Anchor href={`${path(runId)}/${encodeURIComponent(file.fileId)}`} download size="sm">
        {text}
      </Anchor>
      <Text span size="xs" c="dimmed">
        {Math.max(1, Math.round(file.size / 1_000))} kB
      </Text>
      {file.review && file.review !== 'clean' && (
        <Badge color={file.review === 'redacted' ? 'yellow' : 'orange'} variant="light" size="sm">
          {t(`files.${file.review}`)}
        </Badge>
      )}
    </Group>
  );
}
