import type { BotReference } from '../../src/contracts/bot-service.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';
import type { BotActivity } from './activity.ts';
import { tokenProblem } from './check-token.ts';
import type { Library } from './library.ts';
import type { BotIdentity } from './options.ts';
import type { OutActivity } from './render.ts';
import { type BotToken, createBotToken } from './token.ts';
import { sendOnce } from './transport.ts';

type Adapter = InstanceType<Library['CloudAdapter']>;
type Authentication = InstanceType<Library['ConfigurationBotFrameworkAuthentication']>;
type Activity = Parameters<Authentication['authenticateRequest']>[0];
type Ticket = Awaited<ReturnType<Authentication['authenticateRequest']>>;
type ConnectorOptions = NonNullable<ConstructorParameters<Library['ConfigurationBotFrameworkAuthentication']>[4]>;
type HttpClient = NonNullable<ConnectorOptions['httpClient']>;

/** botbuilder's cloud adapter, as the door uses it. */
export interface Cloud {
  /** Who sent an activity. Throws BOT_TOKEN_REFUSED, or BOT_KEYS_UNAVAILABLE when the signer's keys cannot be had. */
  authenticate(activity: BotActivity, authorization: string): Promise<Ticket>;
  /** Runs a turn of the adapter around `logic`; what it throws comes out as it is. */
  receive(ticket: Ticket, activity: BotActivity, logic: () => Promise<void>): Promise<void>;
  /** Into a conversation that Bot Service knows; gives the connector's id. Throws what `sendOnce` and the token throw. */
  send(reference: BotReference, activity: OutActivity): Promise<string>;
  /** Our token, for files that lie with the connector. */
  token(): Promise<string>;
}

/** Makes it. Activities are checked by the library against the signer's published keys, after a stricter look of our own. */
export function createCloud(library: Library, identity: BotIdentity): Cloud {
  const token = createBotToken(identity);
  const authentication = createAuthentication(library, identity, token);
  const adapter: Adapter = new library.CloudAdapter(authentication);
  return {
    token: () => token.get(),
    async authenticate(activity, authorization) {
      const problem = tokenProblem(authorization, identity);
      if (problem !== null) throw new AppError('BOT_TOKEN_REFUSED', { problem });
      try {
        return await authentication.authenticateRequest(activityOf(activity), authorization);
      } catch (cause) {
        if (areKeysMissing(cause)) throw new AppError('BOT_KEYS_UNAVAILABLE', {}, { cause });
        throw new AppError('BOT_TOKEN_REFUSED', { problem: 'signature' }, { cause });
      }
    },
    async receive(ticket, activity, logic) {
      let fault: unknown = null;
      await adapter.processActivityDirect(ticket, activityOf(activity), async () => {
        await logic().catch((error: unknown) => {
          fault = error;
        });
      });
      if (fault !== null) throw fault;
    },
    async send(reference, activity) {
      let id = '';
      await adapter.continueConversationAsync(identity.appId, referenceOf(reference), async (context) => {
        // The id of a continuation is made up: it is no message that could be answered.
        context.onSendActivities((_turn, activities, next) => {
          for (const one of activities) delete one.replyToId;
          return next();
        });
        const sent = await context.sendActivity({ ...activity });
        id = sent?.id ?? '';
      });
      return id;
    },
  };
}

function createAuthentication(library: Library, identity: BotIdentity, token: BotToken): Authentication {
  const { appId, loginUrl, tenant, issuer, openIdUrl } = identity;
  const credentials = {
    isValidAppId: async (given: string) => given.toLowerCase() === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest<T extends { headers: { set(name: string, value: string): void } }>(request: T): Promise<T> {
        request.headers.set('authorization', `Bearer ${await token.get()}`);
        return request;
      },
    }),
  };
  return new library.ConfigurationBotFrameworkAuthentication(
    {
      ...{ MicrosoftAppId: appId, ToBotFromChannelTokenIssuer: issuer, ValidateAuthority: 'true', CallerId: '' },
      ToChannelFromBotLoginUrl: `${loginUrl}/${tenant}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      OAuthUrl: 'https://token.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
      // Nobody may sign as the emulator or as a skill: their keys are looked for where only the channels' are.
      ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl,
    },
    credentials,
    undefined,
    undefined,
    { httpClient: clientOf(token) } as ConnectorOptions,
  );
}

/** In place of the library's own transport. */
function clientOf(token: BotToken): HttpClient {
  return {
    async sendRequest(request) {
      const { status, text } = await sendOnce(request, { channel: 'botframework', onRefused: () => token.drop() });
      return { request, status, headers: request.headers.clone(), bodyAsText: text };
    },
  };
}

/** The library names an activity's time by a Date, and reads nothing else of it that we do not hand on as it is. */
function activityOf(activity: BotActivity): Activity {
  const { timestamp } = activity;
  return { ...activity, timestamp: timestamp === undefined ? undefined : new Date(timestamp) } as unknown as Activity;
}

function referenceOf({ channelId, serviceUrl, conversation, bot, user, tenant, group }: BotReference) {
  return {
    ...{ channelId, serviceUrl, bot: { id: bot, name: '' }, user: { id: user, name: '' } },
    conversation: {
      ...{ id: conversation, isGroup: group, conversationType: '', name: '' },
      ...(tenant === null ? {} : { tenantId: tenant }),
    },
  };
}

/** The signer's keys could not be fetched: not the sender's fault. */
function areKeysMissing(error: unknown): boolean {
  if (isAppError(error)) return false;
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  return name === 'FetchError' || statusCode === 500;
}
