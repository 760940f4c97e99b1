import { describe, expect, it } from '@jest/globals';
import { chatTexts, commandOf } from '../../src/cli/chat/texts.ts';
import { messageOf, splitLinks } from '../../src/cli/direct-line/activities.ts';
import { checkNode } from '../../src/cli/doctor/checks.ts';
import { mismatches, parseScript } from '../../src/cli/replay/script.ts';
import { addressOf } from '../../src/cli/running-gateway.ts';

describe('what Direct Line says', () => {
  it('is read back into text, links and choices', () => {
    const activity = {
      type: 'message',
      id: '1',
      from: { id: 'bot', role: 'bot', name: 'Bot' },
      text: 'Vea *esto*\n\n- [Guía \\[1\\]](https://a.example/%28x%29)\n- [Otra](https://b.example/)',
      textFormat: 'markdown',
      attachments: [{ name: 'foto.png' }],
      suggestedActions: {
        actions: [
          { title: 'Sí', value: { choice: 'yes' } },
          { title: 'Libre', value: 'otro' },
        ],
      },
    };
    expect(messageOf(activity)).toEqual({
      id: '1',
      message: {
        name: 'Bot',
        text: 'Vea *esto*',
        links: [
          { entryId: '', title: 'Guía [1]', url: 'https://a.example/%28x%29' },
          { entryId: '', title: 'Otra', url: 'https://b.example/' },
        ],
        choices: [
          { title: 'Sí', value: 'yes' },
          { title: 'Libre', value: 'Libre' },
        ],
        files: ['foto.png'],
      },
    });
  });

  it('reads the buttons of a card as one-time forms, and the card as no file', () => {
    const button = { type: 'openUrl', title: 'Entregar', value: 'https://a.example/entrega/x' };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.hero', content: { buttons: [button] } }];
    const read = messageOf({ type: 'message', id: '1', from: { role: 'bot', name: 'Bot' }, text: 'a', attachments });
    expect(read?.message).toMatchObject({ forms: [{ title: 'Entregar', url: button.value }], files: [] });
  });

  it('leaves out our own words and what is no message', () => {
    expect(messageOf({ type: 'message', id: '1', from: { role: 'user' }, text: 'yo' })).toBeNull();
    expect(messageOf({ type: 'typing', from: { role: 'bot' } })).toBeNull();
    expect(messageOf('x')).toBeNull();
  });

  it('leaves a list that is no list of links alone', () => {
    expect(splitLinks('- [a](b c)\n- uno').links).toEqual([]);
  });
});

describe('a file to replay', () => {
  it('takes transcripts and envelopes, and leaves out what the other side said', () => {
    const steps = parseScript(
      '\uFEFF{"expect":"hola"}\n{"speaker":"bot","text":"x"}\n\n{"address":"52","kind":"message","text":"y","channel":"whatsapp"}\n',
    );
    expect(steps).toEqual([
      { line: 1, conversation: '', text: null, expect: ['hola'], reject: [] },
      { line: 4, conversation: '52', text: 'y', expect: [], reject: [] },
    ]);
  });

  it('names the line that is wrong', () => {
    expect(() => parseScript('{"text":"a"}\nclave')).toThrow(/line 2/);
    expect(() => parseScript('{"text":7}')).toThrow(/line 1 text/);
  });

  it('compares without case and accents', () => {
    expect(mismatches({ expect: ['QUIÉN  tengo'], reject: [] }, '¿Con quien\ntengo?')).toEqual([]);
    expect(mismatches({ expect: ['no'], reject: ['sí'] }, 'Si')).toEqual(['expected: no', 'not expected: sí']);
  });
});

describe('small rules', () => {
  it.each([
    ['/salir', 'quit'],
    [' /AYUDA ', 'help'],
    ['/quit', 'quit'],
    ['/otra', 'unknown'],
    ['/etc/hosts', null],
    ['hola /salir', null],
  ])('%j is %s', (line, command) => {
    expect(commandOf(line)).toBe(command);
  });

  it('both languages say the same things', () => {
    expect(Object.keys(chatTexts.en)).toEqual(Object.keys(chatTexts.es));
  });

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:80'],
    ['::', 'http://[::1]:80'],
    ['fe80::1', 'http://[fe80::1]:80'],
    ['localhost', 'http://localhost:80'],
  ])('%s is reached at %s', (host, url) => {
    expect(addressOf({ host, port: 80 })).toBe(url);
  });

  it.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['22.0.0', true],
    ['18.20.0', false],
  ])('Node %s: %s', (version, ok) => {
    expect(checkNode(version).ok).toBe(ok);
  });
});
