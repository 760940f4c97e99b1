import './tickets.css';
import { Anchor, Button, Group, Paper, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { api } from '../app/api.ts';
import { newKey } from '../conversation/outgoing.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { sessionKeep } from '../parts/session-keep.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ContactPicker } from './contact-picker.tsx';
import { type CaseDraft, emptyCase, factsAsked, fieldsAsked } from './new-ticket.ts';
import { SimilarList } from './similar-list.tsx';

const kept = sessionKeep<CaseDraft>('ticket-new', emptyCase);

/** A ticket by hand, for a case that came by phone or over the counter; what the policy wants to know is asked. */
export function NewTicketPage() {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const [draft, setDraft] = useState(kept.read);
  const change = (news: Partial<CaseDraft>) => {
    const next = { ...draft, ...news, key: draft.key || newKey() };
    kept.write(next);
    setDraft(next);
  };
  // With a key of its own: what was sent before is another ticket.
  const clear = () => {
    kept.forget();
    setDraft(emptyCase);
  };
  const open = useOpenTicket();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate(draft);
  };
  return (
    <div className="page">
      <PageHeader title={t('tickets.new.title')} about={t('tickets.new.about')} back="/tickets" />
      <form onSubmit={submit} className="ticket-form">
        <Stack gap="sm">
          <ContactPicker value={draft.person} choose={(person) => change({ person })} />
          <Text size="xs" c="dimmed">
            {t('tickets.new.unknownPerson')}{' '}
            <Anchor component={Link} to="/tickets/log" size="xs" underline="always">
              {t('tickets.log.button')}
            </Anchor>
          </Text>
          <TextInput
            label={t('tickets.column.subject')}
            value={draft.subject}
            onChange={(event) => change({ subject: event.currentTarget.value })}
            maxLength={200}
            required
          />
          <SimilarList subject={draft.subject} description={draft.description} contactId={draft.person?.id ?? null} />
          <Textarea
            label={t('tickets.new.description')}
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            maxLength={8_000}
            autosize
            minRows={4}
            required
          />
          {policy && <CaseFields draft={draft} change={change} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={clear}>
              {t('tickets.new.empty')}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {t('tickets.new.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </div>
  );
}

/** Channel of origin, area, what gives the priority, and the data that the policy's intake names. */
function CaseFields({ draft, change }: { draft: CaseDraft; change: (news: Partial<CaseDraft>) => void }) {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const mayRoute = useMay('tickets.assign');
  if (!policy) return null;
  const { facts } = draft;
  return (
    <Paper withBorder p="sm">
      <div className="form-grid">
        {policy.handLogged.length > 0 && (
          <Select
            label={t('tickets.new.channel')}
            data={policy.handLogged.map((value) => ({ value, label: t(`channel.${value}`, { defaultValue: value }) }))}
            value={draft.channel}
            onChange={(channel) => change({ channel })}
            clearable
            clearButtonProps={{ 'aria-label': t('clearFilters') }}
          />
        )}
        {mayRoute && policy.areas.length > 1 && (
          <Select
            label={t('tickets.area')}
            placeholder={t('tickets.new.areaByRule')}
            data={policy.areas.map(({ code, name }) => ({ value: code, label: name }))}
            value={draft.area}
            onChange={(area) => change({ area })}
            clearable
            clearButtonProps={{ 'aria-label': t('clearFilters') }}
          />
        )}
        {factsAsked(policy).map(({ fact, choices }) => (
          <Select
            key={fact}
            label={t(`field.${fact}`, { defaultValue: fact })}
            data={choices.map(({ value, label }) => ({ value, label: t(`value.${value}`, { defaultValue: label }) }))}
            value={facts[fact] ?? null}
            onChange={(value) => change({ facts: { ...facts, [fact]: value } })}
            clearable
            clearButtonProps={{ 'aria-label': t('clearFilters') }}
          />
        ))}
        {fieldsAsked(policy, facts).map(({ field, label, required }) => (
          <TextInput
            key={field}
            label={label}
            value={draft.fields[field] ?? ''}
            onChange={(event) => change({ fields: { ...draft.fields, [field]: event.currentTarget.value } })}
            maxLength={field === 'company' ? 200 : 4_000}
            required={required}
          />
        ))}
      </div>
    </Paper>
  );
}

function useOpenTicket() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useErrorNotice();
  const policy = usePolicy().data;
  return useMutation({
    mutationFn: ({ key, person, channel, area, facts, fields, subject, description }: CaseDraft) => {
      const asked = policy ? fieldsAsked(policy, facts).map(({ field }) => field) : [];
      const said = Object.entries(fields).filter(([field, text]) => asked.includes(field) && text.trim() !== '');
      const known = Object.entries(facts).filter(([, value]) => value !== null);
      const company = said.find(([field]) => field === 'company')?.[1];
      return api.send<Ticket>('POST', '/api/tickets', {
        ...{ key, subject, description, fields: Object.fromEntries(said) },
        facts: { ...Object.fromEntries(known), ...(channel && { channel }) },
        ...(person && { contactId: person.id }),
        ...(area && { area }),
        ...(company && { company }),
      });
    },
    onSuccess: ({ id }) => {
      kept.forget();
      void client.invalidateQueries({ queryKey: ['tickets'] });
      void navigate(`/tickets/${encodeURIComponent(id)}`);
    },
    onError: notify,
  });
}
