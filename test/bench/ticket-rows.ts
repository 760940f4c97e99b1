/** A line of the table: what was found, what it must reach, and what is aimed at. */
export interface Row {
  readonly measure: string;
  readonly found: number | string;
  readonly must: string;
  readonly goal: string;
}

/** What a case measured. */
export type Figures = Readonly<Record<string, number>>;

/** Deadline arithmetic. */
export function deadlineRows({ ours, days, plain, ratio, wrong }: Figures): Row[] {
  return [
    { measure: 'deadlines/s in working minutes (CPU)', found: ours ?? 0, must: '>= 100000', goal: '>= 1000000' },
    { measure: 'deadlines/s in working days (CPU)', found: days ?? 0, must: '>= 100000', goal: '' },
    { measure: 'the same / walking day by day with luxon', found: ratio ?? 0, must: '>= 10', goal: '' },
    { measure: 'luxon walk, deadlines/s · unequal of 1,000', found: `${plain} · ${wrong}`, must: '· 0', goal: '' },
  ];
}

/** Clocks derived again from their logs. */
export function rederiveRows(found: Figures): Row[] {
  const { tickets, clocks, unequal, figuresEqual, perSecond, seconds, parseRatio, startHeapMb, heapMb, rssMb } = found;
  return [
    { measure: 'tickets · clocks derived again', found: `${tickets} · ${clocks}`, must: '1000000', goal: '' },
    {
      measure: 'of them unequal to the live ones · figures equal',
      found: `${unequal} · ${figuresEqual}`,
      must: '0 · true',
      goal: '',
    },
    { measure: 'tickets derived/s · seconds for all', found: `${perSecond} · ${seconds}`, must: '', goal: '' },
    { measure: 'the same / reading the logs from JSON alone', found: parseRatio ?? 0, must: '', goal: '<= 10' },
    {
      measure: 'living objects before · after · highest resident, MB',
      found: `${startHeapMb} · ${heapMb} · ${rssMb}`,
      must: 'flat',
      goal: '',
    },
  ];
}

/** The same through the ticket service and its store. */
export function storedRows({ tickets, events, unequal, workedMs, deriveMs }: Figures): Row[] {
  return [
    { measure: 'tickets · events through the service', found: `${tickets} · ${events}`, must: '', goal: '' },
    { measure: 'stored clocks unequal to those of the stored log', found: unequal ?? 0, must: '0', goal: '' },
    { measure: 'working on them · deriving again, ms', found: `${workedMs} · ${deriveMs}`, must: '', goal: '' },
  ];
}

/** A start over many open tickets whose jobs are lost. */
export function sweepRows(found: Figures): Row[] {
  const { tickets, planned, near, jobs, replanned, sweepMs, scanMs, ratio, replanPerSecond, beforeMb, rssMb } = found;
  return [
    {
      measure: 'open tickets · due soon, planned by the sweep',
      found: `${tickets} · ${planned}`,
      must: `${near} by a full look`,
      goal: '',
    },
    { measure: 'sweep at start · a look at every ticket, ms', found: `${sweepMs} · ${scanMs}`, must: '', goal: '' },
    { measure: 'the look / the sweep', found: ratio ?? 0, must: '>= 1', goal: '>= 10' },
    {
      measure: 'planned anew after a change of rules · tickets/s',
      found: `${replanned} · ${replanPerSecond}`,
      must: '',
      goal: '',
    },
    {
      measure: 'jobs then · resident memory before, after, MB',
      found: `${jobs} · ${beforeMb} · ${rssMb}`,
      must: '',
      goal: '',
    },
  ];
}
