import type { AuditActor } from './audit.ts';
import type { DeskRole } from './desk.ts';

/** What decides who gets which ticket and who is told of what. */
export interface AgentProfile {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly DeskRole[];
  /** Areas of the policy that they work for; none: all. */
  readonly areas: readonly string[];
  /** Roles of the policy that they fill: supervisor, gerente, jefe_area … */
  readonly posts: readonly string[];
  /** What they know: values of facts that tickets have, e.g. a module or a line. */
  readonly skills: readonly string[];
}

/** What of an agent may be changed; absent: stays. The name is raw and is redacted before anything else. */
export type AgentChange = Partial<Omit<AgentProfile, 'id' | 'organisation'>>;

/** The people of the desk as administrators keep them. Deeds stand in the audit trail before they are done. */
export interface AgentDesk {
  profiles(organisation: string): Promise<AgentProfile[]>;
  /** Throws AGENT_EXISTS, AGENT_INVALID. */
  add(organisation: string, id: string, draft: AgentChange, by: AuditActor): Promise<AgentProfile>;
  /** Throws AGENT_NOT_FOUND, AGENT_INVALID. */
  change(organisation: string, id: string, change: AgentChange, by: AuditActor): Promise<AgentProfile>;
}
