import { Alert, Group, TextInput } from '@mantine/core';
import { CopyButton } from '../parts/copy-button.tsx';
import { useTexts } from '../texts/texts.tsx';

/** A secret that is shown this once: a token, a webhook's key. */
export function SecretOnce({ label, value }: { label: string; value: string }) {
  const { t } = useTexts();
  return (
    <Alert color="yellow" title={t('admin.onceTitle')} role="status" mb="md">
      {t('admin.onceAbout')}
      <Group gap={4} wrap="nowrap" mt="xs">
        <TextInput aria-label={label} value={value} readOnly size="xs" className="grow" />
        <CopyButton value={value} />
      </Group>
    </Alert>
  );
}
