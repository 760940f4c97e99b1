import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAppError } from '../../../src/errors/app-error.ts';
import { type AccessWorld, addPerson, codeAt, goodPassword, openAccess } from '../../builders/access.ts';

let world: AccessWorld;
beforeEach(async () => {
  world = await openAccess();
  await addPerson(world, 'ana');
});
afterEach(() => world.close());

const by = { kind: 'agent', id: 'ada' } as const;
const attempt = (password = goodPassword, code?: string, login = 'ana@mesa.example') =>
  world.access.signIn({ login, password, device: 'Chrome · Linux', ...(code === undefined ? {} : { code }) });

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
}

async function enrol(agentId = 'ana') {
  const { session } = await world.desk.redeemSignInLink((await world.desk.createSignInLink(agentId)).token);
  const own = { agentId, sessionId: session.id };
  const { secret, uri } = await world.access.beginTotp(own, { password: goodPassword });
  const codes = await world.access.confirmTotp(own, codeAt(secret, world.time.now()));
  return { own, secret, uri, codes };
}

describe('a password', () => {
  it('signs in by mail address, however it is written, or by the short id', async () => {
    expect((await attempt(goodPassword, undefined, ' ANA@mesa.example ')).session.agent.id).toBe('ana');
    expect((await attempt(goodPassword, undefined, 'ana')).session.agent.id).toBe('ana');
  });

  it('gives the same answer for nobody, for a wrong one and for somebody without a password', async () => {
    await world.desk.addAgent({ id: 'leo', organisation: 'exsim', name: 'Leo', roles: ['agent'] });
    for (const login of ['nobody@mesa.example', 'ana@mesa.example', 'leo', '', '{"$gt":""}'])
      expect(await codeOf(attempt('otra cosa distinta', undefined, login))).toBe('SIGN_IN_REFUSED');
  });

  it('P4 is stored as a hash alone', async () => {
    const stored = JSON.stringify(await world.store.models.credentials.find().lean());
    expect(stored).toMatch(/scrypt\$16/);
    expect(stored).not.toContain(goodPassword);
  });

  it('is changed by who knows it, and every other session ends', async () => {
    const [here, there] = [await attempt(), await attempt()];
    const ended: string[] = [];
    world.access.onSessionEnded((id) => void ended.push(id));
    const own = { agentId: 'ana', sessionId: here.session.id };
    expect(await codeOf(world.access.changePassword(own, 'no es esta', 'lluvia de octubre 9'))).toBe('SIGN_IN_REFUSED');
    expect(await codeOf(world.access.changePassword(own, goodPassword, 'Exsim2026'))).toBe('PASSWORD_WEAK');
    await world.access.changePassword(own, goodPassword, 'lluvia sobre tejas 9');
    expect(ended).toEqual([there.session.id]);
    expect(await world.desk.verifySession(there.token)).toBeNull();
    expect(await world.desk.verifySession(here.token)).not.toBeNull();
    expect(await codeOf(attempt())).toBe('SIGN_IN_REFUSED');
    expect(world.records.map(({ action }) => action)).toContain('password.change');
  });

  it('belongs to one person: an address that somebody signs in with is nobody else’s', async () => {
    await world.desk.addAgent({
      ...{ id: 'eva', organisation: 'exsim', name: 'Eva', roles: ['agent'], email: 'Ana@Mesa.example' },
    });
    const { token } = await world.access.passwordLink('exsim', 'eva', { mail: false, by });
    expect(await codeOf(world.access.setPassword(token, goodPassword))).toBe('AGENT_INVALID');
    expect((await attempt()).session.agent.id).toBe('ana');
  });
});

