import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { productRoot } from '../../../../src/compose/root.ts';
import { hasBrowser, launchBrowser } from '../../browser.ts';
import { type DeskOptions, openDesk, type RunningDesk } from './desk.ts';
import { type DeskPage, openPage, type PageOptions } from './page.ts';

/** What the tests of a suite work with: the gateway and pages of its people. */
export interface ConsoleSuite extends RunningDesk {
  /** A page of a signed-in person (`ana` agent, `luis` lead, `rosa` admin), in a browser profile of its own. */
  signIn(personId: string, options?: PageOptions): Promise<DeskPage>;
  /** A page of a stranger. */
  visit(options?: PageOptions): Promise<DeskPage>;
}

/**
 * A suite of the console: one real gateway in this process with the seed, one browser, pages closed after each test.
 * A broken CSP or a script error on any page fails the test. Needs the built console: `npm test` builds it.
 */
export function consoleSuite(name: string, options: DeskOptions, tests: (suite: ConsoleSuite) => void): void {
  (hasBrowser ? describe : describe.skip)(name, () => {
    // Seconds on an idle machine; room for one that builds beside it.
    jest.setTimeout(60_000);
    let browser: Browser;
    let desk: RunningDesk;
    const pages: DeskPage[] = [];
    const hands = options.clock ? () => ({ now: desk.gateway.clock.now() }) : () => ({});
    const keep = async (opening: Promise<DeskPage>) => {
      const page = await opening;
      pages.push(page);
      return page;
    };
    beforeAll(async () => {
      if (!existsSync(join(productRoot, 'dist', 'console', 'index.html')))
        throw new Error('The console is not built: node scripts/build.mjs');
      [browser, desk] = await Promise.all([launchBrowser(), openDesk(options)]);
    });
    afterEach(async () => {
      const problems = pages.flatMap((page) => page.problems);
      await Promise.all(pages.splice(0).map((page) => page.leave()));
      expect(problems).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await desk?.close();
    });
    tests({
      get gateway() {
        return desk.gateway;
      },
      get url() {
        return desk.url;
      },
      close: () => desk.close(),
      linkFor: (personId) => desk.linkFor(personId),
      restart: () => desk.restart(),
      visit: (how) => keep(openPage(browser, desk.url, { ...hands(), ...how })),
      async signIn(personId, how) {
        const page = await keep(openPage(browser, desk.url, { ...hands(), ...how }));
        await page.enter(await desk.linkFor(personId));
        return page;
      },
    });
  });
}
