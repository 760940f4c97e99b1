import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { previewEvent, whatsappTexts } from '../../../channels/whatsapp/index.ts';

const about = { account: '5215550000001', texts: whatsappTexts.es };
const lines = readFileSync('test/channels/whatsapp/fixtures/cloud-webhooks.jsonl', 'utf8').trim().split('\n');
const upsert = (message: object, key: object = {}) => ({
  type: 'append',
  messages: [
    {
      key: { id: 'A1', remoteJid: '5215550000100@s.whatsapp.net', ...key },
      messageTimestamp: 1_795_900_000,
      ...message,
    },
  ],
});

describe('ventanilla replay whatsapp', () => {
  it('reads every recorded webhook of the Cloud API', () => {
    const read = lines.map((line) => previewEvent((JSON.parse(line) as { body: unknown }).body, about));
    const counts = read.map((one) => [one?.envelopes.length, one?.notes.length]);
    expect(counts.slice(0, 16)).toEqual([...Array(12).fill([1, 0]), [0, 1], [1, 0], [0, 0], [3, 0]]);
  });

  it('reads an upsert of the linked device: a batch, a placeholder, an edit', () => {
    expect(previewEvent(upsert({ message: { conversation: 'Hola' } }), about)?.envelopes).toEqual([
      expect.objectContaining({ address: '5215550000100', messageId: '5215550000100/A1', text: 'Hola' }),
    ]);
    expect(previewEvent(upsert({ messageStubType: 2 }), about)).toMatchObject({ envelopes: [], nothing: 1 });
    const edit = { protocolMessage: { key: { id: 'A0' }, type: 14, editedMessage: { conversation: 'Adiós' } } };
    expect(previewEvent(upsert({ message: edit }), about)?.notes).toEqual([
      { kind: 'edited', text: 'Adiós', of: 'A0' },
    ]);
  });

  it('says of anything else that it is none', () => {
    expect([previewEvent({ foo: 1 }, about), previewEvent('x', about)]).toEqual([null, null]);
  });
});
