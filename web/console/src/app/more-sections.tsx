import { Drawer, NavLink } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../texts/texts.tsx';
import type { Section } from './area.ts';
import { CountBadge } from './side-menu.tsx';
import { useIsHere } from './use-sections.ts';

/** The sections that have no place at the foot of a phone. */
export function MoreSections({ sections, close }: { sections: readonly Section[]; close: () => void }) {
  const { t } = useTexts();
  const isHere = useIsHere();
  return (
    <Drawer
      opened
      onClose={close}
      position="bottom"
      size="auto"
      title={t('nav.label')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {sections.map((section) => (
        <DrawerLink key={section.path} section={section} isHere={isHere(section)} close={close} />
      ))}
    </Drawer>
  );
}

const none = () => 0;

function DrawerLink({ section, isHere, close }: { section: Section; isHere: boolean; close: () => void }) {
  const { t } = useTexts();
  const { path, text, icon: Icon, useCount = none } = section;
  const count = useCount();
  return (
    <NavLink
      component={Link}
      to={path}
      onClick={close}
      label={t(text)}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      leftSection={<Icon size={20} stroke={1.7} aria-hidden />}
      rightSection={count > 0 ? <CountBadge count={count} /> : null}
      className="nav-link"
      py="sm"
    />
  );
}
