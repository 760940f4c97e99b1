import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { CopyButton } from '../parts/copy-button.tsx';
import { useTexts } from '../texts/texts.tsx';
import './access.css';

/** The recovery codes, shown this once: copied, saved as a file, or written down. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { t } = useTexts();
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
    link.download = 'ventanilla-codigos.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Stack maw={460}>
      <Alert color="yellow" title={t('account.codesTitle')}>
        {t('account.codesAbout')}
      </Alert>
      <ul className="recovery-codes" aria-label={t('account.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group>
        <Button onClick={done}>{t('account.codesDone')}</Button>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
          {t('account.codesSave')}
        </Button>
        <CopyButton value={codes.join('\n')} label={t('account.codesCopy')} />
      </Group>
    </Stack>
  );
}
