/** Administration, in Spanish. */
export const admin = {
  admin: { title: 'Administración', nothing: 'No hay nada que administrar con su rol.' },
};
