import { Badge, Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ApiToken } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useDeed } from './use-deed.ts';
import './admin.css';

const path = '/api/integrations/tokens';
const scopes = [
  ...['tickets.read', 'tickets.write', 'tickets.transfer', 'knowledge.read', 'knowledge.write'],
  ...['agents.read', 'policy.read'],
];

/** Tokens of programs: made, seen, ended. The value is shown once. */
export function TokensPage() {
  const { t } = useTexts();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [ending, setEnding] = useState<ApiToken | null>(null);
  const query = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => api.get<{ items: ApiToken[] }>(path, signal),
  });
  const revoke = useDeed(
    'tokens',
    (id: string) => api.send('DELETE', `${path}/${encodeURIComponent(id)}`),
    () => setEnding(null),
  );
  return (
    <div className="page">
      <PageHeader title={t('tokens.title')} about={t('tokens.about')}>
        <Button onClick={() => setAdding(true)}>{t('tokens.add')}</Button>
      </PageHeader>
      {made && <SecretOnce label={t('tokens.token')} value={made} />}
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('tokens.empty')}>
        {({ items }) => (
          <DataTable label={t('tokens.title')} rows={items} columns={columnsOf(t, setEnding)} rowKey={({ id }) => id} />
        )}
      </QueryStates>
      <AddToken isOpen={isAdding} close={() => setAdding(false)} made={setMade} />
      <ConfirmDialog
        isOpen={ending !== null}
        title={t('tokens.revoke')}
        body={t('tokens.revokeAbout', { name: ending?.name })}
        action={t('tokens.revoke')}
        isDanger
        isBusy={revoke.isPending}
        cancel={() => setEnding(null)}
        confirm={() => ending && revoke.mutate(ending.id)}
      />
    </div>
  );
}

function columnsOf(t: ReturnType<typeof useTexts>['t'], end: (token: ApiToken) => void): Column<ApiToken>[] {
  return [
    { key: 'name', header: t('tokens.name'), isTitle: true, cell: ({ name }) => name },
    {
      key: 'scopes',
      header: t('tokens.scopes'),
      cell: (token) => token.scopes.map((one) => t(`tokens.scope.${one.replace('.', '_')}`)).join(', '),
    },
    {
      key: 'used',
      header: t('tokens.used'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Instant at={lastUsedAt} /> : t('tokens.never')),
    },
    {
      key: 'ends',
      header: t('tokens.ends'),
      cell: ({ expiresAt }) => (expiresAt ? <Instant at={expiresAt} /> : t('tokens.open')),
    },
    {
      key: 'state',
      header: t('tokens.state'),
      cell: (token) =>
        token.revokedAt ? (
          <Badge color="gray" variant="light">
            {t('tokens.revoked')}
          </Badge>
        ) : (
          <Button size="xs" variant="default" onClick={() => end(token)}>
            {t('tokens.revoke')}
          </Button>
        ),
    },
  ];
}

function AddToken({ isOpen, close, made }: { isOpen: boolean; close: () => void; made: (token: string) => void }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['tickets.read']);
  const [days, setDays] = useState('365');
  const create = useDeed(
    'tokens',
    () =>
      api.send<{ token: string }>('POST', path, {
        ...{ name, scopes: chosen, expiresInDays: days === 'never' ? null : Number(days) },
      }),
    ({ token }) => {
      made(token);
      setName('');
      close();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <Modal opened={isOpen} onClose={close} title={t('tokens.add')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" onSubmit={submit}>
        <TextInput
          label={t('tokens.name')}
          description={t('tokens.nameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
          required
          data-autofocus
        />
        <Checkbox.Group label={t('tokens.scopes')} value={chosen} onChange={setChosen}>
          <Stack gap={6} mt={6}>
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`tokens.scope.${scope.replace('.', '_')}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('tokens.ends')}
          value={days}
          onChange={(next) => next && setDays(next)}
          allowDeselect={false}
          data={['30', '90', '365', 'never'].map((value) => ({ value, label: t(`tokens.days.${value}`) }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={chosen.length === 0}>
            {t('tokens.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
