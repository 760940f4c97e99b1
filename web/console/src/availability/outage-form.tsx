import { Autocomplete, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Outage } from '../../../shared/wire/availability.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { fieldOf, instantOf, useAvailabilityDeed, useAvailabilityOffers } from './use-availability.ts';

/** An event of the log: which service, from when to when, why, and what was done. */
export function OutageForm({ outage, close }: { outage: Outage | null; close: () => void }) {
  const { t } = useTexts();
  const tell = useNotice();
  const offers = useAvailabilityOffers().data;
  const work = useAvailabilityDeed();
  const [key] = useState(() => crypto.randomUUID());
  const [said, say] = useState({
    ...{ service: outage?.service ?? '', environment: outage?.environment ?? '', report: outage?.report ?? '' },
    ...{ startedAt: fieldOf(outage?.startedAt ?? null), endedAt: fieldOf(outage?.endedAt ?? null) },
    ...{ cause: outage?.cause ?? '', action: outage?.action ?? '', folio: outage?.folio ?? '' },
  });
  const set = (name: keyof typeof said) => (value: string) => say((before) => ({ ...before, [name]: value }));
  const typed = (name: keyof typeof said) => ({
    ...{ label: t(`availability.field.${name}`), value: said[name] },
    onChange: (event: { currentTarget: { value: string } }) => set(name)(event.currentTarget.value),
  });
  const startedAt = instantOf(said.startedAt);
  const draft = {
    ...{ service: said.service, startedAt, endedAt: instantOf(said.endedAt), cause: said.cause, action: said.action },
    ...{ environment: said.environment || null, report: said.report || null, folio: said.folio.trim() || null },
  };
  const confirm = () =>
    work.mutate(
      outage === null
        ? { method: 'POST', path: '/api/outages', body: { ...draft, key } }
        : {
            ...{ method: 'PUT', path: `/api/outages/${encodeURIComponent(outage.id)}` },
            body: { ...draft, version: outage.version },
          },
      {
        onSuccess: () => {
          tell(t('availability.recorded'));
          close();
        },
      },
    );
  const choices = (list: { value: string; label: string }[] | undefined) => [
    { value: '', label: '–' },
    ...(list ?? []),
  ];
  return (
    <ConfirmDialog
      isOpen
      title={t(outage === null ? 'availability.record' : 'availability.complete')}
      action={t('availability.save')}
      isBusy={work.isPending}
      isBlocked={said.service.trim() === '' || startedAt === null}
      cancel={close}
      confirm={confirm}
    >
      <Stack gap="sm">
        <Autocomplete
          label={t('availability.field.service')}
          data={offers?.services ?? []}
          value={said.service}
          onChange={set('service')}
          maxLength={80}
          required
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput type="datetime-local" {...typed('startedAt')} required />
          <TextInput type="datetime-local" {...typed('endedAt')} />
          {(offers?.environments.length ?? 0) > 0 && (
            <NativeSelect {...typed('environment')} data={choices(offers?.environments)} />
          )}
          {(offers?.reports.length ?? 0) > 0 && <NativeSelect {...typed('report')} data={choices(offers?.reports)} />}
        </SimpleGrid>
        <Textarea {...typed('cause')} maxLength={2_000} autosize minRows={2} />
        <Textarea {...typed('action')} maxLength={2_000} autosize minRows={2} />
        <TextInput {...typed('folio')} maxLength={20} />
      </Stack>
    </ConfirmDialog>
  );
}
