import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { tokenProblem } from '../../../channels/botframework/check-token.ts';
import { botTexts } from '../../../channels/botframework/index.ts';
import { isServiceAllowed } from '../../../channels/botframework/webhook.ts';
import { APP_ID, type TokenChanges } from './bot-service.ts';
import { DoorWorld } from './world.ts';

let world: DoorWorld;

beforeAll(async () => {
  // The library says on the console what it thinks of a bad token: nothing secret, and noise here.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await DoorWorld.open();
});

afterAll(async () => {
  await world.close();
  jest.restoreAllMocks();
});

beforeEach(() => {
  world.accepted.length = 0;
});

describe('who may speak through the Bot Service door', () => {
  it('takes an activity that the signer signed', async () => {
    expect(await world.post(world.fixture('facebook.text'))).toBe(200);
    expect(world.accepted).toEqual([
      expect.objectContaining({ channel: 'facebook', account: APP_ID, text: 'Hola, no puedo facturar' }),
    ]);
  });

  it.each<[string, TokenChanges & { header?: string | null }]>([
    ['no token', { header: null }],
    ['no token but words', { header: 'Bearer none' }],
    ['another bot as the audience', { claims: { aud: '99999999-1111-2222-3333-444455556666' } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['the issuer of an emulator', { claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' } }],
    ['a tenant, as an emulator or a skill', { claims: { tid: 'any', appid: APP_ID, ver: '1.0' } }],
    ['an end that has passed', { expires: -400 }],
    ['another service address', { claims: { serviceurl: 'https://smba.trafficmanager.net/amer/' } }],
    ['no service address', { claims: { serviceurl: undefined } }],
    ['a key that nobody published', { kid: 'k2' }],
  ])('refuses a token with %s', async (_, changes) => {
    expect(await world.post(world.fixture('facebook.text'), changes)).toBe(401);
    expect(world.accepted).toEqual([]);
  });

  it('refuses a signature of other keys, and a token without one', async () => {
    const keys = await generateKeyPair('RS256');
    expect(await world.post(world.fixture('facebook.text'), { keys })).toBe(401);
    const [header = '', payload = ''] = (await world.service.sign()).replace('Bearer ', '').split('.');
    const none = Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url');
    expect(await world.post(world.fixture('facebook.text'), { header: `Bearer ${none}.${payload}.` })).toBe(401);
    expect(await world.post(world.fixture('facebook.text'), { header: `Bearer ${header}.${payload}.AAAA` })).toBe(401);
    expect(world.accepted).toEqual([]);
  });

  it('refuses channels that were not let in, and keys that do not vouch for the channel', async () => {
    expect(await world.post(world.fixture('slack.text'))).toBe(403);
    expect(await world.post({ ...world.fixture('slack.text'), channelId: 'AseChannel' })).toBe(403);
    const wide = await DoorWorld.open({ channels: [{ channelId: 'slack', texts: botTexts.es }] });
    // The key says for which channels it signs, and this one is not among them.
    expect(await wide.post(wide.fixture('slack.text'))).toBe(401);
    await wide.close();
    const elsewhere = await DoorWorld.open({ serviceHosts: ['.botframework.com'] });
    expect(await elsewhere.post(elsewhere.fixture('facebook.text'))).toBe(403);
    expect([elsewhere.accepted, wide.accepted, world.accepted]).toEqual([[], [], []]);
    await elsewhere.close();
  });

  it('says what is no activity, and takes nothing but POST', async () => {
    expect(await world.post({ type: 'message' })).toBe(400);
    const { serviceUrl: _, ...without } = world.fixture('facebook.text');
    expect(await world.post(without)).toBe(400);
    expect(await world.post({ ...without, serviceUrl: '' })).toBe(400);
  });

  it('answers only connectors on the hosts that were named, by https', () => {
    const serviceHosts = ['.botframework.com', 'smba.trafficmanager.net'];
    const allowed = (serviceUrl: string) => isServiceAllowed({ serviceUrl }, { serviceHosts });
    expect(['https://facebook.botframework.com/', 'https://smba.trafficmanager.net/amer/'].map(allowed)).toEqual([
      true,
      true,
    ]);
    // Anybody can have a name below trafficmanager.net.
    const bad = [
      'http://facebook.botframework.com',
      'https://evil.trafficmanager.net',
      'https://botframework.com.evil.example',
    ];
    expect([...bad, 'https://a:b@facebook.botframework.com', 'none'].map(allowed)).toEqual(Array(5).fill(false));
  });

  it('looks at a token before the library does, with five minutes for the clocks', async () => {
    const identity = { issuer: 'https://api.botframework.com', appId: APP_ID };
    const header = await world.service.sign({ expires: 60 });
    expect(tokenProblem(header, identity)).toBeNull();
    expect(tokenProblem(header, identity, Date.now() + 300_000)).toBeNull();
    expect(tokenProblem(header, identity, Date.now() + 420_000)).toBe('expired');
    expect(tokenProblem(header.replace('Bearer', 'Basic'), identity)).toBe('not a token');
  });
});

describe('when the signer is away', () => {
  it('P1 says that the activity shall come again, and that it was not ours to refuse', async () => {
    const away = await DoorWorld.open();
    away.service.keysDown = true;
    expect(await away.post(away.fixture('facebook.text'))).toBe(503);
    away.service.keysDown = false;
    expect(await away.post(away.fixture('facebook.text'))).toBe(200);
    expect(away.accepted).toHaveLength(1);
    await away.close();
  });
});
