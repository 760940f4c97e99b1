/** The part of the policy that the console reads. */
export interface PolicyView {
  organisation: { code: string; name: string; botName: string; locale: string; timeZone: string };
  /** When agents attend; `from` and `to` in the organisation's zone, `HH:MM`. */
  hours: { days: string[]; from: string; to: string }[];
  mealMinutes: number;
  ticketRule: { strategy: string; limitMinutes: number | null; warnMinutes: number };
  states: PolicyState[];
  areas: { code: string; name: string; subareas: { code: string; name: string }[] }[];
  tickets: TicketWords;
  /** Channels whose conversations agents write down. */
  handLogged: string[];
  remoteTools: string[];
  /** Roles that people fill, and what each must be at the desk. */
  posts: { code: string; label: string; desk: ('agent' | 'lead' | 'admin')[] }[];
  /** Texts and links that agents use as they are, with variables. */
  templates: { code: string; title: string; text: string | null; url: string | null }[];
  /** How cases are classified: `rule`: by the gateway; `person`: it proposes, somebody confirms. */
  dimensions: PolicyDimension[];
  /** What is known of registered users, and their kinds. */
  requesters: { fields: { field: string; label: string }[]; types: { value: string; label: string }[] };
  diagnosisFields: string[];
  /** Values that the diagnosis may be corrected to. */
  diagnosisChoices: { field: string; choices: { value: string; label: string }[] }[];
}

/** A dimension by which cases are classified. `applies`: only cases with these facts. */
export interface PolicyDimension {
  field: string;
  label: string;
  by: 'rule' | 'person';
  applies: Record<string, string[]> | null;
  values: { value: string; label: string }[];
}

/** A state of tickets: its two names, where it leads and for whom, and what entering it needs. */
export interface PolicyState {
  code: string;
  phase: string;
  agentLabel: string;
  requesterLabel: string;
  next: { to: string; by: string[] }[];
  needs: string[];
}

/** A code of the policy and how it is called. */
export interface Labelled {
  code: string;
  label: string;
}

/** How two facts give the priority. */
export interface PriorityMatrix {
  rows: { fact: string; values: Labelled[] };
  columns: { fact: string; values: Labelled[] };
  cells: Record<string, Record<string, string>>;
}

/** The rules for tickets. */
export interface TicketWords {
  /** The highest first. */
  priorities: Labelled[];
  priorityBy: string[];
  matrix: PriorityMatrix | null;
  solutionTypes: { code: string; label: string; temporary: boolean }[];
  closingCodes: { code: string; label: string; states: string[] }[];
  reassignBy: string[];
  /** What marks of special paths, and marks and facts of kinds of tickets, are called. */
  marks: Labelled[];
  /** What an agent marks to stop each clock. */
  clockMarks: { clock: string; mark: string }[];
  /** What a ticket needs before it is registered. */
  fields: { field: string; label: string; required: boolean; when: Record<string, string[]> | null }[];
}
