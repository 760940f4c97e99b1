import type { Policy } from '../../contracts/policy.ts';
import type { ClockEvent } from './triggers.ts';

/**
 * The shortest history in which a trigger happens at an instant: for asking when a clock that starts with it is due.
 * Null when no event can be it (a phase that no state has).
 */
export function historyOf(policy: Pick<Policy, 'tickets'>, trigger: string, at: Date): ClockEvent[] | null {
  const { states, initial } = policy.tickets;
  const [kind, name = ''] = trigger.split(':');
  const opened: ClockEvent = { at, type: 'opened', to: initial, facts: kind === 'area' ? { area: name } : {} };
  switch (kind) {
    case 'agreed':
      return [opened, { at, type: 'dateAgreed', facts: { dueAt: at.toISOString() } }];
    case 'temporary':
      return [opened, { at, type: 'moved', to: initial, facts: { until: at.toISOString() } }];
    case 'received':
      return [opened, { at, type: 'assigned', to: 'agent' }];
    case 'mark':
      return [opened, { at, type: 'marked', mark: name }];
    case 'state':
      return name === initial ? [opened] : [opened, { at, type: 'moved', to: name }];
    case 'phase': {
      const state = states.find(({ phase }) => phase === name);
      if (state === undefined) return null;
      return state.code === initial ? [opened] : [opened, { at, type: 'moved', to: state.code }];
    }
    default:
      return [opened];
  }
}
