import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the console to dist/console; the gateway serves it under /console with a strict CSP. */
export default defineConfig({
  root: here('./console'),
  base: '/console/',
  plugins: [react()],
  // The gateway puts a fresh nonce here with every page; see src/http/console.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    // Data addresses in CSS and JS would need a wider CSP.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } } },
});
