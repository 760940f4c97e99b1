/** What a fresh installation is shown in its first hour, in this order. */
export const firstSteps = ['administrator', 'chat', 'invite', 'whatsapp', 'knowledge'] as const;
/** One of them. */
export type FirstStep = (typeof firstSteps)[number];

/** What an administrator said of a step; what is seen to have happened needs no saying. */
export type FirstStepMark = 'done' | 'skipped';

/** How far an organisation is. */
export interface FirstStepsProgress {
  readonly marks: Readonly<Partial<Record<FirstStep, FirstStepMark>>>;
  /** The guide was put away. */
  readonly closed: boolean;
}

/** Where the progress is kept. */
export interface FirstStepsStore {
  find(organisation: string): Promise<FirstStepsProgress>;
  /** Null takes the mark back. */
  mark(organisation: string, step: FirstStep, mark: FirstStepMark | null): Promise<void>;
  close(organisation: string, closed: boolean): Promise<void>;
}
