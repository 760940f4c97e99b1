import type { Policy } from '../contracts/policy.ts';
import { roleCodeOf } from './posts.ts';
import { type CaseFacts, whenHolds } from './routing.ts';

/** Somebody who may fill a role: their desk roles, posts and areas. */
export interface Filler {
  readonly roles: readonly string[];
  readonly posts: readonly string[];
  readonly areas: readonly string[];
}

/** Whether somebody fills a role, by code or as people read it. */
export function fillsRole({ roles, posts, areas }: Filler, role: string): boolean {
  const wanted = roleCodeOf(role);
  return [...roles, ...posts, ...areas].some((one) => roleCodeOf(one) === wanted);
}

/** CON-20, CON-21: whom the directory names for a role in such a case; nobody: it names none, or nobody has the post. */
export function listedFor<P extends Filler>(
  { directory }: Pick<Policy, 'directory'>,
  { role, facts, people }: { role: string; facts: CaseFacts; people: readonly P[] },
): P[] {
  const posts = directory.find((entry) => entry.role === role && whenHolds(entry.when, facts))?.posts ?? [];
  return people.filter((person) => posts.some((post) => fillsRole(person, post)));
}
