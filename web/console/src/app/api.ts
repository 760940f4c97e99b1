import { createApiClient } from '../../../shared/api-client.ts';

let csrfToken: string | null = null;

/** Keeps the CSRF token that `/api/me` gave. */
export function rememberCsrf(token: string | null): void {
  csrfToken = token;
}

/** The console's one client. */
export const api = createApiClient(() => csrfToken);
