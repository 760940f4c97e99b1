import { expect } from '@jest/globals';
import { Person } from './person.ts';
import type { HostileWorld } from './world.ts';

/** Resident memory may grow by what buffers and caches keep, not by what was thrown at the process, bytes. */
const MOST_GROWTH = 250 * 1024 * 1024;

/** After everything: healthy, ready, an ordinary conversation works, nothing was left undone, and no log line holds the canary. */
export async function expectUnharmed(world: HostileWorld, canary: string, memoryBefore: number): Promise<void> {
  const { client, gateway } = world;
  const health = await client.call({ path: '/healthz', from: '127.0.0.8' });
  expect({ status: health.status, body: JSON.parse(health.body) }).toEqual({ status: 200, body: { ok: true } });
  expect((await client.call({ path: '/readyz' })).status).toBe(200);
  const person = await Person.open(client);
  for (const [index, text] of ['¿Cómo cancelo un CFDI?', 'me llamo Ana Prueba', 'usuario final'].entries()) {
    await person.say(text);
    await person.answered(index + 1);
  }
  const said = (await person.read()).filter((line) => !line.isMine).map((line) => line.text);
  expect(said.at(-1)).toMatch(/Cancelar una factura ante el SAT/);
  await world.quiet();
  const stored = await world.metric('ventanilla_messages_received_total', 'status="stored"');
  expect(await world.metric('ventanilla_turns_total', 'outcome="ok"')).toBe(stored);
  expect(await world.metric('ventanilla_turns_total', 'outcome="error"')).toBe(0);
  expect(await world.metric('process_resident_memory_bytes')).toBeLessThan(memoryBefore + MOST_GROWTH);
  const { body: metrics } = await client.call({ path: '/metrics' });
  expect(gateway.isAlive).toBe(true);
  expect(gateway.output.length).toBeGreaterThan(1_000);
  expect(`${gateway.output}${metrics}`.toLowerCase()).not.toContain(canary);
  expect(gateway.output).not.toMatch(/uncaughtException|unhandledRejection|Warning:/);
  expect(gateway.errors).toEqual([]);
}
