import type { Advice, MessageAdvisor } from '../contracts/advice.ts';
import type { ChannelAbilities } from '../contracts/channel.ts';
import { lacksConsent } from '../contracts/consent.ts';
import type { FlowEvent } from '../contracts/flow.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Metrics } from '../contracts/metrics.ts';
import type { TextForgetter } from '../contracts/privacy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { AppError } from '../errors/app-error.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { adviceOn } from './advice.ts';
import { type CommandPorts, placeOf } from './commands.ts';
import { blankConversation, changesOf, newDocument } from './commit.ts';
import { forgetInDraft, forgetUnconsented } from './consent-keeping.ts';
import { draftOf, startEpisode, type TurnDraft } from './draft.ts';
import { TurnEngine } from './engine.ts';
import { botSays, runFlow } from './flow-turn.ts';
import { addLateWords } from './late-words.ts';
import { oneLetter } from './letters.ts';
import { botMaySpeak } from './modes.ts';
import type { Organisation } from './organisation.ts';
import { handToDesk } from './park.ts';
import { receive } from './reception.ts';
import { standingOf } from './requester.ts';
import { askAtClose, hearSurvey } from './survey-turn.ts';
import { choiceOf } from './told.ts';
import { elapsedMs, freshWorkClock, start } from './work-clock.ts';
import { applyWorkTimers, openWorkTicket } from './work-ticket.ts';

/** What turns need. */
export interface TurnDependencies {
  readonly conversations: ConversationRepository;
  readonly contacts: ContactRepository;
  readonly log: MessageLog;
  readonly ports: CommandPorts;
  readonly redactor: Redactor;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Blanks what somebody wrote who did not agree to the privacy notice. */
  readonly forgetter: TextForgetter;
  /** A language model's help before a turn; without it everything works by itself. */
  readonly advisor?: MessageAdvisor;
  readonly organisation: (org: string) => Organisation;
  readonly abilities: (channel: string) => ChannelAbilities;
}

const MAX_CONFLICTS = 6;

/** Runs turns: reads a conversation, lets the flow decide, commits once. The caller holds the conversation's lock. */
export class Turns {
  readonly #engine = new TurnEngine();
  readonly #needs: TurnDependencies;
  /** A turn ends by the rules that it began with, whatever changes meanwhile. */
  readonly #rules = new WeakMap<TurnDraft, Organisation>();

  constructor(needs: TurnDependencies) {
    this.#needs = needs;
  }

