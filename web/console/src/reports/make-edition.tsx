import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReportOffers } from '../../../shared/wire/report.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { useEditionDeed } from './use-editions.ts';

/** Chooses a report, its days and its customer, and has it made now. */
export function MakeEdition({ offers, close }: { offers: ReportOffers; close: () => void }) {
  const { t } = useTexts();
  const deed = useEditionDeed('');
  const notice = useNotice();
  const [report, setReport] = useState(offers.reports[0]?.name ?? '');
  const [company, setCompany] = useState('');
  const [days, setDays] = useState(() => ({ from: firstOfMonth(), to: today() }));
  const offer = offers.reports.find(({ name }) => name === report);
  const isWhole = days.from !== '' && days.from <= days.to && (!offer?.perCompany || company !== '');
  const make = () =>
    deed.mutate(
      { report, kind: 'custom', ...days, company: offer?.perCompany ? company : null },
      {
        onSuccess: () => {
          notice(t('editions.made'));
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      title={t('editions.make')}
      body={t('editions.makeAbout')}
      action={t('editions.makeNow')}
      isBusy={deed.isPending}
      isBlocked={!isWhole}
      cancel={close}
      confirm={make}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('editions.report')}
          value={report}
          onChange={(event) => setReport(event.currentTarget.value)}
          data={offers.reports.map(({ name: value, label }) => ({ value, label }))}
        />
        {offer?.perCompany && (
          <NativeSelect
            label={t('editions.company')}
            value={company}
            onChange={(event) => setCompany(event.currentTarget.value)}
            data={[{ value: '', label: t('editions.chooseCompany') }, ...offers.companies]}
          />
        )}
        <TextInput
          type="date"
          label={t('reports.period.from')}
          value={days.from}
          onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('reports.period.to')}
          value={days.to}
          onChange={(event) => setDays({ ...days, to: event.currentTarget.value })}
        />
        {offer && <Recipients offer={offer} />}
      </Stack>
    </ConfirmDialog>
  );
}

function Recipients({ offer }: { offer: ReportOffers['reports'][number] }) {
  const { t } = useTexts();
  const { perCompany, recipients } = offer;
  return (
    <Text size="sm" c="dimmed">
      {perCompany && t('editions.goesToCompany')}
      {!perCompany && recipients.length > 0 && t('editions.goesTo', { names: recipients.join(', ') })}
      {!perCompany && recipients.length === 0 && t('editions.goesToNobody')}
    </Text>
  );
}

const today = () => localDay(new Date());
const firstOfMonth = () => `${today().slice(0, 7)}-01`;

function localDay(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
