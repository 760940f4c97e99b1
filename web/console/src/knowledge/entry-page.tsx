import { Alert, Button, Group, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import type { Entry } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { EntryActions } from './entry-actions.tsx';
import { LinkBadge, StateBadge } from './entry-badges.tsx';
import { blankEntry, changeOf, contentOf } from './entry-content.ts';
import { EntryForm } from './entry-form.tsx';
import { EntryHistory } from './entry-history.tsx';
import { EntrySide } from './entry-side.tsx';
import { useDraft } from './use-draft.ts';
import { useEntryDeeds } from './use-entry-deeds.ts';
import './knowledge.css';

/** An entry: written, published, followed through its versions. */
export function EntryPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['knowledge', 'entry', id],
    queryFn: ({ signal }) => api.get<Entry>(`/api/knowledge/entries/${encodeURIComponent(id)}`, signal),
  });
  return (
    <div className="page">
      <QueryStates query={query}>{(entry) => <Editor key={entry.id} entry={entry} />}</QueryStates>
    </div>
  );
}

/** A new entry; `?title=` begins it. */
export function NewEntryPage() {
  return (
    <div className="page">
      <Editor entry={null} />
    </div>
  );
}

function Editor({ entry }: { entry: Entry | null }) {
  const { t } = useTexts();
  const [search] = useSearchParams();
  const stored = entry ? contentOf(entry) : { ...blankEntry, title: search.get('title') ?? '' };
  const draft = useDraft(entry?.id ?? 'new', stored);
  const deeds = useEntryDeeds(entry, draft);
  const mayWrite = useMay('knowledge.write');
  const isDirty = Object.keys(changeOf(stored, draft.content)).length > 0;
  return (
    <>
      <PageHeader
        title={entry ? draft.content.title || t('knowledge.untitled') : t('knowledge.new')}
        back="/knowledge"
        about={entry && <Facts entry={entry} />}
      >
        <EntryActions entry={entry} deeds={deeds} isDirty={isDirty} />
      </PageHeader>
      {draft.wasKept && isDirty && (
        <Alert color="blue" mb="md" role="status">
          <Group justify="space-between">
            {t('knowledge.kept')}
            <Button size="xs" variant="default" onClick={() => draft.settle(stored)}>
              {t('knowledge.discard')}
            </Button>
          </Group>
        </Alert>
      )}
      <Tabs defaultValue="write" keepMounted={false}>
        {entry && (
          <Tabs.List mb="md">
            <Tabs.Tab value="write">{t('knowledge.entry')}</Tabs.Tab>
            <Tabs.Tab value="history">{t('knowledge.history', { count: entry.version })}</Tabs.Tab>
          </Tabs.List>
        )}
        <Tabs.Panel value="write">
          <div className="editor">
            <EntryForm
              content={draft.content}
              change={draft.change}
              isReadOnly={!mayWrite || entry?.state === 'archived'}
            />
            <EntrySide id={entry?.id ?? null} content={draft.content} />
          </div>
        </Tabs.Panel>
        {entry && (
          <Tabs.Panel value="history">
            <EntryHistory entry={entry} restore={deeds.restore} />
          </Tabs.Panel>
        )}
      </Tabs>
    </>
  );
}

function Facts({ entry }: { entry: Entry }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  return (
    <Group component="span" gap="xs">
      <StateBadge state={entry.state} />
      <LinkBadge link={entry.link} url={entry.url} />
      {t('knowledge.writtenBy', { name: nameOf(entry.author) })}
    </Group>
  );
}
