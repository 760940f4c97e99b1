import type { Access } from '../../contracts/sign-in.ts';
import { createAccessAdmin, createSessionBook } from './administration.ts';
import type { AccessDeps } from './deps.ts';
import { createDoor } from './door.ts';
import { makeSetupCode } from './links.ts';
import { createOwnAccess } from './own.ts';

/** Signing in, joined; and the code of a fresh organisation, which only whoever starts the gateway may see. */
export interface DeskAccounts extends Access {
  /** Null: somebody is there already. */
  setupCode(organisation: string): Promise<string | null>;
}

/** Joins the door, one's own access, administration and the list of sessions. */
export function createAccess(deps: AccessDeps): DeskAccounts {
  // By name, not by spreading: `mails` asks anew each time.
  const door = createDoor(deps);
  return Object.assign(door, createOwnAccess(deps), createAccessAdmin(deps), createSessionBook(deps), {
    async setupCode(organisation: string) {
      return (await deps.agents.isEmpty(organisation)) ? makeSetupCode(deps, organisation) : null;
    },
  });
}
