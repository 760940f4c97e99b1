import type { RequestHandler } from 'express';
import type { Logger } from '../contracts/logger.ts';
import type { HttpMetrics } from './deps.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/**
 * Counts every request and logs it at debug level, by its route pattern: an address may hold a token or what somebody
 * typed, a pattern cannot.
 */
export function requestRecord(metrics: HttpMetrics, logger: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const pattern = request.route?.path;
      const about = {
        method: methods.has(request.method) ? request.method : 'other',
        route: typeof pattern === 'string' ? pattern : (response.locals.mount ?? 'none'),
        status: response.statusCode,
        seconds: (performance.now() - start) / 1_000,
      };
      metrics.request(about);
      logger.debug(about, 'request');
    });
    next();
  };
}
