import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

interface Found {
  id: string;
  name: string;
  mail: string | null;
  phone: string | null;
  company: string | null;
  type: string | null;
  fields: Record<string, string>;
}

/** ICE-27: a registered user by their identification number, where the policy asks for one. Each look is recorded. */
export function LookUp() {
  const { t } = useTexts();
  const may = useMay('requesters.read');
  const list = usePolicy().data?.requesters;
  const notify = useErrorNotice();
  const [identification, setIdentification] = useState('');
  const look = useMutation({
    mutationFn: (body: { identification: string }) =>
      api.send<{ items: Found[] }>('POST', '/api/requesters/look-up', body),
    onError: notify,
  });
  const label = list?.fields.find(({ field }) => field === 'identification')?.label;
  if (!may || list === undefined || label === undefined) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (identification.trim().length > 2) look.mutate({ identification });
  };
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={t('contacts.lookUp')}>
      <Stack gap="xs">
        <Group component="form" align="flex-end" gap="xs" onSubmit={send}>
          <TextInput
            label={label}
            description={t('contacts.lookUpHint')}
            value={identification}
            onChange={({ currentTarget }) => setIdentification(currentTarget.value)}
            autoComplete="off"
            maxLength={60}
          />
          <Button type="submit" variant="default" loading={look.isPending} disabled={identification.trim().length < 3}>
            {t('contacts.lookUpDo')}
          </Button>
        </Group>
        <div aria-live="polite">
          {look.data?.items.length === 0 && <Text size="sm">{t('contacts.lookUpNobody')}</Text>}
          {look.data?.items.map((one) => (
            <Facts key={one.id} found={one} list={list} />
          ))}
        </div>
      </Stack>
    </Paper>
  );
}

interface ListWords {
  fields: { field: string; label: string }[];
  types: { value: string; label: string }[];
}

function Facts({ found, list }: { found: Found; list: ListWords }) {
  const { t } = useTexts();
  const { name, type, company, mail, phone, fields } = found;
  const kind = list.types.find(({ value }) => value === type)?.label ?? type;
  const lines = [
    ...[[t('contact.userType'), kind] as const, [t('contact.organisation'), company] as const],
    ...[[t('contact.email'), mail] as const, [t('contact.phone'), phone] as const],
    ...list.fields.flatMap(({ field, label }) => (fields[field] ? [[label, fields[field]] as const] : [])),
  ];
  return (
    <>
      <Text fw={600}>{name}</Text>
      <dl className="facts">
        {lines.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  );
}
