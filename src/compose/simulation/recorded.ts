import type { Advice } from '../../contracts/advice.ts';
import type { ContactPatch } from '../../contracts/contact.ts';
import type { Attachment } from '../../contracts/envelope.ts';
import type { Redacted, Redactor, SensitiveKind } from '../../contracts/redacted.ts';
import { AppError } from '../../errors/app-error.ts';

/** What a person did in a conversation that is played again. */
export type RecordedEvent =
  | { readonly type: 'start'; readonly at: Date }
  | {
      readonly type: 'message';
      readonly at: Date;
      readonly text: Redacted;
      readonly choice?: string;
      readonly attachments: readonly Attachment[];
      readonly removed: readonly SensitiveKind[];
      readonly held?: true;
      readonly advice?: Advice | null;
    }
  /** A timer of the flow comes due, whenever that is. */
  | { readonly type: 'timer'; readonly name: string };

/** A conversation as it was: what is played, what was said then, and what cannot be played. */
export interface RecordedConversation {
  readonly id: string;
  readonly channel: string;
  /** Display name that the channel gave. */
  readonly name: Redacted | null;
  /** What was known of the person before. */
  readonly contact: ContactPatch;
  readonly events: readonly RecordedEvent[];
  /** What the bot said then, in order; null = not recorded. */
  readonly said: readonly string[] | null;
  /** Timers that come due after the last event are played up to here. */
  readonly until: Date | null;
  /** Time that people at the desk worked on it, ms; null = not recorded. */
  readonly agentMs: number | null;
  /** Null: not recorded. */
  readonly agentsOnline: number | null;
  /** What could not be played, in words. */
  readonly left: readonly string[];
}

const MINUTE_MS = 60_000;

/**
 * Conversations of a file: a transcript (`user: …`, `bot: …`, `timer: name`; a head of its own before `---`), or JSON lines as
 * `ventanilla replay` takes them. They have no dates: the first message is at `from`, each next one a minute later.
 */
export function readRecordings(
  content: string,
  { from, redactor, name }: { from: Date; redactor: Redactor; name: string },
): RecordedConversation[] {
  const text = content.replace(/^\uFEFF/, '');
  const isJson = text.trimStart().startsWith('{');
  const lines = isJson ? jsonLines(text) : transcriptLines(text, name);
  const ids = [...new Set(lines.map(({ conversation }) => conversation))];
  if (ids.length === 0) throw new AppError('INPUT_INVALID', { path: name, problem: 'there is no conversation in it' });
  return ids.map((id) => {
    const own = lines.filter(({ conversation }) => conversation === id);
    return recordingOf(id, own, { from, redactor });
  });
}

interface Line {
  readonly conversation: string;
  readonly kind: 'user' | 'timer' | 'start' | 'other';
  readonly text: string;
  readonly removed: readonly SensitiveKind[];
  readonly isKnown: boolean;
}

function recordingOf(
  id: string,
  lines: readonly Line[],
  { from, redactor }: { from: Date; redactor: Redactor },
): RecordedConversation {
  let minutes = 0;
  const left: string[] = [];
  const events = lines.flatMap(({ kind, text, removed }): RecordedEvent[] => {
    const at = new Date(from.getTime() + minutes * MINUTE_MS);
    if (kind === 'timer') return [{ type: 'timer', name: text }];
    if (kind === 'other') {
      left.push(`the line "${text}"`);
      return [];
    }
    minutes += 1;
    if (kind === 'start') return [{ type: 'start', at }];
    const clean = redactor.redact(text, { speaker: 'user' });
    const kinds = [...new Set([...removed, ...clean.findings.map((finding) => finding.kind)])];
    return [{ type: 'message', at, text: clean.text, attachments: [], removed: kinds }];
  });
  const isKnown = lines.some((line) => line.isKnown);
  const person = isKnown ? { name: redactor.redact('Ana').text, userType: 'usuario_final' as const } : {};
  const silent = { said: null, until: null, agentMs: null, agentsOnline: null };
  return { id, channel: 'terminal', name: null, contact: person, events, left, ...silent };
}

function transcriptLines(text: string, conversation: string): Line[] {
  const parts = text.split('\n---\n');
  const [head, body] = parts.length > 1 ? [parts[0] ?? '', parts.slice(1).join('\n---\n')] : ['', text];
  const isKnown = /^contact: known$/m.test(head);
  return body.split('\n').flatMap((line): Line[] => {
    const about = { conversation, removed: [], isKnown };
    if (line.startsWith('timer: ')) return [{ ...about, kind: 'timer', text: line.slice('timer: '.length).trim() }];
    if (line.trim() === 'start') return [{ ...about, kind: 'start', text: '' }];
    if (line.trim() === 'returned') return [{ ...about, kind: 'other', text: 'returned' }];
    if (!line.startsWith('user:')) return [];
    const removed = /^user: \[removed (\w+)\] /.exec(line)?.[1];
    const said = line.replace(/^user: ?(\[removed \w+\] )?/, '').replaceAll('\\n', '\n');
    return [{ ...about, kind: 'user', text: said, removed: removed ? [removed as SensitiveKind] : [] }];
  });
}

function jsonLines(text: string): Line[] {
  return text.split('\n').flatMap((line, index): Line[] => {
    if (line.trim() === '') return [];
    const { speaker = 'user', text: said = '', kind, conversation, address } = parsed(line, index + 1);
    if (speaker !== 'user') return [];
    const about = { conversation: String(conversation ?? address ?? 'conversation'), removed: [], isKnown: false };
    const isStart = kind === 'start' || String(said).trim() === '';
    return [{ ...about, kind: isStart ? 'start' : 'user', text: String(said) }];
  });
}

function parsed(line: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below, with the line.
  }
  throw new AppError('INPUT_INVALID', { path: `line ${number}`, problem: 'it is no JSON object' });
}
