import type { access as spanish } from '../es/access.ts';

/** The way in, in English. */
export const access: typeof spanish = {
  signIn: {
    title: 'Sign in to the console',
    body: 'This link is personal and works once.',
    go: 'Sign in',
    missing: 'To sign in, open the link that you received. Whoever runs the installation can give you a new one.',
  },
};
