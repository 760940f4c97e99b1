import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { CredentialsDoc } from '../models/credentials.ts';

/** How the people of the desk sign in. Secrets come here sealed or as digests only. */
export class CredentialsRepository {
  readonly #credentials: Model<CredentialsDoc>;

  constructor(credentials: Model<CredentialsDoc>) {
    this.#credentials = credentials;
  }

  /** By the agent's id, or null. */
  async find(agentId: string): Promise<CredentialsDoc | null> {
    return this.#credentials.findById(agentId).lean<CredentialsDoc | null>();
  }

  /** By what they sign in with: the login, else the id. */
  async byLogin(login: string): Promise<CredentialsDoc | null> {
    const found = await this.#credentials.findOne({ login }).lean<CredentialsDoc | null>();
    return found ?? this.find(login);
  }

  /** Everybody's of an organisation. */
  async list(org: string): Promise<CredentialsDoc[]> {
    return this.#credentials.find({ org }).lean<CredentialsDoc[]>();
  }

  /** Whether somebody else signs in with this. */
  async isTaken(login: string, agentId: string): Promise<boolean> {
    return (await this.#credentials.exists({ login, _id: { $ne: agentId } })) !== null;
  }

  /** Stores a password; false: somebody else signs in with this login. */
  async setPassword(
    owner: Pick<CredentialsDoc, '_id' | 'org' | 'login'>,
    password: string,
    at: Date,
  ): Promise<boolean> {
    const set = { org: owner.org, login: owner.login, password, passwordAt: at };
    try {
      const done = await this.#credentials.updateOne({ _id: owner._id }, { $set: set });
      if (done.matchedCount > 0) return true;
      const blank = { totp: null, totpAt: null, totpBegun: null, totpStep: 0, recovery: [] };
      await this.#credentials.create({ _id: owner._id, ...set, ...blank });
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
      // Two at once made the line; or the login is somebody else's.
      if (await this.isTaken(owner.login, owner._id)) return false;
      return (await this.#credentials.updateOne({ _id: owner._id }, { $set: set })).matchedCount > 0;
    }
  }

  /** What they sign in with changes; false: somebody else has it. Who has no password yet has nothing to change. */
  async rename(agentId: string, login: string): Promise<boolean> {
    try {
      await this.#credentials.updateOne({ _id: agentId }, { $set: { login } });
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
      return false;
    }
  }

  /** Keeps a secret that is not confirmed yet; makes the line for who has no password. */
  async beginTotp(owner: Pick<CredentialsDoc, '_id' | 'org' | 'login'>, sealed: string): Promise<void> {
    const done = await this.#credentials.updateOne({ _id: owner._id }, { $set: { totpBegun: sealed } });
    if (done.matchedCount > 0) return;
    const blank = { password: null, passwordAt: null, totp: null, totpAt: null, totpStep: 0, recovery: [] };
    await this.#credentials.create({ ...owner, ...blank, totpBegun: sealed });
  }

  /** The begun secret holds from now on; false: it is not the one that was begun any more. */
  async confirmTotp(
    agentId: string,
    about: { readonly sealed: string; readonly step: number; readonly recovery: readonly string[]; readonly at: Date },
  ): Promise<boolean> {
    const { sealed, step, at } = about;
    const set = { totp: sealed, totpAt: at, totpBegun: null, totpStep: step, recovery: [...about.recovery] };
    const done = await this.#credentials.updateOne({ _id: agentId, totpBegun: sealed }, { $set: set });
    return done.matchedCount > 0;
  }

  /** Takes a half-minute: of two that show the same code, one gets it. */
  async takeStep(agentId: string, step: number): Promise<boolean> {
    const done = await this.#credentials.updateOne(
      { _id: agentId, totpStep: { $lt: step } },
      { $set: { totpStep: step } },
    );
    return done.matchedCount > 0;
  }

  /** Takes a recovery code out: of two that show the same one, one gets it. */
  async takeRecovery(agentId: string, digest: string): Promise<boolean> {
    const done = await this.#credentials.updateOne({ _id: agentId, recovery: digest }, { $pull: { recovery: digest } });
    return done.matchedCount > 0;
  }

  /** Other recovery codes. */
  async setRecovery(agentId: string, recovery: readonly string[]): Promise<void> {
    await this.#credentials.updateOne({ _id: agentId }, { $set: { recovery: [...recovery] } });
  }

  /** No second factor any more. */
  async clearTotp(agentId: string): Promise<void> {
    await this.#credentials.updateOne(
      { _id: agentId },
      { $set: { totp: null, totpAt: null, totpBegun: null, recovery: [] } },
    );
  }
}
