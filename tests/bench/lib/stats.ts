/** Statistics of the benchmarks: small samples, so medians and percentiles, never means. */

/** @throws on an empty list: a figure without a measurement is a mistake */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new Error('A percentile of nothing');
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Distance of the quartiles as a share of the median: how far the runs of one figure lie apart. */
export function spread(values: readonly number[]): number {
  const middle = median(values);
  return middle === 0 ? 0 : (percentile(values, 0.75) - percentile(values, 0.25)) / middle;
}

export interface Trend {
  /** Units of y for one unit of x (least squares). */
  slope: number;
  /** Standard error of the slope. */
  error: number;
  /** The slope cannot be told from none: it lies within two of its standard errors. */
  flat: boolean;
}

/** @param points at least three; x must not be the same for all */
export function trend(points: readonly { x: number; y: number }[]): Trend {
  const n = points.length;
  if (n < 3) throw new Error('A trend needs three points');
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / n;
  const mx = mean(({ x }) => x);
  const my = mean(({ y }) => y);
  const sxx = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
  if (sxx === 0) throw new Error('A trend over one place');
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / sxx;
  const rest = points.reduce((sum, { x, y }) => sum + (y - my - slope * (x - mx)) ** 2, 0);
  const error = Math.sqrt(rest / (n - 2) / sxx);
  return { slope, error, flat: Math.abs(slope) <= 2 * error };
}
