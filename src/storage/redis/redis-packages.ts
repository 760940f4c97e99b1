/** The packages that only many processes need; the bundle keeps them in a file of their own, loaded when `REDIS_URL` is set. */
export { createAdapter } from '@socket.io/redis-adapter';
export { default as Bull } from 'bull';
export { Redis } from 'ioredis';
