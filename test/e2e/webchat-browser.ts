import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Chromium of this machine, or null. */
export const chromiumPath: string | null =
  [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path): path is string => path !== undefined && path !== '' && existsSync(path),
  ) ?? null;

/** Where screenshots go when somebody wants to look: `WEBCHAT_SHOTS=/some/folder`. */
const shots = process.env.WEBCHAT_SHOTS;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with an empty profile. */
export interface Browser {
  readonly context: BrowserContext;
  page(size?: { width: number; height: number }): Promise<Page>;
  shoot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts Chromium; its own data folder is removed afterwards. */
export async function startBrowser(): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'webchat-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath ?? '',
    args: FLAGS,
    locale: 'es-MX',
    timezoneId: 'America/Mexico_City',
  });
  context.setDefaultTimeout(20_000);
  return {
    context,
    async page(size = { width: 900, height: 760 }) {
      const page = await context.newPage();
      await page.setViewportSize(size);
      return page;
    },
    async shoot(page, name) {
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
