import { ActionIcon, CopyButton as Copier } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../texts/texts.tsx';

/** Copies a text: a folio, a link. */
export function CopyButton({ value, label }: { value: string; label?: string }) {
  const { t } = useTexts();
  return (
    <Copier value={value} timeout={1_500}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color={copied ? 'green' : 'gray'}
          size="sm"
          aria-label={copied ? t('copied') : (label ?? t('copy'))}
          onClick={copy}
        >
          {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        </ActionIcon>
      )}
    </Copier>
  );
}
