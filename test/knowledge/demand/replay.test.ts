import { describe, expect, it } from '@jest/globals';
import { replayOf } from '../../../knowledge/demand/replay.ts';
import type { SearchableEntry, SearchEngine } from '../../../src/contracts/search.ts';
import type { SearchDoc } from '../../../src/storage/models/demand.ts';
import { redacted } from '../../builders/flow-context.ts';

/** Finds the last entry whose title is the question: what is added later wins. */
const engine: Pick<SearchEngine, 'createIndex'> = {
  createIndex: (entries) => ({
    size: entries.length,
    search(query) {
      const found = entries.filter(({ title }) => title === query).at(-1);
      const results = found ? [{ id: found.id, score: 1 }] : [];
      return { band: found ? 'send' : 'none', results, concepts: 1, confidence: found ? 1 : 0 };
    },
  }),
};
const entry = (id: string, title: string): SearchableEntry => ({ id, title, body: '' });
const search = (question: string, over: Partial<SearchDoc> = {}): SearchDoc => ({
  ...{
    _id: question,
    org: 'exsim',
    conversation: 'c',
    episode: 1,
    contact: 'p',
    at: new Date(0),
    question: redacted(question),
  },
  ...{
    meaning: question,
    module: null,
    band: 'none',
    top: [],
    shown: [],
    solved: null,
    solvedBy: [],
    handedOver: false,
  },
  ...{ corrected: null, judgedAt: null, agentMs: 0, cluster: null },
  ...over,
});

describe('what would have been answered', () => {
  const solved = search('corte', { band: 'send', shown: ['old'], solved: true, solvedBy: ['old'] });
  const published = [entry('old', 'corte'), entry('other', 'nómina')];

  it.each([
    ['an entry for what nobody answered is a gain', entry('new', 'alta'), search('alta'), 'gain'],
    ['an entry before the one that solved it is a loss', entry('new', 'corte'), solved, 'loss'],
    ['an entry that no longer answers what it solved is a loss', entry('old', 'arqueo'), solved, 'loss'],
    ['another first link is a change', entry('new', 'nómina'), search('nómina', { shown: ['other'] }), 'change'],
  ])('%s', (_name, changed, asked, effect) => {
    expect(replayOf(changed, published, [asked, asked], engine)).toMatchObject({
      ...{ questions: 2, gains: effect === 'gain' ? 1 : 0, losses: effect === 'loss' ? 1 : 0 },
      changes: [{ question: asked.question, asked: 2, effect }],
    });
  });

  it('says nothing of questions that get the same, and puts losses first', () => {
    const asked = [search('alta'), search('alta'), solved, search('nómina', { shown: ['other'] })];
    const two: Pick<SearchEngine, 'createIndex'> = {
      createIndex: (entries) =>
        engine.createIndex(entries.flatMap((one) => (one.id === 'new' ? [one, entry('new', 'alta')] : [one]))),
    };
    const { changes } = replayOf(entry('new', 'corte'), published, asked, two);
    expect(changes.map(({ question, effect }) => [question, effect])).toEqual([
      ['corte', 'loss'],
      ['alta', 'gain'],
    ]);
  });
});
