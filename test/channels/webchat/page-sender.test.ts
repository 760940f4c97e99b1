import { createRequire } from 'node:module';
import { describe, expect, it, jest } from '@jest/globals';

interface Sent {
  channelData: { clientActivityID: string; retryOf?: string };
}
interface Sender {
  post(activity: object): { subscribe(next: (id: string) => void): void };
  rename(activity: object): Sent;
}

const require = createRequire(import.meta.url);
const { Observable } = require('rxjs/Observable') as { Observable: { of(value: string): object } };
require('rxjs/add/observable/of');
require('rxjs/add/operator/mergeMap');
// A browser file without types; it touches nothing of the browser until it connects.
const file: string = '../../../web/chat/connection.js';
const { createSender } = (await import(file)) as { createSender(directLine: object): Sender };

function senderWith(answers: string[]): { sender: Sender; sent: Sent[] } {
  const sent: Sent[] = [];
  const postActivity = (activity: Sent): object => {
    sent.push(activity);
    return Observable.of(answers.shift() ?? 'id');
  };
  return { sender: createSender({ postActivity }), sent };
}

const post = (sender: Sender, channelData: object): Promise<string> =>
  new Promise((resolve) => sender.post({ type: 'message', text: 'hola', channelData }).subscribe(resolve));

describe('the page, sending', () => {
  it('P1 repeats a post without an answer under the same id, after growing pauses, until it is answered', async () => {
    jest.useFakeTimers();
    const { sender, sent } = senderWith(['retry', 'retry', 'm1']);
    const answered = post(sender, { clientActivityID: 'a' });
    expect(sent).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(700);
    expect(sent).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1400);
    expect(await answered).toBe('m1');
    expect(sent.map(({ channelData }) => channelData.clientActivityID)).toEqual(['a', 'a', 'a']);
    jest.useRealTimers();
  });

  it('P1 sends a retry of the person under the first id, and gives the echo the newest', async () => {
    const { sender, sent } = senderWith(['m1', 'm1']);
    await post(sender, { clientActivityID: 'second', retryOf: 'first' });
    await post(sender, { clientActivityID: 'third', retryOf: 'first' });
    expect(sent.map(({ channelData }) => channelData)).toEqual([
      { clientActivityID: 'first' },
      { clientActivityID: 'first' },
    ]);
    expect(sender.rename({ channelData: { clientActivityID: 'first' } }).channelData.clientActivityID).toBe('third');
    expect(sender.rename({ channelData: { clientActivityID: 'other' } }).channelData.clientActivityID).toBe('other');
  });
});
