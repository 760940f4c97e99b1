import { expect, it, jest } from '@jest/globals';
import { isRedisRequired, RedisServer, redisSource } from '../builders/redis-server.ts';
import { answered, chatAll, until } from './canary/people.ts';
import { RedisWatch } from './canary/redis-watch.ts';
import { Searcher } from './canary/searcher.ts';
import { CanaryWorld } from './canary/world.ts';
import { Person } from './hostile/person.ts';

jest.setTimeout(120_000);

/** CANARY_SEED repeats a run. */
const seed = Number(process.env.CANARY_SEED ?? Math.floor(Math.random() * 2 ** 31));

if (redisSource() === null) {
  console.warn('CANARIES IN REDIS NOT LOOKED FOR: set REDIS_TEST_URL, or install redis-server.');
  it('runs where a Redis is required', () => {
    expect(isRedisRequired).toBe(false);
  });
} else {
  it('P4 nothing that people or the desk write reaches Redis: no job, no lease, no live event, no counter', async () => {
    const source = redisSource();
    const server = source === 'program' ? await RedisServer.start() : null;
    const watch = await RedisWatch.open(source === 'program' || source === null ? (server?.url ?? '') : source.url);
    const world = await CanaryWorld.open(seed, watch);
    try {
      const person = await Person.open(world.client);
      const { said } = world.book.bare('answered');
      await person.say('tengo un problema con mi acceso');
      await answered(world, person, 1);
      await person.say('quiero hablar con un agente');
      const waiting = async () => {
        const { body } = await world.call({ path: '/api/conversations?mode=waiting', token: world.operatorToken });
        return (JSON.parse(body) as { items: { id: string }[] }).items.map(({ id }) => id);
      };
      await until('somebody waits for an agent', async () => (await waiting()).length > 0);
      const [id = ''] = await waiting();
      await world.agent.act(id, 'take');
      await world.agent.act(id, 'reply', { id: 'canario-redis-01', text: '¿Cuál es su contraseña?' });
      await person.say(`${said}`);
      await world.agent.act(id, 'reply', { id: 'canario-redis-02', text: `¿Seguro que es ${said}?` });
      await chatAll(world, world.book.every('a message'));
      // Ids and redacted events did go there, or the search would prove nothing.
      expect([...watch.names]).toEqual(expect.arrayContaining(['publish', 'set', 'zadd']));
      const sinks = [watch.sink(), await watch.dump()];
      expect({ seed, finds: new Searcher(world.book.all).search(sinks) }).toEqual({ seed, finds: [] });
      // And would have been found.
      const planted = world.book.every('a message').slice(0, 1);
      const bytes = Buffer.from(planted.map((canary) => canary.said).join(' '));
      expect(new Searcher(planted).search([{ name: 'planted', bytes }])).toHaveLength(1);
    } finally {
      await world.end();
      watch.close();
      await server?.close();
    }
  });
}