describe('links to choose a password', () => {
  it('invite whoever has none and reset whoever has one; each works once and ends the sessions', async () => {
    const open = await attempt();
    const link = await world.access.passwordLink('exsim', 'ana', { mail: false, by });
    expect([link.kind, link.mailed]).toEqual(['reset', false]);
    expect(await world.access.lookAtLink(link.token)).toMatchObject({ kind: 'reset', name: 'Persona ana' });
    expect(await codeOf(world.access.setPassword(link.token, 'corta'))).toBe('PASSWORD_WEAK');
    expect(await world.access.setPassword(link.token, 'lluvia sobre tejas 9')).toEqual({ login: 'ana@mesa.example' });
    expect(await codeOf(world.access.setPassword(link.token, goodPassword))).toBe('SIGN_IN_LINK_INVALID');
    expect(await world.desk.verifySession(open.token)).toBeNull();
    expect((await attempt('lluvia sobre tejas 9')).session.agent.id).toBe('ana');
  });

  it('end with their time, and with the next one of their kind', async () => {
    const first = await world.access.passwordLink('exsim', 'ana', { mail: false, by });
    const second = await world.access.passwordLink('exsim', 'ana', { mail: false, by });
    expect(await codeOf(world.access.lookAtLink(first.token))).toBe('SIGN_IN_LINK_INVALID');
    world.time.advance(3_600_000);
    expect(await codeOf(world.access.setPassword(second.token, goodPassword))).toBe('SIGN_IN_LINK_INVALID');
  });

  it('open no session by themselves: a sign-in link is another thing', async () => {
    const { token } = await world.access.passwordLink('exsim', 'ana', { mail: false, by });
    expect(await codeOf(world.desk.redeemSignInLink(token))).toBe('SIGN_IN_LINK_INVALID');
    const link = await world.desk.createSignInLink('ana');
    expect(await codeOf(world.access.setPassword(link.token, goodPassword))).toBe('SIGN_IN_LINK_INVALID');
  });

  it('are mailed to who forgot, in the organisation’s language, and to nobody else', async () => {
    const arrives = world.mailArrives();
    world.access.forgot('nobody@mesa.example');
    world.access.forgot('ANA@mesa.example');
    const mail = await arrives;
    expect([mail.to, world.mails.length]).toEqual(['ana@mesa.example', 1]);
    const token = /https:\/\/mesa\.example\/console\/sign-in#([\w-]+)/.exec(mail.text)?.[1] ?? '';
    expect(await world.access.setPassword(token, 'lluvia sobre tejas 9')).toEqual({ login: 'ana@mesa.example' });
  });
});

