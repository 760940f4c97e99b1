import { Button, FileInput, Stack, Text, Textarea } from '@mantine/core';
import { IconCircle, IconCircleCheck, IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import type { Ticket, TicketDetail, TicketStep } from '../../../shared/wire/ticket.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed, useTicketUpload } from './use-ticket.ts';

/** Who is asked for what, what was handed in, and what is still missing (CON-20, CON-26, CON-28). */
export function StepsPanel({ detail: { ticket, steps, responsible } }: { detail: TicketDetail }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const nameOf = useAgentName();
  const [asked, ask] = useState<TicketStep | null>(null);
  return (
    <Stack gap={8}>
      {responsible.map(({ role, label, isListed, people }) => (
        <Text key={role} size="sm">
          {label}: <b>{people.map(({ name }) => name).join(', ') || t('caseWork.nobody')}</b>
          {!isListed && people.length > 0 && (
            <Text size="xs" c="dimmed" span display="block">
              {t('caseWork.notListed')}
            </Text>
          )}
        </Text>
      ))}
      <ul className="case-steps">
        {steps.map((step) => (
          <li key={step.mark}>
            {step.done ? (
              <IconCircleCheck size={18} className="done" aria-label={t('caseWork.done')} />
            ) : (
              <IconCircle size={18} aria-label={t('caseWork.missing')} />
            )}
            <div className="min-0">
              <Text size="sm">{step.label}</Text>
              {step.done && (
                <Text size="xs" c="dimmed">
                  {nameOf(step.done.by) ?? step.done.by} · <Instant at={step.done.at} />
                </Text>
              )}
            </div>
            {may && !step.done && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`${t('caseWork.handIn')}: ${step.label}`}
                onClick={() => ask(step)}
              >
                {t('caseWork.handIn')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && <HandIn ticket={ticket} step={asked} close={() => ask(null)} />}
    </Stack>
  );
}

/** What a step hands in: a text, a file or both, as the policy asks. */
function HandIn({ ticket, step, close }: { ticket: Ticket; step: TicketStep; close: () => void }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const deed = useTicketDeed(ticket.id, close);
  const upload = useTicketUpload(ticket.id, close);
  const hasWords = note.trim() !== '';
  const isBlocked =
    (step.brings === 'file' && file === null) || (step.brings === 'words' && file === null && !hasWords);
  const send = () => {
    const said: Record<string, string> = hasWords ? { note } : {};
    if (file === null) deed.mutate({ path: 'marks', body: { mark: step.mark, ...said } });
    else upload.mutate({ file, query: { mark: step.mark, ...said } });
  };
  return (
    <ConfirmDialog
      isOpen
      title={step.label}
      action={t('caseWork.handIn')}
      isBusy={deed.isPending || upload.isPending}
      isBlocked={isBlocked}
      cancel={close}
      confirm={send}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`caseWork.brings.${step.brings}`)}</Text>
        <Textarea
          label={t('caseWork.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={4_000}
          minRows={3}
          autosize
        />
        <FileInput
          label={t('caseWork.file')}
          leftSection={<IconPaperclip size={16} aria-hidden />}
          value={file}
          onChange={setFile}
          clearable
          required={step.brings === 'file'}
        />
      </Stack>
    </ConfirmDialog>
  );
}
