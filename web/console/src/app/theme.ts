import { Badge, type CSSVariablesResolver, createTheme, Drawer, Modal } from '@mantine/core';

/** Calm, dense, legible: a screen for the whole working day. */
export const theme = createTheme({
  primaryColor: 'cyan',
  // The darkest shade: white on it passes WCAG AA in both schemes.
  primaryShade: { light: 9, dark: 9 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600 } }),
    // A dialog's heading is no second banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
  },
});

/** The library's faint and warm colours, darkened until WCAG AA is met; a browser test with axe watches over it. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-green-light-color': '#1b6b2f',
    '--mantine-primary-color-filled-hover': '#0a6375',
    '--mantine-color-orange-text': '#a63a00',
    '--mantine-color-orange-light-color': '#8f3200',
    '--mantine-color-yellow-light-color': '#704400',
    '--mantine-color-red-text': '#b02020',
    '--mantine-color-red-light-color': '#a01c1c',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-primary-color-filled-hover': '#0a6375',
  },
});
