import type { LinkProbe } from '../../../src/contracts/knowledge-entries.ts';
import type { Policy } from '../../../src/contracts/policy.ts';
import { isAllowedLink } from '../links.ts';
import type { Ask } from './request.ts';
import { isReserved } from './reserved.ts';
import { checkLink, type Verdict } from './verdict.ts';

/** Looks at a link once, for whoever writes an entry; without `knowledge.linkCheck` in the policy nobody is asked. */
export async function probeLink(
  url: string,
  { policy, ask }: { readonly policy: Policy; readonly ask: Ask },
): Promise<LinkProbe> {
  const { allowedHosts, linkCheck } = policy.knowledge;
  const isAllowed = isAllowedLink(url, allowedHosts);
  const unchecked = { isAllowed, state: 'unchecked', status: null, problem: null } as const;
  if (!isAllowed || linkCheck === undefined || linkCheck === null || isReserved(new URL(url).hostname))
    return unchecked;
  return { isAllowed, ...foundOf(await checkLink(url, { ask, allowedHosts })) };
}

function foundOf(verdict: Verdict): Omit<LinkProbe, 'isAllowed'> {
  switch (verdict.kind) {
    case 'ok':
      return { state: 'ok', status: verdict.status, problem: null };
    case 'gone':
      return { state: 'broken', status: verdict.status, problem: verdict.problem };
    case 'trouble':
      return { state: 'unreachable', status: verdict.status, problem: verdict.problem };
    // Neither says anything about the link.
    case 'busy':
      return { state: 'unchecked', status: null, problem: 'busy' };
    case 'offline':
      return { state: 'unchecked', status: null, problem: 'offline' };
  }
}
