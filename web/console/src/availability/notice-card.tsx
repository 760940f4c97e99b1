import { Badge, Group, Paper, Progress, Text, Title } from '@mantine/core';
import type { MaintenanceNotice } from '../../../shared/wire/availability.ts';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { NoticeDeeds } from './notice-deeds.tsx';

const colors = { draft: 'gray', announced: 'blue', cancelled: 'red', restored: 'green' } as const;

/** One notice: what it says, how it stands, who got it. */
export function NoticeCard({ notice }: { notice: MaintenanceNotice }) {
  const { t, locale } = useTexts();
  const mayWrite = useMay('availability.write');
  const { kind, state, title, text, services, from, to, companies, createdBy, createdAt, isUntold } = notice;
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" wrap="wrap" gap="xs">
        <Title order={2} size="h5">
          {title}
        </Title>
        <Group gap={6}>
          <Badge variant="light" color={kind === 'urgent' ? 'orange' : 'gray'} autoContrast>
            {t(`availability.kind.${kind}`)}
          </Badge>
          <Badge variant="light" color={colors[state]} autoContrast>
            {t(`availability.state.${state}`)}
          </Badge>
        </Group>
      </Group>
      <Text size="sm" mt={4}>
        {t(`availability.when.${kind}`, { from: words.format(new Date(from)), to: words.format(new Date(to)) })}
      </Text>
      {services.length > 0 && <Text size="sm">{services.join(', ')}</Text>}
      {text !== '' && (
        <Text size="sm" mt="xs" className="notice-text">
          {text}
        </Text>
      )}
      <Text size="sm" c="dimmed" mt="xs">
        {companies.length === 0 ? t('availability.allCompanies') : companies.map(({ name }) => name).join(', ')}
        {' · '}
        {t('availability.by', { name: createdBy })} · <Instant at={createdAt} />
      </Text>
      {isUntold && (
        <Text size="sm" mt="xs" fw={600}>
          {t('availability.untold')}
        </Text>
      )}
      <Deliveries notice={notice} />
      {mayWrite && <NoticeDeeds notice={notice} />}
    </Paper>
  );
}

function Deliveries({ notice: { deliveries, state } }: { notice: MaintenanceNotice }) {
  const { t } = useTexts();
  if (deliveries.length === 0) {
    return state === 'draft' ? (
      <Text size="sm" c="dimmed" mt="xs">
        {t('availability.notSent')}
      </Text>
    ) : null;
  }
  const count = (how: string) => deliveries.filter((one) => one.state === how).length;
  const [sent, waiting, failed, left] = ['sent', 'waiting', 'failed', 'left'].map(count) as [
    number,
    number,
    number,
    number,
  ];
  const label = t('availability.progress', { sent, total: deliveries.length });
  return (
    <div className="notice-progress">
      <Text size="sm" role="status">
        {label}
        {waiting > 0 && ` · ${t('availability.waiting', { count: waiting })}`}
        {failed > 0 && ` · ${t('availability.failed', { count: failed })}`}
        {left > 0 && ` · ${t('availability.left', { count: left })}`}
      </Text>
      <Progress value={(sent / deliveries.length) * 100} color={failed > 0 ? 'red' : 'blue'} aria-label={label} />
      <details>
        <summary>{t('availability.recipients')}</summary>
        <ul>
          {deliveries.map(({ to, name, state: how, at }) => (
            <li key={to}>
              {name ?? t('availability.gone')}: {t(`availability.delivery.${how}`)}
              {at !== null && (
                <>
                  {' · '}
                  <Instant at={at} />
                </>
              )}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
