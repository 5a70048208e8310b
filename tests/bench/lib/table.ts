import { meets, type Figure, type Goal } from './figure.ts';
import { spread } from './stats.ts';

/** Four significant digits at most, thousands apart. */
export function formatNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return Math.round(value).toLocaleString('en-US');
  if (magnitude >= 100) return value.toFixed(0);
  return magnitude >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const words = (goal: Goal): string => `${goal.at === 'least' ? '≥' : '≤'} ${formatNumber(goal.value)}`;
const mark = (value: number, goal: Goal): string => (meets(value, goal) ? 'met' : 'MISSED');

/** Rows of text cells: what, value, ratio and goal; a figure with several comparisons takes several rows. */
export function rowsOf(figures: readonly Figure[]): string[][] {
  return figures.flatMap((one) => {
    const value = `${formatNumber(one.value)} ${one.unit}`;
    const between = one.runs.length > 1 ? `±${Math.round(spread(one.runs) * 50)} %` : '';
    const goal = one.goal ? [words(one.goal), mark(one.value, one.goal)] : ['', ''];
    const first = [one.area, one.what, value, between, '', '', ...goal];
    const rest = one.comparisons.map((comparison) => [
      '',
      '',
      '',
      '',
      comparison.against,
      `${formatNumber(comparison.ratio)}×`,
      ...(comparison.goal ? [words(comparison.goal), mark(comparison.ratio, comparison.goal)] : ['', '']),
    ]);
    const [next, ...others] = rest;
    // The first comparison shares the figure's own line where that has room.
    return next && !one.goal ? [[...first.slice(0, 4), ...next.slice(4)], ...others] : [first, ...rest];
  });
}

const HEADS = ['area', 'figure', 'median', 'spread', 'against', 'ratio', 'goal', ''];

/** A Markdown table, also fit to be read on a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADS, ...rowsOf(figures)];
  const widths = HEADS.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = HEADS, ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