describe('the second factor', () => {
  it('is asked for once it is confirmed, after the password and not before', async () => {
    const { secret, uri } = await enrol();
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*secret=/);
    expect(await codeOf(attempt())).toBe('SECOND_FACTOR_NEEDED');
    expect(await codeOf(attempt('no es esta', '000000'))).toBe('SIGN_IN_REFUSED');
    world.time.advance(30_000);
    expect((await attempt(goodPassword, codeAt(secret, world.time.now()))).session.agent.id).toBe('ana');
  });

  it('takes a code once: what somebody looked over a shoulder is worth nothing', async () => {
    const { secret } = await enrol();
    world.time.advance(30_000);
    const code = codeAt(secret, world.time.now());
    const tries = await Promise.all([codeOf(attempt(goodPassword, code)), codeOf(attempt(goodPassword, code))]);
    expect(tries.sort()).toEqual(['SECOND_FACTOR_WRONG', 'none']);
    const older = codeAt(secret, new Date(world.time.now().getTime() - 30_000));
    expect(await codeOf(attempt(goodPassword, older))).toBe('SECOND_FACTOR_WRONG');
  });

  it('forgives a clock that is half a minute wrong, and no more', async () => {
    const { secret } = await enrol();
    world.time.advance(120_000);
    const at = (ms: number) => codeAt(secret, new Date(world.time.now().getTime() + ms));
    expect(await codeOf(attempt(goodPassword, at(60_000)))).toBe('SECOND_FACTOR_WRONG');
    expect(await codeOf(attempt(goodPassword, at(30_000)))).toBe('none');
  });

  it('has recovery codes that work once each, however they are typed', async () => {
    const { codes } = await enrol();
    const [first = '', second = ''] = codes;
    expect(codes).toHaveLength(10);
    expect(await codeOf(attempt(goodPassword, first.toLowerCase().replace('-', ' ')))).toBe('none');
    expect(await codeOf(attempt(goodPassword, first))).toBe('SECOND_FACTOR_WRONG');
    expect((await world.access.standing('ana')).recoveryCodesLeft).toBe(9);
    const again = await attempt(goodPassword, second);
    const own = { agentId: 'ana', sessionId: again.session.id };
    const fresh = await world.access.renewRecoveryCodes(own, codes[2] ?? '');
    expect(await codeOf(attempt(goodPassword, codes[3]))).toBe('SECOND_FACTOR_WRONG');
    expect(await codeOf(attempt(goodPassword, fresh[0]))).toBe('none');
  });

  it('P4 neither its secret nor its recovery codes can be read in the store', async () => {
    const { secret, codes } = await enrol();
    const stored = JSON.stringify(await world.store.models.credentials.find().lean());
    for (const value of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))])
      expect(stored).not.toContain(value);
  });

  it('is asked for by sign-in links too, which stay whole until it is shown', async () => {
    const { codes } = await enrol();
    const { token } = await world.desk.createSignInLink('ana');
    expect(await codeOf(world.desk.redeemSignInLink(token))).toBe('SECOND_FACTOR_NEEDED');
    expect(await codeOf(world.desk.redeemSignInLink(token, { code: '123456' }))).toBe('SECOND_FACTOR_WRONG');
    const { session } = await world.desk.redeemSignInLink(token, { code: codes[0] ?? '' });
    expect(session.agent.id).toBe('ana');
  });

  it('is begun only by who knows the password, and ends the other sessions when it holds', async () => {
    const other = await attempt();
    const own = { agentId: 'ana', sessionId: other.session.id };
    expect(await codeOf(world.access.beginTotp(own, { password: 'no es esta' }))).toBe('SIGN_IN_REFUSED');
    await enrol();
    expect(await world.desk.verifySession(other.token)).toBeNull();
  });

  it('is replaced only by who shows a code of the one that holds, or a recovery code', async () => {
    const { own, secret, codes } = await enrol();
    const begin = (code?: string) => world.access.beginTotp(own, { password: goodPassword, code });
    expect([await codeOf(begin()), await codeOf(begin('000000'))]).toEqual([
      'SECOND_FACTOR_NEEDED',
      'SECOND_FACTOR_WRONG',
    ]);
    world.time.advance(30_000);
    const next = await begin(codeAt(secret, world.time.now()));
    world.time.advance(30_000);
    await world.access.confirmTotp(own, codeAt(next.secret, world.time.now()));
    world.time.advance(30_000);
    expect(await codeOf(attempt(goodPassword, codeAt(secret, world.time.now())))).toBe('SECOND_FACTOR_WRONG');
    expect(await codeOf(attempt(goodPassword, codeAt(next.secret, world.time.now())))).toBe('none');
    // The old recovery codes went with their app.
    expect(await codeOf(begin(codes[0]))).toBe('SECOND_FACTOR_WRONG');
  });

  it('is taken away by its owner with a code, or by an administrator from who lost it', async () => {
    const { own, codes } = await enrol();
    expect(await codeOf(world.access.removeTotp(own, '000000'))).toBe('SECOND_FACTOR_WRONG');
    await world.access.removeTotp(own, codes[0] ?? '');
    expect(await codeOf(attempt())).toBe('none');
    const { own: later } = await enrol();
    await world.access.resetTotp('exsim', 'ana', by);
    expect(await world.access.stands(later.sessionId)).toBe(false);
    expect(await codeOf(attempt())).toBe('none');
    expect(world.records.map(({ action }) => action)).toEqual(expect.arrayContaining(['totp.remove', 'totp.reset']));
    expect(await codeOf(world.access.resetTotp('otra', 'ana', by))).toBe('AGENT_NOT_FOUND');
  });
});

describe('a role that needs a second factor', () => {
  it('EXS-78 may do nothing but enrol until it is there, and cannot take it away', async () => {
    const strict = await openAccess({ requireTotpFor: ['admin'] });
    await addPerson(strict, 'ada', { roles: ['admin', 'agent'] });
    const signIn = (code?: string) =>
      strict.access.signIn({ login: 'ada', password: goodPassword, device: '', ...(code ? { code } : {}) });
    const { token, session } = await signIn();
    expect(session.mustEnrol).toBe(true);
    const own = { agentId: 'ada', sessionId: session.id };
    const { secret } = await strict.access.beginTotp(own, { password: goodPassword });
    const codes = await strict.access.confirmTotp(own, codeAt(secret, strict.time.now()));
    expect((await strict.desk.verifySession(token))?.mustEnrol).toBeUndefined();
    expect(await codeOf(strict.access.removeTotp(own, codes[0] ?? ''))).toBe('SECOND_FACTOR_REQUIRED');
    expect((await signIn(codes[1])).session.mustEnrol).toBeUndefined();
    await strict.close();
  });
});

