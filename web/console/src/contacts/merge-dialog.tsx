import {
  Alert,
  Button,
  Group,
  Modal,
  Radio,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Contact, ContactField, ContactIdentity, ContactLine, MergePreview } from '../../../shared/wire.ts';
import { useErrorText } from '../parts/error-text.ts';
import { ErrorState, LoadingState, QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useContactName, useFieldWord } from './contact-facts.tsx';
import { useContactSearch, useMergeDeed, useMergePreview } from './use-contacts.ts';

const fields: readonly ContactField[] = ['name', 'email', 'phone', 'organisation', 'userType', 'customerClass'];

/** Joins two contacts: who the other one is, then both side by side, then what differs is chosen, then why. */
export function MergeDialog(props: {
  kept: Contact & { identities: ContactIdentity[] };
  /** Known already: a suggestion. */
  joined?: ContactLine;
  close: () => void;
}) {
  const { t } = useTexts();
  const { kept, close } = props;
  const [joined, setJoined] = useState<string | null>(props.joined?.contact.id ?? null);
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('contacts.mergeTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {joined === null ? (
        <Picker exceptId={kept.id} pick={setJoined} />
      ) : (
        <Comparison kept={kept.id} joined={joined} close={close} />
      )}
    </Modal>
  );
}

function Picker({ exceptId, pick }: { exceptId: string; pick: (id: string) => void }) {
  const { t } = useTexts();
  const nameOf = useContactName();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const query = useContactSearch(wanted);
  const found = query.data?.pages.flatMap(({ items }) => items).filter(({ contact }) => contact.id !== exceptId);
  return (
    <Stack>
      <TextInput
        label={t('contacts.who')}
        description={t('contacts.searchHelp')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        data-autofocus
      />
      {found === undefined &&
        (query.error ? (
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LoadingState rows={2} />
        ))}
      {found?.length === 0 && <Text c="dimmed">{t('contacts.nobody')}</Text>}
      {found?.slice(0, 8).map(({ contact, identities }) => (
        <UnstyledButton key={contact.id} className="episode-line" onClick={() => pick(contact.id)}>
          <Text fw={600}>{nameOf(contact, identities)}</Text>
          <Text size="sm" c="dimmed">
            {identities.map(({ address }) => address).join(' · ')}
          </Text>
        </UnstyledButton>
      ))}
    </Stack>
  );
}

function Comparison({ kept, joined, close }: { kept: string; joined: string; close: () => void }) {
  const query = useMergePreview(kept, joined);
  return <QueryStates query={query}>{(preview) => <Choosing preview={preview} close={close} />}</QueryStates>;
}

type Choices = Partial<Record<ContactField, 'kept' | 'joined'>>;

function Choosing({ preview, close }: { preview: MergePreview; close: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const deed = useMergeDeed();
  const [choices, setChoices] = useState<Choices>({});
  const [reason, setReason] = useState('');
  const isChosen = preview.conflicts.every(({ field }) => choices[field] !== undefined);
  const pair = { kept: preview.kept.contact.id, joined: preview.joined.contact.id };
  if (preview.refused !== null)
    return (
      <Alert color="yellow" title={t('contacts.cannot')}>
        {t(`contacts.refused.${preview.refused}`)}
      </Alert>
    );
  return (
    <Stack>
      <SideBySide
        preview={preview}
        choices={choices}
        choose={(field, side) => setChoices({ ...choices, [field]: side })}
      />
      <Text size="sm">{t('contacts.willJoin', preview.counts)}</Text>
      <Textarea
        label={t('contacts.reason')}
        description={t('contacts.reasonWhy')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={500}
        required
      />
      {deed.error && (
        <Alert color="red" role="alert">
          {errorText(deed.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          loading={deed.isPending}
          disabled={!isChosen || reason.trim() === ''}
          onClick={() => deed.mutate({ path: '', body: { ...pair, choices, reason } }, { onSuccess: close })}
        >
          {t('contacts.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}

function SideBySide(props: {
  preview: MergePreview;
  choices: Choices;
  choose: (field: ContactField, side: 'kept' | 'joined') => void;
}) {
  const { t } = useTexts();
  const word = useFieldWord();
  const { preview, choices, choose } = props;
  const { kept, joined, conflicts } = preview;
  const addresses = ({ identities }: ContactLine) => identities.map(({ address }) => address).join(', ');
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label={t('contacts.compare')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('contacts.field')}</Table.Th>
            <Table.Th>{t('contacts.keptSide')}</Table.Th>
            <Table.Th>{t('contacts.joinedSide')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td>{t('contacts.channels')}</Table.Td>
            <Table.Td>{addresses(kept)}</Table.Td>
            <Table.Td>{addresses(joined)}</Table.Td>
          </Table.Tr>
          {fields.map((field) => {
            const differs = conflicts.some((conflict) => conflict.field === field);
            const label = t(`contacts.fields.${field}`);
            const cell = (side: 'kept' | 'joined') => {
              const value = word(field, preview[side].contact[field]);
              if (!differs) return value ?? '—';
              return (
                <Radio
                  name={`choice-${field}`}
                  label={value}
                  aria-label={`${label}: ${value}`}
                  checked={choices[field] === side}
                  onChange={() => choose(field, side)}
                />
              );
            };
            return (
              <Table.Tr key={field} data-differs={differs || undefined}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>{cell('kept')}</Table.Td>
                <Table.Td>{cell('joined')}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
