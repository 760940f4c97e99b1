import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import type { Attachment } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { type PostedActivity, parseActivity } from './activity-in.ts';
import type { WebchatContext } from './context.ts';
import { cleanFileName } from './file-names.ts';
import type { WebchatLimits } from './options.ts';

/** A message with its files, which are already durable in the file store. */
export interface Upload {
  readonly activity: Extract<PostedActivity, { kind: 'message' }>;
  readonly attachments: readonly Attachment[];
}

interface Part {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

interface Parts {
  readonly activity: Buffer | null;
  readonly files: readonly Part[];
}

const receiving = new WeakMap<WebchatContext, number>();

/**
 * Reads `multipart/form-data` with an optional part `activity` (JSON) and the files. All parts are read and checked
 * before the first file is stored. Throws FILE_TOO_LARGE, FILE_TYPE_REFUSED, FILES_TOO_MANY, MESSAGE_INVALID, BODY_NOT_JSON,
 * INPUT_INVALID, RATE_LIMITED.
 */
export async function receiveUpload(context: WebchatContext, request: Request): Promise<Upload> {
  const { limits, options } = context;
  const busy = receiving.get(context) ?? 0;
  if (busy >= limits.uploadsAtOnce) throw new AppError('RATE_LIMITED', { seconds: 2 });
  receiving.set(context, busy + 1);
  try {
    const parts = await readParts(context, request);
    if (parts.files.length === 0) throw new AppError('INPUT_INVALID', { path: 'file', problem: 'no file was sent' });
    const activity = parseActivity(parts.activity === null ? { type: 'message' } : readJson(parts.activity), 1);
    if (activity.kind !== 'message') throw new AppError('ACTIVITY_UNSUPPORTED', { type: 'event' });
    const attachments: Attachment[] = [];
    for (const { name, mediaType, content } of parts.files) {
      attachments.push(await options.files.put(content, { name, mediaType }));
    }
    return { activity, attachments };
  } finally {
    receiving.set(context, (receiving.get(context) ?? 1) - 1);
  }
}

function readJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    throw new AppError('BODY_NOT_JSON');
  }
}

function openForm(context: WebchatContext, request: Request): busboy.Busboy {
  const { fileBytes, files } = context.limits;
  try {
    return busboy({
      headers: request.headers,
      // Browsers send names in UTF-8; the parser's default reads them as Latin-1.
      defParamCharset: 'utf8',
      limits: { fileSize: fileBytes, files: files + 1, parts: files + 2, fields: 1, headerPairs: 20 },
    });
  } catch (cause) {
    const problem = 'expected multipart/form-data with a boundary';
    throw new AppError('INPUT_INVALID', { path: 'body', problem }, { cause });
  }
}

function readParts(context: WebchatContext, request: Request): Promise<Parts> {
  const form = openForm(context, request);
  const basket = new Basket(context.limits);
  return new Promise((resolve, reject) => {
    const end = (error?: unknown): void => {
      request.unpipe(form);
      // The rest is read and thrown away, so that the client hears the answer instead of a broken pipe.
      request.resume();
      const failure = basket.refusal ?? error;
      if (failure === undefined) resolve(basket);
      else reject(failure);
    };
    form.on('field', (field, value) => basket.field(field, value));
    form.on('file', (field, stream, info) => basket.file(field, stream, info));
    form.on('filesLimit', () => basket.tooMany());
    form.on('partsLimit', () => basket.tooMany());
    form.on('error', () =>
      end(new AppError('INPUT_INVALID', { path: 'body', problem: 'the form is cut or malformed' })),
    );
    form.on('close', () => end());
    request.on('close', () => {
      if (!request.complete) form.destroy(new Error('the client went away'));
    });
    request.pipe(form);
  });
}

/** Collects the parts of one form. After a refusal nothing more is kept. */
class Basket implements Parts {
  activity: Buffer | null = null;
  readonly files: Part[] = [];
  refusal: AppError | undefined;
  readonly #limits: WebchatLimits;
  #bytes = 0;

  constructor(limits: WebchatLimits) {
    this.#limits = limits;
  }

  tooMany(): void {
    this.#refuse(new AppError('FILES_TOO_MANY', { limit: this.#limits.files }));
  }

  field(name: string, value: string): void {
    if (name === 'activity') this.activity = Buffer.from(value);
  }

  file(field: string, stream: Readable, info: busboy.FileInfo): void {
    const chunks: Buffer[] = [];
    stream.on('limit', () => this.#refuse(new AppError('FILE_TOO_LARGE', { limit: this.#limits.fileBytes })));
    stream.on('data', (chunk: Buffer) => {
      this.#count(chunk.length);
      if (this.refusal === undefined) chunks.push(chunk);
    });
    stream.on('error', () => undefined);
    stream.on('end', () => {
      if (this.refusal !== undefined) return;
      const content = Buffer.concat(chunks);
      // A browser's Blob arrives as a file, whatever the field is called.
      if (field === 'activity') this.#keepActivity(content);
      else this.files.push({ name: cleanFileName(info.filename), mediaType: info.mimeType, content });
      if (this.files.length > this.#limits.files) this.tooMany();
    });
  }

  #keepActivity(content: Buffer): void {
    const limit = this.#limits.bodyBytes;
    if (content.length > limit) this.#refuse(new AppError('BODY_TOO_LARGE', { limit }));
    else this.activity = content;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const limit = this.#limits.uploadBytes;
    if (this.#bytes > limit) this.#refuse(new AppError('FILE_TOO_LARGE', { limit }));
  }

  #refuse(error: AppError): void {
    this.refusal ??= error;
  }
}
