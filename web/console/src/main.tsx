import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/console.css';
import './parts/parts.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/query-client.ts';
import { Pages } from './app/routes.tsx';
import { readableColors, theme } from './app/theme.ts';
import { Toasts } from './parts/toasts.tsx';
import { loadTexts } from './texts/catalogue.ts';
import { TextsProvider } from './texts/texts.tsx';

/** The page's nonce lets the component library add its few style elements under our CSP. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// react-remove-scroll, inside the library's dialogs, reads the nonce from this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const root = document.getElementById('root');
if (root) {
  const language = await loadTexts();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={readableColors}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <TextsProvider first={language}>
          <QueryClientProvider client={queryClient}>
            <Toasts />
            <Pages />
          </QueryClientProvider>
        </TextsProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
