import type { Connection } from 'mongoose';
import type { MessageAdvisor } from '../contracts/advice.ts';
import type { ChannelAbilities, ChannelAdapter } from '../contracts/channel.ts';
import type { Clock } from '../contracts/clock.ts';
import type { ConversationPort, DeadLetterPort, LiveBus, PresencePort } from '../contracts/conversation.ts';
import type { DeskPeople } from '../contracts/desk.ts';
import type { IntakePort } from '../contracts/envelope.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Metrics } from '../contracts/metrics.ts';
import { type ContactLinks, noLinks, type OneTimeCodes } from '../contracts/one-time-codes.ts';
import type { RequesterProof } from '../contracts/portal.ts';
import type { KnowledgeRecorder, SearchRecorder } from '../contracts/ports.ts';
import type { TextForgetter } from '../contracts/privacy.ts';
import type { AnswerGate, AnswerRelease } from '../contracts/quality.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { RequesterSpeech } from '../contracts/requester-speech.ts';
import type { RequesterPort } from '../contracts/requesters.ts';
import { aloneHolds, type Holds } from '../contracts/sharing.ts';
import type { SurveyDesk, SurveySpeech } from '../contracts/surveys.ts';
import type { OpportunityPort, TicketPort } from '../contracts/ticket.ts';
import type { SecureLinks, VaultNotices, VaultOfferPort } from '../contracts/vault.ts';
import { createAnswerRelease } from '../conversation/answer-release.ts';
import type { Organisation } from '../conversation/organisation.ts';
import { createOutside, type Outside } from '../conversation/outside.ts';
import { createConversationPort } from '../conversation/port.ts';
import { createRequesterSpeech } from '../conversation/requester-speech.ts';
import { ConversationStage } from '../conversation/stage.ts';
import { createSurveySpeech } from '../conversation/survey-speech.ts';
import { createVaultNotices } from '../conversation/vault-notices.ts';
import { AppError } from '../errors/app-error.ts';
import { createIntake } from '../intake/intake.ts';
import { DeadLetters } from '../outbox/dead-letters.ts';
import { Outbox, type OutboxDependencies } from '../outbox/outbox.ts';
import { defineContacts, defineIdentities } from '../storage/models/contacts.ts';
import { defineConversations } from '../storage/models/conversations.ts';
import { defineDeadLetters } from '../storage/models/dead-letters.ts';
import { defineEpisodes } from '../storage/models/episodes.ts';
import { defineMessages } from '../storage/models/messages.ts';
import { ContactRepository } from '../storage/repositories/contacts.ts';
import { ConversationRepository } from '../storage/repositories/conversations.ts';
import { EpisodeRepository } from '../storage/repositories/episodes.ts';
import { MessageLog } from '../storage/repositories/message-log.ts';
import { createSweep } from './sweep.ts';
import { joinTyping } from './typing.ts';

/** The repositories that the pipeline's stages share. */
export interface PipelineStores {
  readonly log: MessageLog;
  readonly conversations: ConversationRepository;
  readonly episodes: EpisodeRepository;
  readonly contacts: ContactRepository;
  readonly messageModel: ReturnType<typeof defineMessages>;
  readonly contactModel: ReturnType<typeof defineContacts>;
  readonly deadLetterModel: ReturnType<typeof defineDeadLetters>;
}

/** Defines the pipeline's collections; call it before the store is made ready. */
export function definePipelineStores(connection: Connection): PipelineStores {
  const episodes = new EpisodeRepository(defineEpisodes(connection));
  const contactModel = defineContacts(connection);
  const messageModel = defineMessages(connection);
  return {
    log: new MessageLog(messageModel),
    messageModel,
    episodes,
    conversations: new ConversationRepository(defineConversations(connection), episodes),
    contacts: new ContactRepository({ contacts: contactModel, identities: defineIdentities(connection) }),
    contactModel,
    deadLetterModel: defineDeadLetters(connection),
  };
}

