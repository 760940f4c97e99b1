import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { authenticityOf } from '../../../channels/email/parse/authenticity.ts';
import { buildLetter, type LetterParts } from '../../builders/mail.ts';
import { buildMailWorld, type MailWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const SERVER = 'mx.mesa.example';
const ana = 'ana@cliente.example';
const of = (results: string, from = ana) => authenticityOf([`${SERVER}; ${results}`], SERVER, from);

describe('what a mail server found out about a sender (RFC 8601)', () => {
  it.each([
    ['dmarc=pass header.from=cliente.example', 'proven'],
    ['dmarc=pass (p=reject dis=none) header.from=cliente.example; spf=fail smtp.mailfrom=otro.example', 'proven'],
    ['dmarc=fail header.from=cliente.example; dkim=pass header.d=cliente.example', 'forged'],
    ['dmarc=pass header.from=otro.example', 'unknown'],
    ['dkim=pass header.d=cliente.example header.s=a', 'proven'],
    ['dkim=pass header.d=correo.cliente.example', 'proven'],
    ['dkim=pass header.d=otro.example; spf=pass smtp.mailfrom=eva@otro.example', 'unknown'],
    ['dkim=pass header.d=example', 'unknown'],
    ['spf=pass smtp.mailfrom=ana@cliente.example', 'proven'],
    ['spf=pass smtp.mailfrom=cliente.example', 'proven'],
    ['spf=softfail smtp.mailfrom=cliente.example; dkim=none', 'unknown'],
    ['none', 'unknown'],
    ['dmarc=none (dmarc=pass header.from=cliente.example) header.from=cliente.example', 'unknown'],
    ['dmarc=none reason="; dmarc=pass header.from=cliente.example"', 'unknown'],
    ['dkim=pass header.d=xcliente.example', 'unknown'],
  ])('%s: %s', (results, expected) => {
    expect(of(results)).toBe(expected);
  });

  it('believes the named server alone, and of its headers the topmost', () => {
    const pass = 'dmarc=pass header.from=cliente.example';
    const fail = 'dmarc=fail header.from=cliente.example';
    expect(authenticityOf([`otro.example; ${pass}`], SERVER, ana)).toBe('unknown');
    expect(authenticityOf([`MX.Mesa.example 1; ${fail}`, `${SERVER}; ${pass}`], SERVER, ana)).toBe('forged');
    expect(authenticityOf([], SERVER, ana)).toBe('unknown');
    expect(authenticityOf([`${SERVER}; ${pass}`], SERVER, null)).toBe('unknown');
  });
});

describe('a mailbox whose server checks who wrote', () => {
  let world: MailWorld;
  beforeAll(async () => {
    world = await buildMailWorld({ authenticatedBy: SERVER });
  }, 60_000);
  beforeEach(() => world.fresh());
  afterAll(() => world.stop());

  const letter = (results: string, parts: LetterParts = {}) =>
    buildLetter({ ...parts, headers: { 'Authentication-Results': `${SERVER}; ${results}`, ...parts.headers } });
  const contacts = async () => new Set((await world.conversations()).map(({ contact }) => contact.id));

  it('MAS-02 keeps apart from a person whoever only says to be that person, and answers all the same', async () => {
    await world.take(letter('dmarc=pass header.from=cliente.example'));
    await world.take(letter('dmarc=fail header.from=cliente.example'));
    await world.take(letter('dmarc=none'));
    const found = await contacts();
    expect(found.size).toBe(2);
    await world.take(letter('dkim=pass header.d=cliente.example'));
    expect(await contacts()).toEqual(found);
    expect((await world.sent()).map(({ to }) => [to ?? []].flat()[0]?.value[0]?.address)).toEqual([ana, ana, ana, ana]);
  });

  it('takes a Reply-To of another domain for nobody’s word', async () => {
    await world.take(letter('dmarc=pass header.from=cliente.example'));
    await world.take(
      letter('dmarc=pass header.from=otro.example', { from: 'eva@otro.example', headers: { 'Reply-To': ana } }),
    );
    expect((await contacts()).size).toBe(2);
  });

  it('lets a forged letter into no thread, and one that nobody knows about into the thread that it answers', async () => {
    const id = '<hilo-5@cliente.example>';
    await world.take(letter('dmarc=pass header.from=cliente.example', { id }));
    const answer = { subject: 'Re: No puedo timbrar facturas', headers: { 'In-Reply-To': id } };
    await world.take(letter('dmarc=fail header.from=cliente.example', answer));
    expect(await world.conversations()).toHaveLength(2);
    await world.take(letter('dmarc=none', answer));
    expect(await world.conversations()).toHaveLength(2);
  });
});
