/** The shop's pictures, drawn for it. Colours are attributes: the page's policy allows no inline styles. */
import { html, type Html } from './html.ts';

export const leafMark: Html = html`<svg viewBox="0 0 40 40" aria-hidden="true" class="mark">
  <path
    d="M33 6C16 6 7 14 7 26c0 3 1 6 2 8C10 22 18 15 27 12 19 18 13 25 12 35c13 2 23-6 23-20 0-4-1-7-2-9Z"
    fill="currentColor"
  />
</svg>`;

/** A sprig of mint: pairs of leaves along a stem. */
const sprig = (x: number, y: number, turn: number, size: number): Html =>
  html`<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">
    <path d="M0 0C2-30-2-60 0-96" stroke="#2c6b57" stroke-width="4" fill="none" stroke-linecap="round" />
    <path d="M0-18c-26-4-40-20-42-38 22-2 40 12 42 38Z" fill="#4f9d82" />
    <path d="M0-18c26-4 40-20 42-38-22-2-40 12-42 38Z" fill="#3d8a70" />
    <path d="M0-52c-20-3-31-16-33-30 17-2 31 9 33 30Z" fill="#63b096" />
    <path d="M0-52c20-3 31-16 33-30-17-2-31 9-33 30Z" fill="#4f9d82" />
    <path d="M0-88c-10-8-12-20-6-32 9 8 12 20 6 32Z" fill="#7cc3aa" />
  </g>`;

/** Glass teapot, cup and mint on a table in the morning. */
export const heroArt: Html = html`<svg viewBox="0 0 560 460" role="img" aria-hidden="true" class="hero-art">
  <defs>
    <radialGradient id="sun" cx="50%" cy="45%" r="55%">
      <stop offset="0" stop-color="#fff3d6" />
      <stop offset="1" stop-color="#e2efe6" />
    </radialGradient>
    <linearGradient id="tea" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#e9b44c" />
      <stop offset="1" stop-color="#bf6f1f" />
    </linearGradient>
    <linearGradient id="glass" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#fff" stop-opacity=".75" />
      <stop offset="1" stop-color="#fff" stop-opacity=".15" />
    </linearGradient>
  </defs>
  <circle cx="286" cy="214" r="206" fill="url(#sun)" />
  ${sprig(104, 352, -24, 1.35)}${sprig(476, 360, 22, 1.15)}${sprig(150, 362, 8, 0.9)}
  <ellipse cx="282" cy="392" rx="236" ry="30" fill="#c9dccf" />
  <path
    d="M384 236c58-24 92 6 80 48-10 36-52 48-92 44l4-22c32 2 56-8 62-28 6-22-16-34-50-18Z"
    fill="#fff"
    opacity=".85"
  />
  <path d="M186 262c-46-6-62-46-92-52l-8 14c26 12 34 72 104 84Z" fill="#fff" opacity=".85" />
  <path d="M182 218h206c22 66 14 128-40 158-38 20-88 20-126 0-54-30-62-92-40-158Z" fill="#fff" opacity=".7" />
  <path
    d="M182 268c-2 48 14 84 48 100 34 17 76 17 110 0 34-16 50-52 48-100-66 16-140 16-206 0Z"
    fill="url(#tea)"
  />
  <path
    d="M196 232c-14 52-8 100 26 126"
    stroke="url(#glass)"
    stroke-width="14"
    fill="none"
    stroke-linecap="round"
  />
  <path
    d="M236 300c16-14 34-12 44 2-16 10-32 10-44-2Zm58 26c14-14 30-14 40-2-14 10-28 12-40 2Zm-40 22c10-12 24-12 32-2-10 8-22 10-32 2Z"
    fill="#2c6b57"
    opacity=".8"
  />
  <path d="M196 218c4-30 40-46 89-46s85 16 89 46Z" fill="#f4faf6" />
  <path d="M178 214h214a9 9 0 0 1 0 18H178a9 9 0 0 1 0-18Z" fill="#fff" />
  <circle cx="285" cy="162" r="15" fill="#2f6f5e" />
  <path d="M70 330h120c0 40-24 66-60 66s-60-26-60-66Z" fill="#2f6f5e" />
  <path d="M188 344c28-6 36 34-6 34" stroke="#2f6f5e" stroke-width="9" fill="none" />
  <ellipse cx="130" cy="330" rx="60" ry="11" fill="#24564a" />
  <ellipse cx="130" cy="332" rx="51" ry="7.5" fill="#d4902f" />
  <g class="steam" stroke="#fff" stroke-width="7" fill="none" stroke-linecap="round" opacity=".9">
    <path d="M112 308c-12-16 12-26 0-46" />
    <path d="M140 302c-12-18 14-30 0-54" />
    <path d="M285 140c-14-20 14-32 0-58" />
  </g>
</svg>`;

