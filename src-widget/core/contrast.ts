type Rgb = [number, number, number];

/** What the panel's backgrounds are, so that the accent can be fitted to them. */
export const LIGHT_BACKGROUND = '#ffffff';
export const DARK_BACKGROUND = '#17191d';

/** WCAG 2.2 AA for text. */
export const MIN_CONTRAST = 4.5;

function parse(hex: string): Rgb {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function format(rgb: Rgb): string {
  return `#${rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance as WCAG defines it, 0…1. */
function luminance(hex: string): number {
  const linear = (c: number): number =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = parse(hex);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast of two colours (`#rrggbb`), 1…21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Colour of text on the accent. White, which people expect on a coloured button, if it can be read; near-black otherwise. */
export function textOn(accent: string): string {
  return contrast(accent, '#ffffff') >= MIN_CONTRAST ? '#ffffff' : '#0b0c0e';
}

/** `share` of `target` mixed into the colour, 0…1. */
export function mix(hex: string, target: string, share: number): string {
  const [from, to] = [parse(hex), parse(target)];
  return format([0, 1, 2].map((i) => (from[i] ?? 0) + ((to[i] ?? 0) - (from[i] ?? 0)) * share) as Rgb);
}

/**
 * The accent itself as a text or line colour on a background: darkened or lightened in small steps until it can be read.
 * A company may choose pale yellow; its links must still be links.
 */
export function readableOn(background: string, accent: string): string {
  const target = luminance(background) > 0.4 ? '#000000' : '#ffffff';
  for (let share = 0; share <= 1; share += 0.05) {
    const colour = mix(accent, target, share);
    if (contrast(colour, background) >= MIN_CONTRAST) return colour;
  }
  return target;
}

/**
 * The accent as a surface under text. A middle tone on which neither white nor near-black reads (there is none by the
 * formula, but rounding must not decide) is darkened a little.
 */
export function surface(accent: string): { background: string; text: string } {
  const text = textOn(accent);
  if (contrast(accent, text) >= MIN_CONTRAST) return { background: accent, text };
  return { background: readableOn('#ffffff', accent), text: '#ffffff' };
}
