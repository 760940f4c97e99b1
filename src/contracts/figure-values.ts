import type { LocalDate } from './quota.ts';

/** Who entered a value, and when. */
export interface EnteredBy {
  readonly value: number;
  readonly by: string;
  readonly at: Date;
}

/** A value of a figure that people measure (`metric: manual`), of one period and part. */
export interface EnteredValue extends EnteredBy {
  readonly figure: string;
  /** First and last day of the period of the figure's own length that it stands for. */
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  /** The agent, area or channel whose it is; null: the organisation's. */
  readonly group: string | null;
  /** What was entered before, oldest first: nothing that was told is lost. */
  readonly earlier: readonly EnteredBy[];
}

/** Figures that nobody can work out from the logs: a lead enters them, with who and when. */
export interface FigureValues {
  /**
   * The value of the period in which a day lies; another one for the same period corrects it. Throws FIGURE_UNKNOWN, and INPUT_INVALID
   * when the figure is worked out, the period has not begun, or the part is none of the figure's.
   */
  enter(
    figure: string,
    given: { readonly day: LocalDate; readonly group: string | null; readonly value: number },
    by: { readonly id: string },
  ): Promise<EnteredValue>;
  /** Newest period first. Throws FIGURE_UNKNOWN. */
  list(figure: string, limit: number): Promise<readonly EnteredValue[]>;
}
