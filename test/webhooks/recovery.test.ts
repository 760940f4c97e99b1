import { rmSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { Receiver } from './receiver.ts';
import { openWebhookWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

describe('after a restart', () => {
  it('P5 what was waiting for its next try is found in the database, although the queue was lost', async () => {
    const outside = await Receiver.open();
    outside.answer = () => ({ status: 500 });
    const before = await openWebhookWorld();
    await before.endpoint(outside.url());
    const { id } = await before.open('one');
    await before.note(id, 'segunda');
    await before.settle();
    await before.data.models.jobs.deleteMany({});
    await before.data.close();
    outside.answer = () => ({ status: 200 });
    const after = await openWebhookWorld({ folder: before.data.folder });
    after.clock.advance({ minutes: 1 });
    await after.webhooks.recover();
    await after.settle();
    expect(outside.calls.map(({ payload }) => payload.type)).toEqual([
      'ticket.opened',
      'ticket.opened',
      'ticket.noted',
    ]);
    await after.close();
    await outside.close();
    rmSync(before.data.folder, { recursive: true, force: true });
  });

  it('P5 a lane whose next delivery was never given its turn is found', async () => {
    const outside = await Receiver.open();
    const world = await openWebhookWorld();
    const { endpoint } = await world.endpoint(outside.url());
    await world.open('one');
    await world.settle();
    // As a crash between keeping a delivery and giving it its turn leaves it.
    await world.data.models.webhookDeliveries.updateMany({}, { $set: { state: 'pending', dueAt: null } });
    expect(await world.webhooks.recover()).toBe(1);
    await world.settle();
    expect([outside.calls.length, (await world.webhooks.admin.get(endpoint.id)).waiting]).toEqual([2, 0]);
    await world.close();
    await outside.close();
  });

  it('P5 a delivery whose process died while it called is tried again once its lease is over', async () => {
    const outside = await Receiver.open();
    const world = await openWebhookWorld();
    await world.endpoint(outside.url());
    await world.open('one');
    await world.settle();
    const lease = new Date(world.clock.now().getTime() + 60_000);
    await world.data.models.webhookDeliveries.updateMany({}, { $set: { state: 'pending', dueAt: lease, tries: 1 } });
    await world.webhooks.recover();
    await world.settle();
    expect(outside.calls).toHaveLength(1);
    await world.later({ seconds: 61 });
    expect(outside.calls).toHaveLength(2);
    await world.close();
    await outside.close();
  });
});
