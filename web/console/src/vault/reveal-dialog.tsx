import { Alert, Button, Code, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconCopy, IconEye } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { VaultItem } from '../../../shared/wire.ts';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { useSeconds } from './use-seconds.ts';
import { useReveal } from './use-vault.ts';

const MIN_REASON = 8;

/** Asks for the reason, then gives the value for some seconds: to copy without seeing it, or to see it. */
export function RevealDialog({ item, isOpen, close }: { item: VaultItem; isOpen: boolean; close: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('vault.revealTitle', { kind: t(`vault.kind.${item.kind}`) })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      {/* Closing takes the value out of memory with everything that held it. */}
      {isOpen && <Content item={item} close={close} />}
    </Modal>
  );
}

function Content({ item, close }: { item: VaultItem; close: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const reveal = useReveal(item);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reveal.mutate(reason);
  };
  if (reveal.data) return <Value value={reveal.data.value} seconds={reveal.data.hideAfterSeconds} close={close} />;
  return (
    <form onSubmit={submit}>
      <Stack>
        <Textarea
          label={t('vault.reason')}
          description={t('vault.reasonHint')}
          autosize
          minRows={2}
          maxLength={300}
          required
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {reveal.error !== null && (
          <Alert color="red" role="alert">
            {errorText(reveal.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={reveal.isPending} disabled={reason.trim().length < MIN_REASON}>
            {t('vault.get')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Value({ value, seconds, close }: { value: string; seconds: number; close: () => void }) {
  const { t } = useTexts();
  const left = useSeconds(seconds, close);
  const [isShown, show] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      // Best effort: a page without the focus may not touch the clipboard, and what else was copied since stays.
      setTimeout(() => void clearClipboard(value), seconds * 1_000);
    });
  };
  return (
    <Stack>
      {isShown ? (
        <Code block className="vault-value" aria-label={t('vault.value')}>
          {value}
        </Code>
      ) : (
        <Text className="vault-value" c="dimmed" aria-hidden>
          ••••••••••••
        </Text>
      )}
      <Text size="sm" c="dimmed" className="ticking">
        {t('vault.hidesIn', { count: left })}
      </Text>
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconEye size={16} aria-hidden />}
          onClick={() => show(!isShown)}
          aria-pressed={isShown}
        >
          {t(isShown ? 'vault.hide' : 'vault.show')}
        </Button>
        <Button
          leftSection={isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={copy}
        >
          {t(isCopied ? 'vault.copied' : 'vault.copy')}
        </Button>
      </Group>
    </Stack>
  );
}

async function clearClipboard(value: string): Promise<void> {
  try {
    if ((await navigator.clipboard.readText()) === value) await navigator.clipboard.writeText('');
  } catch {
    // No focus or no permission: docs/vault.md says so.
  }
}
