import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { productRoot } from '../../src/compose/root.ts';
import { builtInViews as counted } from '../../src/contracts/ticket-views.ts';
import { tickets as english } from '../../web/console/src/texts/en/tickets.ts';
import { tickets as spanish } from '../../web/console/src/texts/es/tickets.ts';
import { builtInViews } from '../../web/console/src/tickets/built-in-views.ts';
import { clockWords, longSpan, pressingWords } from '../../web/console/src/tickets/clock-words.ts';
import type { TicketClock } from '../../web/shared/wire/ticket.ts';

const now = Date.parse('2026-12-07T16:00:00Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const clock = (about: Partial<TicketClock>): TicketClock => ({
  ...{ name: 'atencion', label: 'Atención', status: 'running', startedAt: at(-60), dueAt: at(600), warnAt: at(570) },
  ...{ stoppedAt: null, calendar: 'default', ...about },
});
const say = (key: string, values: object = {}) => [key, ...Object.values(values)].join(' ');

describe('the views of tickets', () => {
  it('that every desk has are those that the gateway counts', () => {
    expect(builtInViews).toEqual(counted);
  });
});

describe('a limit in words', () => {
  it('is the one that presses most, and says so before it is over', () => {
    const clocks = [clock({ label: 'Lejos' }), clock({ label: 'Cerca', dueAt: at(20), warnAt: at(-1) })];
    const words = pressingWords({ clocks, dueAt: at(600), closedAt: null }, now, say);
    expect(words).toEqual({ tone: 'near', text: 'tickets.clock.left 20 min', label: 'Cerca' });
  });

  it('says how long it is over, that it is paused, that it ended late, or that there is none', () => {
    const late = pressingWords({ clocks: [clock({ dueAt: at(-90) })], dueAt: at(-90), closedAt: null }, now, say);
    expect(late).toEqual({ tone: 'late', text: 'tickets.clock.late 1 h 30 min', label: 'Atención' });
    const paused = pressingWords({ clocks: [clock({ status: 'paused' })], dueAt: null, closedAt: null }, now, say);
    expect(paused.tone).toBe('paused');
    const ended = { clocks: [clock({ status: 'late' })], dueAt: at(-9), closedAt: at(-1) };
    expect(pressingWords(ended, now, say).text).toBe('tickets.clock.endedLate');
    expect(pressingWords({ clocks: [], dueAt: null, closedAt: null }, now, say).tone).toBe('none');
    expect(clockWords(clock({ status: 'met' }), now, say).text).toBe('tickets.clock.status.met');
  });

  it('is long or short', () => {
    expect([longSpan(125_000), longSpan(3 * 3_600_000), longSpan(75 * 3_600_000), longSpan(11.6 * 3_600_000)]).toEqual([
      '2:05',
      '3 h',
      '3 d 3 h',
      '11 h',
    ]);
  });
});

describe('the requester’s view', () => {
  it.each([
    ['es', spanish],
    ['en', english],
  ] as const)('says in %s what “Mis tickets” says', (language, { tickets }) => {
    const file = join(productRoot, 'web', 'tickets', 'texts', `${language}.json`);
    const portal = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    for (const [kind, text] of Object.entries(tickets.seen.event))
      expect([kind, text.replace('{{', '{').replace('}}', '}')]).toEqual([kind, portal[`event.${kind}`]]);
    expect(tickets.seen.you).toBe(portal['event.you']);
  });
});
