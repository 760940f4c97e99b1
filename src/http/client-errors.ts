import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/catalogue.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

/** Answers what is no HTTP, too slow or too large for the parser: coded JSON like everywhere, and the line is cut. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (cause: NodeJS.ErrnoException, socket) => {
    const known = Object.hasOwn(codes, cause.code ?? '') ? codes[cause.code ?? ''] : undefined;
    if (cause.code === 'ECONNRESET' || !socket.writable || hasAnswered(socket)) socket.destroy();
    else refuseRaw(socket, new AppError(known ?? 'REQUEST_MALFORMED'));
  });
}

/** Writes an error as a whole HTTP answer to a socket that no response object serves, and ends it. */
export function refuseRaw(socket: Duplex, error: AppError): void {
  const body = JSON.stringify({ error: { code: error.code, message: error.message } });
  const head = [
    `HTTP/1.1 ${error.status} Refused`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  // Whoever does not read the answer must not keep the socket either.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** A second answer inside a first one would be read as part of it. Node keeps the answer under way on its socket. */
function hasAnswered(socket: Duplex & { _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
