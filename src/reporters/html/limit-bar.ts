import type { BudgetReport } from '../../model/report.ts';
import { budgetWords } from '../wording.ts';
import { h, type MarkupElement } from './markup.ts';

const WIDTH = 400;
const HEIGHT = 14;
/** Room behind the longest of value and limit. */
const BEYOND = 1.12;

/** A value as a bar with its range, and the limit as a line across it. The words beside it say the same. */
export function limitBar(budget: BudgetReport): MarkupElement {
  const { actual, limit, measured } = budget;
  const most = Math.max(actual, limit, measured?.high ?? 0) * BEYOND || 1;
  const x = (value: number) => round((Math.max(value, 0) / most) * WIDTH);
  const middle = HEIGHT / 2;
  return h(
    'svg',
    {
      class: 'limit-bar',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': budgetWords(budget),
    },
    h('rect', { class: 'track', x: 0, y: 3, width: WIDTH, height: HEIGHT - 6 }),
    h('rect', { class: 'value', x: 0, y: 3, width: x(actual), height: HEIGHT - 6 }),
    measured !== undefined &&
      h('line', { class: 'range', x1: x(measured.low), x2: x(measured.high), y1: middle, y2: middle }),
    h('line', { class: 'limit', x1: x(limit), x2: x(limit), y1: 0, y2: HEIGHT }),
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