export interface TinColours {
  body: string;
  lid: string;
  ink: string;
}

/** A tin of tea with its emblem. */
export const tin = (colours: TinColours, emblem: Html): Html =>
  html`<svg viewBox="0 0 200 200" aria-hidden="true" class="tin">
    <ellipse cx="100" cy="182" rx="62" ry="8" fill="#000" opacity=".08" />
    <path d="M46 62h108v106c0 8-24 14-54 14s-54-6-54-14Z" fill="${colours.body}" />
    <path d="M46 62h26v118c-16-2-26-7-26-12Z" fill="#fff" opacity=".14" />
    <path d="M136 62h18v106c0 5-8 9-18 11Z" fill="#000" opacity=".08" />
    <ellipse cx="100" cy="62" rx="54" ry="13" fill="${colours.lid}" />
    <path d="M46 46h108v16c0 7-24 13-54 13s-54-6-54-13Z" fill="${colours.lid}" />
    <ellipse cx="100" cy="46" rx="54" ry="13" fill="${colours.lid}" />
    <ellipse cx="100" cy="44" rx="44" ry="9" fill="#fff" opacity=".18" />
    <rect x="64" y="92" width="72" height="66" rx="6" fill="#fffaf0" />
    <g
      transform="translate(100 125)"
      fill="none"
      stroke="${colours.ink}"
      stroke-width="3.4"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      ${emblem}
    </g>
  </svg>`;

export const EMBLEMS = {
  mint: html`<path d="M0 22V-6" /><path
      d="M0 8c-16 0-22-10-22-20C-8-12 0-6 0 8Zm0-8c16 0 22-10 22-20C8-20 0-14 0 0Z"
    />`,
  mountain: html`<path d="M-26 18-6-16 6 4l6-9 14 23Z" /><path d="m-12-6 6 5 5-4" />`,
  flower: html`<circle r="5" /><path
      d="M0-5c-6-8-4-16 0-18 4 2 6 10 0 18Zm5 3c5-9 13-11 17-8 0 5-6 11-17 8Zm-2 6c10 2 15 9 13 14-5 1-12-4-13-14Zm-6 0c-1 10-8 15-13 14-2-5 3-12 13-14Zm-2-6c-11 3-17-3-17-8 4-3 12-1 17 8Z"
    />`,
  bean: html`<path d="M-16 14C-26-2-12-22 6-20 22-18 24 2 12 14 4 22-10 24-16 14Z" /><path
      d="M-12 14C-8 2 8 2 8-18"
    />`,
  berry: html`<circle cx="-9" cy="8" r="9" /><circle cx="10" cy="10" r="9" /><circle
      cx="1"
      cy="-6"
      r="9"
    /><path d="M1-15c0-6 5-9 11-9" />`,
  smoke: html`<path d="M-14 20c-8-12 8-18 0-34m14 36c-8-14 8-20 0-38m14 36c-8-12 8-18 0-34" />`,
} as const;
