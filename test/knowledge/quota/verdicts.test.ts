import { describe, expect, it } from '@jest/globals';
import { improvementsOf } from '../../../knowledge/quota/improved.ts';
import { verdictsOf } from '../../../knowledge/quota/verdicts.ts';
import type { EntryEvent } from '../../../src/contracts/knowledge-events.ts';
import { EntryLog } from '../../builders/entry-log.ts';
import { buildFacts, local, said } from './facts.ts';

const { rule } = buildFacts();
type Line = Parameters<EntryLog['add']>[0];
const day = (n: number, hour = '10:00') => local(`2026-11-${String(n).padStart(2, '0')}T${hour}`);
const by = (agentId: string, deed: EntryEvent['deed'], entryId: string, at: Date, more: Partial<Line> = {}): Line => ({
  ...{ agentId, deed, entryId, at },
  ...more,
});
const logOf = (lines: readonly Line[]) => lines.reduce((log, line) => log.add(line), new EntryLog()).lines;
const reasons = (lines: readonly Line[], ...more: [Parameters<typeof verdictsOf>[2]?]) =>
  verdictsOf(logOf(lines), rule, ...more).map(({ reason }) => reason);

describe('verdicts', () => {
  it('EXS-39 counts the first publication of a new entry, for whoever wrote it', () => {
    const lines = [by('ana', 'create', 'a', day(2)), by('lola', 'publish', 'a', day(3))];
    expect(verdictsOf(logOf(lines), rule)).toMatchObject([
      { reason: 'notAPublication' },
      { seq: 2, agentId: 'ana', reason: 'counted', at: day(3) },
    ]);
  });

  it('EXS-39 a second publication, an edit and a mended link count nothing (AMB-09)', () => {
    const lines = [
      by('ana', 'create', 'a', day(2)),
      by('ana', 'publish', 'a', day(2)),
      by('ana', 'edit', 'a', day(3), { content: 'better' }),
      by('ana', 'publish', 'a', day(3), { content: 'better' }),
      by('system', 'linkBroken', 'a', day(4), { how: 'job' }),
    ];
    expect(reasons(lines)).toEqual([
      'notAPublication',
      'counted',
      'notAPublication',
      'publishedBefore',
      'notAPublication',
    ]);
  });

  it('EXS-39 a duplicate is not counted (AMB-09): by the check at publishing, or word for word', () => {
    const lines = [
      by('ana', 'publish', 'a', day(2), { content: 'corte' }),
      by('beto', 'publish', 'b', day(3), { content: 'corte de caja', duplicateOf: 'a' }),
      by('beto', 'publish', 'c', day(4), { content: 'corte' }),
      by('beto', 'publish', 'd', day(4), { content: 'otra cosa' }),
    ];
    expect(reasons(lines)).toEqual(['counted', 'duplicate', 'sameContent', 'counted']);
  });

  it('EXS-39 what its author takes back within the days of the policy is not counted (AMB-09)', () => {
    const published = by('ana', 'publish', 'a', day(2));
    const back = (agentId: string, at: Date) => reasons([published, by(agentId, 'archive', 'a', at)])[0];
    expect(back('ana', day(20))).toBe('undone');
    expect(back('lola', day(20))).toBe('counted');
    expect(back('ana', new Date(day(2).getTime() + 31 * 86_400_000))).toBe('counted');
    const again = [published, by('ana', 'archive', 'a', day(3)), by('ana', 'publish', 'a', day(4))];
    expect(reasons(again)).toEqual(['counted', 'notAPublication', 'publishedBefore']);
  });

  it('an entry taken back leaves its content free: written again, it counts once', () => {
    const lines = [
      by('ana', 'publish', 'a', day(2), { content: 'corte' }),
      by('ana', 'archive', 'a', day(2, '11:00'), { content: 'corte' }),
      by('ana', 'publish', 'b', day(3), { content: 'corte' }),
    ];
    expect(reasons(lines)).toEqual(['undone', 'notAPublication', 'counted']);
  });

  it('samples and jobs write for nobody; what a job drafted is the work of who publishes it', () => {
    expect(reasons([by('system', 'create', 'a', day(2), { how: 'seed' }), by('ana', 'publish', 'a', day(2))])[1]).toBe(
      'notAPerson',
    );
    const drafted = [by('system', 'create', 'a', day(2), { how: 'job' }), by('ana', 'publish', 'a', day(2))];
    expect(verdictsOf(logOf(drafted), rule)[1]).toMatchObject({ agentId: 'ana', reason: 'counted' });
  });

  it('an entry that came in a way that the policy leaves out does not count', () => {
    const lines = logOf([by('ana', 'create', 'a', day(2), { how: 'import' }), by('ana', 'publish', 'a', day(2))]);
    expect(verdictsOf(lines, { ...rule, ways: ['console'] })[1]?.reason).toBe('wayNotCounted');
    expect(verdictsOf(lines, rule)[1]?.reason).toBe('counted');
  });

  it("EXS-52 the lead's latest word holds: rejected, and verified after all", () => {
    const lines = [by('ana', 'publish', 'a', day(2))];
    const word = (id: string, verdict: 'verified' | 'rejected', at: Date) => {
      return { id, entryId: 'a', verdict, reason: said('no es nuestra'), by: 'lola', at };
    };
    expect(reasons(lines, [word('1', 'rejected', day(9))])).toEqual(['rejected']);
    expect(reasons(lines, [word('2', 'verified', day(10)), word('1', 'rejected', day(9))])).toEqual(['counted']);
  });
});

describe('improvements, shown apart', () => {
  const span = { from: day(1, '00:00'), to: day(30, '23:59') };
  const published = [by('ana', 'publish', 'a', local('2026-10-05T10:00'))];
  const improved = (lines: readonly Line[]) => improvementsOf(logOf([...published, ...lines]), span);

  it("another person's entry changed for good, once per person", () => {
    const lines = [
      by('beto', 'edit', 'a', day(3), { content: '2' }),
      by('beto', 'edit', 'a', day(4), { content: '3' }),
      by('ana', 'edit', 'a', day(5), { content: '4' }),
    ];
    expect(improved(lines).map(({ agentId, at }) => [agentId, at])).toEqual([
      ['beto', day(4)],
      ['ana', day(5)],
    ]);
  });

  it('a change that was taken back, a change outside the span and the polish of a new entry are none', () => {
    expect(improved([by('beto', 'edit', 'a', day(3), { content: '2' }), by('beto', 'restore', 'a', day(4))])).toEqual(
      [],
    );
    expect(improved([by('beto', 'edit', 'a', local('2026-12-01T10:00'), { content: '2' })])).toEqual([]);
    expect(improved([by('ana', 'publish', 'b', day(3)), by('ana', 'edit', 'b', day(3), { content: '2' })])).toEqual([]);
  });
});
