export const SHOP_CSS = `
:root { --ink: #1e2f29; --soft: #56665f; --paper: #f6f8f4; --card: #fff; --green: #2f6f5e; --line: #dfe7e0; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 17px/1.6 "Segoe UI", system-ui, -apple-system, Roboto, sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--green); }
a:focus-visible, .table:focus-visible { outline: 3px solid #e9b44c; outline-offset: 3px; border-radius: 6px; }
.ribbon { margin: 0; padding: .55rem 1.25rem; background: #1e3d34; color: #e8f3ec; font-size: .9rem; text-align: center; }
.top, main, footer { max-width: 1120px; margin: 0 auto; padding-inline: 1.5rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 2rem; padding-block: 1.25rem; }
.brand { display: inline-flex; align-items: center; gap: .6rem; font: 600 1.45rem/1 Georgia, "Times New Roman", serif; color: var(--green); text-decoration: none; }
.mark { width: 2.1rem; height: 2.1rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; }
nav a { color: var(--ink); text-decoration: none; padding: .3rem 0; border-bottom: 2px solid transparent; }
nav a:hover, nav a[aria-current] { border-color: var(--green); }
nav .language { color: var(--soft); font-size: .95rem; }
.hero { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.05fr); align-items: center; gap: 2rem; padding-block: 1.5rem 3rem; }
h1 { font: 500 clamp(2.1rem, 5vw, 3.5rem)/1.12 Georgia, "Times New Roman", serif; letter-spacing: -.015em; margin: 0 0 1.25rem; text-wrap: balance; }
h2 { font: 500 1.9rem/1.2 Georgia, "Times New Roman", serif; margin: 0 0 1.5rem; }
.lead { font-size: 1.2rem; color: var(--soft); max-width: 34rem; margin: 0 0 1.75rem; }
.hint { color: var(--soft); font-size: .97rem; max-width: 26rem; }
.button { display: inline-block; padding: .8rem 1.6rem; border-radius: 999px; background: var(--green); color: #fff; text-decoration: none; font-weight: 600; transition: background .15s; }
.button:hover { background: #24574a; }
.hero-art { width: 100%; height: auto; }
.steam path { animation: steam 4s ease-in-out infinite alternate; }
.steam path:nth-child(2) { animation-delay: -1.3s; } .steam path:nth-child(3) { animation-delay: -2.4s; }
@keyframes steam { from { transform: translateY(6px); opacity: .35; } to { transform: translateY(-8px); opacity: 1; } }
section { padding-block: 2rem; }
.page-head { padding-block: 2rem 0; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 1.25rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 20px; padding: 1.25rem 1.35rem 1.2rem; transition: transform .2s, box-shadow .2s; }
.card:hover { transform: translateY(-3px); box-shadow: 0 14px 34px rgba(30, 61, 52, .1); }
.tin { display: block; width: 100%; height: 170px; border-radius: 14px; margin-bottom: 1rem; background: #eef4ef; }
.rust .tin { background: #f8ece4; } .rose .tin { background: #faeef0; } .brown .tin { background: #f3ece7; } .plum .tin { background: #f3edf6; } .slate .tin { background: #edf0f2; }
h3 { margin: 0 0 .2rem; font-size: 1.12rem; }
.card p { margin: 0; color: var(--soft); font-size: .96rem; line-height: 1.45; }
.card .price { margin-top: .75rem; color: var(--ink); font-weight: 650; font-size: 1.05rem; }
.price small { font-weight: 400; color: var(--soft); }
.promises ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 1.5rem; }
.promises li { border-top: 2px solid var(--green); padding-top: 1rem; }
.promises p { margin: 0; color: var(--soft); }
.table { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 20px; }
table { border-collapse: collapse; width: 100%; min-width: 40rem; }
th, td { text-align: start; padding: .85rem 1.3rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 500; font-size: .92rem; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { font-weight: 600; }
footer { padding-block: 2.5rem 7rem; color: var(--soft); font-size: .95rem; }
@media (max-width: 760px) { .hero { grid-template-columns: 1fr; padding-top: .5rem; } .hero-art { max-width: 420px; margin: 0 auto; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`;
