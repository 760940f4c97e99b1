import { Anchor, Badge, Button, Group, NativeSelect, Paper, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CheckState, SatisfactionCheck } from '../../../shared/wire/survey.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { periodText } from '../parts/period-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useArrived } from '../parts/use-arrived.ts';
import { useTexts } from '../texts/texts.tsx';
import { useCheckDeed, useChecks } from './use-surveys.ts';

const states: readonly CheckState[] = ['open', 'unsatisfied', 'satisfied', 'notContacted', 'candidate'];
type Outcome = 'satisfied' | 'unsatisfied' | 'noAnswer';

/** The queue of calls (CON-31..CON-39). */
export function ChecksTab() {
  const { t } = useTexts();
  const [state, setState] = useState<CheckState>('open');
  return (
    <Stack>
      <NativeSelect
        maw={280}
        label={t('surveys.shown')}
        data={states.map((one) => ({ value: one, label: t(`surveys.state.${one}`) }))}
        value={state}
        onChange={(event) => setState(event.currentTarget.value as CheckState)}
      />
      <QueryStates
        query={useChecks(state)}
        isEmpty={({ items }) => items.length === 0}
        empty={t('surveys.emptyChecks')}
      >
        {({ items }) => (
          <Stack maw={820}>
            {items.map((check) => (
              <Check key={check.id} check={check} />
            ))}
          </Stack>
        )}
      </QueryStates>
    </Stack>
  );
}

function Check({ check }: { check: SatisfactionCheck }) {
  const { t, locale } = useTexts();
  const nameOf = useAgentName();
  const { person, calls, ticketId, folio, followUp } = check;
  const arrived = useArrived(check.id);
  const name = person?.name ?? t('surveys.noName');
  return (
    <Paper {...arrived} withBorder p="md" component="section" aria-label={`${check.label} ${folio ?? name}`}>
      <Group justify="space-between" align="flex-start" gap="xs" mb="xs">
        <div className="min-0">
          <Text fw={600}>{name}</Text>
          {check.state === 'open' && <Ways person={person} />}
        </div>
        <Badge variant="light" tt="none" color={check.reason === 'lowAnswer' ? 'orange' : 'cyan'} className="no-shrink">
          {t(`surveys.reason.${check.reason}`, { score: check.score ?? '—' })}
        </Badge>
      </Group>
      <Group gap="xs" mb="xs">
        <Text size="xs" c="dimmed">
          {check.label} · <Instant at={check.at} />
        </Text>
        {ticketId !== null && (
          <Anchor component={Link} size="xs" to={`/tickets/${encodeURIComponent(ticketId)}`}>
            {folio ?? t('surveys.ticket')}
          </Anchor>
        )}
        {check.conversationId !== null && (
          <Anchor component={Link} size="xs" to={`/inbox/${encodeURIComponent(check.conversationId)}`}>
            {t('surveys.conversation')}
          </Anchor>
        )}
      </Group>
      {calls.map((call, place) => (
        <Text key={call.at} size="sm" c="dimmed" className="ticket-text">
          {t('surveys.attempt', { count: place + 1, most: check.attempts })} · {periodText(call.day, locale)} ·{' '}
          {nameOf(call.by)}
          {call.observations && ` · ${call.observations}`}
        </Text>
      ))}
      {check.state === 'open' && <Call check={check} />}
      {followUp && (
        <Text size="sm" className="ticket-text">
          {t('surveys.followUp')}: {followUp.note}
        </Text>
      )}
      {check.state === 'unsatisfied' && followUp === null && <FollowUpForm id={check.id} />}
    </Paper>
  );
}

/** How somebody can be reached. */
function Ways({ person }: Pick<SatisfactionCheck, 'person'>) {
  const { t } = useTexts();
  const phone = person?.phone ?? null;
  const email = person?.email ?? null;
  if (phone === null && email === null)
    return (
      <Text size="sm" c="dimmed">
        {t('surveys.noPerson')}
      </Text>
    );
  return (
    <Group gap="sm">
      {phone !== null && (
        <Anchor size="sm" href={`tel:${phone}`}>
          {phone}
        </Anchor>
      )}
      {email !== null && (
        <Anchor size="sm" href={`mailto:${email}`}>
          {email}
        </Anchor>
      )}
    </Group>
  );
}

/** The way to write down a call; open once somebody is about to. */
function Call({ check }: { check: SatisfactionCheck }) {
  const { t, locale } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { nextDay } = check;
  if (nextDay !== null && nextDay > new Date().toLocaleDateString('sv'))
    return <Text size="sm">{t('surveys.nextDay', { day: periodText(nextDay, locale) })}</Text>;
  if (isOpen) return <CallForm check={check} />;
  return (
    <Button size="xs" variant="default" onClick={() => setOpen(true)}>
      {t('surveys.record')}
    </Button>
  );
}

function CallForm({ check }: { check: SatisfactionCheck }) {
  const { t } = useTexts();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [observations, setObservations] = useState('');
  const call = useCheckDeed<{ contacted: boolean; satisfied: boolean | null; observations: string }>(check.id, 'calls');
  const send = () => {
    const satisfied = outcome === 'noAnswer' ? null : outcome === 'satisfied';
    call.mutate({ contacted: outcome !== 'noAnswer', satisfied, observations });
  };
  return (
    <Stack gap="xs" mt="sm">
      <Radio.Group label={t('surveys.outcome')} value={outcome} onChange={(next) => setOutcome(next as Outcome)}>
        <Group gap="md" mt={4}>
          <Radio value="satisfied" label={t('surveys.wasSatisfied')} />
          <Radio value="unsatisfied" label={t('surveys.wasNot')} />
          <Radio value="noAnswer" label={t('surveys.noAnswer')} />
        </Group>
      </Radio.Group>
      <Textarea
        label={t('surveys.observations')}
        value={observations}
        autosize
        minRows={1}
        onChange={(event) => setObservations(event.currentTarget.value)}
      />
      <Group>
        <Button size="xs" disabled={outcome === null} loading={call.isPending} onClick={send}>
          {t('surveys.saveCall')}
        </Button>
      </Group>
    </Stack>
  );
}

function FollowUpForm({ id }: { id: string }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const followUp = useCheckDeed<{ note: string }>(id, 'follow-up');
  return (
    <Stack gap="xs" mt="sm">
      <Textarea
        label={t('surveys.followUp')}
        value={note}
        autosize
        minRows={1}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group>
        <Button
          size="xs"
          disabled={note.trim() === ''}
          loading={followUp.isPending}
          onClick={() => followUp.mutate({ note })}
        >
          {t('surveys.saveFollowUp')}
        </Button>
      </Group>
    </Stack>
  );
}
