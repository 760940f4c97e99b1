import type { DeskRole, Permission } from '../contracts/desk.ts';

/** EXS-78: who may do what. A permission that is not in a role's list is refused; there is no other place that grants. */
const granted: Readonly<Record<DeskRole, readonly Permission[]>> = {
  agent: [
    'conversations.read',
    'conversations.act',
    'tickets.read',
    'tickets.move',
    'tickets.assign',
    'agents.read',
    'presence.own',
    'vault.read',
    'vault.reveal',
    'policy.read',
    'knowledge.read',
    'quota.read',
    'notices.own',
  ],
  lead: [
    'conversations.read',
    'conversations.act',
    'tickets.read',
    'tickets.move',
    'tickets.assign',
    'deadLetters.read',
    'deadLetters.replay',
    'agents.read',
    'presence.own',
    'vault.read',
    'vault.reveal',
    'policy.read',
    'knowledge.read',
    'audit.read',
    'quota.read',
    'quota.manage',
    'notices.own',
    'privacy.manage',
  ],
  admin: [
    'conversations.read',
    'conversations.act',
    'tickets.read',
    'tickets.move',
    'tickets.assign',
    'deadLetters.read',
    'deadLetters.replay',
    'agents.read',
    'agents.signIn',
    'presence.own',
    'vault.read',
    'vault.reveal',
    'vault.rotate',
    'policy.read',
    'knowledge.read',
    'audit.read',
    'quota.read',
    'quota.manage',
    'notices.own',
    'privacy.manage',
  ],
};

/** Whether a role may do something. Unknown roles and permissions may nothing. */
export function can(role: DeskRole, permission: Permission): boolean {
  return Object.hasOwn(granted, role) && granted[role].includes(permission);
}
