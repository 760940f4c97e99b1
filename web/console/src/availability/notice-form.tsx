import { MultiSelect, NativeSelect, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MaintenanceNotice } from '../../../shared/wire/availability.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { fieldOf, instantOf, useAvailabilityDeed, useAvailabilityOffers } from './use-availability.ts';

const kinds = ['planned', 'urgent'] as const;

/** What a notice says. Nobody is told by saving it. */
export function NoticeForm({ notice, close }: { notice: MaintenanceNotice | null; close: () => void }) {
  const { t } = useTexts();
  const tell = useNotice();
  const offers = useAvailabilityOffers().data;
  const work = useAvailabilityDeed();
  // One for each time that the form is opened: pressed twice on a weak link, it is written once.
  const [key] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<MaintenanceNotice['kind']>(notice?.kind ?? 'planned');
  const [title, setTitle] = useState(notice?.title ?? '');
  const [text, setText] = useState(notice?.text ?? '');
  const [services, setServices] = useState<string[]>(notice?.services ?? []);
  const [companies, setCompanies] = useState<string[]>(notice?.companies.map(({ id }) => id) ?? []);
  const [from, setFrom] = useState(fieldOf(notice?.from ?? null));
  const [to, setTo] = useState(fieldOf(notice?.to ?? null));
  const [begins, ends] = [instantOf(from), instantOf(to)];
  const isWrong = begins !== null && ends !== null && ends <= begins;
  const draft = { kind, title, text, services, companies, from: begins, to: ends };
  const confirm = () =>
    work.mutate(
      notice === null
        ? { method: 'POST', path: '/api/maintenance', body: { ...draft, key } }
        : { method: 'PUT', path: `/api/maintenance/${encodeURIComponent(notice.id)}`, body: draft },
      {
        onSuccess: () => {
          tell(t('availability.saved'));
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      title={t(notice === null ? 'availability.write' : 'availability.edit')}
      body={t('availability.formAbout')}
      action={t('availability.save')}
      isBusy={work.isPending}
      isBlocked={title.trim() === '' || begins === null || ends === null || isWrong}
      cancel={close}
      confirm={confirm}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('availability.kind.label')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as MaintenanceNotice['kind'])}
          data={kinds.map((value) => ({ value, label: t(`availability.kind.${value}`) }))}
        />
        <TextInput
          label={t('availability.field.title')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={120}
          required
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            type="datetime-local"
            label={t('availability.field.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            required
          />
          <TextInput
            type="datetime-local"
            label={t(kind === 'urgent' ? 'availability.field.estimate' : 'availability.field.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={isWrong ? t('availability.datesWrong') : undefined}
            required
          />
        </SimpleGrid>
        <TagsInput
          label={t('availability.field.services')}
          data={offers?.services ?? []}
          value={services}
          onChange={setServices}
          maxTags={20}
        />
        <MultiSelect
          label={t('availability.field.companies')}
          description={t('availability.field.companiesAbout')}
          data={(offers?.companies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={companies}
          onChange={setCompanies}
          searchable
        />
        <Textarea
          label={t('availability.field.text')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={3}
        />
      </Stack>
    </ConfirmDialog>
  );
}
