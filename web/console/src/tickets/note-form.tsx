import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { newKey } from '../conversation/outgoing.ts';
import { TypeAheadList } from '../conversation/type-ahead-list.tsx';
import { useMentions } from '../conversation/use-type-ahead.ts';
import { sessionKeep } from '../parts/session-keep.ts';
import { useMay } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** A word on the ticket: for the desk alone, or to the requester. What is being written outlives a reload. */
export function NoteForm({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move');
  const kept = sessionKeep(`ticket-note.${ticket.id}`, { text: '', key: '' });
  const [{ text, key }, setDraft] = useState(() => kept.read());
  const [isInternal, setInternal] = useState(true);
  const box = useRef<HTMLTextAreaElement>(null);
  const write = (draft: { text: string; key: string }) => {
    kept.write(draft);
    setDraft(draft);
  };
  const put = (next: string) => write({ text: next, key: key || newKey() });
  const mentions = useMentions({ box, text, write: put });
  const deed = useTicketDeed(ticket.id, () => write({ text: '', key: '' }));
  useShortcut('n', { text: 'tickets.keys.note', group: 'ticket', isOn: may }, () => box.current?.focus());
  if (!may) return null;
  // A note that is sent again after a lost answer is the same note.
  const send = () => deed.mutate({ path: 'notes', body: { text, internal: isInternal }, ...(key !== '' && { key }) });
  return (
    <div className="note-form" data-inside={isInternal || undefined}>
      <SegmentedControl
        size="xs"
        aria-label={t('tickets.noteFor')}
        value={String(isInternal)}
        onChange={(value) => setInternal(value === 'true')}
        data={[
          { value: 'true', label: t('tickets.noteInside') },
          { value: 'false', label: t('tickets.noteOutside') },
        ]}
      />
      <TypeAheadList typeAhead={mentions} />
      <Textarea
        ref={box}
        aria-label={t(isInternal ? 'tickets.noteInside' : 'tickets.noteOutside')}
        placeholder={t(isInternal ? 'tickets.noteInsideHint' : 'tickets.noteOutsideHint')}
        value={text}
        onChange={(event) => {
          put(event.currentTarget.value);
          // Nobody of the desk is named to the requester.
          if (isInternal) mentions.look(event.currentTarget);
        }}
        onBlur={mentions.close}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return;
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') send();
        }}
        maxLength={4_000}
        autosize
        minRows={2}
        maxRows={10}
        {...mentions.attributes}
      />
      <Group justify="flex-end">
        <Button size="compact-sm" loading={deed.isPending} disabled={text.trim() === ''} onClick={send}>
          {t(isInternal ? 'tickets.noteSave' : 'tickets.noteSend')}
        </Button>
      </Group>
    </div>
  );
}
