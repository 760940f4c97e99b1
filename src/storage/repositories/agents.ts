import type { Model } from 'mongoose';
import type { Presence } from '../../contracts/desk.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import type { AgentDoc, SessionDoc, SignInLinkDoc } from '../models/agents.ts';

/** Agents of all organisations. */
export class AgentRepository {
  readonly #agents: Model<AgentDoc>;

  constructor(agents: Model<AgentDoc>) {
    this.#agents = agents;
  }

  /** An agent, or null. */
  async find(id: string): Promise<AgentDoc | null> {
    return this.#agents.findById(id).lean<AgentDoc | null>();
  }

  /** By name; of one organisation when given. */
  async list(org?: string): Promise<AgentDoc[]> {
    const filter = org === undefined ? {} : { org };
    return this.#agents.find(filter).sort({ org: 1, name: 1, _id: 1 }).lean<AgentDoc[]>();
  }

  /** Whether the organisation has anybody. */
  async isEmpty(org: string): Promise<boolean> {
    return (await this.#agents.exists({ org })) === null;
  }

  /** Stores an agent; false when the id exists. */
  async create(agent: AgentDoc): Promise<boolean> {
    try {
      await this.#agents.create(agent);
      return true;
    } catch (error) {
      if (isDuplicateId(error)) return false;
      throw error;
    }
  }

  /** Changes what an agent is; the agent as it is now, or null. */
  async change(
    id: string,
    set: Partial<Pick<AgentDoc, 'name' | 'email' | 'roles' | 'areas' | 'posts' | 'skills'>>,
  ): Promise<AgentDoc | null> {
    return this.#agents
      .findOneAndUpdate({ _id: id }, { $set: set }, { returnDocument: 'after' })
      .lean<AgentDoc | null>();
  }

  /** Notes when somebody was last given a ticket: whose turn it is must outlive a restart. */
  async given(id: string, at: Date): Promise<void> {
    await this.#agents.updateOne({ _id: id }, { $set: { lastGivenAt: at } });
  }

  /** Stores the presence; the agent as it is now, or null. */
  async setPresence(
    id: string,
    change: { presence: Presence; presenceSince: Date; presenceCause: AgentDoc['presenceCause'] },
  ): Promise<AgentDoc | null> {
    return this.#agents
      .findOneAndUpdate({ _id: id }, { $set: change }, { returnDocument: 'after' })
      .lean<AgentDoc | null>();
  }
}

/** Sign-in links and console sessions; tokens come here as digests only. */
export class SessionRepository {
  readonly #links: Model<SignInLinkDoc>;
  readonly #sessions: Model<SessionDoc>;

  constructor(models: { readonly signInLinks: Model<SignInLinkDoc>; readonly sessions: Model<SessionDoc> }) {
    this.#links = models.signInLinks;
    this.#sessions = models.sessions;
  }

  /** Keeps a link, and forgets those that are over. */
  async addLink(link: SignInLinkDoc, now: Date): Promise<void> {
    await this.#links.deleteMany({ expiresAt: { $lte: now } });
    await this.#links.create(link);
  }

  /** A link, over or not; it is not used up. */
  async findLink(digest: string): Promise<SignInLinkDoc | null> {
    return this.#links.findById(digest).lean<SignInLinkDoc | null>();
  }

  /** Links of this kind stop working: one person's, or an organisation's. */
  async dropLinks(about: Pick<SignInLinkDoc, 'kind'> & Partial<Pick<SignInLinkDoc, 'agent' | 'org'>>): Promise<void> {
    await this.#links.deleteMany(about);
  }

  /** Takes a link out: of two that ask at once, one gets it. */
  async takeLink(digest: string): Promise<SignInLinkDoc | null> {
    return this.#links.findOneAndDelete({ _id: digest }).lean<SignInLinkDoc | null>();
  }

  /** Keeps a session, and forgets those that are over. */
  async addSession(session: SessionDoc, now: Date): Promise<void> {
    await this.#sessions.deleteMany({ expiresAt: { $lte: now } });
    await this.#sessions.create(session);
  }

  /** The session of a token, over or not. */
  async findSession(digest: string): Promise<SessionDoc | null> {
    return this.#sessions.findOne({ token: digest }).lean<SessionDoc | null>();
  }

  /** By its id, over or not. */
  async sessionById(id: string): Promise<SessionDoc | null> {
    return this.#sessions.findById(id).lean<SessionDoc | null>();
  }

  /** An agent's, newest first. */
  async sessionsOf(agent: string): Promise<SessionDoc[]> {
    return this.#sessions.find({ agent }).sort({ createdAt: -1 }).lean<SessionDoc[]>();
  }

  /** Notes a use, or that a second factor was shown. */
  async noteSession(id: string, set: Partial<Pick<SessionDoc, 'lastSeenAt' | 'secondFactor'>>): Promise<void> {
    await this.#sessions.updateOne({ _id: id }, { $set: set });
  }

  /** Ends a session; false: there was none. */
  async removeSession(id: string): Promise<boolean> {
    return (await this.#sessions.deleteOne({ _id: id })).deletedCount > 0;
  }
}
