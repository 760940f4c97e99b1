import { AppError } from '../../errors/app-error.ts';
import type { Decide } from './deed.ts';

/** To a person, or to nobody. The policy says who may take it from somebody (ALI-49). */
export const assign: Decide<'assign'> = ({ doc, doing, rules }, { assignee, reason, why }) => {
  if (doc.assignee === assignee) return null;
  const { role, id } = doing.actor;
  const { reassignBy } = rules.policy.tickets;
  // Who has it may always give it back; the gateway itself gives out what nobody has.
  const isOwn = doc.assignee === id && assignee === null;
  if (doc.assignee !== null && !isOwn && !reassignBy.some((allowed) => allowed === role)) {
    throw new AppError('TICKET_REASSIGN_REFUSED', { allowed: reassignBy.join(', ') });
  }
  return {
    set: { assignee },
    event: {
      type: 'assigned',
      ...(doc.assignee !== null && { from: doc.assignee }),
      ...(assignee !== null && { to: assignee }),
      ...(why !== undefined && { facts: why }),
      ...(reason !== undefined && { note: reason, internal: true }),
    },
  };
};

/** To another area (MAS-62, ALI-49): who had it in the old one lets go of it. */
export const route: Decide<'route'> = ({ doc, doing, rules }, { area, subarea = null, reason }) => {
  if (doc.area === area && doc.subarea === subarea) return null;
  const known = rules.policy.areas.find(({ code }) => code === area);
  const areas = rules.policy.areas.map(({ code }) => code);
  if (known === undefined) throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'area', known: areas.join(', ') });
  const parts = known.subareas.map(({ code }) => code);
  if (subarea !== null && !parts.includes(subarea)) {
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'subarea', known: parts.join(', ') || 'none' });
  }
  const { reassignBy } = rules.policy.tickets;
  const leaves = doc.area !== area;
  if (leaves && doc.assignee !== null && !reassignBy.some((allowed) => allowed === doing.actor.role)) {
    throw new AppError('TICKET_REASSIGN_REFUSED', { allowed: reassignBy.join(', ') });
  }
  return {
    set: { area, subarea, ...(leaves && { assignee: null }) },
    event: {
      type: 'areaChanged',
      from: doc.area,
      to: area,
      facts: { subarea },
      ...(reason !== undefined && { note: reason, internal: true }),
    },
  };
};

/** Agents who follow it are told of what happens. */
export const watch: Decide<'watch'> = ({ doc }, { watcher, on }) => {
  if (doc.watchers.includes(watcher) === on) return null;
  const watchers = on ? [...doc.watchers, watcher] : doc.watchers.filter((one) => one !== watcher);
  return { set: { watchers }, event: { type: 'watched', facts: { watcher, on } } };
};
