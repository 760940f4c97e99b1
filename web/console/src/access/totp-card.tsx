import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessStanding } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { CodeField } from './code-field.tsx';
import { EnrolTotp } from './enrol-totp.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Deed = 'remove' | 'renew';

/** One's own second factor: set up, replaced, taken away, and its recovery codes renewed. */
export function TotpCard({ standing }: { standing: AccessStanding }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [isEnrolling, setEnrolling] = useState(false);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const refresh = async () => {
    setEnrolling(false);
    setCodes(null);
    await client.invalidateQueries({ queryKey: ['ownAccess'] });
    await client.invalidateQueries({ queryKey: ['ownSessions'] });
  };
  if (codes) return <RecoveryCodes codes={codes} done={() => void refresh()} />;
  if (isEnrolling) {
    const has = { hasPassword: standing.login !== null, hasTotp: standing.totpSince !== null };
    return <EnrolTotp {...has} done={() => void refresh()} cancel={() => setEnrolling(false)} />;
  }
  if (standing.totpSince === null) {
    return (
      <Group justify="space-between">
        <Text size="sm" maw={460}>
          {t('account.totpOff')}
        </Text>
        <Button size="xs" onClick={() => setEnrolling(true)}>
          {t('account.enrol')}
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Badge color="green" variant="light">
          {t('account.totpOn')}
        </Badge>
        <Text size="sm">
          {t('account.since')} <Instant at={standing.totpSince} /> ·{' '}
          {t('account.codesLeft', { count: standing.recoveryCodesLeft })}
        </Text>
      </Group>
      <Group>
        <Button size="xs" variant="default" onClick={() => setEnrolling(true)}>
          {t('account.replaceTotp')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDeed('renew')}>
          {t('account.renew')}
        </Button>
        {!standing.totpRequired && (
          <Button size="xs" variant="default" onClick={() => setDeed('remove')}>
            {t('account.removeTotp')}
          </Button>
        )}
      </Group>
      <DeedDialog deed={deed} close={() => setDeed(null)} removed={() => void refresh()} renewed={setCodes} />
    </Stack>
  );
}

function DeedDialog(props: {
  deed: Deed | null;
  close: () => void;
  removed: () => void;
  renewed: (codes: readonly string[]) => void;
}) {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const [code, setCode] = useState('');
  const { deed, close, removed, renewed } = props;
  const end = () => {
    setCode('');
    close();
  };
  const act = useMutation({
    mutationFn: () =>
      deed === 'renew'
        ? api.send<{ recoveryCodes: string[] }>('POST', '/api/me/totp/recovery-codes', { code })
        : api.send<undefined>('POST', '/api/me/totp/removal', { code }),
    onSuccess: (answer) => {
      end();
      if (answer) renewed(answer.recoveryCodes);
      else removed();
    },
    onError: notify,
  });
  return (
    <ConfirmDialog
      isOpen={deed !== null}
      title={t(deed === 'renew' ? 'account.renew' : 'account.removeTotp')}
      body={t(deed === 'renew' ? 'account.renewAbout' : 'account.removeAbout')}
      action={t(deed === 'renew' ? 'account.renew' : 'account.removeTotp')}
      isDanger={deed === 'remove'}
      isBusy={act.isPending}
      isBlocked={code.trim() === ''}
      cancel={end}
      confirm={() => act.mutate()}
    >
      <CodeField value={code} change={setCode} />
    </ConfirmDialog>
  );
}
