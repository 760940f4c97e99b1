import { Button, Drawer, Group, Stack, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../app/api.ts';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { PersonAccess } from './person-access.tsx';
import { PersonFields } from './person-fields.tsx';
import { PersonSessions } from './person-sessions.tsx';
import { type Person, usePersonDeed } from './use-people.ts';
import './access.css';

/** One person: profile, how they sign in, where they are signed in. */
export function PersonDrawer({
  person,
  isFresh,
  close,
}: {
  person: Person | null;
  isFresh: boolean;
  close: () => void;
}) {
  const { t } = useTexts();
  return (
    <Drawer
      opened={person !== null}
      onClose={close}
      position="right"
      size="lg"
      title={person?.name}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {person && (
        <Stack gap="xl">
          <section>
            <Title order={2} size="h5" mb="sm">
              {t('people.access')}
            </Title>
            <PersonAccess person={person} isFresh={isFresh} />
          </section>
          {(person.access?.sessions ?? 0) > 0 && (
            <section>
              <Title order={2} size="h5" mb="sm">
                {t('account.sessions')}
              </Title>
              <PersonSessions id={person.id} />
            </section>
          )}
          <section>
            <Title order={2} size="h5" mb="sm">
              {t('people.profile')}
            </Title>
            <ProfileForm person={person} />
          </section>
        </Stack>
      )}
    </Drawer>
  );
}

function ProfileForm({ person }: { person: Person }) {
  const { t } = useTexts();
  const notice = useNotice();
  const { name, email, roles, areas, posts, skills } = person;
  const [draft, setDraft] = useState({ name, email: email ?? '', roles, areas, posts, skills });
  const save = usePersonDeed(
    () =>
      api.send('PUT', `/api/agents/${encodeURIComponent(person.id)}/profile`, {
        ...draft,
        email: draft.email.trim() || null,
      }),
    () => notice(t('people.saved'), { color: 'green' }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Stack component="form" onSubmit={submit}>
      <PersonFields draft={draft} change={setDraft} />
      <Group justify="flex-end">
        <Button type="submit" loading={save.isPending} disabled={draft.roles.length === 0}>
          {t('people.save')}
        </Button>
      </Group>
    </Stack>
  );
}
