/** An answer that is an error: its code, status and the gateway's own words. `OFFLINE` = no answer at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** What the message names: numbers, codes, names of the desk. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: string, status: number, message: string, details: ApiError['details'] = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Whether the session is over and the person must sign in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Asks the API; `csrf` gives the token that requests which change something must carry. */
export interface ApiClient {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /** Sends a file as it is, the address says what it is; `progress` hears which share of it has left, 0 to 1. */
  upload<T>(path: string, file: Blob, progress?: (share: number) => void): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T>;
}

/** A client of our own origin; the session travels as a cookie that no script can read. */
export function createApiClient(csrf: () => string | null): ApiClient {
  return {
    get: (path, signal) => ask(path, signal ? { signal } : {}),
    upload: (path, file, progress = () => undefined) => post(path, { file, token: csrf(), progress }),
    send: (method, path, body) => {
      const headers = signed(csrf());
      if (body === undefined) return ask(path, { method, headers });
      headers.set('Content-Type', 'application/json');
      return ask(path, { method, headers, body: JSON.stringify(body) });
    },
  };
}

function signed(token: string | null): Headers {
  return new Headers(token === null ? {} : { 'X-CSRF-Token': token });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await reach(path, init);
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  throw errorOf(response.status, text);
}

/** By the older way of asking: the newer one does not tell how much has left. */
function post<T>(
  path: string,
  { file, token, progress }: { file: Blob; token: string | null; progress: (share: number) => void },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (token !== null) request.setRequestHeader('X-CSRF-Token', token);
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new ApiError('OFFLINE', 0, 'No answer'));
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as T);
      else reject(errorOf(status, responseText));
    };
    request.send(file);
  });
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', cache: 'no-store', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('OFFLINE', 0, 'No answer');
  }
}

function errorOf(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string; details?: ApiError['details'] } };
    return new ApiError(error.code, status, error.message, error.details);
  } catch {
    return new ApiError('UNREADABLE', status, `HTTP ${status}`);
  }
}
