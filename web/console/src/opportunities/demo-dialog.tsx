import { NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import type { DemoTerms, Opportunity } from '../../../shared/wire/opportunity.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { usePlanDemo } from './use-opportunities.ts';

/** For whom a demo is, how many come, how long it takes (EXS-56, EXS-59). */
export function DemoDialog({ one, terms, close }: { one: Opportunity; terms: DemoTerms; close: () => void }) {
  const { t } = useTexts();
  const notice = useNotice();
  const work = usePlanDemo(one.id);
  const { audiences, maxMinutes } = terms;
  const [audience, setAudience] = useState(one.demo?.audience.code ?? audiences[0]?.code ?? '');
  const [attendees, setAttendees] = useState<number | string>(one.demo?.attendees ?? '');
  const [minutes, setMinutes] = useState<number | string>(one.demo?.minutes ?? maxMinutes);
  const isFull = typeof attendees === 'number' && typeof minutes === 'number' && attendees > 0 && minutes > 0;
  const confirm = () => {
    if (!isFull) return;
    work.mutate(
      { version: one.demoVersion, audience, attendees, minutes },
      {
        onSuccess: () => {
          notice(t('opportunities.demo.asked'));
          close();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen
      title={t(one.demo === null ? 'opportunities.demo.ask' : 'opportunities.demo.change')}
      body={t('opportunities.demo.about')}
      action={t('opportunities.demo.send')}
      isBusy={work.isPending}
      isBlocked={!isFull || minutes > maxMinutes}
      cancel={close}
      confirm={confirm}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('opportunities.demo.audience')}
          value={audience}
          onChange={(event) => setAudience(event.currentTarget.value)}
          data={audiences.map(({ code: value, label }) => ({ value, label }))}
        />
        <NumberInput
          label={t('opportunities.demo.attendees')}
          value={attendees}
          onChange={setAttendees}
          min={1}
          max={10_000}
          allowDecimal={false}
          required
        />
        <NumberInput
          label={t('opportunities.demo.minutes')}
          description={t('opportunities.demo.most', { max: maxMinutes })}
          error={typeof minutes === 'number' && minutes > maxMinutes}
          value={minutes}
          onChange={setMinutes}
          min={1}
          allowDecimal={false}
          required
        />
      </Stack>
    </ConfirmDialog>
  );
}
