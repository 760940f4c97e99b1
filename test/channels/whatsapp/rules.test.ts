import { describe, expect, it } from '@jest/globals';
import { ChatBook } from '../../../channels/whatsapp/chats.ts';
import { Governor } from '../../../channels/whatsapp/governor.ts';
import { faultOf } from '../../../channels/whatsapp/groups.ts';
import type { GovernorRules } from '../../../channels/whatsapp/index.ts';
import { messageIdOf } from '../../../channels/whatsapp/render.ts';
import { chosenBy } from '../../../src/contracts/numbered-choices.ts';
import type { WhatsappChat, WhatsappChats } from '../../../src/contracts/whatsapp.ts';
import { buildClock } from '../../builders/clock.ts';
import { memoryLogger } from '../webchat/gateway.ts';

const MINUTE = 60_000;

describe('the governor', () => {
  const rules: GovernorRules = {
    ...{ perMinute: 4, perPersonPerMinute: 2, warmUpDays: 0, pace: 'none', quiet: null, firstContact: false },
  };
  const make = (change: Partial<GovernorRules> = {}, minuteOfDay = 600) => {
    const clock = buildClock();
    const governor = new Governor(
      { ...rules, ...change },
      { clock, minuteOfDay: () => minuteOfDay, random: () => 0.5 },
    );
    const admit = (address = 'ana', lastInAt: Date | null = clock.now(), length = 40) =>
      governor.admit({ address, lastInAt, length });
    return { clock, governor, admit };
  };

  it('writes to nobody who never wrote, unless told to', () => {
    expect(() => make().admit('ana', null)).toThrow(expect.objectContaining({ code: 'WHATSAPP_FIRST_CONTACT' }));
    expect(make({ firstContact: true }).admit('ana', null)).toEqual({ waitMs: 0, typingMs: 0 });
  });

  it('holds what is over the rate of one person or of all until there is room', () => {
    const { clock, admit } = make();
    admit();
    admit();
    expect(() => admit()).toThrow(expect.objectContaining({ code: 'DELIVERY_HELD', details: { seconds: 60 } }));
    admit('luz');
    admit('luz');
    expect(() => admit('sol')).toThrow(expect.objectContaining({ code: 'DELIVERY_HELD' }));
    clock.advance({ seconds: 55 });
    expect(admit('sol').waitMs).toBe(5_000);
  });

  it('lets a young number speak a fifth at first, and grow', () => {
    const { clock, governor, admit } = make({ perMinute: 10, perPersonPerMinute: 100, warmUpDays: 10 });
    governor.pairedAt = clock.now();
    const most = () => {
      for (let count = 0; ; count++) {
        try {
          if (admit(`p${count}`).waitMs > 0) return count;
        } catch {
          clock.advance({ minutes: 2 });
          return count;
        }
      }
    };
    const first = most();
    clock.advance({ hours: 5 * 24 });
    const middle = most();
    clock.advance({ hours: 6 * 24 });
    expect([first, middle, most()]).toEqual([2, 6, 10]);
  });

  it('begins nothing at night, and answers whoever is waiting', () => {
    const quiet = { from: 21 * 60, to: 7 * 60 };
    const { clock, admit } = make({ quiet }, 23 * 60);
    expect(admit('ana', clock.now()).waitMs).toBe(0);
    const hoursAgo = new Date(clock.now().getTime() - 3 * 60 * MINUTE);
    expect(() => admit('ana', hoursAgo)).toThrow(
      expect.objectContaining({ code: 'DELIVERY_HELD', details: { seconds: 8 * 3_600 } }),
    );
    expect(make({ quiet }, 12 * 60).admit('ana', hoursAgo).waitMs).toBe(0);
  });

  it('types as long as a person would', () => {
    const { admit } = make({ pace: 'human' });
    expect([admit('a', new Date(), 10).typingMs, admit('b', new Date(), 4_000).typingMs]).toEqual([600, 4_000]);
  });
});

describe('who is who', () => {
  const memory = () => {
    const kept = new Map<string, WhatsappChat>();
    const leads = new Map<string, string>();
    const chats: WhatsappChats = {
      byJid: async (_, jid) => kept.get(leads.get(jid) ?? '') ?? null,
      byAddress: async (_, address) => kept.get(address) ?? null,
      async save(_, chat) {
        kept.set(chat.address, chat);
        for (const jid of [chat.jid, chat.pn, chat.lid]) if (jid && !leads.has(jid)) leads.set(jid, chat.address);
      },
    };
    const logger = memoryLogger();
    return { book: new ChatBook('ours', chats, logger), logger };
  };
  const PN = '5215550000100@s.whatsapp.net';
  const LID = '777@lid';

  it('is one person when the server names both together, in whichever order they come', async () => {
    const { book } = memory();
    const first = await book.of({ jid: LID, other: PN });
    expect([first.address, (await book.of({ jid: PN, other: null })).address]).toEqual([
      '5215550000100',
      '5215550000100',
    ]);
    const late = memory().book;
    await late.of({ jid: LID, other: null });
    await late.of({ jid: LID, other: PN });
    expect((await late.of({ jid: PN, other: null })).address).toBe(LID);
  });

  it('merges nothing by itself: two that are known apart, or a LID that contradicts the one known', async () => {
    const { book, logger } = memory();
    await book.of({ jid: PN, other: null });
    await book.of({ jid: LID, other: null });
    expect((await book.of({ jid: LID, other: PN })).address).toBe(LID);
    expect((await book.of({ jid: PN, other: LID })).address).toBe('5215550000100');
    const second = memory();
    await second.book.of({ jid: PN, other: LID });
    const contradiction = await second.book.of({ jid: '888@lid', other: PN });
    expect(contradiction.address).toBe('888@lid');
    expect(
      [logger.lines, second.logger.lines].every((lines) => lines.join().includes('WHATSAPP_IDENTITY_AMBIGUOUS')),
    ).toBe(true);
  });
});

describe('groups', () => {
  const members = [
    { phone: '5215550000001', lid: null },
    { phone: '5215550000100', lid: null },
  ];
  const rule = { namePrefix: 'MN ', deskNumbers: ['5215550000001'] };

  it('MAS-126 takes the group whose name begins with MN and no other', () => {
    const faults = ['MN Acme', 'Acme MN', 'MNAcme', 'mn Acme'].map((subject) => faultOf({ subject, members }, rule));
    expect(faults).toEqual([null, 'name', 'name', 'name']);
  });

  it("MAS-128 takes no group in which the desk's number is missing", () => {
    expect(faultOf({ subject: 'MN Acme', members: members.slice(1) }, rule)).toBe('desk');
  });
});

describe('choices and ids', () => {
  const shown = [
    { value: 'a', title: 'Ventas' },
    { value: 'b', title: 'Compras' },
  ];

  it('reads a number in every way that people write it, and leaves words to the flow', () => {
    for (const text of ['2', ' 2) ', '2.', 'opción 2', 'la 2', 'Número 2', '2️⃣']) {
      expect(chosenBy(text, shown)).toEqual({ text: 'Compras', choice: 'b' });
    }
    for (const text of ['3', '22 facturas', 'compras', '2 y 1']) expect(chosenBy(text, shown)).toEqual({ text });
  });

  it('P3 makes the same id of the same reply, and another of another part', () => {
    expect(messageIdOf('r', 0)).toBe(messageIdOf('r', 0));
    expect(new Set([messageIdOf('r', 0), messageIdOf('r', 1), messageIdOf('s', 0)]).size).toBe(3);
    expect(messageIdOf('r', 0)).toMatch(/^3EB0[0-9A-F]{18}$/);
  });
});
