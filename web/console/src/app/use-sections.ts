import { useLocation } from 'react-router';
import { useMayAny } from '../session/use-me.ts';
import type { Section } from './area.ts';
import { sections } from './areas.ts';

/** The sections that the signed-in person may see. */
export function useSections(): readonly Section[] {
  const mayAny = useMayAny();
  return sections.filter(({ permissions }) => mayAny(permissions));
}

/** Whether one is in a section now. */
export function useIsHere(): (section: Section) => boolean {
  const { pathname } = useLocation();
  return ({ path }) => pathname === path || pathname.startsWith(`${path}/`);
}
