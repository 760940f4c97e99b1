import { createCalendars } from '../../calendar/calendars.ts';
import type { TicketClock } from '../../contracts/clocks.ts';
import type { Policy } from '../../contracts/policy.ts';
import { AppError } from '../../errors/app-error.ts';
import { createCustomerPolicies } from '../../policy/contracts.ts';
import { loadPolicy } from '../../policy/load.ts';
import { priorityOf } from '../../policy/priority.ts';
import { createClockReader } from '../../tickets/clocks/derive.ts';
import { historyOf } from '../../tickets/clocks/from-trigger.ts';
import { type CliIo, type ExitCode, UsageError, writeJson, writeLine } from '../io.ts';
import { policyFolderIn } from './policy.ts';

/** Options of `ventanilla policy due`; the named facts are the usual ones, `--fact` takes any other. */
export interface DueOptions {
  readonly policy: string;
  readonly clock: string;
  readonly start: string;
  readonly company?: string;
  readonly fact: readonly string[];
  readonly priority?: string;
  readonly line?: string;
  readonly kind?: string;
  readonly recordKind?: string;
  readonly type?: string;
  readonly area?: string;
  readonly urgency?: string;
  readonly impact?: string;
  readonly json?: boolean;
}

const named = ['priority', 'line', 'kind', 'recordKind', 'type', 'area', 'urgency', 'impact'] as const;

/** `ventanilla policy due`: when a clock that starts at an instant is due, and when it warns. */
export async function policyDue(io: CliIo, options: DueOptions): Promise<ExitCode> {
  const customer = createCustomerPolicies(loadPolicy(options.policy, policyFolderIn(io.env)))(options.company ?? null);
  const facts = { ...customer.facts, ...factsOf(options) };
  const priority = facts.priority ?? priorityOf(customer.policy, facts);
  const { dueAt, warnAt, calendar } = clockOf(customer.policy, options, { ...facts, ...(priority && { priority }) });
  const answer = { due: dueAt?.toISOString() ?? null, warnAt: warnAt?.toISOString() ?? null, calendar };
  if (options.json) await writeJson(io.stdout, answer);
  else {
    await writeLine(io.stdout, `due       ${answer.due ?? 'never'}`);
    await writeLine(io.stdout, `warning   ${answer.warnAt ?? 'none'}`);
    await writeLine(io.stdout, `calendar  ${calendar}`);
  }
  return 0;
}

function factsOf(options: DueOptions): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const name of named) {
    const value = options[name];
    if (value !== undefined) facts[name] = value;
  }
  for (const text of options.fact) {
    const [name, value] = text.split(/=(.*)/s);
    if (!name || value === undefined) throw new UsageError(`--fact takes name=value, such as --fact secondLevel=no`);
    facts[name] = value;
  }
  return facts;
}

function clockOf(policy: Policy, { clock: name, start }: DueOptions, facts: Record<string, string>): TicketClock {
  const clock = policy.clocks.find((one) => one.name === name);
  if (clock === undefined) {
    const known = policy.clocks.map((one) => one.name).join(', ') || 'none';
    throw new AppError('CLOCK_UNKNOWN', { name, known });
  }
  const at = new Date(start);
  if (Number.isNaN(at.getTime()) || !/[zZ]|[+-]\d\d:?\d\d$/.test(start)) {
    throw new UsageError('--start takes an instant with its zone, such as 2026-11-20T18:30:00-06:00');
  }
  const history = historyOf(policy, clock.start, at) ?? [];
  const clocks = createClockReader(policy, createCalendars(policy)).clocksOf(history, facts, at);
  const derived = clocks.find((one) => one.name === name);
  if (derived === undefined) throw new UsageError(`The clock "${name}" is not for a ticket with these facts.`);
  return derived;
}
