import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReportEdition } from '../../../shared/wire/report.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { useEditionDeed } from './use-editions.ts';

type Deed = 'accept' | 'return' | 'remake' | 'send';

const paths: Readonly<Record<Deed, string>> = {
  accept: 'decision',
  return: 'decision',
  remake: 'remake',
  send: 'send',
};
const done: Readonly<Record<Deed, string>> = {
  ...{ accept: 'editions.accepted', return: 'editions.returned' },
  ...{ remake: 'editions.remade', send: 'editions.sent' },
};

/** What may be done with a report as it stands; each is asked about first. */
export function EditionDeeds({ edition, name }: { edition: ReportEdition; name: string }) {
  const { t } = useTexts();
  const [open, ask] = useState<Deed | null>(null);
  const deeds = deedsOf(edition);
  return (
    <>
      {deeds.map((deed) => (
        <Button
          key={deed}
          size="xs"
          variant={deed === 'accept' || deed === 'send' ? 'filled' : 'default'}
          onClick={() => ask(deed)}
          aria-label={`${t(`editions.${deed}`)}: ${name}`}
        >
          {t(`editions.${deed}`)}
        </Button>
      ))}
      {open !== null && <Asked edition={edition} deed={open} close={() => ask(null)} name={name} />}
    </>
  );
}

function deedsOf({ state, needsAccepting, deliveries }: ReportEdition): Deed[] {
  if (state === 'returned') return ['remake'];
  if (state === 'made' && needsAccepting) return ['accept', 'return', 'remake'];
  const isAllSent = deliveries.length > 0 && deliveries.every((one) => one.state === 'sent' || one.state === 'waiting');
  return isAllSent ? [] : ['send'];
}

function Asked(props: { edition: ReportEdition; deed: Deed; name: string; close: () => void }) {
  const { edition, deed, name, close } = props;
  const { t } = useTexts();
  const notice = useNotice();
  const [text, setText] = useState('');
  const work = useEditionDeed(`/${encodeURIComponent(edition.id)}/${paths[deed]}`);
  const decides = deed === 'accept' || deed === 'return';
  const confirm = () =>
    work.mutate(decides ? { verdict: deed === 'accept' ? 'accepted' : 'returned', text } : {}, {
      onSuccess: () => {
        notice(t(done[deed]));
        close();
      },
    });
  return (
    <ConfirmDialog
      isOpen
      title={t(`editions.${deed}Title`)}
      body={
        <Text component="span" size="sm">
          {name}
          {deed !== 'return' && `. ${t(`editions.${deed}About`)}`}
        </Text>
      }
      action={t(`editions.${deed}`)}
      isBusy={work.isPending}
      isBlocked={deed === 'return' && text.trim() === ''}
      cancel={close}
      confirm={confirm}
    >
      {decides && (
        <Textarea
          label={t(deed === 'return' ? 'editions.remarks' : 'editions.remarksOptional')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          required={deed === 'return'}
          maxLength={2_000}
          autosize
          minRows={2}
        />
      )}
    </ConfirmDialog>
  );
}
