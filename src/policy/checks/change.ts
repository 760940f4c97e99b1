import type { Policy } from '../../contracts/policy.ts';

/** What a policy change would do, by the place in the policy. */
export interface ChangeFinding {
  readonly path: string;
  readonly message: string;
}

/** How much is stored under the codes of a policy. Only codes that are about to go are asked for. */
export interface StoredUse {
  /** Tickets that are not over, in a state, an area or of a priority. */
  openTickets(
    by: { readonly state: string } | { readonly area: string } | { readonly priority: string },
  ): Promise<number>;
  /** Whether there is any ticket. */
  hasTickets(): Promise<boolean>;
}

/** Keys that hold from the next start only: identifiers and the zone in which everything is kept. */
const atStart = ['code', 'timeZone'] as const;

/** What of a change needs a start. Pure. */
export function findRestartKeys(before: Policy, after: Policy): ChangeFinding[] {
  return atStart
    .filter((key) => before.organisation[key] !== after.organisation[key])
    .map((key) => ({
      path: `organisation.${key}`,
      message: `changes from ${before.organisation[key]} to ${after.organisation[key]}, which holds only after a restart; restart the gateway, or put it back`,
    }));
}

/**
 * What is stored and would lose its place: open tickets in a state, area or priority that the changed policy does not have,
 * folios under another prefix. Tickets that are over keep the code they ended with.
 */
export async function findStranded(before: Policy, after: Policy, use: StoredUse): Promise<ChangeFinding[]> {
  const findings: ChangeFinding[] = [];
  for (const { kind, path, gone } of removals(before, after)) {
    for (const code of gone) {
      const count = await use.openTickets({ [kind]: code } as Parameters<StoredUse['openTickets']>[0]);
      if (count > 0) findings.push({ path, message: strandedBy(kind, code, count) });
    }
  }
  const { folioPrefix } = after.organisation;
  if (before.organisation.folioPrefix !== folioPrefix && (await use.hasTickets())) {
    const message = `changes to ${folioPrefix} while there are tickets, whose folios would be found no more; put ${before.organisation.folioPrefix} back`;
    findings.push({ path: 'organisation.folioPrefix', message });
  }
  return findings;
}

type Kind = 'state' | 'area' | 'priority';

function strandedBy(kind: Kind, code: string, count: number): string {
  const tickets = count === 1 ? 'one open ticket has' : `${count} open tickets have`;
  return `the ${kind} "${code}" is gone and ${tickets} it; put it back until they moved on, then it is tried again by itself`;
}

function removals(before: Policy, after: Policy): { kind: Kind; path: string; gone: string[] }[] {
  const gone = (codesOf: (policy: Policy) => readonly string[]) => {
    const kept = new Set(codesOf(after));
    return codesOf(before).filter((code) => !kept.has(code));
  };
  return [
    { kind: 'state', path: 'tickets.states', gone: gone(({ tickets }) => tickets.states.map(({ code }) => code)) },
    { kind: 'area', path: 'areas', gone: gone(({ areas }) => areas.map(({ code }) => code)) },
    { kind: 'priority', path: 'priority.values', gone: gone(prioritiesOf) },
  ];
}

function prioritiesOf({ priority }: Policy): string[] {
  return priority.strategy === 'none' ? [] : priority.values.map(({ code }) => code);
}
