import type { Attachment, Envelope } from '../contracts/envelope.ts';
import type { OneTimeCodes } from '../contracts/one-time-codes.ts';
import { type Finding, type Redacted, type Redactor, type SensitiveKind, saysAnything } from '../contracts/redacted.ts';
import { inboundIdOf, sealedIdOf } from '../storage/ids.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { BuildMessage } from '../storage/repositories/message-log.ts';

/** A valid envelope, with whose it is. */
export interface Accepted {
  readonly envelope: Envelope;
  readonly org: string;
  readonly conversation: string;
}

/** What takes out of a message what must not be stored. */
export interface Cleaning {
  readonly redactor: Redactor;
  readonly codes?: Pick<OneTimeCodes, 'digestOf'> | undefined;
}

/** Redacts everything in an envelope that a person can fill: text, name, button payload, file names, message ids (P4). */
export function messageBuilder(accepted: Accepted, { redactor, codes }: Cleaning, at: Date): BuildMessage {
  const { envelope, org, conversation } = accepted;
  const _id = inboundIdOf(envelope.channel, envelope.account, envelope.messageId);
  return (head) => {
    const clean = redactor.redact(envelope.text, {
      speaker: 'user',
      channel: envelope.channel,
      ...(head.context ? { context: head.context } : {}),
    });
    const removed = new Set<SensitiveKind>(clean.findings.map((finding) => finding.kind));
    let isHeld = clean.findings.some(isHold);
    const strip = (text: string): Redacted => {
      const result = redactor.redact(text, { speaker: 'user' });
      for (const finding of result.findings) removed.add(finding.kind);
      isHeld ||= result.findings.some(isHold);
      return result.text;
    };
    const message: MessageDoc = {
      _id,
      org,
      conversation,
      seq: head.seq + 1,
      direction: 'in',
      kind: envelope.kind,
      speaker: 'user',
      name: strip(envelope.sender.name ?? ''),
      at,
      text: clean.text,
      source: {
        channel: envelope.channel,
        account: envelope.account,
        address: envelope.address,
        messageId: safeId(envelope.messageId, redactor),
        sender: envelope.sender.id,
        sentAt: envelope.sentAt,
      },
      pending: true,
    };
    if (envelope.aside !== undefined && envelope.aside !== '') message.aside = strip(envelope.aside);
    if (envelope.choice !== undefined) message.choice = strip(envelope.choice);
    if (envelope.attachments.length > 0) {
      message.attachments = envelope.attachments.map((file) => cleanName(file, strip));
      for (const kind of envelope.attachments.flatMap((file) => file.removed ?? [])) removed.add(kind);
      message.files = true;
    }
    const typed = typedCode(envelope.text, clean.findings);
    if (codes && typed !== null && head.context?.codeTurnsLeft) message.typedCode = codes.digestOf(conversation, typed);
    if (isHeld) message.held = true;
    if (removed.size > 0) message.removed = [...removed];
    if (saysAnything(clean.context)) message.context = clean.context;
    return message;
  };
}

/** The redactor could not scan the part and took it out whole: a person must look (P4). */
function isHold(finding: Finding): boolean {
  return finding.rule.startsWith('held.');
}

/** Six digits that were taken out as the answer to what was asked for; null: none, or more than one. */
function typedCode(text: string, findings: readonly Finding[]): string | null {
  const digits = findings.map(({ start, end }) => text.slice(start, end).replace(/\D/g, ''));
  const codes = new Set(digits.filter((value) => value.length === 6));
  const [only] = codes;
  return codes.size === 1 && only !== undefined ? only : null;
}

function cleanName(file: Attachment, strip: (text: string) => string): Attachment {
  return { ...file, name: strip(file.name) };
}

/**
 * A client may choose its own message ids, and a mail server puts its address into them: an id in which something is found
 * is kept as a digest. Deduplication does not need it; it works on the key that is made before (P1).
 */
function safeId(id: string, redactor: Redactor): string {
  return redactor.redact(id, { speaker: 'user' }).findings.length === 0 ? id : sealedIdOf(id);
}
