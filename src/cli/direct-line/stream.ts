import { WebSocket } from 'ws';

/** How a stream ended: `opened` tells whether it ever worked. */
export interface StreamEnd {
  readonly opened: boolean;
}

/** Listens to a Direct Line stream until it ends or `signal` ends it. Never throws: the caller tries again or polls. */
export function listen(url: string, onFrame: (frame: unknown) => void, signal: AbortSignal): Promise<StreamEnd> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ opened: false });
    let opened = false;
    const socket = new WebSocket(url, { handshakeTimeout: 5_000, perMessageDeflate: false });
    const end = () => socket.terminate();
    signal.addEventListener('abort', end, { once: true });
    socket.on('open', () => {
      opened = true;
    });
    socket.on('message', (data) => {
      const text = String(data);
      if (text !== '') onFrame(readFrame(text));
    });
    // The close event follows and says the same.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      signal.removeEventListener('abort', end);
      resolve({ opened });
    });
  });
}

function readFrame(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
