import { AppError } from '../../errors/app-error.ts';
import type { HttpDeps, OrganisationServices } from '../deps.ts';
import type { Principal } from './principal.ts';

/** Header by which the operator, who sees every organisation, names one of them. */
export const organisationHeader = 'x-organisation';

type Directory = Pick<HttpDeps, 'organisations'>;

/**
 * The organisation that a request is about: the agent's own, the one that the operator names, or the only one there is.
 * Throws ORGANISATION_UNNAMED.
 */
export function organisationOf(
  { organisations }: Directory,
  { organisation }: Pick<Principal, 'organisation'>,
): string {
  if (organisation !== null) return organisation;
  const [only, another] = organisations.codes;
  if (only === undefined || another !== undefined)
    throw new AppError('ORGANISATION_UNNAMED', { known: organisations.codes.join(', ') });
  return only;
}

/** What the gateway offers for the organisation of a request. Throws ORGANISATION_UNNAMED, ORGANISATION_UNKNOWN. */
export function servicesFor(deps: Directory, principal: Pick<Principal, 'organisation'>): OrganisationServices {
  return servicesOf(deps, organisationOf(deps, principal));
}

/** What the gateway offers for an organisation. Throws ORGANISATION_UNKNOWN, which names no other one. */
export function servicesOf({ organisations }: Directory, code: string): OrganisationServices {
  const found = organisations.of(code);
  if (found === null) throw new AppError('ORGANISATION_UNKNOWN', { known: 'other ones' });
  return found;
}

/** One service of the organisation of a request. Throws as `servicesFor`, and NOT_FOUND when it has none. */
export function serviceFor<K extends keyof OrganisationServices>(
  deps: Directory,
  principal: Pick<Principal, 'organisation'>,
  name: K,
): NonNullable<OrganisationServices[K]> {
  const service = servicesFor(deps, principal)[name];
  if (service === undefined || service === null) throw new AppError('NOT_FOUND');
  return service;
}

/** Whether routes for a service are there at all: what the default organisation has, all have. */
export function offers({ organisations }: Directory, name: keyof OrganisationServices): boolean {
  const [first] = organisations.codes;
  return first !== undefined && organisations.of(first)?.[name] !== undefined;
}
