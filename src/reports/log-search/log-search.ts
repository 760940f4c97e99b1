import type { Clock } from '../../contracts/clock.ts';
import type { LogHit, LogPage, LogQuery, LogSearchPort } from '../../contracts/log-search.ts';
import { pieceBetween } from '../../contracts/redacted-text.ts';
import type { SurveyReader } from '../../contracts/surveys.ts';
import { AppError } from '../../errors/app-error.ts';
import type { EpisodeDoc } from '../../storage/models/episodes.ts';
import type { MessageDoc } from '../../storage/models/messages.ts';
import type { EpisodeRepository } from '../../storage/repositories/episodes.ts';
import type { LogIndexRepository, LogPlace } from '../../storage/repositories/log-index.ts';
import { everyMessage, messagesWith } from './candidates.ts';
import { excerptOf } from './excerpt.ts';
import { type EpisodeFilter, episodeFilterOf, fitsEpisode } from './filter.ts';
import { findTerms, readTerms, type Term } from './words.ts';

/** What the search of one organisation's chats needs. */
export interface LogSearchParts {
  readonly organisation: string;
  readonly index: LogIndexRepository;
  readonly episodes: EpisodeRepository;
  readonly surveys: Pick<SurveyReader, 'answers'>;
  /** Contacts by a part of their name, address or number; with whoever is joined with them. */
  readonly people: (text: string) => Promise<readonly string[]>;
  /** Names of contacts by id. */
  readonly names: (contacts: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly clock: Clock;
}

/** Messages, or episodes, that one page looks at before it says how far it came. */
const BUDGET = 12_000;

/** The search of chats, on the redacted log (P4). Pages are places in time: the millionth costs what the first does. */
export function createLogSearch(parts: LogSearchParts): LogSearchPort {
  return {
    async search(query) {
      const terms = readTerms(query.text ?? '');
      const filter = await episodeFilterOf(parts, query);
      if (filter?.isEmpty) return { items: [], next: null, searchedTo: null };
      const isOfMessages = terms.length > 0 || query.removed !== undefined || query.speaker !== undefined;
      // Without words it is conversations that are looked for, and there are fewer of them than messages.
      return isOfMessages || filter === null
        ? walkMessages(parts, { query, terms, filter })
        : walkEpisodes(parts, query, filter);
    },
  };
}

interface Search {
  readonly query: LogQuery;
  readonly terms: readonly Term[];
  readonly filter: EpisodeFilter | null;
}

async function walkMessages(parts: LogSearchParts, { query, terms, filter }: Search): Promise<LogPage> {
  const { organisation: org, index, clock } = parts;
  const from = query.from ?? new Date(0);
  const before = query.after === undefined ? startOf(query, clock) : placeOf(query.after);
  const span = { org, from, before };
  const batches = terms.length > 0 ? messagesWith(index, span, terms) : everyMessage(index, span);
  const hits: LogHit[] = [];
  let seen = 0;
  let last: LogPlace | null = null;
  for await (const batch of batches) {
    const kept = await inEpisodes(
      parts,
      batch.filter((message) => fitsMessage(message, query)),
      filter,
    );
    for (const { message, episode } of kept) {
      hits.push(hitOf(message, episode, terms));
      last = { at: message.at, id: message._id };
      if (hits.length === query.limit) return pageOf(parts, hits, last, false);
    }
    seen += batch.length;
    const end = batch.at(-1);
    if (end !== undefined) last = { at: end.at, id: end._id };
    if (seen >= BUDGET) return pageOf(parts, hits, last, false);
  }
  return pageOf(parts, hits, last, true);
}

async function walkEpisodes(parts: LogSearchParts, query: LogQuery, filter: EpisodeFilter): Promise<LogPage> {
  const { organisation: org, episodes, index, clock } = parts;
  const from = query.from ?? new Date(0);
  const hits: LogHit[] = [];
  let { at, id } = query.after === undefined ? startOf(query, clock) : placeOf(query.after);
  for (let seen = 0; seen < BUDGET; seen += EPISODES_AT_ONCE) {
    const batch = await episodes.page(org, { before: `${at.toISOString()}|${id}`, from }, EPISODES_AT_ONCE);
    for (const episode of batch) {
      ({ openedAt: at, _id: id } = episode);
      if (!fitsEpisode(episode, filter)) continue;
      const message = await index.messageOf(episode.conversation, episode.fromSeq);
      if (message !== null) hits.push(hitOf(message, episode, []));
      if (hits.length === query.limit) return pageOf(parts, hits, { at, id }, false);
    }
    if (batch.length < EPISODES_AT_ONCE) return pageOf(parts, hits, null, true);
  }
  return pageOf(parts, hits, { at, id }, false);
}

const EPISODES_AT_ONCE = 500;

/** After all others of an instant. */
const LAST_ID = '\uffff';

function startOf({ to }: LogQuery, clock: Clock): LogPlace {
  // Messages of this very moment are in; clocks of other processes may go ahead a little.
  return to === undefined ? { at: new Date(clock.now().getTime() + 60_000), id: LAST_ID } : { at: to, id: '' };
}

function placeOf(after: string): LogPlace {
  const [instant = '', id = ''] = after.split('|');
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()))
    throw new AppError('INPUT_INVALID', { path: 'query.after', problem: 'take `next` of the page before' });
  return { at, id };
}

