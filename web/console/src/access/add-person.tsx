import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AgentProfile } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';
import { type PersonDraft, PersonFields } from './person-fields.tsx';
import { usePersonDeed } from './use-people.ts';

const blank: PersonDraft = { name: '', email: '', roles: ['agent'], areas: [], posts: [], skills: [] };

/** Adds somebody to the desk; the invitation comes right after. */
export function AddPerson(props: { isOpen: boolean; close: () => void; added: (id: string) => void }) {
  const { t } = useTexts();
  const { isOpen, close, added } = props;
  const [draft, setDraft] = useState(blank);
  const [typedId, setId] = useState<string | null>(null);
  const id = typedId ?? idOf(draft.name);
  const add = usePersonDeed(
    () => {
      const { email, ...rest } = draft;
      return api.send<AgentProfile>('POST', '/api/agents', {
        id,
        ...rest,
        ...(email.trim() && { email: email.trim() }),
      });
    },
    (profile) => {
      setDraft(blank);
      setId(null);
      close();
      added(profile.id);
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(undefined);
  };
  return (
    <Modal opened={isOpen} onClose={close} title={t('people.add')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" onSubmit={submit}>
        <PersonFields draft={draft} change={setDraft} />
        <TextInput
          label={t('people.id')}
          description={t('people.idHint')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          pattern="[a-z0-9][a-z0-9._\-]{1,63}"
          required
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={draft.roles.length === 0}>
            {t('people.add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A short id as people would make it: `Luz Ramos` = `luz.ramos`. */
function idOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 40);
}
