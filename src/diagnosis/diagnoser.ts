import type { Diagnoser, Diagnosis, ExplainedDiagnosis, ScenarioMatch } from '../contracts/diagnosis.ts';
import type { Policy } from '../contracts/policy.ts';
import { type Analysis, Analyzer, type Passage } from './analysis.ts';
import { LinearReader } from './linear.ts';
import { numberOf } from './matcher.ts';
import type { DiagnosisModel, DiagnosisRules, FieldValue } from './model.ts';
import { type Neighbourhood, ScenarioBook } from './neighbours.ts';
import { type ReadState, runReading, TELLING } from './reading.ts';
import { scenarioFields } from './scenarios.ts';

/** What a diagnoser needs of a policy: which fields it asks, and the minutes of short and long work. */
export type DiagnosisPolicy = Pick<Policy['diagnosis'], 'fields' | 'minutes'>;

const MINUTE_UNITS = /^(?:min|mins|minutos?|minutitos?)$/;
const SCENARIOS_SHOWN = 3;
/** Enough wordings to meet three scenarios. */
const EXAMPLES_READ = 12;
const HOUR_UNITS = /^(?:h|hr|hrs|horas?|horitas?)$/;

/**
 * Builds the reader of first messages (EXS-10, EXS-26): compile once, then `diagnose` is pure, synchronous and quick.
 * Fields outside `policy.fields` stay null; the two wishes (a person, a ticket's state) are always read.
 */
export function createDiagnoser(model: DiagnosisModel, policy: DiagnosisPolicy): Diagnoser {
  const { rules, weights } = model;
  const analyzer = new Analyzer(rules, weights.words);
  const learned = new Map(Object.entries(weights.readings).map(([name, one]) => [name, new LinearReader(one)]));
  const book = model.examples ? new ScenarioBook(model.examples.scenarios, analyzer) : null;
  const asked = new Set(policy.fields);
  return {
    diagnose(text) {
      const analysis = analyzer.read(text);
      const state: ReadState = { values: new Map(), reasons: new Map() };
      const neighbours = book?.look(analysis.all) ?? null;
      const parts = { cues: rules.cues, learned, neighbours };
      for (const reading of rules.readings) runReading(reading, analysis, parts, state);
      const read = present(state, {
        asked,
        minutes: policy.minutes,
        named: namedMinutes(analysis, rules),
        limit: rules.minutes?.limit,
      });
      const scenarios = neighbours === null ? [] : scenariosOf(neighbours, read);
      return scenarios.length === 0 ? read : { ...read, scenarios };
    },
  };
}

/** The labelled examples that say what was read, one wording of each. */
function scenariosOf(neighbours: Neighbourhood, read: Diagnosis): ScenarioMatch[] {
  const values = new Map(
    scenarioFields.flatMap((field) => (read[field] === null ? [] : [[field, read[field]] as const])),
  );
  if (values.size === 0) return [];
  const matches = new Map<string, ScenarioMatch>();
  for (const { scenario, text, likeness, words } of neighbours.agreeing(values, EXAMPLES_READ)) {
    if (likeness < TELLING || matches.has(scenario.id)) continue;
    const { id, subarea = null, flags } = scenario;
    const rounded = Math.round(likeness * 100) / 100;
    matches.set(id, { id, text: scenario.text, said: text, words, likeness: rounded, subarea, flags });
  }
  return [...matches.values()].slice(0, SCENARIOS_SHOWN);
}

interface Frame {
  readonly asked: ReadonlySet<string>;
  readonly minutes: DiagnosisPolicy['minutes'];
  readonly named: number | null;
  readonly limit: number | undefined;
}

function present({ values, reasons }: ReadState, frame: Frame): ExplainedDiagnosis {
  const text = (field: string) => (frame.asked.has(field) ? asText(values.get(field)) : null);
  const length = readLength(values, frame);
  const areMinutesAsked = frame.asked.has('minutes') || frame.asked.has('length');
  const minutes = frame.named ?? (length === null ? null : frame.minutes[length]);
  const diagnosis: Diagnosis = {
    kind: text('kind'),
    opportunity: text('opportunity'),
    length,
    minutes: areMinutesAsked ? minutes : null,
    impact: text('impact'),
    urgency: text('urgency'),
    priority: text('priority'),
    module: text('module'),
    area: text('area'),
    needs: text('needs'),
    line: text('line'),
    recordKind: text('recordKind'),
    type: text('type'),
    wantsHuman: values.get('wantsHuman') === true,
    wantsTicketStatus: values.get('wantsTicketStatus') === true,
  };
  const shown: Partial<Record<keyof Diagnosis, string>> = {};
  for (const [field, reason] of reasons) if (isSaid(diagnosis, field)) shown[field] = reason;
  return { ...diagnosis, reasons: shown };
}

/** A field that holds something to give a reason for. */
function isSaid(diagnosis: Diagnosis, field: string): field is keyof Diagnosis {
  if (!(field in diagnosis)) return false;
  const value = diagnosis[field as keyof Diagnosis];
  return value !== null && value !== false;
}

function readLength(values: ReadState['values'], frame: Frame): 'short' | 'long' | null {
  if (!frame.asked.has('length')) return null;
  if (frame.named !== null && frame.limit !== undefined) return frame.named <= frame.limit ? 'short' : 'long';
  const length = values.get('length');
  return length === 'short' || length === 'long' ? length : null;
}

function asText(value: FieldValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Minutes of work that the person names ("es cosa de 5 minutos"), or null. */
function namedMinutes({ first }: Analysis, rules: DiagnosisRules): number | null {
  for (const cue of rules.minutes?.cues ?? []) {
    const hit = first.cues.get(cue);
    if (hit) return minutesAround(first, hit.start, hit.end);
  }
  return null;
}

function minutesAround({ tokens }: Passage, from: number, to: number): number | null {
  for (let at = from; at < to; at += 1) {
    const amount = amountOf(tokens[at] ?? '');
    const unit = tokens[at + 1] ?? '';
    if (Number.isNaN(amount)) continue;
    if (MINUTE_UNITS.test(unit)) return Math.round(amount);
    if (HOUR_UNITS.test(unit)) return Math.round(amount * 60);
  }
  return null;
}

function amountOf(token: string): number {
  return token === 'un' || token === 'una' ? 1 : token === 'media' ? 0.5 : numberOf(token);
}
