import type { Config } from '../../config/config.ts';
import type { CheckResult } from './checks.ts';

const FIX =
  'Look at VENTANILLA_BOT_APP_ID, VENTANILLA_BOT_PASSWORD (the value of the client secret) and VENTANILLA_BOT_TENANT.';

/** Whether Bot Service gives us a token and shows the keys that activities are signed with. Off is well. */
export async function checkBotDoor({
  botService,
  publicUrl,
}: Pick<Config, 'botService' | 'publicUrl'>): Promise<CheckResult> {
  const name = 'bot service';
  if (botService === null) return { name, ok: true, detail: 'off (no VENTANILLA_BOT_APP_ID)' };
  const { checkBotService } = await import('../../../channels/botframework/index.ts');
  const problem = await checkBotService(botService);
  if (problem !== null) return { name, ok: false, detail: problem, fix: FIX };
  const endpoint = publicUrl === null ? 'no PUBLIC_URL: files cannot be sent' : `${publicUrl}/api/messages`;
  return { name, ok: true, detail: `lets us in for ${botService.channels.join(', ')}; ${endpoint}` };
}
