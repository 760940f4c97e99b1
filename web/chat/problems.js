// What the page says when something was refused.
import { GatewayRefusal } from './session.js';

/** Texts by the gateway's error codes; the rest gets the general one. */
const BY_CODE = {
  RATE_LIMITED: 'slowDown',
  TEXT_TOO_LONG: 'tooLong',
  BODY_TOO_LARGE: 'tooLong',
  FILE_TYPE_REFUSED: 'fileTypeRefused',
};

/**
 * @param {Record<string, string>} texts
 * @param {unknown} error
 */
export function explain(texts, error) {
  if (error instanceof GatewayRefusal && error.code === 'RATE_LIMITED') return texts.problemBusy;
  if (error instanceof GatewayRefusal && error.code === 'ORIGIN_REFUSED') return texts.problemOrigin;
  return texts.problemBody;
}

/**
 * Store middleware: files that the gateway would refuse are refused here, before they travel.
 * @param {{ fileBytes: number, files: number, texts: Record<string, string> }} settings
 * @param {{ notice(text: string): void }} screen
 */
export function checkFiles({ fileBytes, files, texts }, screen) {
  const megabytes = String(Math.floor(fileBytes / 1024 / 1024));
  return () => (next) => (action) => {
    if (action.type !== 'WEB_CHAT/SET_SEND_BOX_ATTACHMENTS') return next(action);
    const chosen = action.payload.attachments;
    const small = chosen.filter(({ blob }) => blob.size <= fileBytes);
    const heavy = chosen.find(({ blob }) => blob.size > fileBytes);
    if (heavy) screen.notice(fill(texts.fileTooLarge, { name: heavy.blob.name ?? '', size: megabytes }));
    if (small.length > files) screen.notice(fill(texts.filesTooMany, { count: String(files) }));
    return next({ ...action, payload: { ...action.payload, attachments: small.slice(0, files) } });
  };
}

/**
 * Store middleware: when the gateway refuses a message, the person reads why.
 * @param {Record<string, string>} texts
 * @param {{ notice(text: string): void }} screen
 */
export function refusalOf(texts, screen) {
  return () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') screen.notice(refusalText(texts, action.payload));
    return next(action);
  };
}

/**
 * @param {Record<string, string>} texts
 * @param {any} failure
 */
function refusalText(texts, failure) {
  const answer = failure?.xhr?.response ?? failure?.response;
  const body = typeof answer === 'string' ? parse(answer) : answer;
  const code = body?.error?.code;
  return texts[BY_CODE[code] ?? 'notSent'];
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @param {Record<string, string>} values
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}
