import { Badge, Button, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReportEdition } from '../../../shared/wire/report.ts';
import { periodText } from '../parts/period-text.ts';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { EditionDeeds } from './edition-deeds.tsx';

/** One report: what it holds, how it stands, who got it. */
export function EditionCard({ edition, isWanted }: { edition: ReportEdition; isWanted: boolean }) {
  const { t, locale } = useTexts();
  const mayDo = useMay('reports.manage');
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) card.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  const { label, company, madeBy, madeAt, issue, tables } = edition;
  const period = daysText(edition, locale);
  return (
    <Paper withBorder p="md" component="section" aria-label={`${label}, ${period}`} ref={card}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h5">
            {label}
            {company !== null && ` · ${company}`}
          </Title>
          <Text size="sm">{period}</Text>
        </div>
        <StateBadge edition={edition} />
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {madeBy === 'system' ? t('editions.byCalendar') : t('editions.by', { name: madeBy })} · <Instant at={madeAt} />
        {issue > 1 && ` · ${t('editions.issue', { issue })}`}
      </Text>
      <Text size="sm" mt="xs">
        {tables.map(({ title, rows: count }) => t('editions.rows', { title, count })).join(' · ')}
      </Text>
      <Remarks edition={edition} />
      <Deliveries edition={edition} />
      <Group gap="xs" mt="sm">
        <Download edition={edition} />
        {mayDo && <EditionDeeds edition={edition} name={`${label}, ${period}`} />}
      </Group>
    </Paper>
  );
}

function StateBadge({ edition: { state, needsAccepting } }: { edition: ReportEdition }) {
  const { t } = useTexts();
  const isWaiting = state === 'made' && needsAccepting;
  const color = { made: 'blue', accepted: 'green', returned: 'red' }[state];
  return (
    <Badge variant="light" color={isWaiting ? 'yellow' : color} autoContrast>
      {t(`editions.state.${isWaiting ? 'waiting' : state}`)}
    </Badge>
  );
}

function Remarks({ edition: { remarks } }: { edition: ReportEdition }) {
  const { t } = useTexts();
  if (remarks.length === 0) return null;
  return (
    <Stack gap={4} mt="xs" component="ul" className="edition-lines">
      {remarks.map(({ by: name, at, verdict, text }) => (
        <Text key={at} size="sm" component="li">
          {t(`editions.remark.${verdict}`, { name })} · <Instant at={at} />
          {text !== null && `: ${text}`}
        </Text>
      ))}
    </Stack>
  );
}

function Deliveries({ edition: { deliveries } }: { edition: ReportEdition }) {
  const { t } = useTexts();
  if (deliveries.length === 0)
    return (
      <Text size="sm" c="dimmed" mt="xs">
        {t('editions.notSent')}
      </Text>
    );
  return (
    <Stack gap={4} mt="xs" component="ul" className="edition-lines">
      {deliveries.map(({ to, name, state, at }) => (
        <Text key={to} size="sm" component="li" c={state === 'failed' ? 'red' : undefined}>
          {t('editions.recipient', {
            name: name ?? t('editions.nobody'),
            state: t(`editions.delivery.${state}`),
          })}
          {at !== null && (
            <>
              {' · '}
              <Instant at={at} />
            </>
          )}
        </Text>
      ))}
    </Stack>
  );
}

function Download({ edition: { id } }: { edition: ReportEdition }) {
  const { t } = useTexts();
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('editions.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['pdf', 'xlsx', 'csv'] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/reports/editions/${encodeURIComponent(id)}/file?format=${format}`}
            download
          >
            {t(`reports.format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function daysText({ period, firstDay, lastDay }: ReportEdition, locale: string): string {
  if (!period.includes('/')) return periodText(period, locale);
  const day = (date: string) => new Date(`${date}T00:00:00Z`);
  const words = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return words.formatRange(day(firstDay), day(lastDay));
}
