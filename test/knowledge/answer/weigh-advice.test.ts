import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weighAdvice } from '../../../knowledge/entries/advised-answer.ts';
import type { Advice } from '../../../src/contracts/advice.ts';
import type { AnswerBand } from '../../../src/contracts/knowledge.ts';
import type { SearchOutcome } from '../../../src/contracts/search.ts';

const found = (band: AnswerBand, ...ids: string[]): SearchOutcome => ({
  ...{ band, confidence: 0.5, concepts: 2 },
  results: ids.map((id, place) => ({ id, score: 10 - place })),
});
const none: Advice = { similar: [], chosen: null, reading: {} };
const all = () => true;
const alike = (id: string, likeness: number) => ({ ...none, similar: [{ id, likeness }] });
const ids = ({ results }: SearchOutcome) => results.map(({ id }) => id);

describe('advice against words', () => {
  const cases: readonly (readonly [string, SearchOutcome, Advice, AnswerBand, string])[] = [
    ['no advice changes nothing', found('send', 'a', 'b'), none, 'send', 'a'],
    ['a choice that the words know is sent', found('ask', 'a', 'b'), { ...none, chosen: ['b'] }, 'send', 'b'],
    ['a choice that no word speaks for is asked about', found('none', 'a'), { ...none, chosen: ['z'] }, 'ask', 'z'],
    ['choice and meaning together send', found('none', 'a'), { ...alike('z', 0.4), chosen: ['z'] }, 'send', 'z'],
    ['"none" takes one step back', found('send', 'a'), { ...none, chosen: [] }, 'ask', 'a'],
    ['"none" silences a doubt', found('ask', 'a'), { ...none, chosen: [] }, 'none', 'a'],
    ['meaning alone asks where words are silent', found('none'), alike('z', 0.7), 'ask', 'z'],
    ['weak meaning alone stays silent', found('none'), alike('z', 0.3), 'none', 'z'],
    ['meaning that turns the order asks', found('send', 'a', 'b'), { ...alike('b', 0.9) }, 'ask', 'b'],
  ];

  it.each(cases)('%s', (_, outcome, advice, band, first) => {
    const weighed = weighAdvice(outcome, advice, all);
    expect([weighed.band, ids(weighed)[0]]).toEqual([band, first]);
  });

  it('P8 ids that are not published are not there, whoever names them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 5 }),
        fc.array(fc.string(), { maxLength: 5 }),
        fc.constantFrom<AnswerBand>('send', 'ask', 'none'),
        (chosen, similar, band) => {
          const advice = { chosen, similar: similar.map((id) => ({ id, likeness: 0.9 })), reading: {} };
          const known = new Set(['a', 'b']);
          const weighed = weighAdvice(found(band, 'a', 'b'), advice, (id) => known.has(id));
          for (const id of ids(weighed)) expect(known).toContain(id);
        },
      ),
    );
  });

  it('small talk stays without links whatever a model says', () => {
    const chat = { ...found('none', 'a'), concepts: 0 };
    expect(weighAdvice(chat, { ...alike('a', 0.99), chosen: ['a'] }, all).band).toBe('none');
  });
});
