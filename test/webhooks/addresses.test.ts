import { describe, expect, it, jest } from '@jest/globals';
import { isAppError } from '../../src/errors/app-error.ts';
import { createPost, type PostFailure } from '../../src/webhooks/post.ts';
import { Receiver } from './receiver.ts';
import { openWebhookWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('addresses of endpoints', () => {
  it.each([
    'http://help.example/hook',
    'https://127.0.0.1/hook',
    'https://[::1]/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/hook',
    'https://intranet/hook',
    'https://metadata.google.internal/',
    'https://user:pass@help.example/hook',
    'ftp://help.example/hook',
    'file:///etc/passwd',
    'no address',
  ])('P4 refuses %s when it is entered', async (url) => {
    const world = await openWebhookWorld({ ownHosts: [] });
    expect(isAppError(await refusal(world.endpoint(url)), 'WEBHOOK_URL_REFUSED')).toBe(true);
    await world.close();
  });

  it('P4 refuses a public name that leads into the own network when it is called', async () => {
    const outside = await Receiver.open();
    const { port } = new URL(outside.url());
    const post = createPost({
      // A name server that answers with this machine.
      lookup: (_host, _options, done) => done(Object.assign(new Error('no'), { code: 'EPRIVATE' }), []),
    });
    const failure = (await refusal(post(`https://rebound.example:${port}/`, {}, '{}'))) as PostFailure;
    expect([failure.problem, outside.calls.length]).toEqual(['refusedAddress', 0]);
    await outside.close();
  });

  it("calls a host of the operator's own network only when it is named, with its port", async () => {
    const outside = await Receiver.open();
    const other = await Receiver.open();
    const world = await openWebhookWorld({ ownHosts: [outside.host] });
    await world.endpoint(outside.url());
    expect(isAppError(await refusal(world.endpoint(other.url())), 'WEBHOOK_URL_REFUSED')).toBe(true);
    await world.open('one');
    await world.settle();
    expect([outside.calls.length, other.calls.length]).toEqual([1, 0]);
    await Promise.all([outside.close(), other.close(), world.close()]);
  });

  it('gives up a call that takes too long, and tries it again', async () => {
    const outside = await Receiver.open();
    outside.answer = () => 'hang';
    const world = await openWebhookWorld({ timeoutMs: 50 });
    const { endpoint } = await world.endpoint(outside.url());
    await world.open('one');
    await world.settle();
    const { items } = await world.webhooks.admin.deliveries({ endpointId: endpoint.id, limit: 1 });
    expect([items[0]?.state, items[0]?.log[0]?.problem]).toEqual(['pending', 'timeout']);
    await Promise.all([outside.close(), world.close()]);
  });
});
