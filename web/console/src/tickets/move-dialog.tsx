import { Checkbox, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PolicyState } from '../../../shared/wire/policy.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** A move with what its state asks for, as the API takes it. */
export interface MoveBody {
  to: string;
  note?: string;
  internal?: boolean;
  solutionType?: string;
  until?: string;
  closingCode?: string;
}

/** Whether a state asks for something that has to be said; without, a move needs no dialog. */
export function asksFor(state: Pick<PolicyState, 'needs'> | undefined): boolean {
  return (state?.needs.length ?? 0) > 0;
}

/** Phases whose note is for the requester to read. */
const addressed = ['waiting_user', 'solved', 'closed', 'rejected', 'cancelled'];

/** Asks for what the policy wants with a move: reason, solution, its type, closing code. */
export function MoveDialog(props: {
  state: PolicyState;
  title: string;
  isBusy: boolean;
  cancel: () => void;
  confirm: (move: MoveBody) => void;
}) {
  const { t } = useTexts();
  const { state, title, isBusy, cancel, confirm } = props;
  const words = usePolicy().data?.tickets;
  const codes = words?.closingCodes.filter(({ states }) => states.includes(state.code)) ?? [];
  const [note, setNote] = useState('');
  const [isInternal, setInternal] = useState(false);
  const [solutionType, setSolutionType] = useState<string | null>(null);
  const [chosen, setClosingCode] = useState<string | null>(null);
  const [until, setUntil] = useState('');
  const isTemporary = words?.solutionTypes.find(({ code }) => code === solutionType)?.temporary === true;
  const closingCode = chosen ?? (codes.length === 1 ? (codes[0]?.code ?? null) : null);
  const needs = new Set(state.needs);
  const needsNote = needs.has('reason') || needs.has('solution');
  const isBlocked =
    (needsNote && note.trim() === '') ||
    (needs.has('solutionType') && solutionType === null) ||
    (isTemporary && until === '') ||
    (needs.has('closingCode') && closingCode === null);
  const send = () =>
    confirm({
      to: state.code,
      ...(note.trim() !== '' && { note, internal: isInternal }),
      ...(solutionType !== null && { solutionType }),
      ...(isTemporary && { until: new Date(until).toISOString() }),
      ...(closingCode !== null && codes.length > 0 && { closingCode }),
    });
  const options = (all: readonly { code: string; label: string }[]) =>
    all.map(({ code, label }) => ({ value: code, label }));
  return (
    <ConfirmDialog
      isOpen
      title={title}
      action={t('tickets.move.do', { state: state.agentLabel })}
      isBusy={isBusy}
      isBlocked={isBlocked}
      cancel={cancel}
      confirm={send}
    >
      <Stack gap="sm">
        {needs.has('solutionType') && (
          <Select
            label={t('tickets.move.solutionType')}
            data={options(words?.solutionTypes ?? [])}
            value={solutionType}
            onChange={setSolutionType}
            required
          />
        )}
        {isTemporary && (
          <TextInput
            type="datetime-local"
            label={t('tickets.move.until')}
            description={t('tickets.move.untilHint')}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
            required
          />
        )}
        {codes.length > 0 && (
          <Select
            label={t('tickets.move.closingCode')}
            data={options(codes)}
            value={closingCode}
            onChange={setClosingCode}
            required={needs.has('closingCode')}
          />
        )}
        <Textarea
          label={t(
            isTemporary
              ? 'tickets.move.temporary'
              : needs.has('solution')
                ? 'tickets.move.solution'
                : needsNote
                  ? 'tickets.move.reason'
                  : 'tickets.note',
          )}
          description={
            addressed.includes(state.phase) && !isInternal
              ? t('tickets.move.requesterReads')
              : t('tickets.move.deskReads')
          }
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={4_000}
          minRows={3}
          autosize
          required={needsNote}
          data-autofocus
        />
        {addressed.includes(state.phase) && (
          <Checkbox
            label={t('tickets.move.internal')}
            checked={isInternal}
            onChange={(event) => setInternal(event.currentTarget.checked)}
          />
        )}
        {(['evidence', 'approval', 'classification'] as const)
          .filter((need) => needs.has(need))
          .map((need) => (
            <Text key={need} size="sm">
              {t(`tickets.move.needs.${need}`)}
            </Text>
          ))}
      </Stack>
    </ConfirmDialog>
  );
}
