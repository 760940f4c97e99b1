import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createBreaker } from '../../../knowledge/answer/breaker.ts';
import { ModelFailure } from '../../../knowledge/answer/endpoint.ts';
import { Matrix } from '../../../knowledge/answer/matrix.ts';
import { examplesPrompt } from '../../../knowledge/answer/prompts/examples.ts';
import { extractPrompt } from '../../../knowledge/answer/prompts/extract.ts';
import { dataBlock, promptId } from '../../../knowledge/answer/prompts/prompt.ts';
import { rerankPrompt } from '../../../knowledge/answer/prompts/rerank.ts';
import { createRedactor } from '../../../src/redaction/index.ts';

describe('prompts', () => {
  it('a changed word is a new version', () => {
    const digests = [rerankPrompt, extractPrompt, examplesPrompt].map((prompt) => [
      promptId(prompt),
      createHash('sha256').update(`${prompt.system.es}\0${prompt.system.en}`).digest('hex').slice(0, 12),
    ]);
    // Changed a text? Raise its version, then put the new digest here.
    expect(Object.fromEntries(digests)).toEqual(KNOWN_DIGESTS);
  });

  it('P4 plain text does not get into a prompt: it does not compile', () => {
    const plain: string = 'mi clave es Canela2023';
    // @ts-expect-error plain text is no datum
    const refused = () => dataBlock({ message: plain });
    const { text } = createRedactor().redact(plain);
    expect(dataBlock({ message: text })).not.toContain('Canela2023');
    expect(refused).toBeInstanceOf(Function);
  });
});

const KNOWN_DIGESTS = { 'rerank-1': 'c1c3e8a01997', 'extract-1': '0db6120c0fda', 'examples-1': '791c154df554' };

describe('the circuit breaker', () => {
  afterEach(() => void jest.useRealTimers());

  it('opens on failures, lets one through after its pause, and closes when that one is well', async () => {
    jest.useFakeTimers();
    const states: string[] = [];
    const breaker = createBreaker((state) => states.push(state));
    const fail = () => Promise.reject(new ModelFailure('down'));
    for (let times = 0; times < 5; times++) await expect(breaker.run(fail)).rejects.toThrow('down');
    const sent = jest.fn(async () => 'well');
    await expect(breaker.run(sent)).rejects.toThrow('open');
    expect(sent).not.toHaveBeenCalled();
    jest.advanceTimersByTime(30_001);
    expect(await breaker.run(sent)).toBe('well');
    expect(breaker.isOpen()).toBe(false);
    expect(states).toEqual(['open', 'closed']);
    breaker.stop();
  });

  it('an empty budget says nothing of the endpoint', async () => {
    const breaker = createBreaker(() => undefined);
    const broke = () => Promise.reject(new ModelFailure('budget'));
    for (let times = 0; times < 10; times++) await expect(breaker.run(broke)).rejects.toThrow('budget');
    expect(breaker.isOpen()).toBe(false);
    breaker.stop();
  });
});

describe('vectors', () => {
  const row = (entry: string, ...values: number[]) => ({ entry, vector: Float32Array.from(values) });

  it('finds the nearest by its best row, each entry once, whatever the length of the vectors', () => {
    const matrix = Matrix.of([row('a', 10, 0), row('b', 0, 3), row('a', 1, 1)]);
    expect(matrix.nearest(Float32Array.from([0.4, 0.3]), 5)).toEqual([
      { id: 'a', likeness: 0.99 },
      { id: 'b', likeness: 0.6 },
    ]);
  });

  it('leaves out rows of another length, and answers nothing to a question of another length', () => {
    const matrix = Matrix.of([row('a', 1, 0), row('b', 1, 0, 0)]);
    expect(matrix.nearest(Float32Array.from([1, 0]), 5).map(({ id }) => id)).toEqual(['a']);
    expect(matrix.nearest(Float32Array.from([1, 0, 0]), 5)).toEqual([]);
  });
});
