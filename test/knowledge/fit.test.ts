import { describe, expect, it } from '@jest/globals';
import { compareEvaluations, evaluateIndex, gateSamples } from '../../knowledge/search/fit-evaluation.ts';
import { fitGate } from '../../knowledge/search/fit-gate.ts';
import { confidenceOf } from '../../knowledge/search/gate.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';
import { sampleEntries } from './samples.ts';

const entries = sampleEntries();
const queries = [
  { q: 'como hago el corte de caja', relevant: ['pdv-corte'] },
  { q: 'cuantos timbres me quedan', relevant: ['fac-timbres'] },
  { q: 'estado de cuenta de un cliente', relevant: ['cxc-estado'] },
  { q: 'mi sap no abre', relevant: [] },
  { q: 'quien gano el partido', relevant: [] },
];

describe('fitting the gate', () => {
  const samples = gateSamples(entries, queries);

  it('makes of every answered question a right example and one without its entry', () => {
    expect(samples.filter(({ right }) => right)).toHaveLength(3);
    expect(samples.filter(({ right }) => !right).length).toBeGreaterThanOrEqual(3);
  });

  it('changes nothing without feedback, and little with a little', () => {
    expect(fitGate([]).weights).toEqual(defaultGate.weights);
    const one = fitGate(samples.slice(0, 1), { penalty: 100 });
    expect(Math.abs(one.weights.coverage - defaultGate.weights.coverage)).toBeLessThan(0.2);
  });

  it('learns from zero to tell the right from the wrong examples, the same every time', () => {
    const model = fitGate(samples, { prior: null, penalty: 0.01 });
    expect(fitGate(samples, { prior: null, penalty: 0.01 })).toEqual(model);
    for (const { features, right } of samples) expect(confidenceOf(model, features) > 0.5).toBe(right);
  });
});

describe('the standing evaluation of a model', () => {
  const now = evaluateIndex(entries, queries);

  it('counts right places, answers and false links', () => {
    expect(now).toMatchObject({ questions: 5, hit1: 1, hit3: 1, mrr10: 1, answered: 1, falseLinks: 0 });
    const mute = evaluateIndex(entries, queries, { ...defaultGate, send: 2, ask: 2 });
    expect(mute).toMatchObject({ hit1: 1, answered: 0, falseLinks: 0 });
  });

  it('lets a model go live only if it loses nothing', () => {
    expect(compareEvaluations(now, now)).toEqual({ difference: 0, low: 0, high: 0, mayGoLive: true });
    const mute = evaluateIndex(entries, queries, { ...defaultGate, send: 2, ask: 2 });
    const worse = compareEvaluations(now, mute);
    expect(worse.mayGoLive).toBe(false);
    expect(worse.difference).toBeCloseTo(-0.6);
    expect(worse.low).toBeLessThan(worse.high);
    const careless = evaluateIndex(entries, queries, { ...defaultGate, send: 0, ask: 0 });
    expect(compareEvaluations(now, careless).mayGoLive).toBe(false);
    expect(compareEvaluations(mute, now).mayGoLive).toBe(true);
  });

  it('lets nothing go live that nobody asked anything', () => {
    const empty = evaluateIndex(entries, []);
    expect(compareEvaluations(empty, empty).mayGoLive).toBe(false);
  });
});