/** What the pipeline is joined from. */
export interface PipelineParts {
  readonly stores: PipelineStores;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly adapters: ReadonlyMap<string, ChannelAdapter>;
  readonly organisationOf: (channel: string, account: string) => string | null;
  readonly tickets: TicketPort;
  readonly opportunities: OpportunityPort;
  readonly surveys: SurveyDesk;
  /** Without it every answer of an agent leaves at once. */
  readonly gate?: AnswerGate;
  readonly knowledge: KnowledgeRecorder;
  readonly searches: SearchRecorder;
  readonly presence: PresencePort;
  /** Without it nobody is known at the desk. */
  readonly people?: DeskPeople;
  /** Without it nobody is on a list: where the policy asks for one, nobody may open tickets. */
  readonly requesters?: RequesterPort;
  readonly requesterProof?: RequesterProof;
  /** How people prove by a code who they are on another channel; without it nobody does. */
  readonly contactLinks?: ContactLinks;
  readonly codes?: OneTimeCodes;
  /** Without a vault nothing is offered. */
  readonly vault?: VaultOfferPort;
  readonly secureLinks?: SecureLinks;
  readonly redactor: Redactor;
  readonly jobs: JobQueue;
  readonly live: LiveBus;
  /** Keeps other processes from a conversation; default: there are none. */
  readonly holds?: Holds;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Blanks what was written without consent; needed where a policy asks for an explicit one. */
  readonly forgetter?: TextForgetter;
  /** A language model's help; without it everything works by itself. */
  readonly advisor?: MessageAdvisor;
  readonly delivery?: Pick<OutboxDependencies, 'random' | 'backoff'>;
}

/** The way a message travels, joined: intake → conversation → outbox. */
export interface Pipeline {
  readonly intake: IntakePort;
  readonly conversations: ConversationPort;
  readonly deadLetters: DeadLetterPort;
  /** Runs a task while no turn of a conversation runs. */
  alone<T>(conversation: string, task: () => Promise<T>): Promise<T>;
  readonly vaultNotices: VaultNotices;
  /** What the product says to a requester in their conversation. */
  readonly requesterSpeech: RequesterSpeech;
  readonly surveySpeech: SurveySpeech;
  /** The way out of answers that a reviewer approved. */
  readonly answerRelease: AnswerRelease;
  /** What happens to conversations elsewhere than at the desk. */
  readonly outside: Outside;
  /** Finds everything unfinished again from the database (P5); call once, when the channels' adapters are known. */
  recover(): Promise<{ messages: number; timers: number; outboxes: number }>;
  /** Takes up what has been left lying for a while, by a process that ended or a queue that lost it (P5). */
  sweep(): Promise<number>;
  /** Resolves when no turn and no send is under way. */
  idle(): Promise<void>;
}

