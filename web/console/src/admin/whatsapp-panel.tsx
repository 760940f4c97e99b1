import { Alert, Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../shared/api-client.ts';
import type { WhatsappView } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useIsLive } from '../live/live.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useDeed } from './use-deed.ts';

const path = '/api/channels/whatsapp';
const colors: Record<WhatsappView['state'], string> = {
  ...{ open: 'green', pairing: 'blue', connecting: 'blue', waiting: 'yellow', standby: 'gray' },
  ...{ unpaired: 'yellow', stopped: 'red', off: 'gray' },
};

/** Our number of WhatsApp: its state, the QR or the code to link it, and the way to unlink it. */
export function WhatsappPanel() {
  const { t } = useTexts();
  const isLive = useIsLive();
  const query = useQuery({
    queryKey: ['whatsapp'],
    queryFn: ({ signal }) => api.get<WhatsappView>(path, signal),
    // What changes is told live. Without that: a QR lives for twenty seconds, and a paired number changes rarely.
    refetchInterval: ({ state }) => (isLive ? false : state.data?.state === 'open' ? 30_000 : 2_000),
    retry: false,
  });
  if (query.error instanceof ApiError && query.error.code === 'NOT_FOUND')
    return <Text size="sm">{t('channels.whatsappOff')}</Text>;
  return <QueryStates query={query}>{(status) => <Linked status={status} />}</QueryStates>;
}

function Linked({ status }: { status: WhatsappView }) {
  const { t, language } = useTexts();
  const [isLeaving, setLeaving] = useState(false);
  const logout = useDeed(
    'whatsapp',
    () => api.send('POST', `${path}/logout`),
    () => setLeaving(false),
  );
  const mayPair = status.transport === 'linked' && ['unpaired', 'pairing', 'stopped'].includes(status.state);
  return (
    <Stack gap="sm" align="flex-start">
      <Group gap="xs">
        <Badge color={colors[status.state]} variant="light">
          {t(`channels.state.${status.state}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {status.account} · {t('channels.since')} <Instant at={status.since} />
        </Text>
      </Group>
      {status.reason && (
        <Alert color={status.state === 'stopped' ? 'red' : 'yellow'} role="alert">
          {status.reason[language]}
        </Alert>
      )}
      {mayPair && <Pairing status={status} />}
      {status.state === 'open' && status.transport === 'linked' && (
        <Button size="xs" variant="default" onClick={() => setLeaving(true)}>
          {t('channels.unlink')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isLeaving}
        title={t('channels.unlink')}
        body={t('channels.unlinkAbout')}
        action={t('channels.unlink')}
        isDanger
        isBusy={logout.isPending}
        cancel={() => setLeaving(false)}
        confirm={() => logout.mutate(undefined)}
      />
    </Stack>
  );
}

function Pairing({ status }: { status: WhatsappView }) {
  const { t } = useTexts();
  const [phone, setPhone] = useState('');
  const pair = useDeed('whatsapp', (body: { phone?: string }) => api.send('POST', `${path}/pair`, body));
  return (
    <Stack gap="sm" align="flex-start">
      {status.qrImage && (
        <>
          <Text size="sm">{t('channels.scan')}</Text>
          <img className="qr-picture" src={status.qrImage} alt={t('channels.qr')} />
        </>
      )}
      {status.code && (
        <>
          <Text size="sm">{t('channels.typeCode')}</Text>
          <span className="pairing-code">{status.code.replace(/^(.{4})/, '$1-')}</span>
        </>
      )}
      <Group align="flex-end">
        <Button loading={pair.isPending} variant={status.qr ? 'default' : 'filled'} onClick={() => pair.mutate({})}>
          {t(status.qr ? 'channels.newQr' : 'channels.pair')}
        </Button>
        <TextInput
          label={t('channels.phone')}
          description={t('channels.phoneHint')}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value.replace(/\D/g, ''))}
          inputMode="tel"
          maxLength={15}
        />
        <Button
          variant="default"
          loading={pair.isPending}
          disabled={phone.length < 8}
          onClick={() => pair.mutate({ phone })}
        >
          {t('channels.byCode')}
        </Button>
      </Group>
    </Stack>
  );
}
