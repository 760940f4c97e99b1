import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { useDeed } from './use-deed.ts';

const blank = { name: '', system: '', url: '', internalNotes: false };

/** A new endpoint of an outside system; its secret is shown once. */
export function AddWebhook(props: { isOpen: boolean; close: () => void; added: (secret: string) => void }) {
  const { t } = useTexts();
  const { isOpen, close, added } = props;
  const [draft, setDraft] = useState(blank);
  const create = useDeed(
    'webhooks',
    () => api.send<{ secret: string }>('POST', '/api/integrations/webhooks', draft),
    ({ secret }) => {
      added(secret);
      setDraft(blank);
      close();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <Modal opened={isOpen} onClose={close} title={t('webhooks.add')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" onSubmit={submit}>
        <TextInput
          label={t('webhooks.name')}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          maxLength={80}
          required
          data-autofocus
        />
        <TextInput
          label={t('webhooks.url')}
          placeholder="https://"
          type="url"
          value={draft.url}
          onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
          required
        />
        <TextInput
          label={t('webhooks.system')}
          description={t('webhooks.systemHint')}
          value={draft.system}
          onChange={(event) => setDraft({ ...draft, system: event.currentTarget.value })}
          pattern="[a-z][a-z0-9_\-]{0,39}"
          required
        />
        <Switch
          label={t('webhooks.internal')}
          checked={draft.internalNotes}
          onChange={(event) => setDraft({ ...draft, internalNotes: event.currentTarget.checked })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('webhooks.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
