import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry, EntryVersion, FieldDiff } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** Every version with who made it and what changed; an older one can be brought back. */
export function EntryHistory({ entry, restore }: { entry: Entry; restore: (version: number) => void }) {
  const query = useQuery({
    queryKey: ['knowledge', 'history', entry.id, entry.version],
    queryFn: ({ signal }) =>
      api.get<{ items: EntryVersion[] }>(`/api/knowledge/entries/${encodeURIComponent(entry.id)}/history`, signal),
  });
  return (
    <QueryStates query={query}>
      {({ items }) => (
        <Stack gap="sm" component="ol" className="plain-list" maw={760}>
          {[...items].reverse().map((version) => (
            <Version key={version.version} entry={entry} version={version} restore={restore} />
          ))}
        </Stack>
      )}
    </QueryStates>
  );
}

function Version(props: { entry: Entry; version: EntryVersion; restore: (version: number) => void }) {
  const { t } = useTexts();
  const mayWrite = useMay('knowledge.write');
  const nameOf = useAgentName();
  const { entry, version, restore } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between">
        <Group gap="xs">
          <Badge variant="light">{t('knowledge.version', { count: version.version })}</Badge>
          <Text size="sm">{t(`knowledge.deeds.${version.deed}`, { defaultValue: version.deed })}</Text>
          <Text size="sm" c="dimmed">
            {nameOf(version.agentId)} · <Instant at={version.at} />
          </Text>
        </Group>
        <Group gap="xs">
          {version.version > 1 && (
            <Button size="xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('knowledge.changes')}
            </Button>
          )}
          {mayWrite && version.version < entry.version && (
            <Button size="xs" variant="default" onClick={() => restore(version.version)}>
              {t('knowledge.restore')}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen && <Changes id={entry.id} to={version.version} />}
    </Paper>
  );
}

function Changes({ id, to }: { id: string; to: number }) {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['knowledge', 'diff', id, to],
    queryFn: ({ signal }) =>
      api.get<{ items: FieldDiff[] }>(
        `/api/knowledge/entries/${encodeURIComponent(id)}/diff?from=${to - 1}&to=${to}`,
        signal,
      ),
  });
  return (
    <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('knowledge.noChanges')}>
      {({ items }) => (
        <Stack gap="xs" mt="sm">
          {items.map(({ field, before, after }) => (
            <div key={field}>
              <Text size="xs" fw={700}>
                {t(`knowledge.fields.${field}`, { defaultValue: field })}
              </Text>
              {before && <del className="diff">{before}</del>} {after && <ins className="diff">{after}</ins>}
            </div>
          ))}
        </Stack>
      )}
    </QueryStates>
  );
}
