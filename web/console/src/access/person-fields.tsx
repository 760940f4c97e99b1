import { Checkbox, Group, MultiSelect, TagsInput, TextInput } from '@mantine/core';
import type { AgentProfile } from '../../../shared/wire.ts';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** What of somebody may be changed. */
export type PersonDraft = Pick<AgentProfile, 'name' | 'roles' | 'areas' | 'posts' | 'skills'> & { email: string };

const roles = ['agent', 'lead', 'admin'] as const;

/** Name, address, roles, posts, areas and skills. A post brings the roles along that its work takes (EXS-78). */
export function PersonFields({ draft, change }: { draft: PersonDraft; change: (draft: PersonDraft) => void }) {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const set = (part: Partial<PersonDraft>) => change({ ...draft, ...part });
  const setPosts = (posts: string[]) => {
    const needed = policy?.posts.filter(({ code }) => posts.includes(code)).flatMap(({ desk }) => desk) ?? [];
    set({ posts, roles: roles.filter((role) => draft.roles.includes(role) || needed.includes(role)) });
  };
  const setRole = (role: (typeof roles)[number], isOn: boolean) =>
    set({ roles: roles.filter((one) => (one === role ? isOn : draft.roles.includes(one))) });
  return (
    <>
      <TextInput
        label={t('people.name')}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={120}
        required
        data-autofocus
      />
      <TextInput
        label={t('people.email')}
        description={t('people.emailHint')}
        type="email"
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
        maxLength={254}
      />
      <MultiSelect
        label={t('people.posts')}
        description={t('people.postsHint')}
        data={policy?.posts.map(({ code, label }) => ({ value: code, label })) ?? []}
        value={draft.posts}
        onChange={setPosts}
        searchable
        clearButtonProps={{ 'aria-label': t('people.clear') }}
      />
      <Checkbox.Group label={t('people.roles')} description={t('people.rolesHint')} value={[...draft.roles]}>
        <Group mt={6}>
          {roles.map((role) => (
            <Checkbox
              key={role}
              value={role}
              label={t(`people.role.${role}`)}
              onChange={(event) => setRole(role, event.currentTarget.checked)}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <MultiSelect
        label={t('people.areas')}
        description={t('people.areasHint')}
        data={policy?.areas.map(({ code, name }) => ({ value: code, label: name })) ?? []}
        value={draft.areas}
        onChange={(areas) => set({ areas })}
        clearButtonProps={{ 'aria-label': t('people.clear') }}
      />
      <TagsInput
        label={t('people.skills')}
        description={t('people.skillsHint')}
        value={draft.skills}
        onChange={(skills) => set({ skills })}
        maxTags={50}
      />
    </>
  );
}
