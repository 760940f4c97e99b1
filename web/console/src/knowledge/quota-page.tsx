import { ActionIcon, Anchor, Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFlame } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { QuotaAgent, QuotaMonth } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { Ring } from '../parts/ring.tsx';
import { StatTile } from '../parts/stat-tile.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { KnowledgeHead } from './knowledge-head.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { streakOf } from './streak.ts';
import './knowledge.css';

/** One's own quota (EXS-39, EXS-40): the month as a ring, its days, the row of days met, and what counted or did not. */
export function QuotaPage() {
  const { t } = useTexts();
  const me = useMe().data;
  const [month, setMonth] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['quota', 'month', month],
    queryFn: ({ signal }) => api.get<QuotaMonth>(`/api/knowledge/quota${month ? `?month=${month}` : ''}`, signal),
  });
  return (
    <div className="page">
      <KnowledgeHead />
      <QueryStates query={query}>
        {(figures) => {
          const own = figures.agents.find(({ agentId }) => agentId === me?.id);
          return (
            <>
              <MonthPicker month={figures.month} choose={setMonth} />
              {own ? <Own figures={figures} own={own} /> : <EmptyState>{t('knowledge.noQuota')}</EmptyState>}
            </>
          );
        }}
      </QueryStates>
    </div>
  );
}

function MonthPicker({ month, choose }: { month: string; choose: (month: string) => void }) {
  const { t, locale } = useTexts();
  const [year = 0, number = 1] = month.split('-').map(Number);
  const shifted = (by: number) => new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
  const name = new Date(Date.UTC(year, number - 1, 1)).toLocaleDateString(locale, {
    ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
  const isLast = shifted(1) > new Date().toISOString().slice(0, 7);
  return (
    <Group gap="xs" mb="md">
      <ActionIcon variant="default" aria-label={t('knowledge.monthBefore')} onClick={() => choose(shifted(-1))}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Title order={2} size="h4" className="month-name" aria-live="polite">
        {name}
      </Title>
      <ActionIcon
        variant="default"
        aria-label={t('knowledge.monthAfter')}
        disabled={isLast}
        onClick={() => choose(shifted(1))}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}

function Own({ figures, own }: { figures: QuotaMonth; own: QuotaAgent }) {
  const { t } = useTexts();
  const { total, target, met, shortfall, behindPace } = own.month;
  const streak = streakOf(own.days);
  return (
    <Stack gap="lg">
      <Group gap="xl" align="center">
        <Ring
          value={total}
          limit={target}
          size={140}
          color={met ? 'green' : 'cyan'}
          label={t('knowledge.ringLabel', { total, target })}
        >
          <Text component="span" fz={26} fw={700}>
            {total}
          </Text>
          <Text size="xs" c="dimmed">
            {t('knowledge.of', { target })}
          </Text>
        </Ring>
        <div>
          <Text fw={600} size="lg">
            {met ? t('knowledge.met') : t('knowledge.missing', { count: shortfall })}
          </Text>
          {!met && behindPace > 0 && (
            <Text c="dimmed" size="sm">
              {t('knowledge.behindPace', { count: Math.ceil(behindPace) })}
            </Text>
          )}
          {streak > 1 && (
            <Badge mt={6} size="lg" variant="light" color="orange" leftSection={<IconFlame size={14} aria-hidden />}>
              {t('knowledge.streak', { count: streak })}
            </Badge>
          )}
        </div>
      </Group>
      <div className="stat-tiles">
        <StatTile label={t('knowledge.daysMissed')} value={own.missedDays} tone={own.missedDays > 0 ? 'bad' : 'good'} />
        <StatTile label={t('knowledge.improved')} value={own.improved} hint={t('knowledge.improvedHint')} />
        <StatTile
          label={t('knowledge.reused')}
          value={own.reused.conversations}
          hint={t('knowledge.reusedHint', { count: own.reused.entries })}
        />
      </div>
      <MonthCalendar days={own.days} perDay={figures.perWorkingDay} />
      <Verdicts verdicts={own.verdicts} />
    </Stack>
  );
}

function Verdicts({ verdicts }: Pick<QuotaAgent, 'verdicts'>) {
  const { t } = useTexts();
  if (verdicts.length === 0) return <EmptyState>{t('knowledge.nothingWritten')}</EmptyState>;
  return (
    <Paper withBorder p="md" maw={760}>
      <Title order={3} size="h5" mb="xs">
        {t('knowledge.verdicts')}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('knowledge.entry')}</Table.Th>
              <Table.Th>{t('knowledge.when')}</Table.Th>
              <Table.Th>{t('knowledge.whyCounts')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...verdicts].reverse().map(({ seq, entryId, title, at, reason }) => (
              <Table.Tr key={seq}>
                <Table.Td>
                  <Anchor component={Link} size="sm" to={`/knowledge/entries/${encodeURIComponent(entryId)}`}>
                    {title}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  <Instant at={at} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={reason === 'counted' ? 'green' : 'gray'} className="as-written">
                    {t(`knowledge.reason.${reason}`)}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
