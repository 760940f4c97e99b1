import type { Logger } from '../../contracts/logger.ts';
import { quietly, type RedisConnections } from './connection.ts';

/** What socket.io takes as an adapter, for all its processes. */
export type SocketAdapter = ReturnType<RedisConnections['packages']['createAdapter']>;

/** socket.io's Redis adapter. It waits for none of its messages, so that a Redis that is away must not reject them. */
export function createSocketAdapter(redis: RedisConnections, logger: Logger): SocketAdapter {
  const tell = quietly(logger);
  const calm = new Proxy(redis.commands, {
    get(target, name) {
      if (name === 'publish') return (...args: [string, string]) => target.publish(...args).catch(tell);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return redis.packages.createAdapter(calm, redis.dedicated(), {
    key: `${redis.prefix}:console`,
    requestsTimeout: 3_000,
    publishOnSpecificResponseChannel: true,
  });
}
