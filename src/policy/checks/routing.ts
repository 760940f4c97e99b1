import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { checkWhen, routingFacts } from './facts.ts';
import { doubles, unknownName } from './findings.ts';

/** Every case finds an area that exists, and every rule can be reached. */
export function checkRouting(policy: Policy): PolicyFinding[] {
  const codes = policy.areas.map((area) => area.code);
  const facts = routingFacts(policy);
  const findings = doubles(codes, (index) => ['areas', index, 'code']);
  for (const [index, { when, area }] of policy.routing.entries()) {
    const path = ['routing', index];
    const isLast = index === policy.routing.length - 1;
    if (!codes.includes(area)) findings.push(unknownName([...path, 'area'], area, codes));
    findings.push(...checkWhen(when, [...path, 'when'], facts));
    if (isLast && when !== undefined) {
      findings.push({ path: [...path, 'when'], message: 'the last rule takes all the rest; remove its "when"' });
    }
    if (!isLast && when === undefined) {
      findings.push({ path, message: 'hides the rules after it; give it a "when" or put it last' });
    }
  }
  return findings;
}