  /** The turn of an inbound message. Null when it was handled before (a crash fell between commit and mark). */
  message(message: MessageDoc): Promise<ConversationDoc | null> {
    return this.#repeat(message.conversation, async (read) => {
      const known = await this.#known(read, message);
      if (known.handled.includes(message._id)) return this.#takenBefore(known);
      const draft = await this.#draft(known, message._id, message.at);
      draft.seq = message.seq;
      draft.typedCode = message.typedCode ?? null;
      if (message.text) draft.lastText = message.text;
      // What could not be scanned cannot be answered: a person is told (P4).
      if (message.held) handToDesk(draft, this.#rulesOf(draft));
      else await this.#onMessage(draft, message);
      return { draft, handled: message._id };
    });
  }

  /** The turn that gives a message up: the person is told, and the conversation waits for an agent. */
  park(message: MessageDoc): Promise<ConversationDoc | null> {
    return this.#repeat(message.conversation, async (read) => {
      const known = await this.#known(read, message);
      if (known.handled.includes(message._id)) return this.#takenBefore(known);
      const draft = await this.#draft(known, `${message._id}:parked`, message.at);
      draft.seq = message.seq;
      if (message.text) draft.lastText = message.text;
      handToDesk(draft, this.#rulesOf(draft));
      return { draft, handled: message._id };
    });
  }

  /** The turn of a timer that came due. Null when it is not set any more. */
  timer(id: string, name: string, now: Date): Promise<ConversationDoc | null> {
    return this.#repeat(id, async (read) => {
      const at = read?.timers[name];
      if (!read || read.erasedAt || !at || at > now) return null;
      const draft = await this.#draft(read, `${id}:${name}:${at.getTime()}`, now);
      delete draft.timers[name];
      if (name.startsWith('work.')) await this.#workTimer(draft, name);
      else if (botMaySpeak(draft.mode) && draft.mode !== 'closed')
        await this.#speak(draft, { type: 'timer', name }, '');
      return { draft, handled: null };
    });
  }

  /**
   * A turn that somebody at the desk makes. `change` fills the draft and may throw. An erased conversation takes none: only
   * who writes there begins anew.
   */
  desk(
    id: string,
    turnId: string,
    at: Date,
    change: (draft: TurnDraft, organisation: Organisation) => Promise<FlowEvent | null>,
  ): Promise<ConversationDoc | null> {
    return this.#repeat(id, async (read) => {
      if (!read || read.erasedAt) throw new AppError('CONVERSATION_NOT_FOUND');
      const draft = await this.#draft(read, turnId, at);
      const event = await change(draft, this.#rulesOf(draft));
      if (event) await this.#speak(draft, event, '');
      return { draft, handled: null };
    });
  }

  async #repeat(
    id: string,
    prepare: (read: ConversationDoc | null) => Promise<{ draft: TurnDraft; handled: string | null } | null>,
  ): Promise<ConversationDoc | null> {
    const from = process.hrtime.bigint();
    const ended = (outcome: 'ok' | 'conflict' | 'error') =>
      this.#needs.metrics.turn(Number(process.hrtime.bigint() - from) / 1e9, outcome);
    for (let conflict = 0; conflict < MAX_CONFLICTS; conflict++) {
      try {
        const prepared = await prepare(await this.#needs.conversations.load(id));
        if (!prepared) return null;
        const done = await this.#commit(prepared.draft, prepared.handled);
        ended(done ? 'ok' : 'conflict');
        if (done) {
          await this.#remember(done);
          return done;
        }
      } catch (error) {
        ended('error');
        throw error;
      }
    }
    throw new AppError('CONVERSATION_BUSY');
  }

  #rulesOf(draft: TurnDraft): Organisation {
    const known = this.#rules.get(draft);
    if (known) return known;
    const rules = this.#needs.organisation(draft.read.org);
    this.#rules.set(draft, rules);
    return rules;
  }

  /** A crash fell between the commit and the message's mark: what follows a commit may be missing, and is done again. */
  async #takenBefore(known: ConversationDoc): Promise<null> {
    await this.#remember(known);
    return null;
  }

  /** EXS-18: what the committed turn learned about the person. Doing it twice changes nothing. */
  async #remember(doc: ConversationDoc): Promise<void> {
    const { contacts } = this.#needs;
    if (Object.keys(doc.learned).length > 0) await contacts.update(doc.contact, doc.learned, doc.lastAt);
    if (doc.mode === 'closed') await contacts.setVisits(doc.contact, doc.episode);
    await forgetUnconsented(doc, { ...this.#needs, policy: this.#needs.organisation(doc.org).policy });
  }

  async #commit(draft: TurnDraft, handled: string | null): Promise<ConversationDoc | null> {
    const { conversations, redactor, log, ports } = this.#needs;
    forgetInDraft(draft, this.#rulesOf(draft).policy);
    const workMs = elapsedMs(draft.work, draft.at);
    if (draft.mode === 'closed' && draft.read.mode !== 'closed' && workMs > 0) {
      // Before the commit, as with commands: a repeat after a crash does it again.
      await ports.searches.attended(workMs, placeOf(draft));
    }
    if (draft.mode === 'closed' && draft.read.mode !== 'closed')
      await askAtClose(draft, {
        organisation: this.#rulesOf(draft),
        abilities: this.#needs.abilities(draft.read.channel),
        ports,
      });
    // An echo of a value that was removed before is removed too, whoever repeats it.
    const context = draft.replies.length > 0 ? await log.context(draft.read._id) : undefined;
    const changes = changesOf(draft, handled, { redactor, context });
    if (draft.read.version > 0) return conversations.commit(draft.read, changes);
    const doc = newDocument(draft.read, changes);
    return (await conversations.create(doc)) ? doc : null;
  }

  async #draft(read: ConversationDoc, turnId: string, at: Date): Promise<TurnDraft> {
    return draftOf(read, turnId, at, await this.#needs.contacts.get(read.contact));
  }

  async #onMessage(draft: TurnDraft, message: MessageDoc): Promise<void> {
    const organisation = this.#rulesOf(draft);
    if (message.kind === 'start') {
      if (draft.read.version === 0) await this.#speak(draft, { type: 'start' }, '');
      return;
    }
    const door = { organisation, abilities: this.#needs.abilities(draft.read.channel), ports: this.#needs.ports };
    if (botMaySpeak(draft.mode) && (await hearSurvey(draft, message, door))) return;
    if (botMaySpeak(draft.mode) && (await receive(draft, message, door))) return;
    if (draft.mode === 'closed') startEpisode(draft, organisation.flow.initial(), freshWorkClock);
    await addLateWords(draft, message, door);
    if (!botMaySpeak(draft.mode)) {
      draft.work = start(draft.work, draft.at);
      draft.unansweredSince ??= draft.at;
      applyWorkTimers(draft, organisation);
      return;
    }
    const advice = await this.#advice(draft, message, organisation);
    const choice = message.choice ?? choiceOf(draft.told ?? [], message.text);
    draft.told = null;
    const event: FlowEvent = {
      type: 'message',
      text: message.text,
      ...(choice === undefined ? {} : { choice }),
      attachments: message.attachments ?? [],
      removed: message.removed ?? [],
      ...(advice === undefined ? {} : { advice }),
    };
    await this.#speak(draft, event, message.text);
  }

  #advice(draft: TurnDraft, message: MessageDoc, organisation: Organisation): Promise<Advice | undefined> | undefined {
    const { advisor, log, logger } = this.#needs;
    // No model reads what was written before the person agreed.
    if (lacksConsent(organisation.policy.privacy.notice, draft.contact.consents)) return undefined;
    return advisor && adviceOn(message, { flow: draft.flow, organisation }, { advisor, log, logger });
  }

  async #speak(draft: TurnDraft, event: FlowEvent, text: string): Promise<void> {
    const organisation = this.#rulesOf(draft);
    const { ports } = this.#needs;
    const requester = await standingOf(draft, organisation.policy, ports);
    const turn = { organisation, abilities: this.#needs.abilities(draft.read.channel), requester, ports };
    const input = {
      turnId: draft.turnId,
      channel: draft.read.channel,
      address: draft.read.address,
      contactId: draft.contact.id,
      type: event.type === 'message' ? ('message' as const) : ('event' as const),
      text,
      at: draft.at,
    };
    const said = await this.#engine.run(input, (speech) => runFlow(draft, event, turn, speech));
    botSays(draft, turn.abilities.letters ? oneLetter(said) : said, organisation.policy.organisation.botName);
  }

  async #workTimer(draft: TurnDraft, name: string): Promise<void> {
    const organisation = this.#rulesOf(draft);
    if (name === 'work.warn') {
      draft.work = { ...draft.work, warned: true };
      return;
    }
    const { ports, redactor } = this.#needs;
    await openWorkTicket(draft, organisation, { tickets: ports.tickets, redactor }, 'elapsed');
  }

  /** After an erasure the conversation has its place in the log and nothing else: whoever writes there is met as somebody new. */
  async #known(read: ConversationDoc | null, message: MessageDoc): Promise<ConversationDoc> {
    if (read !== null && !read.erasedAt) return read;
    const blank = await this.#blank(message);
    return read === null ? blank : { ...read, address: blank.address, contact: blank.contact };
  }

  async #blank(message: MessageDoc): Promise<ConversationDoc> {
    const { source, org, conversation, at } = message;
    if (!source) throw new Error('An inbound message has no source.');
    const contact = await this.#needs.contacts.resolve({
      org,
      channel: source.channel,
      sender: source.sender,
      name: message.name || null,
      at,
    });
    const { channel, account, address } = source;
    const about = { _id: conversation, org, channel, account, address, contact: contact.id };
    const flow = this.#needs.organisation(org).flow.initial();
    return blankConversation(about, at, { flow, work: freshWorkClock, lastText: message.text });
  }
}
