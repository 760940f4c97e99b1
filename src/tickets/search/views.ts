import type { Clock } from '../../contracts/clock.ts';
import type { Redactor } from '../../contracts/redacted.ts';
import type { SavedTicketView, TicketViews, ViewOwner } from '../../contracts/ticket-views.ts';
import { AppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { TicketViewDoc } from '../../storage/models/ticket-views.ts';
import type { TicketViewRepository } from '../../storage/repositories/ticket-views.ts';

/** What they work with. */
export interface TicketViewDeps {
  readonly views: TicketViewRepository;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

/** More than a menu can show, of one's own and of the team's each. */
const MOST_VIEWS = 30;

/** Makes the lists that people keep under a name. */
export function createTicketViews({ views, redactor, clock }: TicketViewDeps): TicketViews {
  const clean = (text: string) => redactor.redact(text.trim(), { speaker: 'agent' }).text;
  return {
    async list({ organisation, id }) {
      const [shared, own] = await Promise.all([views.of(organisation, null), views.of(organisation, id)]);
      const byName = (docs: TicketViewDoc[]) => docs.map(viewOf).sort((a, b) => a.name.localeCompare(b.name));
      return [...byName(shared), ...byName(own)];
    },
    async save(given, { name, shared, filter, sort }, owner) {
      const id = idOf(owner, given);
      const known = await views.find(id);
      mustWrite(known ?? { org: owner.organisation, owner: shared ? null : owner.id }, owner);
      if (shared) mustWrite({ org: owner.organisation, owner: null }, owner);
      const place = shared ? null : owner.id;
      if (known === null && (await views.of(owner.organisation, place)).length >= MOST_VIEWS)
        throw new AppError('TICKET_VIEWS_TOO_MANY', { max: MOST_VIEWS });
      const doc: TicketViewDoc = {
        ...{ _id: id, org: owner.organisation, owner: place, name: clean(name), sort },
        filter: filter.tag === undefined ? filter : { ...filter, tag: clean(filter.tag) },
        ...{ updatedAt: clock.now(), updatedBy: owner.id },
      };
      await views.save(doc);
      return viewOf(doc);
    },
    async remove(given, owner) {
      const known = await views.find(idOf(owner, given));
      if (known === null) throw new AppError('TICKET_VIEW_NOT_FOUND');
      mustWrite(known, owner);
      await views.remove(known._id);
    },
  };
}

/** The client makes the id of a new one; it is made the organisation's own, so that no other's can be met by it. */
function idOf({ organisation }: ViewOwner, id: string): string {
  return id.startsWith('view-') ? id : `view-${effectIdOf('ticketView', organisation, id)}`;
}

/** One's own, or the team's if one may. What is somebody else's does not exist. */
function mustWrite({ org, owner }: Pick<TicketViewDoc, 'org' | 'owner'>, by: ViewOwner): void {
  if (org !== by.organisation || (owner !== null && owner !== by.id)) throw new AppError('TICKET_VIEW_NOT_FOUND');
  if (owner === null && !by.mayShare) throw new AppError('FORBIDDEN', { permission: 'ticketViews.share' });
}

function viewOf({ _id: id, owner, name, filter, sort }: TicketViewDoc): SavedTicketView {
  return { id, name, shared: owner === null, filter, sort };
}
