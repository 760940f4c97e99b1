import { Modal, Text } from '@mantine/core';
import { refusalText } from '../parts/refusal-text.ts';
import { useTexts } from '../texts/texts.tsx';

/** A ticket on which a deed was refused, and why. */
export interface Refused {
  readonly folio: string;
  readonly code: string;
  readonly message: string;
}

/** Says of each ticket that was left as it was why. */
export function BulkOutcome({ refused, close }: { refused: readonly Refused[]; close: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened
      onClose={close}
      title={t('tickets.bulk.refused', { count: refused.length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <ul className="bulk-refused">
        {refused.map(({ folio, code, message }) => (
          <li key={folio}>
            <Text size="sm">
              <b>{folio}</b>: {refusalText(t, { code, message })}
            </Text>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
