import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { Cycle } from '../../../shared/wire/audit-cycle.ts';
import { newKey } from '../conversation/outgoing.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useCycleDeed } from './use-cycles.ts';

const MOST = 4_000;

/** A finding that no mark shows. */
export function AddFinding({ cycle }: { cycle: Cycle }) {
  const { t } = useTexts();
  const [draft, setDraft] = useState<{ id: string; text: string } | null>(null);
  const add = useCycleDeed(cycle.id, 'findings', () => setDraft(null));
  if (draft === null)
    return (
      <Group>
        <Button variant="default" onClick={() => setDraft({ id: newKey(), text: '' })}>
          {t('cycles.add')}
        </Button>
      </Group>
    );
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Textarea
          label={t('cycles.word')}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          maxLength={MOST}
          autosize
          minRows={2}
          data-autofocus
        />
        <Group gap="xs">
          <Button
            size="xs"
            disabled={draft.text.trim() === ''}
            loading={add.isPending}
            onClick={() => add.mutate(draft)}
          >
            {t('cycles.add')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDraft(null)}>
            {t('cycles.cancel')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** To who passes it on, with a summary (ICE-42). */
export function DeliverForm({ cycle }: { cycle: Cycle }) {
  const { t } = useTexts();
  const [summary, setSummary] = useState('');
  const [isAsked, ask] = useState(false);
  const deliver = useCycleDeed(cycle.id, 'deliver', () => ask(false));
  return (
    <Paper withBorder p="md" component="section" aria-label={t('cycles.deliver')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('cycles.deliver')}
        </Title>
        <Textarea
          label={t('cycles.summary')}
          description={t('cycles.summaryHint')}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
          maxLength={MOST}
          autosize
          minRows={2}
        />
        <Group>
          <Button onClick={() => ask(true)}>{t('cycles.deliver')}</Button>
        </Group>
      </Stack>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('cycles.deliver')}
        body={t('cycles.deliverBody')}
        action={t('cycles.deliver')}
        isBusy={deliver.isPending}
        cancel={() => ask(false)}
        confirm={() => deliver.mutate({ summary })}
      />
    </Paper>
  );
}

/** A copy to who answers (ICE-43). */
export function CopyForm({ cycle }: { cycle: Cycle }) {
  const { t } = useTexts();
  const [isAsked, ask] = useState(false);
  const copy = useCycleDeed(cycle.id, 'copy', () => ask(false));
  return (
    <>
      <Button mt="sm" onClick={() => ask(true)}>
        {t('cycles.copy')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('cycles.copy')}
        body={t('cycles.copyBody')}
        action={t('cycles.copy')}
        isBusy={copy.isPending}
        cancel={() => ask(false)}
        confirm={() => copy.mutate({})}
      />
    </>
  );
}

/** The evaluation as a whole, once each finding has one (ICE-45). */
export function ConcludeForm({ cycle }: { cycle: Cycle }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const conclude = useCycleDeed(cycle.id, 'conclude');
  const left = cycle.items.filter(({ evaluation }) => evaluation === null).length;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('cycles.conclusion')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('cycles.conclusion')}
        </Title>
        <Textarea
          label={t('cycles.conclusion')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={MOST}
          autosize
          minRows={2}
        />
        {left > 0 && (
          <Text size="sm" c="dimmed">
            {t('cycles.concludeLeft', { count: left })}
          </Text>
        )}
        <Group>
          <Button
            disabled={left > 0 || text.trim() === ''}
            loading={conclude.isPending}
            onClick={() => conclude.mutate({ text })}
          >
            {t('cycles.conclude')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
