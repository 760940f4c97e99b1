import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../texts/texts.tsx';
import type { Section } from './area.ts';
import { CountBadge } from './side-menu.tsx';
import { useIsHere, useSections } from './use-sections.ts';

const MoreSections = lazy(async () => ({ default: (await import('./more-sections.tsx')).MoreSections }));

/** Places at the foot of a phone. */
const PLACES = 5;

/** The sections at the foot of a phone; what has no place there is behind "Más". */
export function PhoneMenu() {
  const { t } = useTexts();
  const own = useSections();
  const isHere = useIsHere();
  const [isOpen, more] = useDisclosure(false);
  const fitting = own.length <= PLACES ? own : own.slice(0, PLACES - 1);
  const rest = own.slice(fitting.length);
  return (
    <nav className="phone-nav" aria-label={t('nav.label')}>
      {fitting.map((section) => (
        <PhoneLink key={section.path} section={section} />
      ))}
      {rest.length > 0 && (
        <UnstyledButton
          className="phone-nav-item"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          data-here={rest.some(isHere) || undefined}
          onClick={more.open}
        >
          <IconDots size={22} stroke={1.7} aria-hidden />
          <span>{t('nav.more')}</span>
        </UnstyledButton>
      )}
      <Suspense>{isOpen && <MoreSections sections={rest} close={more.close} />}</Suspense>
    </nav>
  );
}

const none = () => 0;

function PhoneLink({ section }: { section: Section }) {
  const { t } = useTexts();
  const isHere = useIsHere()(section);
  const { path, text, icon: Icon, useCount = none } = section;
  const count = useCount();
  return (
    <UnstyledButton
      component={Link}
      to={path}
      aria-current={isHere ? 'page' : undefined}
      data-here={isHere || undefined}
      className="phone-nav-item"
    >
      <Icon size={22} stroke={1.7} aria-hidden />
      <span>{t(text)}</span>
      {count > 0 && (
        <span className="phone-nav-count">
          <CountBadge count={count} />
        </span>
      )}
    </UnstyledButton>
  );
}
