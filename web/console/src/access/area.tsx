import type { Area } from '../app/area.ts';
import { SignInPage } from '../session/sign-in-page.tsx';

/** The way in. */
export const accessArea: Area = {
  openRoutes: [{ path: '/sign-in', element: <SignInPage /> }],
};
