import type { WASocket } from '@whiskeysockets/baileys';
import type { Clock } from '../../src/contracts/clock.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { phoneOf, plainJid } from './addresses.ts';
import type { GroupView } from './groups.ts';

const KEPT_MS = 5 * 60_000;

/** Groups as they are, asked for once in a while and after each change. */
export class GroupViews {
  readonly #socket: () => WASocket | null;
  readonly #clock: Clock;
  readonly #known = new Map<string, { at: number; view: Promise<GroupView> }>();

  /** `socket`: the open connection; null = there is none. */
  constructor(socket: () => WASocket | null, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
  }

  /** Throws WHATSAPP_OFFLINE. */
  of(jid: string): Promise<GroupView> {
    const now = this.#clock.now().getTime();
    const known = this.#known.get(jid);
    if (known && now - known.at < KEPT_MS) return known.view;
    const view = this.#ask(jid);
    this.#known.set(jid, { at: now, view });
    view.catch(() => this.#known.delete(jid));
    return view;
  }

  /** Its name or its members changed. */
  forget(jid: string): void {
    this.#known.delete(jid);
  }

  async #ask(jid: string): Promise<GroupView> {
    const socket = this.#socket();
    if (!socket) throw new AppError('WHATSAPP_OFFLINE');
    const { subject, participants } = await socket.groupMetadata(jid);
    return {
      subject,
      members: participants.map(({ id, phoneNumber, lid }) => ({
        phone: phoneOf(plainJid(id)) ?? phoneOf(plainJid(phoneNumber)),
        lid: plainJid(lid ?? id),
      })),
    };
  }
}
