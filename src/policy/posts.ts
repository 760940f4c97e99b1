import type { DeskRole } from '../contracts/desk.ts';
import type { Policy } from '../contracts/policy.ts';

/** Ladders name roles as people read them, posts may be codes: `Gerente Mesa de Servicio` = `gerente_mesa_de_servicio`. */
export function roleCodeOf(role: string): string {
  return role
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
}

/** A role that somebody may fill here. */
export interface Post {
  readonly code: string;
  readonly label: string;
  /** What whoever fills it must be at the desk. */
  readonly desk: readonly DeskRole[];
}

/** Who is told of things without filling a role. */
const nobody = new Set([
  ...['requester', 'requesterCompany', 'assignee', 'director', 'partner', 'watchers', 'agent', 'lead', 'admin'],
]);

/** EXS-78: the roles of a policy that people fill: those it declares, and those that its rules tell of things. */
export function postsOf(policy: Policy): Post[] {
  const posts = new Map<string, Post>();
  for (const { code, label, desk } of policy.roles) posts.set(roleCodeOf(code), { code, label, desk });
  const declared = new Set(policy.roles.map(({ label }) => roleCodeOf(label)));
  for (const name of namedRoles(policy)) {
    const code = roleCodeOf(name);
    const isNew = !nobody.has(name) && !declared.has(code) && !posts.has(code);
    if (isNew) posts.set(code, { code: name, label: name, desk: [] });
  }
  return [...posts.values()];
}

/** The role that a post names, by its code or as people read it; null: the policy has none. */
export function postOf(policy: Policy, name: string): Post | null {
  const wanted = roleCodeOf(name);
  const found = postsOf(policy).find(({ code, label }) => roleCodeOf(code) === wanted || roleCodeOf(label) === wanted);
  return found ?? null;
}

function namedRoles({
  areas,
  clocks,
  reminders,
  notices,
  escalations,
  loadLimits,
  routines,
  reports,
  directory,
  studies,
  tickets,
}: Policy): string[] {
  return [
    ...tickets.kinds.flatMap(({ checks, actions, delivery }) =>
      [...checks, ...actions, ...(delivery ? [delivery] : [])].flatMap(({ by }) => by),
    ),
    ...areas.flatMap(({ head }) => head ?? []),
    ...clocks.flatMap(({ notify }) => [...notify.warning, ...notify.breach]),
    ...[...reminders, ...notices, ...reports].flatMap(({ to }) => to),
    ...escalations.flatMap(({ levels }) => levels.map(({ role }) => role)),
    ...loadLimits.flatMap(({ role }) => role ?? []),
    ...[...routines, ...studies].flatMap(({ roles }) => roles),
    ...directory.flatMap(({ posts }) => posts),
  ];
}
