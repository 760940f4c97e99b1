import type { Diagnoser, Diagnosis } from '../contracts/diagnosis.ts';

/** One input line of `ventanilla drs --jsonl`. */
export interface DiagnosisLineInput {
  readonly id: string;
  readonly channel?: string;
  readonly text: string;
}

/** One output line: the diagnosis without its reasons. */
export type DiagnosisLine = { readonly id: string } & Diagnosis;

/** Reads one line with the same code that the conversation runs. The keys come in a fixed order. */
export function diagnoseLine(input: DiagnosisLineInput, diagnoser: Diagnoser): DiagnosisLine {
  const read = diagnoser.diagnose(input.text);
  return {
    id: input.id,
    kind: read.kind,
    opportunity: read.opportunity,
    length: read.length,
    minutes: read.minutes,
    impact: read.impact,
    urgency: read.urgency,
    priority: read.priority,
    module: read.module,
    area: read.area,
    needs: read.needs,
    line: read.line,
    recordKind: read.recordKind,
    type: read.type,
    wantsHuman: read.wantsHuman,
    wantsTicketStatus: read.wantsTicketStatus,
  };
}
