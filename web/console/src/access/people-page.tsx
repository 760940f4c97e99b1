import { Badge, Button, Group, Text } from '@mantine/core';
import { IconShieldCheck, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { AddPerson } from './add-person.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { type Person, usePeople } from './use-people.ts';

/** "Personas": who works at the desk, as what, and how they sign in (EXS-78). */
export function PeoplePage() {
  const { t } = useTexts();
  const people = usePeople();
  const columns = useColumns();
  const [search, setSearch] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const openId = search.get('person');
  const opened = people.data?.find(({ id }) => id === openId) ?? null;
  return (
    <div className="page">
      <PageHeader title={t('people.title')} about={t('people.about')}>
        <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => setAdding(true)}>
          {t('people.add')}
        </Button>
      </PageHeader>
      <QueryStates query={people} isEmpty={(items) => items.length === 0} empty={t('people.empty')}>
        {(items) => (
          <DataTable
            label={t('people.title')}
            rows={items}
            columns={columns}
            rowKey={({ id }) => id}
            linkOf={({ id }) => `?person=${encodeURIComponent(id)}`}
          />
        )}
      </QueryStates>
      <AddPerson
        isOpen={isAdding}
        close={() => setAdding(false)}
        added={(id) => setSearch({ person: id, fresh: '1' })}
      />
      <PersonDrawer key={opened?.id} person={opened} isFresh={search.has('fresh')} close={() => setSearch({})} />
    </div>
  );
}

function useColumns(): Column<Person>[] {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const postName = (code: string) => policy?.posts.find((post) => post.code === code)?.label ?? code;
  const areaName = (code: string) => policy?.areas.find((area) => area.code === code)?.name ?? code;
  return [
    { key: 'name', header: t('people.name'), isTitle: true, cell: ({ name }) => name },
    { key: 'email', header: t('people.email'), cell: ({ email }) => email ?? t('none') },
    {
      key: 'roles',
      header: t('people.roles'),
      cell: ({ roles, posts }) => (
        <Group gap={4}>
          {roles.map((role) => (
            <Badge key={role} size="sm" variant="light">
              {t(`people.role.${role}`)}
            </Badge>
          ))}
          {posts.length > 0 && (
            <Text size="xs" c="dimmed">
              {posts.map(postName).join(', ')}
            </Text>
          )}
        </Group>
      ),
    },
    {
      key: 'areas',
      header: t('people.areas'),
      isHiddenOnPhone: true,
      cell: ({ areas }) => (areas.length === 0 ? t('people.allAreas') : areas.map(areaName).join(', ')),
    },
    { key: 'access', header: t('people.access'), cell: ({ access }) => <AccessMark access={access} /> },
  ];
}

function AccessMark({ access }: Pick<Person, 'access'>) {
  const { t } = useTexts();
  if (access === null) return t('none');
  if (access.login === null) {
    return (
      <Badge size="sm" color="yellow" variant="light">
        {t('people.noPassword')}
      </Badge>
    );
  }
  return (
    <Group gap={4}>
      <Badge
        size="sm"
        color={access.totpSince ? 'green' : 'gray'}
        variant="light"
        leftSection={access.totpSince ? <IconShieldCheck size={13} aria-hidden /> : null}
      >
        {t(access.totpSince ? 'people.twoSteps' : 'people.password')}
      </Badge>
      {access.sessions > 0 && (
        <Text size="xs" c="dimmed">
          {t('people.sessions', { count: access.sessions })}
        </Text>
      )}
    </Group>
  );
}
