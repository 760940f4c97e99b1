import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.ts';

const id = '0A0B0C0D-1111-2222-3333-444455556666';
const complete = { VENTANILLA_BOT_APP_ID: id, VENTANILLA_BOT_PASSWORD: 'a-client-secret' };

describe('the variables of the Bot Service door', () => {
  it('keep the door shut until the bot has its id and its secret', () => {
    expect(readConfig({}).botService).toBeNull();
    expect(() => readConfig({ VENTANILLA_BOT_APP_ID: id })).toThrow('set VENTANILLA_BOT_PASSWORD too');
    expect(() => readConfig({ VENTANILLA_BOT_PASSWORD: 'a-client-secret' })).toThrow('set VENTANILLA_BOT_APP_ID too');
  });

  it('open it to Messenger and Teams, on the connectors of Microsoft, without groups', () => {
    expect(readConfig(complete).botService).toMatchObject({
      ...{ appId: id.toLowerCase(), channels: ['facebook', 'msteams'], groups: false, fileBytes: 20 * 1024 ** 2 },
      serviceHosts: ['.botframework.com', 'smba.trafficmanager.net'],
    });
  });

  it('take no address in the clear but on this machine, and never show the secret', () => {
    const refused = () => readConfig({ ...complete, VENTANILLA_BOT_LOGIN_URL: 'http://login.example.org' });
    expect(refused).toThrow('VENTANILLA_BOT_LOGIN_URL');
    expect(refused).not.toThrow('a-client-secret');
    expect(readConfig({ ...complete, VENTANILLA_BOT_LOGIN_URL: 'http://127.0.0.1:9/x' }).botService?.loginUrl).toBe(
      'http://127.0.0.1:9/x',
    );
  });
});
