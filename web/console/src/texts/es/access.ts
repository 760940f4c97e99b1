/** The way in, in Spanish. */
export const access = {
  signIn: {
    title: 'Entrar a la consola',
    body: 'Este enlace es personal y sirve una sola vez.',
    go: 'Entrar',
    missing:
      'Para entrar, abra el enlace de acceso que recibió. Quien administra la instalación puede darle uno nuevo.',
  },
};
