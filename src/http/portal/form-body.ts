import busboy from 'busboy';
import type { Request } from 'express';
import type { Attachment } from '../../contracts/envelope.ts';
import type { FileStore } from '../../contracts/files.ts';
import { AppError } from '../../errors/app-error.ts';

/** What a form may carry. */
const limits = { fileSize: 10 * 1024 * 1024, files: 5, fields: 80, fieldSize: 40_000, parts: 90, headerPairs: 20 };
const MAX_NAME = 200;

/** A form as it came: its fields, and its files still in memory. */
export interface FormBody {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly {
    readonly field: string;
    readonly name: string;
    readonly mediaType: string;
    readonly content: Buffer;
  }[];
}

/** Reads a form with or without files. Throws INPUT_INVALID, FILE_TOO_LARGE, FILES_TOO_MANY. */
export function readForm(request: Request): Promise<FormBody> {
  let form: busboy.Busboy;
  try {
    form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits });
  } catch (cause) {
    throw new AppError('INPUT_INVALID', { path: 'body', problem: 'expected a form' }, { cause });
  }
  const fields: Record<string, string> = Object.create(null);
  const files: FormBody['files'][number][] = [];
  let refusal: AppError | undefined;
  return new Promise((resolve, reject) => {
    const end = (error?: unknown): void => {
      request.unpipe(form);
      // The rest is read and thrown away, so that the person sees the answer instead of a broken line.
      request.resume();
      const failure = refusal ?? error;
      if (failure === undefined) resolve({ fields, files });
      else reject(failure);
    };
    form.on('field', (name, value) => {
      fields[name] ??= value;
    });
    form.on('file', (field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('limit', () => {
        refusal ??= new AppError('FILE_TOO_LARGE', { limit: limits.fileSize });
      });
      stream.on('data', (chunk: Buffer) => refusal ?? chunks.push(chunk));
      stream.on('error', () => undefined);
      stream.on('end', () => {
        const content = Buffer.concat(chunks);
        // A browser sends an empty file where none was chosen.
        if (content.length > 0) files.push({ field, name: nameOf(info.filename), mediaType: info.mimeType, content });
      });
    });
    form.on('filesLimit', () => {
      refusal ??= new AppError('FILES_TOO_MANY', { limit: limits.files });
    });
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

/** Stores a form's files. Throws FILE_TYPE_REFUSED, FILE_TOO_LARGE. */
export async function storeFiles(
  store: FileStore | undefined,
  files: FormBody['files'],
  redact: (name: string) => string,
): Promise<Attachment[]> {
  const stored: Attachment[] = [];
  if (store === undefined) return stored;
  for (const { name, mediaType, content } of files)
    stored.push(await store.put(content, { name: redact(name), mediaType }));
  return stored;
}

/** The last part of a path, without control characters; a browser of old sends the whole of it. */
function nameOf(given: string | undefined): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = [...last].filter((sign) => sign >= ' ' && sign !== '\u007f').join('');
  return clean.slice(0, MAX_NAME) || 'archivo';
}
