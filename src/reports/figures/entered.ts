import { DateTime } from 'luxon';
import type { AuditPort } from '../../contracts/audit.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { EnteredValue, FigureValues } from '../../contracts/figure-values.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { FigurePolicy } from '../../contracts/reports.ts';
import { AppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { FigureValueDoc } from '../../storage/models/figure-values.ts';
import type { FigureValueRepository } from '../../storage/repositories/figure-values.ts';
import type { Measure } from './measured.ts';

/** What entering values works with. */
export interface EnteredParts {
  /** As it holds at the moment of the question. */
  readonly policy: Policy;
  readonly repository: FigureValueRepository;
  /** Ids of the desk's people. */
  readonly people: () => Promise<readonly string[]>;
  readonly audit: AuditPort;
  readonly clock: Clock;
}

/** Figures that people measure: entered with who and when, corrected without losing what stood there. */
export function createFigureValues(parts: EnteredParts): FigureValues {
  const { policy, repository, audit, clock } = parts;
  const organisation = policy.organisation.code;
  return {
    async enter(name, { day, group, value }, by) {
      const kpi = figureOf(policy, name);
      if (kpi.metric !== 'manual') throw invalid('name', 'this figure is worked out by itself');
      await checkGroup(kpi, group, parts);
      const period = periodOf(kpi.every, day, policy.organisation.timeZone);
      const at = clock.now();
      if (period.from > at) throw invalid('day', 'its period has not begun');
      const about = { org: organisation, figure: name, ...period, group };
      const _id = effectIdOf('figureValue', organisation, `${name}:${period.firstDay}:${group ?? ''}`);
      await audit.record({
        ...{ organisation, at, actor: { kind: 'agent', id: by.id } as const, action: 'figure.enter' },
        ...{ subject: { kind: 'figure', id: name }, facts: { firstDay: period.firstDay, value } },
      });
      return viewOf(await repository.enter({ _id, ...about, value, by: by.id, at, earlier: [] }));
    },
    async list(name, limit) {
      figureOf(policy, name);
      return (await repository.list(organisation, name, limit)).map(viewOf);
    },
  };
}

/** What was entered counts in every period that its own touches: a quarter's value is each of its months'. */
export const entered: Measure = (kpi, period, { source }) =>
  source.entered
    .filter(({ figure, from, to }) => figure === kpi.name && from < period.to && to > period.from)
    .map(({ _id: id, firstDay, from, value, group }) => {
      const at = new Date(Math.max(from.getTime(), period.from.getTime()));
      const part = {
        agent: null,
        area: null,
        channel: null,
        ...(kpi.per === 'organisation' ? {} : { [kpi.per]: group }),
      };
      return { kind: 'value', id, title: firstDay, at, value, ...part };
    });

function figureOf({ kpis }: Policy, name: string): FigurePolicy {
  const found = kpis.find((kpi) => kpi.name === name);
  if (found === undefined) throw new AppError('FIGURE_UNKNOWN');
  return found;
}

async function checkGroup(
  { per }: FigurePolicy,
  group: string | null,
  { policy, people }: EnteredParts,
): Promise<void> {
  if (per === 'organisation') {
    if (group !== null) throw invalid('group', 'this figure has no parts');
    return;
  }
  const known = {
    agent: async () => people(),
    area: async () => policy.areas.map(({ code }) => code),
    channel: async () => Object.keys(policy.channels),
  };
  if (group === null || !(await known[per]()).includes(group)) throw invalid('group', `name one ${per} of this figure`);
}

/** The period of the figure's own length, in local days (P6). */
function periodOf(every: FigurePolicy['every'], day: string, zone: string) {
  const given = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone });
  if (!given.isValid) throw invalid('day', 'write a day as YYYY-MM-DD');
  const isHalf = every === 'halfYear';
  const start = isHalf ? given.startOf('year').plus({ months: given.month > 6 ? 6 : 0 }) : given.startOf(every);
  const end = isHalf ? start.plus({ months: 6 }) : start.plus({ [every]: 1 });
  const format = 'yyyy-MM-dd';
  return {
    ...{ from: start.toJSDate(), to: end.toJSDate(), firstDay: start.toFormat(format) },
    lastDay: end.minus({ days: 1 }).toFormat(format),
  };
}

function viewOf({ figure, firstDay, lastDay, group, value, by, at, earlier }: FigureValueDoc): EnteredValue {
  return { figure, firstDay, lastDay, group, value, by, at, earlier };
}

function invalid(path: string, problem: string): AppError {
  return new AppError('INPUT_INVALID', { path, problem });
}
