import { Alert, Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck, IconExternalLink } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { EntryContent, LinkProbe, SimilarEntry } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { isAddress } from './entry-content.ts';

const TYPING_MS = 500;
/** Fewer letters say too little to be compared. */
const ENOUGH = 4;

/** Beside the fields: what people will see, what says the same already, and whether the link may be sent. */
export function EntrySide({ id, content }: { id: string | null; content: EntryContent }) {
  return (
    <Stack className="editor-side">
      <Preview content={content} />
      <LinkCheck url={content.url} />
      <Doubles id={id} content={content} />
    </Stack>
  );
}

function Preview({ content }: { content: EntryContent }) {
  const { t } = useTexts();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('knowledge.preview')}>
      <Title order={2} size="h5" mb="xs">
        {t('knowledge.preview')}
      </Title>
      <div className="preview-link">
        <Text size="sm">{t('knowledge.previewLead')}</Text>
        {isAddress(content.url) ? (
          <Anchor href={content.url} target="_blank" rel="noopener noreferrer" fw={600}>
            {content.title || t('knowledge.untitled')} <IconExternalLink size={14} aria-hidden />
          </Anchor>
        ) : (
          <Text fw={600}>{content.title || t('knowledge.untitled')}</Text>
        )}
      </div>
    </Paper>
  );
}

function LinkCheck({ url }: { url: string | null }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const look = useMutation({
    mutationFn: (address: string) => api.send<LinkProbe>('POST', '/api/knowledge/links/check', { url: address }),
  });
  const isAsked = look.variables === url;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('knowledge.link')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {t('knowledge.link')}
        </Title>
        <Button
          size="xs"
          variant="default"
          disabled={!isAddress(url)}
          loading={look.isPending}
          onClick={() => isAddress(url) && look.mutate(url)}
        >
          {t('knowledge.checkLink')}
        </Button>
      </Group>
      <div aria-live="polite">
        {isAsked && look.data ? (
          <ProbeResult probe={look.data} />
        ) : (
          <Text size="sm" c="dimmed">
            {isAsked && look.error ? errorText(look.error) : t('knowledge.checkLinkHint')}
          </Text>
        )}
      </div>
    </Paper>
  );
}

function ProbeResult({ probe }: { probe: LinkProbe }) {
  const { t } = useTexts();
  const isGood = probe.isAllowed && (probe.state === 'ok' || probe.state === 'unchecked');
  const Picture = isGood ? IconCircleCheck : IconAlertTriangle;
  const words = probe.isAllowed ? t(`knowledge.probe.${probe.state}`) : t('knowledge.probe.refused');
  const why = probe.problem === null ? '' : t(`knowledge.problem.${probe.problem}`, { defaultValue: probe.problem });
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Picture
        size={18}
        aria-hidden
        color={isGood ? 'var(--mantine-color-green-6)' : 'var(--mantine-color-orange-6)'}
        className="no-shrink"
      />
      <Text size="sm">
        {words} {why}
      </Text>
    </Group>
  );
}

function Doubles({ id, content }: { id: string | null; content: EntryContent }) {
  const { t } = useTexts();
  const { title, summary, body, url, audience } = content;
  const [asked] = useDebouncedValue({ title, summary, body, url, audience }, TYPING_MS);
  const similar = useQuery({
    queryKey: ['knowledge', 'similar', id, asked],
    queryFn: () =>
      api.send<{ items: SimilarEntry[] }>('POST', '/api/knowledge/entries/similar', {
        ...asked,
        title: asked.title.trim(),
        ...(id === null ? {} : { id }),
      }),
    enabled: asked.title.trim().length >= ENOUGH || isAddress(asked.url),
    placeholderData: (before) => before,
  });
  const items = similar.data?.items ?? [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <Alert color="orange" title={t('knowledge.doubles')} icon={<IconAlertTriangle aria-hidden />}>
          <Stack gap={6}>
            {items.map((one) => (
              <Group key={one.id} gap="xs" wrap="nowrap" justify="space-between">
                <Anchor component={Link} to={`/knowledge/entries/${one.id}`} size="sm" target="_blank">
                  {one.title}
                </Anchor>
                <Badge size="sm" variant="light" color="orange" className="no-shrink">
                  {t(`knowledge.why.${one.why}`)}
                </Badge>
              </Group>
            ))}
            <Text size="xs">{t('knowledge.doublesHint')}</Text>
          </Stack>
        </Alert>
      )}
    </div>
  );
}
