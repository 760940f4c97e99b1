import './tickets.css';
import { Alert, Button, Group, NumberInput, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../app/api.ts';
import { newKey } from '../conversation/outgoing.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { sessionKeep } from '../parts/session-keep.ts';
import { EmptyState, LoadingState } from '../parts/states.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { LoggedPerson } from './logged-person.tsx';

/** A conversation by phone or in person that is being written down. */
export interface LoggedForm {
  /** Makes a repeat known; empty: nothing was written yet. */
  readonly key: string;
  readonly channel: string | null;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly isNew: boolean;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** Local, as the field gives it; empty: it just ended. */
  readonly at: string;
  readonly minutes: number;
  readonly asked: string;
  readonly answered: string;
  readonly outcome: 'answered' | 'ticket' | 'escalated';
  readonly area: string | null;
  readonly remoteTool: string | null;
}

const empty: LoggedForm = {
  ...{ key: '', channel: null, person: null, isNew: false, name: '', phone: '', email: '', at: '', minutes: 5 },
  ...{ asked: '', answered: '', outcome: 'answered', area: null, remoteTool: null },
};
const kept = sessionKeep<LoggedForm>('logged-conversation', empty);
const MINUTE = 60_000;

/** EXS-01, CON-04: what came by phone or over the counter is written down, and counts like any other conversation. */
export function LogConversationPage() {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const [form, setForm] = useState(kept.read);
  const change = (news: Partial<LoggedForm>) => {
    const next = { ...form, ...news, key: form.key || newKey() };
    kept.write(next);
    setForm(next);
  };
  const log = useLog();
  if (!policy) return <LoadingState />;
  const [only] = policy.handLogged;
  if (only === undefined)
    return (
      <div className="page">
        <PageHeader title={t('tickets.log.title')} back="/tickets" />
        <EmptyState>{t('tickets.log.none')}</EmptyState>
      </div>
    );
  const limit = policy.ticketRule.limitMinutes;
  const mustBeTicket = limit !== null && form.minutes > limit && form.outcome === 'answered';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    log.mutate({ ...form, channel: form.channel ?? only });
  };
  return (
    <div className="page">
      <PageHeader title={t('tickets.log.title')} about={t('tickets.log.about')} back="/tickets" />
      <form onSubmit={submit} className="ticket-form">
        <Stack gap="sm">
          <Radio.Group
            label={t('tickets.new.channel')}
            value={form.channel ?? only}
            onChange={(channel) => change({ channel })}
          >
            <Group gap="md" mt={4}>
              {policy.handLogged.map((value) => (
                <Radio key={value} value={value} label={t(`channel.${value}`, { defaultValue: value })} />
              ))}
            </Group>
          </Radio.Group>
          <LoggedPerson form={form} change={change} />
          <div className="form-grid">
            <TextInput
              type="datetime-local"
              label={t('tickets.log.at')}
              description={t('tickets.log.atHint')}
              value={form.at}
              onChange={(event) => change({ at: event.currentTarget.value })}
            />
            <NumberInput
              label={t('tickets.log.minutes')}
              description={limit === null ? undefined : t('tickets.log.limit', { minutes: limit })}
              value={form.minutes}
              onChange={(value) => change({ minutes: Math.max(1, Math.trunc(Number(value) || 1)) })}
              min={1}
              max={600}
              required
            />
            {policy.remoteTools.length > 0 && (
              <Select
                label={t('tickets.log.remote')}
                description={t('tickets.log.remoteHint')}
                data={policy.remoteTools}
                value={form.remoteTool}
                onChange={(remoteTool) => change({ remoteTool })}
                clearable
                clearButtonProps={{ 'aria-label': t('clearFilters') }}
              />
            )}
          </div>
          <Said form={form} change={change} />
          <Outcome form={form} change={change} />
          {mustBeTicket && (
            <Alert color="orange" role="alert">
              {t('tickets.log.mustBeTicket', { minutes: limit })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={log.isPending}
              disabled={mustBeTicket || (!form.isNew && form.person === null)}
            >
              {t('tickets.log.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </div>
  );
}

interface Part {
  readonly form: LoggedForm;
  readonly change: (news: Partial<LoggedForm>) => void;
}

function Said({ form, change }: Part) {
  const { t } = useTexts();
  return (
    <>
      <Textarea
        label={t('tickets.log.asked')}
        description={t('tickets.log.askedHint')}
        value={form.asked}
        onChange={(event) => change({ asked: event.currentTarget.value })}
        maxLength={8_000}
        autosize
        minRows={3}
        required
      />
      <Textarea
        label={t('tickets.log.answered')}
        value={form.answered}
        onChange={(event) => change({ answered: event.currentTarget.value })}
        maxLength={8_000}
        autosize
        minRows={2}
        required={form.outcome === 'answered'}
      />
    </>
  );
}

function Outcome({ form, change }: Part) {
  const { t } = useTexts();
  const areas = usePolicy().data?.areas ?? [];
  const outcomes =
    areas.length > 1 ? (['answered', 'ticket', 'escalated'] as const) : (['answered', 'ticket'] as const);
  return (
    <>
      <Radio.Group
        label={t('tickets.log.outcome')}
        value={form.outcome}
        onChange={(value) => change({ outcome: value as LoggedForm['outcome'] })}
      >
        <Stack gap={6} mt={4}>
          {outcomes.map((value) => (
            <Radio key={value} value={value} label={t(`tickets.log.outcomes.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.outcome !== 'answered' && areas.length > 1 && (
        <Select
          label={t('tickets.area')}
          placeholder={t('tickets.new.areaByRule')}
          data={areas.map(({ code, name }) => ({ value: code, label: name }))}
          value={form.area}
          onChange={(area) => change({ area })}
          required={form.outcome === 'escalated'}
        />
      )}
    </>
  );
}

function useLog() {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useErrorNotice();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ key, person, isNew, name, phone, email, at, ...form }: LoggedForm) => {
      const began = at === '' ? new Date(Date.now() - form.minutes * MINUTE) : new Date(at);
      return api.send<{ id: string; folio: string | null }>('POST', '/api/conversations/logged', {
        ...form,
        ...{ key, at: began.toISOString(), area: form.outcome === 'answered' ? null : form.area },
        contact:
          person && !isNew ? { id: person.id } : { name, phone: phone.trim() || null, email: email.trim() || null },
      });
    },
    onSuccess: ({ id, folio }) => {
      kept.forget();
      for (const key of ['tickets', 'conversations', 'contacts']) void client.invalidateQueries({ queryKey: [key] });
      tell(folio ? t('tickets.log.doneTicket', { folio }) : t('tickets.log.done'));
      void navigate(`/inbox/${encodeURIComponent(id)}`);
    },
    onError: notify,
  });
}
