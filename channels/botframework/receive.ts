import type { BotChat, BotReference } from '../../src/contracts/bot-service.ts';
import { type EnvelopeInput, type IntakePort, MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import { textPieces } from '../../src/contracts/text-pieces.ts';
import type { BotActivity } from './activity.ts';
import { answerTo } from './answers.ts';
import { type FetchParts, type Kept, keepFiles } from './fetch-file.ts';
import type { BotOptions } from './options.ts';
import { addressOf, type BotReading, isGroupChat, messageIdOf, readActivity } from './read-activity.ts';
import type { BotTexts } from './texts.ts';
import { traitsOf } from './traits.ts';

const MAX_FILES = 20;

/** What receiving needs besides the options. */
export interface ReceiveParts {
  readonly options: BotOptions;
  readonly intake: IntakePort;
  readonly words: BotTexts;
  readonly token: () => Promise<string>;
}

/** Takes an activity that was checked: durable when it resolves (P1). Taking the same one twice changes nothing. */
export async function takeActivity(activity: BotActivity, parts: ReceiveParts): Promise<void> {
  const { options, words } = parts;
  if (isGroupChat(activity) && !options.groups) return;
  const reading = readActivity(activity, words);
  if (reading.kind === 'nothing') return;
  const about = aboutOf(activity, reading, options);
  if (reading.kind === 'note') {
    await options.notes(about.channel, { ...about, at: about.sentAt }, reading.note);
    return;
  }
  const place = { channel: about.channel, account: about.account, address: about.address };
  const chat = await options.stores.chats.find(about.channel, about.account, about.address);
  // Before the turn that answers: the way out asks where to.
  await options.stores.chats.meet({ ...place, reference: referenceOf(activity) });
  const kept =
    reading.kind === 'message' ? await keepFiles(reading.files.slice(0, MAX_FILES), fetching(activity, parts)) : [];
  const envelopes = envelopesOf(about, { reading, kept, shown: chat?.choices ?? [] });
  for (const receipt of await parts.intake.accept(envelopes)) {
    if (receipt.status === 'rejected') options.logger.warn({ code: receipt.code }, 'a message was refused at the door');
  }
}

/** What every envelope of an activity says of it. */
export type About = Pick<EnvelopeInput, 'channel' | 'account' | 'address' | 'messageId' | 'sender' | 'sentAt'>;

/** Where an activity belongs, whose it is and when it was. Pure but for the clock. */
export function aboutOf(
  activity: BotActivity,
  reading: BotReading,
  { appId, clock }: Pick<BotOptions, 'appId' | 'clock'>,
): About {
  const { from, timestamp } = activity;
  const at = new Date(timestamp ?? '');
  const name = from.name?.slice(0, 200);
  return {
    ...{ channel: traitsOf(activity.channelId).name, account: appId, address: addressOf(activity) },
    ...{ messageId: messageIdOf(activity, reading), sentAt: Number.isNaN(at.getTime()) ? clock.now() : at },
    sender: { id: from.id, ...(name ? { name } : {}) },
  };
}

interface Read {
  readonly reading: BotReading;
  readonly kept: readonly Kept[];
  readonly shown: BotChat['choices'];
}

/** The envelopes of a message; one too long for one becomes several. Pure. */
export function envelopesOf(about: About, { reading, kept, shown }: Read): EnvelopeInput[] {
  if (reading.kind === 'start') return [{ ...about, kind: 'start' }];
  if (reading.kind !== 'message') return [];
  const answer = answerTo(reading.text, shown);
  const instead = kept.flatMap((one) => ('instead' in one ? [one.instead] : []));
  const attachments = kept.flatMap((one) => ('attachment' in one ? [one.attachment] : []));
  const said = [answer.text, ...instead].filter((part) => part !== '').join('\n');
  return textPieces(said, MAX_TEXT_LENGTH).map((text, at) => ({
    ...about,
    text,
    ...(at === 0 ? { attachments } : { messageId: `${about.messageId}#${at + 1}` }),
    ...(at === 0 && answer.choice !== undefined ? { choice: answer.choice } : {}),
  }));
}

function referenceOf(activity: BotActivity): BotReference {
  const { channelId, serviceUrl, conversation, recipient, from } = activity;
  return {
    ...{ channelId, serviceUrl, conversation: conversation.id, bot: recipient.id, user: from.id },
    ...{ tenant: conversation.tenantId ?? null, group: isGroupChat(activity) },
  };
}

function fetching({ serviceUrl }: BotActivity, { options, words, token }: ReceiveParts): FetchParts {
  const { files, fileHosts, fileBytes, fileTimeoutMs = 8_000, logger } = options;
  return { files, fileHosts, fileBytes, timeoutMs: fileTimeoutMs, logger, serviceUrl, words, token };
}
