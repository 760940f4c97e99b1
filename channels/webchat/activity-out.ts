import type { Attachment, Choice, Link } from '../../src/contracts/envelope.ts';
import type { SecureForm, SecureLinks } from '../../src/contracts/vault.ts';
import { clientIdOf } from './activity-in.ts';
import type { FileLinks } from './file-links.ts';
import type { TranscriptLine } from './transcript-source.ts';

/** A Direct Line activity as it goes out. */
export interface OutgoingActivity {
  readonly type: 'message';
  readonly id: string;
  readonly timestamp: string;
  readonly channelId: 'directline';
  readonly conversation: { readonly id: string };
  readonly from: { readonly id: string; readonly name?: string; readonly role: 'user' | 'bot' };
  readonly text: string;
  readonly textFormat: 'plain' | 'markdown';
  readonly attachments: readonly object[];
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly object[] };
  readonly inputHint?: 'acceptingInput' | 'expectingInput';
  readonly channelData: Readonly<Record<string, unknown>>;
}

/** A set of activities and the position after them, as polling and the stream send it. */
export interface ActivitySet {
  readonly activities: readonly OutgoingActivity[];
  readonly watermark: string;
}

/** For whom the lines are shown. */
export interface Viewer {
  readonly user: string;
  readonly conversation: string;
  /** The gateway's address as the viewer sees it. */
  readonly base: string;
}

/** Makers of the addresses that are this viewer's alone. */
export interface ViewerLinks {
  readonly files: FileLinks;
  readonly secure: SecureLinks | undefined;
}

/** Shows lines to a viewer. `from` is the position that the client already had. Pure but for the expiry of file addresses. */
export function presentLines(
  lines: readonly TranscriptLine[],
  from: number,
  viewer: Viewer,
  links: ViewerLinks,
): ActivitySet {
  return {
    activities: lines.map((line) => presentLine(line, viewer, links)),
    watermark: String(lines.at(-1)?.seq ?? from),
  };
}

/** That an agent writes, as the protocol says it. */
export function presentTyping(conversation: string, name: string, at: Date): object {
  return {
    ...{ type: 'typing', id: `typing-${at.getTime()}`, timestamp: at.toISOString(), channelId: 'directline' },
    conversation: { id: conversation },
    from: { id: 'agent', role: 'bot', ...(name === '' ? {} : { name }) },
  };
}

function presentLine(line: TranscriptLine, viewer: Viewer, links: ViewerLinks): OutgoingActivity {
  const mine = line.speaker === 'user';
  const clientId = mine ? clientIdOf(line.messageId) : undefined;
  return {
    type: 'message',
    id: line.id,
    timestamp: line.at.toISOString(),
    channelId: 'directline',
    conversation: { id: viewer.conversation },
    from: mine
      ? { id: viewer.user, role: 'user' }
      : { id: line.speaker, role: 'bot', ...(line.name === '' ? {} : { name: line.name }) },
    // A person's asterisks are asterisks; only our side writes markdown.
    text: mine ? line.text : withLinks(line.text, line.links),
    textFormat: mine ? 'plain' : 'markdown',
    attachments: [
      ...line.attachments.map((attachment) => presentAttachment(attachment, viewer.base, links.files)),
      ...(mine ? [] : presentForms(line.secureForms ?? [], viewer.base, links.secure)),
    ],
    ...(mine || line.choices.length === 0 ? {} : suggest(line.choices, viewer.user)),
    channelData: {
      // Web Chat orders by this before it looks at the clock.
      'webchat:sequence-id': line.seq,
      ...(clientId === undefined ? {} : { clientActivityID: clientId }),
      ...(line.attachments.length === 0 ? {} : { attachmentSizes: line.attachments.map(({ size }) => size) }),
      ...(mine ? {} : { speaker: line.speaker }),
    },
  };
}

// messageBack shows the title as the person's own words and brings the value back beside it.
function suggest(choices: readonly Choice[], user: string): Pick<OutgoingActivity, 'suggestedActions' | 'inputHint'> {
  const actions = choices.map(({ title, value }) => ({
    type: 'messageBack',
    title,
    text: title,
    displayText: title,
    value: { choice: value },
  }));
  return { suggestedActions: { to: [user], actions }, inputHint: 'expectingInput' };
}

function presentAttachment(attachment: Attachment, base: string, links: FileLinks): object {
  const contentUrl = links.make(attachment, base);
  return {
    contentType: attachment.mediaType,
    contentUrl,
    name: attachment.name,
    // Without a thumbnail Web Chat shows the person's own picture as a bare file name.
    ...(attachment.mediaType.startsWith('image/') ? { thumbnailUrl: contentUrl } : {}),
  };
}

/** A card with one button for each form; the client opens it in a page of its own. */
function presentForms(forms: readonly SecureForm[], base: string, secure: SecureLinks | undefined): object[] {
  const buttons = forms.flatMap(({ itemId, title }) => {
    const value = secure?.urlOf(itemId, base) ?? null;
    return value === null ? [] : [{ type: 'openUrl', title, value }];
  });
  return buttons.length === 0 ? [] : [{ contentType: 'application/vnd.microsoft.card.hero', content: { buttons } }];
}

function withLinks(text: string, links: readonly Link[]): string {
  const items = links.filter(isWebLink).map((link) => `- ${markdownLink(link)}`);
  if (items.length === 0) return text;
  return text === '' ? items.join('\n') : `${text}\n\n${items.join('\n')}`;
}

function isWebLink({ url }: Link): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

function markdownLink({ title, url }: Link): string {
  const label = title.replace(/\s+/g, ' ').replace(/([\\[\]*_`<>])/g, '\\$1');
  return `[${label}](${new URL(url).href.replace(/\(/g, '%28').replace(/\)/g, '%29')})`;
}
