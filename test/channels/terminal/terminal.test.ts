import { describe, expect, it } from '@jest/globals';
import { createTerminalChannel, readTyped, renderMessage } from '../../../channels/terminal/index.ts';
import { systemClock } from '../../../src/contracts/clock.ts';
import type { EnvelopeInput, Reply } from '../../../src/contracts/envelope.ts';
import { createRedactor } from '../../../src/redaction/index.ts';

const redactor = createRedactor();
const choices = [
  { value: 'yes', title: 'Sí' },
  { value: 'no', title: 'No' },
];
const message = { name: 'Bot', text: 'Vea esta liga.', choices, links: [], files: [] };

function reply(id: string, address = 'here', text = '¿Le sirvió?'): Reply {
  return {
    id,
    conversation: { id: `c-${address}`, channel: 'terminal', account: 'local', address },
    seq: 1,
    at: new Date(0),
    from: { role: 'bot', name: 'Bot' },
    text: redactor.redact(text).text,
    choices,
    links: [],
    attachments: [],
  };
}

describe('a message on a terminal', () => {
  const link = { entryId: 'x', title: 'Guía', url: 'https://a.example/guia?x=1' };

  it('shows links as text and choices by number', () => {
    expect(renderMessage({ ...message, links: [link] })).toBe(
      'Bot: Vea esta liga.\n  • Guía\n    https://a.example/guia?x=1\n  1) Sí\n  2) No',
    );
  });

  it('makes an address clickable and still readable where the terminal can', () => {
    const drawn = renderMessage({ ...message, links: [link] }, { hyperlinks: true, color: false });
    expect(drawn).toContain(`\u001b]8;;${link.url}\u001b\\${link.url}\u001b]8;;\u001b\\`);
    const other = renderMessage(
      { ...message, links: [{ ...link, url: 'file:///etc/passwd' }] },
      { hyperlinks: true, color: false },
    );
    expect(other).not.toContain('\u001b');
  });

  it('lets nobody write control sequences or turned text to the screen', () => {
    const drawn = renderMessage({
      ...message,
      name: 'A\u001b[31mna\n',
      text: 'hola\u001b]0;título\u0007\u009b2J\rmundo\u202e',
      links: [{ entryId: 'x', title: 'a\u001b[2Jb', url: 'https://a.example/\u001b[2J' }],
      choices: [{ value: 'v', title: 'uno\ndos' }],
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(drawn).toContain('1) uno dos');
  });
});

describe('what is typed', () => {
  it.each([
    ['2', 'no'],
    [' 1) ', 'yes'],
    ['1.', 'yes'],
    ['3', undefined],
    ['0', undefined],
    ['2 cajas', undefined],
    ['', undefined],
  ])('%j chooses %s', (text, choice) => {
    expect(readTyped(text, choices).choice).toBe(choice);
  });
});

describe('the terminal channel', () => {
  function channel() {
    const taken: EnvelopeInput[] = [];
    const drawn: string[] = [];
    const terminal = createTerminalChannel({
      output: (text) => drawn.push(text),
      clock: systemClock,
      address: 'here',
    });
    const started = terminal.start?.({
      accept: async (batch) => {
        taken.push(...batch);
        return batch.map(({ messageId }) => ({ status: 'stored', messageId, conversationId: 'c', id: 'm' }));
      },
    });
    return { terminal, taken, drawn, started };
  }

  it('P3 draws a reply once, however often it is sent', async () => {
    const { terminal, drawn } = channel();
    await terminal.send(reply('a'));
    await terminal.send(reply('a'));
    await terminal.send(reply('b', 'an earlier run'));
    expect(drawn).toHaveLength(1);
  });

  it('hands over the choice behind a number, under ids of their own', async () => {
    const { terminal, taken, started } = channel();
    await started;
    await terminal.open();
    await terminal.send(reply('a'));
    await terminal.say('2');
    await terminal.say('hola');
    expect(taken.map(({ kind, text, choice }) => [kind, text, choice])).toEqual([
      ['start', undefined, undefined],
      ['message', 'No', 'no'],
      ['message', 'hola', undefined],
    ]);
    expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('refuses a text that is too long, and a stopped channel', async () => {
    const { terminal, started } = channel();
    await started;
    await expect(terminal.say('x'.repeat(32_001))).rejects.toMatchObject({ code: 'TEXT_TOO_LONG' });
    await terminal.stop?.();
    await expect(terminal.say('hola')).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN' });
  });
});
