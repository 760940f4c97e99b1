import { Worker } from 'node:worker_threads';
import type { Logger } from '../../../contracts/logger.ts';
import type { DocumentFormat, DocumentReader, DocumentText } from './document-text.ts';

/** How a hostile document is kept from doing harm. */
export interface DocumentReaderOptions {
  /** The built program of the thread, `dist/server/read-document.js`. */
  readonly program: string;
  readonly logger: Logger;
  /** A document that takes longer is held, ms. Default 10 s. */
  readonly patienceMs?: number;
  /** Heap of the thread, MB. Default 256. */
  readonly heapMb?: number;
  /** The process may grow by this much meanwhile, MB: buffers lie outside the heap. Default 512. */
  readonly growthMb?: number;
}

const WATCH_MS = 50;
const MB = 1024 * 1024;

/** Reads documents one after the other, each in a thread of its own with limits of time and memory. Fails closed. */
export function createDocumentReader(options: DocumentReaderOptions): DocumentReader {
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(content, format) {
      const mine = last.then(() => readInThread(content, format, options));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function readInThread(
  content: Uint8Array,
  format: DocumentFormat,
  { program, logger, patienceMs = 10_000, heapMb = 256, growthMb = 512 }: DocumentReaderOptions,
): Promise<DocumentText> {
  const result = await new Promise<DocumentText>((resolve) => {
    const worker = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      // Nothing of the gateway's: neither its keys nor its streams.
      env: {},
      stdout: true,
      stderr: true,
    });
    const before = process.memoryUsage.rss();
    const end = (text: DocumentText): void => {
      clearTimeout(late);
      clearInterval(watch);
      resolve(text);
      void worker.terminate();
    };
    const late = setTimeout(() => end({ status: 'unreadable', why: 'too-slow' }), patienceMs);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > growthMb * MB) end({ status: 'unreadable', why: 'too-large' });
    }, WATCH_MS);
    worker.once('message', end);
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end({ status: 'unreadable', why: isMemory ? 'too-large' : 'malformed' });
    });
    worker.once('exit', () => end({ status: 'unreadable', why: 'malformed' }));
    worker.postMessage({ content, format });
  });
  if (result.status === 'unreadable')
    logger.warn({ format, why: result.why }, 'a document could not be read; it is held');
  return result;
}
