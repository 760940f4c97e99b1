import { Alert, Button, Code, Text, TextInput } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { AuditEntry, AuditReport, Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { FilterBar } from '../parts/filter-bar.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useTexts } from '../texts/texts.tsx';

/** The audit trail: who did what, newest first, of one subject when asked; and whether the chain is whole. */
export function AuditPage() {
  const { t } = useTexts();
  const filters = useUrlFilters(['subject']);
  const { subject } = filters.values;
  return (
    <div className="page">
      <PageHeader title={t('audit.title')} about={t('audit.about')}>
        <ChainCheck />
      </PageHeader>
      <FilterBar isSet={filters.isSet} clear={filters.clear}>
        <TextInput
          label={t('audit.subject')}
          placeholder={t('audit.subjectHint')}
          defaultValue={subject}
          key={subject}
          onKeyDown={(event) => event.key === 'Enter' && filters.set('subject', event.currentTarget.value.trim())}
          onBlur={(event) => filters.set('subject', event.currentTarget.value.trim())}
        />
      </FilterBar>
      <Entries subject={subject} />
    </div>
  );
}

function Entries({ subject }: { subject: string }) {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: ['audit', subject],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const about = new URLSearchParams({ ...(subject && { subject }), ...(pageParam && { after: pageParam }) });
      return api.get<Page<AuditEntry>>(`/api/audit?${about}`, signal);
    },
    getNextPageParam: (page) => page.next,
  });
  const nameOf = useAgentName();
  const whoOf = ({ kind, id }: AuditEntry['actor']) =>
    kind === 'agent' ? nameOf(id) : kind === 'system' ? t('audit.kind.system') : `${t(`audit.kind.${kind}`)} ${id}`;
  const columns: Column<AuditEntry>[] = [
    { key: 'action', header: t('audit.action'), isTitle: true, cell: ({ action }) => <Action action={action} /> },
    { key: 'at', header: t('audit.at'), cell: ({ at }) => <Instant at={at} /> },
    { key: 'actor', header: t('audit.actor'), cell: ({ actor }) => whoOf(actor) },
    { key: 'subject', header: t('audit.subject'), cell: ({ subject: about }) => <Subject subject={about} /> },
    { key: 'facts', header: t('audit.facts'), cell: factsOf },
    { key: 'seq', header: '№', isNumber: true, isHiddenOnPhone: true, cell: ({ seq }) => seq },
  ];
  const items = query.data?.pages.flatMap((page) => page.items);
  if (items === undefined)
    return query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />;
  if (items.length === 0) return <EmptyState>{t('audit.empty')}</EmptyState>;
  return (
    <>
      <DataTable label={t('audit.title')} rows={items} columns={columns} rowKey={({ seq }) => String(seq)} />
      <MoreButton query={query} />
    </>
  );
}

/** What was done, in words; its code where there are none yet, and for who looks for it. */
function Action({ action }: Pick<AuditEntry, 'action'>) {
  const { t } = useTexts();
  const key = `auditAction.${action.replace('.', '_')}`;
  const words = t(key);
  return words === key ? <Code>{action}</Code> : <span title={action}>{words}</span>;
}

/** What it was done to: a person by name, anything else by kind and the end of its id, whole on hover. */
function Subject({ subject: { kind, id } }: Pick<AuditEntry, 'subject'>) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const words = t(`audit.aboutKinds.${kind}`, { defaultValue: kind });
  if (kind === 'agent') return <>{nameOf(id)}</>;
  return (
    <span title={id}>
      {words}{' '}
      <Text span size="xs" c="dimmed">
        {id.length > 14 ? `…${id.slice(-6)}` : id}
      </Text>
    </span>
  );
}

function factsOf({ reason, facts }: AuditEntry) {
  const words = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  if (reason === null && words.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" className="ticket-text">
      {[reason, ...words].filter(Boolean).join(' · ')}
    </Text>
  );
}

function ChainCheck() {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const check = useMutation({ mutationFn: () => api.get<AuditReport>('/api/audit/verification'), onError: notify });
  const report = check.data;
  return (
    <>
      {report && (
        <Alert color={report.ok ? 'green' : 'red'} role="status" py={6}>
          {report.problem
            ? t('audit.broken', { seq: report.problem.seq, kind: t(`audit.problem.${report.problem.kind}`) })
            : t('audit.whole', { count: report.records })}
        </Alert>
      )}
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={17} aria-hidden />}
        loading={check.isPending}
        onClick={() => check.mutate()}
      >
        {t('audit.check')}
      </Button>
    </>
  );
}
