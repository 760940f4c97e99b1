import type { Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { openDesk } from '../e2e/console/harness/desk.ts';
import { type SeededConversation, seedConversations } from '../e2e/console/harness/seed-conversations.ts';
import type { Figures, Row } from './ticket-rows.ts';

const CONVERSATIONS = 10_000;
const MESSAGES = 2_000;
/** Each is opened once, so that no cache helps. */
const LONG = 7;

/** The console in a browser on a gateway with 10,000 conversations, seven of them with 2,000 messages. */
export async function consoleCase(): Promise<Figures> {
  const desk = await openDesk({ seed: (gateway) => seedConversations(gateway, many()) });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 850 } });
    await page.goto(await desk.linkFor('ana'));
    await page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.waitForURL('**/console/inbox');
    await page.goto(`${desk.url}/console/inbox?view=open`);
    await page.locator('.inbox-row').first().waitFor();
    const openings: number[] = [];
    for (let place = 0; place < LONG; place++) openings.push(await opening(page, `Larga ${place}`));
    if (!openings.every(Number.isFinite)) throw new Error(`A conversation was not opened: ${openings.join(' ')}`);
    // The first one also fetches what the page needs once.
    const sorted = openings.slice(1).sort((a, b) => a - b);
    const { worst, drawn } = await scrolling(page);
    return { openMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0), stallMs: Math.round(worst), rows: drawn };
  } finally {
    await browser.close();
    await desk.close();
  }
}

/** The figures as rows of the table. */
export function consoleRows({ openMs, stallMs, rows }: Figures): Row[] {
  return [
    { measure: 'console: click to transcript, 2,000 messages, ms', found: openMs ?? 0, must: '<= 200', goal: '<= 120' },
    {
      measure: 'console: longest task while scrolling 10,000 lines, ms',
      found: stallMs ?? 0,
      must: '',
      goal: '<= 100',
    },
    { measure: 'console: lines drawn of 10,000', found: rows ?? 0, must: '<= 60', goal: '' },
  ];
}

function many(): SeededConversation[] {
  const now = Date.now();
  const at = (place: number) => new Date(now - place * 1_000);
  const short = Array.from({ length: CONVERSATIONS - LONG }, (_, place) => ({
    id: `k${place}`,
    name: `Persona ${place}`,
    about: { mode: 'agent' as const, assignee: 'luis', lastAt: at(place + 100), waitingSince: null },
  }));
  const long = Array.from({ length: LONG }, (_, place) => ({
    id: `larga${place}`,
    name: `Larga ${place}`,
    about: { mode: 'agent' as const, assignee: 'ana', lastAt: at(place), waitingSince: null },
    messages: Array.from({ length: MESSAGES }, (_, seq) => ({
      text: `Mensaje ${seq + 1}: ${'palabras de la persona '.repeat(1 + (seq % 4))}`,
      speaker: seq % 2 === 0 ? ('user' as const) : ('agent' as const),
      at: new Date(now - (MESSAGES - seq) * 30_000),
    })),
  }));
  return [...long, ...short];
}

/** From the click until the last message stands on the screen, ms. */
function opening(page: Page, name: string): Promise<number> {
  return page.evaluate<number>(
    `new Promise((done) => {
      const name = ${JSON.stringify(name)};
      const link = [...document.querySelectorAll('.inbox-link')].find((one) => one.textContent.includes(name));
      const from = performance.now();
      link.click();
      const look = () => {
        const isThere = document.querySelector('h2')?.textContent === name &&
          [...document.querySelectorAll('[role=log] .bubble-text')].some((one) => one.textContent.startsWith('Mensaje 2000'));
        if (isThere) done(performance.now() - from);
        else requestAnimationFrame(look);
      };
      look();
    })`,
  );
}

/** Scrolls to the end of what there is, again and again, until the last line. */
function scrolling(page: Page): Promise<{ worst: number; drawn: number }> {
  return page.evaluate<{ worst: number; drawn: number }>(`(async () => {
    let worst = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) worst = Math.max(worst, entry.duration);
    }).observe({ type: 'longtask' });
    const box = document.querySelector('.inbox-scroll');
    let drawn = 0;
    for (let step = 0; step < 1200 && !box.textContent.includes('Persona ${CONVERSATIONS - LONG - 1}'); step++) {
      box.scrollTop += 1000;
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 8)));
      drawn = Math.max(drawn, box.querySelectorAll('.inbox-row').length);
    }
    return { worst, drawn };
  })()`);
}
