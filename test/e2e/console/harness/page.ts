import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures go when somebody wants to look: `CONSOLE_SHOTS=/some/folder`. */
const shots = process.env.CONSOLE_SHOTS;

const sizes = { desktop: { width: 1360, height: 850 }, phone: { width: 390, height: 844 } } as const;
/** Light on the desk and dark on the phone find what is wrong; with pictures asked for, all four are looked at. */
const schemesOf = shots
  ? ({ desktop: ['light', 'dark'], phone: ['light', 'dark'] } as const)
  : ({ desktop: ['light'], phone: ['dark'] } as const);

/** How a page is opened. */
export interface PageOptions {
  readonly size?: keyof typeof sizes;
  readonly locale?: string;
  /** What the browser takes for now; its timers go on. Default: the real time. */
  readonly now?: Date;
}

/** A page of the console, with what every suite does on one. */
export interface DeskPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Script errors and what the CSP refused. */
  readonly problems: readonly string[];
  /** Opens a sign-in link and presses its button. */
  enter(link: string): Promise<void>;
  /** Goes to an address below /console and waits until this text stands on the page. */
  open(path: string, text: string | RegExp): Promise<void>;
  /**
   * Looks at the page as it is, light on the desk and dark on the phone: no violation that axe finds, nothing wider than the
   * screen. With CONSOLE_SHOTS set, each look is a picture `NAME-WIDTH-SCHEME.png`.
   */
  look(name: string): Promise<void>;
  leave(): Promise<void>;
}

/** Opens a page in a profile of its own. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<DeskPage> {
  const { size = 'desktop', locale = 'es-MX' } = options;
  const timezoneId = 'America/Mexico_City';
  const context = await browser.newContext({ locale, timezoneId, viewport: sizes[size], reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  if (options.now) await page.clock.setFixedTime(options.now);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // Refused requests are part of some tests; a broken CSP or a script error is part of none.
    const isRequest = /Failed to load resource|WebSocket connection/.test(message.text());
    if (message.type() === 'error' && !isRequest) problems.push(message.text());
  });
  return {
    ...{ page, context, problems },
    async enter(link) {
      await page.goto(link);
      await page.getByRole('button', { name: 'Entrar', exact: true }).click();
      await page.waitForURL('**/console/inbox');
    },
    async open(path, text) {
      await page.goto(`${url}/console${path}`);
      await page.getByText(text).first().waitFor();
    },
    async look(name) {
      const found: string[] = [];
      for (const width of ['desktop', 'phone'] as const) {
        await page.setViewportSize(sizes[width]);
        for (const colorScheme of schemesOf[width]) {
          await page.emulateMedia({ colorScheme });
          // A selector, not a function: the page's CSP lets nobody evaluate a string.
          await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
          await page.evaluate('new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))');
          // Colours that are still changing are nobody's colours.
          await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))');
          await shoot(page, `${name}-${width}-${colorScheme}`);
          for (const line of await violations(page)) found.push(`${width} ${colorScheme} ${line}`);
        }
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (overflow > 0) found.push(`${width}: ${overflow} px wider than the screen`);
      }
      await page.setViewportSize(sizes[size]);
      expect({ [name]: found }).toEqual({ [name]: [] });
    },
    leave: () => context.close(),
  };
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(
    "(async () => (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))()",
  );
}
