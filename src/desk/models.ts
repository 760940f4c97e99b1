import type { Model } from 'mongoose';
import type { AgentDoc, SessionDoc, SignInLinkDoc } from '../storage/models/agents.ts';

/** The collections of the desk. */
export interface DeskModels {
  readonly agents: Model<AgentDoc>;
  readonly signInLinks: Model<SignInLinkDoc>;
  readonly sessions: Model<SessionDoc>;
}
