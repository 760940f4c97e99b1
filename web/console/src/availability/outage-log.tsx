import { Anchor, Badge, Button, Group, Paper, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AvailabilityOffers, Outage, OutageSheet } from '../../../shared/wire/availability.ts';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { Instant, spanText } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { OutageForm } from './outage-form.tsx';
import { useAvailabilityOffers, useOutages } from './use-availability.ts';

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toLocaleDateString('sv');

/** The log of events that interrupted availability, with the figures of the period (MAS-83). */
export function OutageLog() {
  const { t } = useTexts();
  const mayWrite = useMay('availability.write');
  const [firstDay, setFirst] = useState(() => dayOf(Date.now() - 30 * DAY_MS));
  const [lastDay, setLast] = useState(() => dayOf(Date.now()));
  const [open, edit] = useState<Outage | 'new' | null>(null);
  const offers = useAvailabilityOffers().data;
  const from = new Date(`${firstDay}T00:00:00`);
  const to = new Date(new Date(`${lastDay}T00:00:00`).getTime() + DAY_MS);
  const query = useOutages(from.toISOString(), to.toISOString());
  return (
    <Stack>
      <Group align="end" gap="xs">
        <TextInput
          type="date"
          label={t('availability.firstDay')}
          value={firstDay}
          max={lastDay}
          onChange={(event) => event.currentTarget.value && setFirst(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('availability.lastDay')}
          value={lastDay}
          min={firstDay}
          onChange={(event) => event.currentTarget.value && setLast(event.currentTarget.value)}
        />
        {mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit('new')}>
            {t('availability.record')}
          </Button>
        )}
      </Group>
      <QueryStates query={query}>
        {(sheet) =>
          sheet.items.length === 0 ? (
            <EmptyState icon={IconClipboardList}>{t('availability.noOutages')}</EmptyState>
          ) : (
            <Stack>
              <Figures figures={sheet.figures} />
              {sheet.items.map((one) => (
                <OutageCard key={one.id} outage={one} offers={offers} edit={mayWrite ? () => edit(one) : null} />
              ))}
            </Stack>
          )
        }
      </QueryStates>
      {open !== null && <OutageForm outage={open === 'new' ? null : open} close={() => edit(null)} />}
    </Stack>
  );
}

function Figures({ figures }: { figures: OutageSheet['figures'] }) {
  const { t, locale } = useTexts();
  return (
    <Table aria-label={t('availability.figures')} withTableBorder className="outage-figures">
      <Table.Thead>
        <Table.Tr>
          {['service', 'events', 'down', 'longest', 'share'].map((name) => (
            <Table.Th key={name}>{t(`availability.column.${name}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figures.map(({ service, events, downMs, longestMs, availability }) => (
          <Table.Tr key={service}>
            <Table.Td>{service}</Table.Td>
            <Table.Td>{events}</Table.Td>
            <Table.Td>{spanText(downMs)}</Table.Td>
            <Table.Td>{spanText(longestMs)}</Table.Td>
            <Table.Td>{availability.toLocaleString(locale)} %</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function OutageCard(props: { outage: Outage; offers: AvailabilityOffers | undefined; edit: (() => void) | null }) {
  const { t } = useTexts();
  const { outage, offers, edit } = props;
  const { service, environment, report, startedAt, endedAt, cause, action, folio, ticketId } = outage;
  const labelOf = (list: { value: string; label: string }[] | undefined, value: string | null) =>
    value === null ? [] : [list?.find((one) => one.value === value)?.label ?? value];
  const about = [...labelOf(offers?.environments, environment), ...labelOf(offers?.reports, report)].join(' · ');
  return (
    <Paper withBorder p="md" component="section" aria-label={`${service} ${startedAt}`}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} size="h5">
          {service}
        </Title>
        {endedAt === null && (
          <Badge color="red" variant="light" autoContrast>
            {t('availability.ongoing')}
          </Badge>
        )}
      </Group>
      <Text size="sm">
        <Instant at={startedAt} />
        {endedAt !== null && (
          <>
            {' – '}
            <Instant at={endedAt} /> · {spanText(new Date(endedAt).getTime() - new Date(startedAt).getTime())}
          </>
        )}
        {about !== '' && ` · ${about}`}
      </Text>
      <dl className="facts">
        <div>
          <dt>{t('availability.field.cause')}</dt>
          <dd>{cause ?? t('availability.missing')}</dd>
        </div>
        <div>
          <dt>{t('availability.field.action')}</dt>
          <dd>{action ?? t('availability.missing')}</dd>
        </div>
      </dl>
      <Group gap="md">
        {ticketId !== null && (
          <Anchor component={Link} to={`/tickets/${encodeURIComponent(ticketId)}`} size="sm">
            {folio}
          </Anchor>
        )}
        {edit !== null && (
          <Button size="xs" variant="default" onClick={edit} aria-label={`${t('availability.complete')}: ${service}`}>
            {t('availability.complete')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
