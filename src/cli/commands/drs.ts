import { z } from 'zod';
import { createPolicyDiagnoser } from '../../compose/diagnoser.ts';
import type { Diagnosis, ExplainedDiagnosis } from '../../contracts/diagnosis.ts';
import { diagnoseLine } from '../../diagnosis/line.ts';
import { diagnosisPolicyOf } from '../diagnosis-policy.ts';
import { type CliIo, type ExitCode, textFrom, writeJson, writeLine } from '../io.ts';
import { transformJsonLines } from '../json-lines.ts';
import { parseInput } from '../parse-input.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  channel: z.string().nullish(),
  text: z.string(),
});

/** Options of `ventanilla drs`. */
export interface DrsOptions {
  readonly policy: string;
  readonly jsonl?: boolean;
  readonly json?: boolean;
}

/** `ventanilla drs`: the Quick Support Diagnosis of a text, by the code that conversations run. */
export async function drs(io: CliIo, words: readonly string[], options: DrsOptions): Promise<ExitCode> {
  const diagnoser = createPolicyDiagnoser(await diagnosisPolicyOf(options.policy));
  if (options.jsonl) {
    return transformJsonLines(io, (value) => {
      const { id, channel, text } = parseInput(lineSchema, value);
      return { ...diagnoseLine({ id: String(id), ...(channel ? { channel } : {}), text }, diagnoser), id };
    });
  }
  const diagnosis = diagnoser.diagnose(await textFrom(io, words));
  if (options.json) await writeJson(io.stdout, diagnosis);
  else for (const line of renderDiagnosis(diagnosis)) await writeLine(io.stdout, line);
  return 0;
}

/** A table of what was read, each with its reason; what was not read is left to the last line. Pure. */
export function renderDiagnosis({ reasons, scenarios = [], ...diagnosis }: ExplainedDiagnosis): string[] {
  const fields = Object.entries(diagnosis) as [keyof Diagnosis, Diagnosis[keyof Diagnosis]][];
  const read = fields.filter(([, value]) => value !== null && value !== false);
  const open = fields.filter(([, value]) => value === null).map(([field]) => field);
  const rows = read.map(([field, value]) => [field, value === true ? 'yes' : String(value), reasons[field] ?? '']);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const examples = scenarios.map(
    ({ id, text, subarea, likeness, words }) =>
      `${id}  ${Math.round(likeness * 100)} %  ${subarea === null ? '' : `${subarea}: `}${text}${words.length > 0 ? ` [${words.join(', ')}]` : ''}`,
  );
  return [
    ...lines,
    ...(examples.length > 0 ? ['ejemplos parecidos:', ...examples.map((line) => `  ${line}`)] : []),
    ...(open.length > 0 ? [`not said or not asked: ${open.join(', ')}`] : []),
  ];
}
