import type { ChannelNote } from '../../src/contracts/channel-notes.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { EnvelopeInput } from '../../src/contracts/envelope.ts';
import { activitySchema } from './activity.ts';
import { readActivity } from './read-activity.ts';
import { aboutOf, envelopesOf } from './receive.ts';
import type { BotTexts } from './texts.ts';

/** What a recorded activity would become: messages, notes in the transcript, or nothing (1). */
export interface BotPreview {
  readonly envelopes: readonly EnvelopeInput[];
  readonly notes: readonly ChannelNote[];
  readonly nothing: number;
}

/** Reads one recorded activity, as Bot Service posted it. Null: it is none. Files are named and not fetched. */
export function previewActivity(
  event: unknown,
  { appId, words, clock }: { readonly appId: string; readonly words: BotTexts; readonly clock: Clock },
): BotPreview | null {
  const read = activitySchema.safeParse(event);
  if (!read.success) return null;
  const reading = readActivity(read.data, words);
  if (reading.kind === 'note') return { envelopes: [], notes: [reading.note], nothing: 0 };
  const kept = reading.kind === 'message' ? reading.files.map(({ name }) => ({ instead: `[${name}]` })) : [];
  const envelopes = envelopesOf(aboutOf(read.data, reading, { appId, clock }), { reading, kept, shown: [] });
  return { envelopes, notes: [], nothing: envelopes.length === 0 ? 1 : 0 };
}