/** Joins the stages; they know each other only through the contracts. */
export function createPipeline(parts: PipelineParts): Pipeline {
  const { stores, redactor, clock, logger, metrics, live, jobs, holds = aloneHolds } = parts;
  const deadLetters: DeadLetters = new DeadLetters({
    model: stores.deadLetterModel,
    conversations: stores.conversations,
    log: stores.log,
    clock,
    alone: (id, task) => outbox.alone(id, task),
    kick: (id) => outbox.kick(id),
  });
  const outbox = new Outbox({
    ...{
      conversations: stores.conversations,
      log: stores.log,
      deadLetters,
      redactor,
      jobs,
      live,
      holds,
      clock,
      logger,
      metrics,
    },
    ...parts.delivery,
    ...(parts.secureLinks ? { secureLinks: parts.secureLinks } : {}),
    adapter: (channel) => parts.adapters.get(channel),
  });
  const stage = createStage(parts, outbox);
  const intake = createIntake({
    ...{ log: stores.log, redactor, metrics, logger, clock, organisationOf: parts.organisationOf },
    ...(parts.codes ? { codes: parts.codes } : {}),
    onStored: (messages) => stage.received(messages),
  });
  const desk = {
    ...{ stage, ...stores, tickets: parts.tickets, redactor, clock },
    ...{ vault: parts.vault ?? noVault, gate: parts.gate ?? openGate, people: parts.people ?? nobody },
  };
  const { adapters, organisationOf } = parts;
  const typing = joinTyping({ conversations: stores.conversations, adapters, organisationOf, live, logger });
  return {
    intake: { ...intake, typing },
    conversations: createConversationPort(desk),
    answerRelease: createAnswerRelease(desk),
    surveySpeech: createSurveySpeech({ stage, ...stores, clock, abilities: (channel) => abilitiesOf(parts, channel) }),
    deadLetters,
    alone: (conversation, task) => stage.alone(conversation, task),
    vaultNotices: createVaultNotices({ stage, ...stores, clock }),
    requesterSpeech: createRequesterSpeech({ stage, ...stores, clock }),
    outside: createOutside({ stage, ...stores, redactor, live, clock }),
    recover: async () => ({ ...(await stage.recover()), outboxes: await outbox.recover() }),
    sweep: createSweep({ ...stores, stage, outbox, clock, logger }),
    async idle() {
      await stage.idle();
      await outbox.idle();
    },
  };
}

const noList: RequesterPort = {
  standing: async () => ({ status: 'unknown', company: null, contract: null, facts: {} }),
  isCompanyServed: async () => false,
};

const noProof: RequesterProof = {
  ask: async () => ({ code: '' }),
  isProven: async () => false,
  kinOf: async (contact) => [contact],
};

const nobody: DeskPeople = { person: async () => null };

const noVault: VaultOfferPort = { offer: async () => null };

const openGate: AnswerGate = { pass: async () => 'send' };

function abilitiesOf({ adapters }: PipelineParts, channel: string): ChannelAbilities {
  const adapter = adapters.get(channel);
  if (!adapter) throw new AppError('CHANNEL_UNKNOWN', { channel });
  return adapter.abilities;
}

const noForgetter: TextForgetter = {
  forgetTexts: () => Promise.reject(new Error('A policy asks for explicit consent, and privacy is not joined.')),
};

function createStage(parts: PipelineParts, outbox: Outbox): ConversationStage {
  const { stores, tickets, opportunities, presence, knowledge, searches, surveys } = parts;
  const { conversations, contacts } = stores;
  const [onlyOrganisation] = parts.organisations.size === 1 ? [...parts.organisations.keys()] : [];
  const organisation = (org: string): Organisation => {
    const found = parts.organisations.get(org);
    if (!found) throw new AppError('ORGANISATION_UNKNOWN', { known: [...parts.organisations.keys()].join(', ') });
    return found;
  };
  const countWaiting = (org: string) => conversations.countWaiting(org);
  return new ConversationStage({
    ...{ redactor: parts.redactor, metrics: parts.metrics, jobs: parts.jobs, clock: parts.clock, live: parts.live },
    holds: parts.holds ?? aloneHolds,
    ...{ logger: parts.logger, log: stores.log, conversations, contacts },
    ...(onlyOrganisation ? { onlyOrganisation } : {}),
    ...(parts.advisor ? { advisor: parts.advisor } : {}),
    forgetter: parts.forgetter ?? noForgetter,
    ports: {
      ...{ tickets, opportunities, contacts, presence, knowledge, searches, surveys, countWaiting },
      vault: parts.vault ?? noVault,
      ...{ requesters: parts.requesters ?? noList, proof: parts.requesterProof ?? noProof },
      links: parts.contactLinks ?? noLinks,
      policyOf: (org) => organisation(org).policy,
    },
    organisation,
    abilities: (channel) => abilitiesOf(parts, channel),
    onCommitted: (doc) => outbox.kick(doc._id),
  });
}