describe('sessions', () => {
  it('are listed with browser and last use, newest first, and ended one by one or all', async () => {
    const first = await attempt();
    world.time.advance(120_000);
    const second = await attempt();
    await world.desk.verifySession(first.token);
    const listed = await world.access.sessions('exsim', 'ana');
    expect(listed.map(({ id }) => id)).toEqual([second.session.id, first.session.id]);
    expect(listed[1]).toMatchObject({ device: 'Chrome · Linux', lastSeenAt: world.time.now(), secondFactor: false });
    await world.access.endSession('exsim', 'ana', first.session.id, by);
    expect(await world.desk.verifySession(first.token)).toBeNull();
    expect(await world.access.endSessions('exsim', 'ana', { by })).toBe(1);
    expect(await world.desk.verifySession(second.token)).toBeNull();
  });

  it('of somebody else are not ended by one’s own list', async () => {
    await addPerson(world, 'eva');
    const eva = await attempt(goodPassword, undefined, 'eva');
    await world.access.endSession('exsim', 'ana', eva.session.id, by);
    expect(await world.desk.verifySession(eva.token)).not.toBeNull();
  });

  it('end when nobody used them for the time of the policy; use prolongs them, up to their end', async () => {
    const { token, session } = await attempt();
    const idleMs = world.policy.console.idleMinutes * 60_000;
    world.time.advance(idleMs - 60_000);
    expect(await world.desk.verifySession(token)).not.toBeNull();
    world.time.advance(idleMs - 60_000);
    expect(await world.desk.verifySession(token)).not.toBeNull();
    expect(await world.access.stands(session.id)).toBe(true);
    world.time.advance(idleMs);
    expect(await world.access.stands(session.id)).toBe(false);
    expect(await world.desk.verifySession(token)).toBeNull();
  });
});

describe('the first administrator', () => {
  const ada = { name: 'Ada Luna', email: 'Ada@mesa.example', password: goodPassword, device: '' };

  it('is made with the code of the terminal, typed in any way, once', async () => {
    const fresh = await openAccess();
    const code = (await fresh.access.setupCode('exsim')) ?? '';
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(await fresh.access.awaitsAdministrator()).toBe(true);
    expect(await codeOf(fresh.access.createAdministrator('AAAA-BBBB-CCCC', ada))).toBe('SIGN_IN_LINK_INVALID');
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const tries = await Promise.allSettled([
      fresh.access.createAdministrator(typed, ada),
      fresh.access.createAdministrator(code, ada),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await fresh.desk.listAgents('exsim')).map(({ roles }) => roles)).toEqual([['admin', 'lead', 'agent']]);
    expect(await fresh.access.setupCode('exsim')).toBeNull();
    const again = await fresh.access.signIn({ login: 'ada@mesa.example', password: goodPassword, device: '' });
    expect(again.session.agent.name).toBe('Ada Luna');
    await fresh.close();
  });

  it('P5 is made by the next code after a crash between the two writes, with what is typed then', async () => {
    const fresh = await openAccess();
    const code = (await fresh.access.setupCode('exsim')) ?? '';
    const { addAgent } = fresh.state;
    for (const crash of ['before', 'after'] as const) {
      fresh.state.addAgent = async (agent) => {
        if (crash === 'after') await addAgent(agent);
        throw new Error('killed');
      };
      const next = crash === 'before' ? code : ((await fresh.access.setupCode('exsim')) ?? '');
      const email = crash === 'before' ? 'otra@mesa.example' : ada.email;
      const made = fresh.access.createAdministrator(next, { ...ada, email });
      await expect(made).rejects.toThrow('killed');
    }
    const { session } = await fresh.access.signIn({ login: ada.email, password: goodPassword, device: '' });
    expect(session.agent.roles).toContain('admin');
    expect(await codeOf(fresh.access.signIn({ login: 'otra@mesa.example', password: goodPassword, device: '' }))).toBe(
      'SIGN_IN_REFUSED',
    );
    await fresh.close();
  });

  it('is not made any more once somebody is there, whatever codes were printed', async () => {
    const fresh = await openAccess();
    const [one, two] = [(await fresh.access.setupCode('exsim')) ?? '', (await fresh.access.setupCode('exsim')) ?? ''];
    await fresh.desk.redeemSignInLink(one);
    expect(await codeOf(fresh.access.createAdministrator(two, ada))).toBe('SIGN_IN_LINK_INVALID');
    expect(await codeOf(fresh.desk.redeemSignInLink(two))).toBe('SIGN_IN_LINK_INVALID');
    expect(await codeOf(fresh.access.lookAtLink(two))).toBe('SIGN_IN_LINK_INVALID');
    await fresh.close();
  });
});
