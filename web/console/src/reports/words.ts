import type { Figure, FigureValue } from '../../../shared/wire/report.ts';
import type { Tone } from '../parts/stat-tile.tsx';
import { useTexts } from '../texts/texts.tsx';

/** A value in the unit of its figure, as people read it. */
export function useFigureWords() {
  const { t, locale } = useTexts();
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 2 });
  const textOf = ({ unit }: Pick<Figure, 'unit'>, value: number | null) =>
    value === null ? t('none') : t(`reports.unit.${unit}`, { value: number(value) });
  const goalOf = (figure: Figure) =>
    figure.goal === null
      ? t('reports.noGoal')
      : t('reports.goal', { goal: `${signs[figure.operator]} ${textOf(figure, figure.goal)}` });
  const dayOf = (date: string) =>
    new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const spanOf = ({ firstDay, lastDay }: { firstDay: string; lastDay: string }) =>
    firstDay === lastDay ? dayOf(firstDay) : `${dayOf(firstDay)} – ${dayOf(lastDay)}`;
  return { number, textOf, goalOf, dayOf, spanOf };
}

const signs = { '<': '<', '<=': '≤', '>=': '≥', '>': '>' } as const;

/** EXS-77: a figure that is near its goal is worth a look, never an alarm. */
export function toneOf({ standing }: Pick<FigureValue, 'standing'>): Tone {
  return standing === 'reached' ? 'good' : 'plain';
}
