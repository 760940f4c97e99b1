import { Button, Group, Select, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { useTexts } from '../texts/texts.tsx';
import type { KindCheck } from './use-kind.ts';
import { useTicketDeed } from './use-ticket.ts';

/** One thing that the kind asks for: there or missing, what it bars, and how to bring it. */
export function CheckLine({ check, ticket, mayAct }: { check: KindCheck; ticket: Ticket; mayAct: boolean }) {
  const { t } = useTexts();
  const Icon = check.isDone ? IconCircleCheck : IconCircleDashed;
  return (
    <li data-done={check.isDone || undefined}>
      <Icon size={18} aria-hidden />
      <div>
        <Text size="sm">
          <VisuallyHidden component="span">{t(check.isDone ? 'kind.done' : 'kind.missing')}: </VisuallyHidden>
          {check.label}
        </Text>
        {!check.isDone && <Why check={check} />}
        {!check.isDone && mayAct && check.may && <Bring check={check} ticket={ticket} />}
      </div>
    </li>
  );
}

function Why({ check }: { check: KindCheck }) {
  const { t } = useTexts();
  const words = [
    ...(check.needs === 'file' && check.formats.length > 0
      ? [t('kind.formats', { formats: check.formats.map((end) => `.${end}`).join(', ') })]
      : []),
    ...(check.before.length > 0 ? [t('kind.blocks', { states: check.before.join(', ') })] : []),
    ...(check.before.length === 0 && check.beforeDelivery ? [t('kind.blocksDelivery')] : []),
    ...(check.may ? [] : [t('kind.by', { posts: check.posts })]),
  ];
  return (
    <Text size="xs" c="dimmed">
      {words.join(' ')}
    </Text>
  );
}

function Bring({ check, ticket }: { check: KindCheck; ticket: Ticket }) {
  if (check.needs === 'fact') return <ChooseFact check={check} ticket={ticket} />;
  return check.needs === 'file' ? (
    <ChooseFile check={check} ticket={ticket} />
  ) : (
    <Confirm check={check} ticket={ticket} />
  );
}

function ChooseFact({ check, ticket }: { check: KindCheck; ticket: Ticket }) {
  const deed = useTicketDeed(ticket.id);
  const { fact } = check;
  if (fact === null) return null;
  return (
    <Group gap={6} mt={4}>
      {check.choices.map(({ value, label }) => (
        <Button
          key={value}
          size="compact-xs"
          variant="default"
          loading={deed.isPending}
          onClick={() => deed.mutate({ path: 'facts', body: { facts: { [fact]: value } }, ifVersion: ticket.version })}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}

/** A file of the ticket; on a ticket that follows another one, a word on the earlier document does as well. */
function ChooseFile({ check, ticket }: { check: KindCheck; ticket: Ticket }) {
  const { t } = useTexts();
  const deed = useTicketDeed(ticket.id);
  const [note, setNote] = useState('');
  const follows = ticket.relations.some(({ relation }) => relation === 'follows');
  const files = ticket.attachments.map(({ fileId, name }) => ({ value: fileId, label: name }));
  const mark = (body: object) => deed.mutate({ path: 'marks', body: { mark: check.code, ...body } });
  return (
    <>
      <Select
        mt={4}
        size="xs"
        aria-label={`${t('kind.chooseFile')}: ${check.label}`}
        placeholder={t('kind.chooseFile')}
        description={t('kind.chooseFileHint')}
        data={files}
        disabled={files.length === 0 || deed.isPending}
        value={null}
        onChange={(file) => file !== null && mark({ file })}
      />
      {follows && (
        <Group gap={6} mt={4} wrap="nowrap">
          <TextInput
            size="xs"
            aria-label={t('kind.earlier')}
            placeholder={t('kind.earlier')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={500}
          />
          <Button size="compact-xs" variant="default" disabled={note.trim() === ''} onClick={() => mark({ note })}>
            {t('kind.confirm')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Confirm({ check, ticket }: { check: KindCheck; ticket: Ticket }) {
  const { t } = useTexts();
  const deed = useTicketDeed(ticket.id);
  const [note, setNote] = useState('');
  return (
    <Group gap={6} mt={4} wrap="nowrap">
      <TextInput
        size="xs"
        aria-label={`${t('kind.note')}: ${check.label}`}
        placeholder={t('kind.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
      />
      <Button
        size="compact-xs"
        variant="default"
        loading={deed.isPending}
        onClick={() => deed.mutate({ path: 'marks', body: { mark: check.code, ...(note.trim() !== '' && { note }) } })}
      >
        {t('kind.confirm')}
      </Button>
    </Group>
  );
}
