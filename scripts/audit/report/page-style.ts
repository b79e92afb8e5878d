/** Colours of one theme. Text has a contrast of at least 4.5 to the paper, marks have an edge of at least 3. */
const light = `
  --paper: #ffffff; --panel: #f5f7f9; --ink: #1b1f24; --muted: #4d555e; --rule: #d8dde3; --edge: #66707b;
  --accent: #174a7c; --good: #1c5c34; --bad: #9c1c1c;
  --tone-1: #174a7c; --tone-2: #8fb3d3; --tone-3: #e3ebf2; --tone-4: #4c7fae; --tone-5: #c59b4a;
  --line-1: #174a7c; --line-2: #a85b00; --line-3: #4d555e;
  --flow-state: #174a7c; --flow-voucher: #3f7f86; --flow-spent: #6c9bc4; --flow-left: #9aa5b1; --flow-back: #c08a2e;`;

const dark = `
  --paper: #14171b; --panel: #1c2025; --ink: #e8eaed; --muted: #aab3bd; --rule: #343b43; --edge: #8a95a1;
  --accent: #8fc0ee; --good: #8fd3a6; --bad: #f2a3a3;
  --tone-1: #8fc0ee; --tone-2: #4a79a6; --tone-3: #2a333d; --tone-4: #b9d6ef; --tone-5: #d9b36c;
  --line-1: #8fc0ee; --line-2: #f0b266; --line-3: #c3cad2;
  --flow-state: #8fc0ee; --flow-voucher: #6fb7be; --flow-spent: #5a89b5; --flow-left: #7b8692; --flow-back: #d9b36c;`;

/** How the page looks: on a screen in both themes, and on A4. */
export const style = `
:root { color-scheme: light dark; ${light}
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
:root[data-language="en"] [data-l="ko"], :root[data-language="ko"] [data-l="en"] { display: none; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); word-break: keep-all; overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 32px; display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: flex-start; }
header > div:first-child { flex: 1 1 420px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 6px; font-weight: 650; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 12px; font-weight: 650; }
h3 { font-size: 1rem; margin: 16px 0 4px; font-weight: 600; }
p { margin: 0 0 12px; max-width: 78ch; }
a { color: var(--accent); text-underline-offset: 2px; }
.subtitle, .caption, .note { color: var(--muted); }
section { border-top: 1px solid var(--rule); padding: 24px 0 16px; margin-top: 16px; }
nav { margin-top: 16px; }
nav h2 { font-size: 1rem; margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; padding: 0; margin: 4px 0 0; }
nav a { display: inline-block; padding: 4px 0; }
.languages { display: flex; border: 1px solid var(--edge); border-radius: 4px; overflow: hidden; }
.languages button { font: inherit; font-size: 0.9rem; padding: 6px 14px; border: 0; background: var(--paper); color: var(--ink); cursor: pointer; }
.languages button[aria-pressed="true"] { background: var(--accent); color: var(--paper); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.languages button:focus-visible { outline-offset: -5px; outline-color: currentColor; }
.skip { position: absolute; left: 8px; top: -60px; background: var(--paper); padding: 8px 12px; z-index: 1; }
.skip:focus { top: 8px; }
.verdict { border-left: 4px solid var(--good); background: var(--panel); padding: 10px 14px; font-weight: 600; max-width: none; }
.verdict.bad { border-color: var(--bad); color: var(--bad); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 20px; margin: 0 0 16px; }
dt { color: var(--muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
figure { margin: 0 0 16px; }
.caption { margin-bottom: 8px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; margin: 0 0 8px; padding: 0; font-size: 0.9rem; }
.legend svg { width: 28px; height: 12px; margin-right: 6px; vertical-align: -1px; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart text { fill: var(--ink); }
.flow text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.narrow { display: none; }
.scroll { overflow-x: auto; margin: 0 0 16px; }
.flow .scroll svg { max-width: none; }
table { overflow-wrap: normal; border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; min-width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 4px 0 6px; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 2px; }
thead th { border-bottom: 1px solid var(--edge); color: var(--muted); font-weight: 600; vertical-align: bottom; white-space: normal; }
tbody th { font-weight: 400; }
.words { text-align: left; white-space: normal; min-width: 7em; overflow-wrap: break-word; }
.long { min-width: 20em; }
.short { white-space: nowrap; min-width: 0; }
tfoot th, tfoot td { border-top: 1px solid var(--edge); border-bottom: 0; font-weight: 600; }
.mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace; font-size: 0.92em; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--accent); padding: 4px 0; width: fit-content; }
footer { color: var(--muted); font-size: 0.875rem; padding-bottom: 40px; }
@media (max-width: 720px) {
  header, nav, main, footer { padding-left: 16px; padding-right: 16px; }
  h1 { font-size: 1.4rem; }
  .wide { display: none; }
  .narrow { display: block; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: 8px; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  @page flow { size: A4 landscape; }
  :root { color-scheme: light; font-size: 10.5pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, nav, main, footer { max-width: none; padding: 0; }
  .skip, .languages, nav, summary { display: none; }
  .wide { display: block; }
  .narrow { display: none; }
  details::details-content { content-visibility: visible; height: auto; opacity: 1; }
  .scroll { overflow: visible; }
  section { break-inside: auto; padding: 12px 0; }
  #flow { page: flow; }
  .flow .scroll svg, .chart svg { max-width: 100%; max-height: 138mm; }
  h2, h3, caption { break-after: avoid; }
  .keep, .chart, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  table { font-size: 7.2pt; width: 100%; min-width: 0; }
  th, td { padding: 2px 6px 2px 0; }
  .words, .long { min-width: 0; }
  a { color: inherit; text-decoration: none; }
}
`;

/** Switches the language without a network, and opens the tables of figures for a printer. */
export const script = `
const root = document.documentElement;
const buttons = [...document.querySelectorAll(".languages button")];
const titles = document.querySelector("title").dataset;
function speak(language) {
  root.lang = language;
  root.dataset.language = language;
  document.title = titles[language];
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.lang === language));
}
for (const button of buttons) button.addEventListener("click", () => speak(button.lang));
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
`;
