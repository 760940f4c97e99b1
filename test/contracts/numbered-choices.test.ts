import { describe, expect, it } from '@jest/globals';
import { partsOf } from '../../channels/whatsapp/render.ts';
import { whatsappTexts } from '../../channels/whatsapp/texts.ts';
import { areNumbersAlone, chosenBy } from '../../src/contracts/numbered-choices.ts';

const scale = ['1', '2', '3', '4', '5'].map((title) => ({ value: `score:${title}`, title }));

describe('the points of a scale', () => {
  it('EXS-68 are answered by their number, and are not listed beside themselves', () => {
    expect(chosenBy('4', scale)).toEqual({ text: '4', choice: 'score:4' });
    const reply = { text: '¿Cómo califica la atención, del 1 al 5?', links: [], attachments: [], choices: scale };
    const [part, ...more] = partsOf(reply as never, whatsappTexts.es, 4_000);
    expect(part).toEqual({ kind: 'text', text: reply.text });
    expect(more).toEqual([]);
  });

  it.each([
    [['Sí', 'No'], false],
    [['1', '3'], false],
    [['0', '1', '2'], false],
    [[], false],
    [['1', '2'], true],
  ])('%j: %s', (titles, expected) => {
    expect(areNumbersAlone((titles as string[]).map((title) => ({ title })))).toBe(expected);
  });
});
