import type { Model } from 'mongoose';
import type { PortalLinkDoc, PortalSessionDoc } from '../models/portal.ts';
import { insertOnce } from './insert-once.ts';

/** The collections of requesters' sign-in. */
export interface PortalModels {
  readonly portalLinks: Model<PortalLinkDoc>;
  readonly portalSessions: Model<PortalSessionDoc>;
}

/** One-time links and requesters' sessions; tokens come here as digests only. */
export class PortalRepository {
  readonly #links: Model<PortalLinkDoc>;
  readonly #sessions: Model<PortalSessionDoc>;

  constructor({ portalLinks, portalSessions }: PortalModels) {
    this.#links = portalLinks;
    this.#sessions = portalSessions;
  }

  /** Keeps a link, and forgets those that are over. */
  async addLink(link: PortalLinkDoc): Promise<void> {
    await this.#links.deleteMany({ expiresAt: { $lte: link.createdAt } });
    // A turn that is repeated after a crash makes the same link again.
    await insertOnce(this.#links, link);
  }

  link(id: string): Promise<PortalLinkDoc | null> {
    return this.#links.findById(id).lean<PortalLinkDoc | null>();
  }

  linkByToken(tokenDigest: string): Promise<PortalLinkDoc | null> {
    return this.#links.findOne({ tokenDigest }).lean<PortalLinkDoc | null>();
  }

  /** Takes a link out: of two that ask at once, one gets it. */
  takeLink(tokenDigest: string): Promise<PortalLinkDoc | null> {
    return this.#links.findOneAndDelete({ tokenDigest }).lean<PortalLinkDoc | null>();
  }

  /** Ends the links of one kind that a person still has. */
  async dropLinks(kind: PortalLinkDoc['kind'], requester: string): Promise<void> {
    await this.#links.deleteMany({ requester, kind });
  }

  /** Keeps a session, and forgets those that are over. */
  async addSession(session: PortalSessionDoc): Promise<void> {
    await this.#sessions.deleteMany({ expiresAt: { $lte: session.createdAt } });
    await this.#sessions.create(session);
  }

  session(tokenDigest: string): Promise<PortalSessionDoc | null> {
    return this.#sessions.findOne({ tokenDigest }).lean<PortalSessionDoc | null>();
  }

  async endSession(tokenDigest: string): Promise<void> {
    await this.#sessions.deleteOne({ tokenDigest });
  }

  /** Ends every session of a person who is on the list no more. */
  async endSessionsOf(requester: string): Promise<void> {
    await this.#sessions.deleteMany({ requester });
  }
}
