import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { WhatsappStatus } from '../../../src/contracts/whatsapp.ts';
import { presentWhatsapp, whatsappBody } from '../../../src/http/whatsapp/presenter.ts';
import type { WhatsappNumber } from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test: a shape that drifts makes this line an error of `npx tsc`.
const same: Same<z.output<typeof whatsappBody>, WhatsappNumber> = true;

const at = new Date('2026-11-29T12:00:00Z');
const status = (change: Partial<WhatsappStatus>): WhatsappStatus => ({
  ...{ account: '5215550000001', transport: 'linked', state: 'open', since: at, alert: null },
  ...{ qr: null, code: null, stop: null, lastCode: null, retryAt: null, ...change },
});
const reasonFor = (change: Partial<WhatsappStatus>) => presentWhatsapp(status(change)).reason;

describe('the state of our number as the console gets it', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(same).toBe(true);
    const written = presentWhatsapp(status({ state: 'stopped', stop: 'banned', alert: { kind: 'stopped', at } }));
    expect(whatsappBody.parse(written).alert).toEqual({ kind: 'stopped', at: at.toISOString() });
  });

  it('draws the QR as a picture with a margin, and none without a QR', () => {
    expect(presentWhatsapp(status({})).qrImage).toBeNull();
    const { qrImage } = presentWhatsapp(status({ state: 'pairing', qr: `2@${'a'.repeat(200)}` }));
    const [kind = '', base64 = ''] = qrImage?.split(',') ?? [];
    expect(kind).toBe('data:image/svg+xml;base64');
    const svg = Buffer.from(base64, 'base64').toString();
    const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
    const squares = [...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map((found) => [Number(found[1]), Number(found[2])]);
    expect(squares.length).toBeGreaterThan(500);
    expect(squares.every(([x = 0, y = 0]) => x >= 4 && y >= 4 && x < side - 4 && y < side - 4)).toBe(true);
    // The three corners by which telephones find it.
    for (const [x, y] of [
      [4, 4],
      [side - 11, 4],
      [4, side - 11],
    ])
      expect(squares).toContainEqual([x, y]);
  });

  it('says in both languages why it does not work and what to do', () => {
    expect(reasonFor({})).toBeNull();
    expect(reasonFor({ state: 'stopped', stop: 'loggedOut', lastCode: 401 })).toMatchObject({
      ...{ code: 'loggedOut', es: expect.stringContaining('Vincúlelo'), en: expect.stringContaining('Link it') },
    });
    const codes = [
      { state: 'unpaired' },
      { state: 'unpaired', lastCode: 408 },
      { state: 'standby' },
      { state: 'waiting', lastCode: 428 },
      { state: 'waiting', lastCode: 503 },
      { state: 'connecting', lastCode: 503 },
    ] as const;
    expect(codes.map((change) => reasonFor(change)?.code)).toEqual([
      ...['notPaired', 'notScanned', 'elsewhere', 'line', 'server', undefined],
    ]);
    expect(reasonFor({ transport: 'cloud', state: 'off' })).toBeNull();
  });
});
