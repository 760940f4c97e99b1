import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import type { ReplyDraft } from '../contracts/flow.ts';

/** What a turn's logic gets: a way to say something. */
export interface TurnSpeech {
  say(drafts: readonly ReplyDraft[]): Promise<void>;
}

/** An inbound event as the engine's activity wants it. */
export interface TurnInput {
  readonly turnId: string;
  readonly channel: string;
  readonly address: string;
  readonly contactId: string;
  readonly type: 'message' | 'event' | 'conversationUpdate';
  readonly text: string;
  readonly at: Date;
}

const DRAFTS = Symbol('drafts');

/**
 * The turn's engine. Each event becomes an `Activity`, a turn runs through the middleware and a `TurnContext`, and
 * what it sends is collected instead of sent: the replies leave only after the turn has committed (P2). BotState is
 * not used, its eTag protects nothing; the state commits with the conversation document.
 */
export class TurnEngine extends BotAdapter {
  /** Runs one turn and gives what it said, in order. */
  async run(input: TurnInput, logic: (speech: TurnSpeech) => Promise<void>): Promise<ReplyDraft[]> {
    const drafts: ReplyDraft[] = [];
    const context = new TurnContext(this, toActivity(input));
    context.turnState.set(DRAFTS, drafts);
    await this.runMiddleware(context, (turn) =>
      logic({
        async say(said) {
          if (said.length > 0) await turn.sendActivities(said.map(fromDraft));
        },
      }),
    );
    return drafts;
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const drafts = context.turnState.get<ReplyDraft[]>(DRAFTS);
    return activities.map((activity, index) => {
      if (activity.type === ActivityTypes.Message) drafts?.push(toDraft(activity));
      return { id: `${context.activity.id}:${index}` };
    });
  }

  override updateActivity(): Promise<undefined> {
    return Promise.reject(new TypeError('A reply is not edited inside a turn: say it once.'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new TypeError('A reply is not deleted inside a turn: do not say it.'));
  }

  override continueConversation(_reference: Partial<ConversationReference>, ..._rest: unknown[]): Promise<void> {
    return Promise.reject(new TypeError('Start a turn through the conversation stage.'));
  }
}

function toActivity(input: TurnInput): Partial<Activity> {
  return {
    type: input.type,
    id: input.turnId,
    channelId: input.channel,
    timestamp: input.at,
    text: input.text,
    from: { id: input.contactId, name: '' },
    recipient: { id: 'ventanilla', name: '' },
    conversation: { id: input.address, isGroup: false, conversationType: 'personal', name: '' },
  };
}

function fromDraft(draft: ReplyDraft): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    text: draft.text,
    channelData: { choices: draft.choices ?? [], links: draft.links ?? [], secureForms: draft.secureForms ?? [] },
  };
}

function toDraft(activity: Partial<Activity>): ReplyDraft {
  const { choices = [], links = [], secureForms = [] } = (activity.channelData ?? {}) as Partial<ReplyDraft>;
  return { text: activity.text ?? '', choices, links, secureForms };
}
