import { IconMailExclamation } from '@tabler/icons-react';
import { type Area, page } from '../app/area.ts';
import { useLetterCount } from './use-letters.ts';

/** Replies that could not be delivered. */
export const lettersArea: Area = {
  routes: [{ path: '/letters', element: page(() => import('./letters-page.tsx'), 'LettersPage') }],
  sections: [
    {
      path: '/letters',
      text: 'nav.letters',
      icon: IconMailExclamation,
      permissions: ['deadLetters.read'],
      group: 'lead',
      useCount: useLetterCount,
    },
  ],
};
