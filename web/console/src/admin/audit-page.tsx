import { Alert, Button, Code, Text, TextInput } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { AuditEntry, AuditReport, Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
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
  const columns: Column<AuditEntry>[] = [
    { key: 'action', header: t('audit.action'), isTitle: true, cell: ({ action }) => <Code>{action}</Code> },
    { key: 'at', header: t('audit.at'), cell: ({ at }) => <Instant at={at} /> },
    { key: 'actor', header: t('audit.actor'), cell: ({ actor }) => `${t(`audit.kind.${actor.kind}`)} ${actor.id}` },
    { key: 'subject', header: t('audit.subject'), cell: (one) => `${one.subject.kind} ${one.subject.id}` },
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

function factsOf({ reason, facts }: AuditEntry) {
  const words = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
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
