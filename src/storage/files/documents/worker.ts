import { parentPort } from 'node:worker_threads';
import type { DocumentFormat, DocumentText } from './document-text.ts';
import { readOffice } from './office.ts';

/** The far side of `createDocumentReader`: one document, then the thread ends. */
parentPort?.once('message', async ({ content, format }: { content: Uint8Array; format: DocumentFormat }) => {
  parentPort?.postMessage(await read(content, format));
});

async function read(content: Uint8Array, format: DocumentFormat): Promise<DocumentText> {
  try {
    if (format === 'office') return readOffice(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
    const { readPdf } = await import('./pdf.ts');
    return await readPdf(content);
  } catch {
    // The parser's message may quote the document.
    return { status: 'unreadable', why: 'malformed' };
  }
}
