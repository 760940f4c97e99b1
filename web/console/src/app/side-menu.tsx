import { Badge, NavLink, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../texts/texts.tsx';
import type { Section, SectionGroup } from './area.ts';
import { useIsHere, useSections } from './use-sections.ts';

const groups: readonly SectionGroup[] = ['desk', 'lead', 'system'];

/** The sections at the side, by group. */
export function SideMenu() {
  const { t } = useTexts();
  const own = useSections();
  return groups.map((group) => {
    const inside = own.filter((section) => section.group === group);
    if (inside.length === 0) return null;
    return (
      <div key={group} className="nav-group">
        {group === 'lead' && (
          <Text size="xs" c="dimmed" fw={600} px="sm" pb={4}>
            {t('nav.leadGroup')}
          </Text>
        )}
        {inside.map((section) => (
          <SideLink key={section.path} section={section} />
        ))}
      </div>
    );
  });
}

const none = () => 0;

function SideLink({ section }: { section: Section }) {
  const { t } = useTexts();
  const isHere = useIsHere()(section);
  const { path, text, icon: Icon, useCount = none } = section;
  const count = useCount();
  return (
    <NavLink
      component={Link}
      to={path}
      label={t(text)}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
      rightSection={count > 0 ? <CountBadge count={count} /> : null}
      className="nav-link"
    />
  );
}

/** How many things wait in a section. */
export function CountBadge({ count }: { count: number }) {
  return (
    <Badge color="red" size="sm">
      {count > 99 ? '99+' : count}
    </Badge>
  );
}
