import { ApiError } from '../../../shared/api-client.ts';
import type { Message } from '../../../shared/wire/conversation.ts';

/** What is looked at without opening the file: a picture, or the beginning of a text. */
export type FilePreview =
  | { readonly kind: 'picture'; readonly url: string }
  | { readonly kind: 'text'; readonly text: string };

/** Largest file that is looked at, bytes. */
const LARGEST = 8_000_000;
/** Longest piece of a text that is shown, characters. */
const LONGEST = 20_000;

// SVG is a document that can run scripts, so it is no picture here.
const pictures = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;
const texts = /^(?:text\/(?:plain|csv|markdown|xml)|application\/(?:json|xml))(?:;|$)/;

/** How a file can be looked at; null: only downloaded. */
export function previewKind(file: Message['attachments'][number]): FilePreview['kind'] | null {
  if (file.review === 'held' || file.size > LARGEST) return null;
  if (pictures.test(file.mediaType)) return 'picture';
  return texts.test(file.mediaType) ? 'text' : null;
}

/**
 * Fetches a file to look at it. The gateway serves every file as a download, so nothing of it runs; a picture becomes a
 * data address that only `img` draws, a text becomes text. Throws ApiError.
 */
export async function readPreview(href: string, file: Message['attachments'][number]): Promise<FilePreview> {
  const response = await fetch(href, { credentials: 'same-origin' }).catch(() => null);
  if (response === null) throw new ApiError('OFFLINE', 0, 'No answer');
  if (!response.ok) throw new ApiError('FILE_NOT_FOUND', response.status, `HTTP ${response.status}`);
  const bytes = await response.blob();
  if (previewKind(file) === 'text') return { kind: 'text', text: (await bytes.text()).slice(0, LONGEST) };
  return { kind: 'picture', url: await dataAddress(bytes.slice(0, bytes.size, file.mediaType)) };
}

function dataAddress(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new ApiError('UNREADABLE', 0, 'Not readable'));
    reader.readAsDataURL(bytes);
  });
}
