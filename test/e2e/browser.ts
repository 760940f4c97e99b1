import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether this machine has the browser. In CI its absence is a failure, elsewhere it is said loudly. */
export const hasBrowser = existsSync(path);
if (!hasBrowser) {
  const message = `NO CHROMIUM at ${path}: the browser tests DID NOT RUN. Install it, or set CHROMIUM_PATH.`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`\n!!! ${message}\n\n`);
}

/** A headless Chromium that talks to nobody but loopback. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