async function pageOf(
  parts: LogSearchParts,
  hits: readonly LogHit[],
  last: LogPlace | null,
  isWhole: boolean,
): Promise<LogPage> {
  const contacts = hits.flatMap(({ contactId }) => (contactId === null ? [] : [contactId]));
  const names = await parts.names([...new Set(contacts)]);
  const items = hits.map((hit) => ({ ...hit, contactName: names.get(hit.contactId ?? '') ?? null }));
  const next = isWhole || last === null ? null : `${last.at.toISOString()}|${last.id}`;
  return { items, next, searchedTo: isWhole ? null : (last?.at ?? null) };
}

function fitsMessage({ kind, purged, removed = [], speaker, text }: MessageDoc, query: LogQuery): boolean {
  if (kind !== 'message' || purged !== undefined || (text ?? '') === '') return false;
  if (query.speaker !== undefined && speaker !== query.speaker) return false;
  if (query.removed === undefined) return true;
  return query.removed === 'any' ? removed.length > 0 : removed.includes(query.removed);
}

interface Placed {
  readonly message: MessageDoc;
  readonly episode: EpisodeDoc | null;
}

async function inEpisodes(
  parts: LogSearchParts,
  messages: readonly MessageDoc[],
  filter: EpisodeFilter | null,
): Promise<Placed[]> {
  if (messages.length === 0) return [];
  const conversations = [...new Set(messages.map(({ conversation }) => conversation))];
  const found = new Map<string, EpisodeDoc[]>();
  for (const episode of await parts.episodes.ofConversations(conversations))
    found.set(episode.conversation, [...(found.get(episode.conversation) ?? []), episode]);
  const placed = messages.map((message) => ({ message, episode: episodeAt(found.get(message.conversation), message) }));
  return filter === null ? placed : placed.filter(({ episode }) => episode !== null && fitsEpisode(episode, filter));
}

/** The last episode that had begun; messages of before episodes were kept belong to none. */
function episodeAt(episodes: readonly EpisodeDoc[] | undefined, { seq }: MessageDoc): EpisodeDoc | null {
  return episodes?.findLast(({ fromSeq = 1 }) => fromSeq <= seq) ?? null;
}

function hitOf(message: MessageDoc, episode: EpisodeDoc | null, terms: readonly Term[]): LogHit {
  const { _id: messageId, conversation: conversationId, seq, at, speaker, name, text, removed = [] } = message;
  return {
    ...{ messageId, conversationId, seq, at, speaker, name, removed, contactName: null },
    excerpt: excerptOf(text, findTerms(text, terms) ?? [], pieceBetween),
    ...{ channel: episode?.channel ?? null, contactId: episode?.contact ?? null, mode: episode?.mode ?? null },
    ...{ outcome: episode?.outcome ?? null, agents: episode?.agents ?? [], kind: episode?.kind ?? null },
  };
}
