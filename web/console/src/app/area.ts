import type { ComponentType, LazyExoticComponent } from 'react';
import { createElement, lazy, type ReactElement } from 'react';
import type { RouteObject } from 'react-router';
import { withTexts } from '../texts/catalogue.ts';

/** Drawn beside a name; what `@tabler/icons-react` exports. */
export type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

/** Where a section stands in the menu. */
export type SectionGroup = 'desk' | 'lead' | 'system';

/** An entry of the menu, shown to those who may see what is behind it. */
export interface Section {
  /** Address below /console; everything below it belongs to the section. */
  readonly path: string;
  /** Key of its name in the texts. */
  readonly text: string;
  readonly icon: Icon;
  /** One of them is enough. */
  readonly permissions: readonly string[];
  readonly group: SectionGroup;
  /** Second key of `g` + key: goes there. */
  readonly key?: string;
  /** A hook: how many things wait there, shown in red. */
  readonly useCount?: () => number;
}

/** A page of "Administración": its address begins with /admin/. */
export type AdminPage = Omit<Section, 'group'> & { readonly element: ReactElement };

/** What a folder of the console adds to it. */
export interface Area {
  /** Pages inside the frame, for signed-in people. */
  readonly routes?: readonly RouteObject[];
  /** Pages without a session: the way in. */
  readonly openRoutes?: readonly RouteObject[];
  readonly sections?: readonly Section[];
  readonly adminPages?: readonly AdminPage[];
}

/** A page in a file of its own, fetched when it is first opened: `page(() => import('./x-page.tsx'), 'XPage')`. */
export function page<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
): ReactElement {
  const Page: LazyExoticComponent<ComponentType> = lazy(async () => ({ default: (await withTexts(load))[name] }));
  return createElement(Page);
}
