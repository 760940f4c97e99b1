import type { RequestHandler } from 'express';
import { hostOf, type WebchatContext } from './context.ts';

/**
 * Cross-origin access. No cookie is involved (tokens travel in headers), so allowed origins are named back one by one
 * and credentials are never allowed. Preflights end here with 204.
 */
export function cors(context: WebchatContext): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && context.sites.allows(origin, hostOf(request))) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      // helmet's default keeps other origins from reading what CORS just allowed.
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, x-ms-bot-agent, x-requested-with');
    response.setHeader('Access-Control-Max-Age', '600');
    response.status(204).end();
  };
}
