import { createHash } from "node:crypto";
import type { Language } from "../../lib/forms.ts";
import { draw, NARROW, WIDE } from "./draw.ts";
import { toneOf } from "./draw-bars.ts";
import type { Block, Chart, Figure, Report, Section, Table } from "./model.ts";
import { script, style } from "./page-style.ts";
import { languages, text, type Text } from "./words.ts";

/** What must not be taken for a mark of HTML. */
const escape = (written: string): string =>
  written
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

/** English words within a text that is the same in both languages. */
const isEnglish = (written: string): boolean => /[a-z]{3,}[^0-9]*\s[a-z]{2,}/i.test(written);

/** One text in both languages; the page shows one of them. Hashes and addresses may break anywhere. */
function say({ en, ko }: Text): string {
  if (en !== ko) {
    const parts = { en, ko };
    return languages
      .map((one) => `<span data-l="${one}" lang="${one}">${inline(parts[one])}</span>`)
      .join("");
  }
  if (/[가-힣]/.test(en)) return `<span lang="ko">${inline(en)}</span>`;
  return isEnglish(en) ? `<span lang="en">${inline(en)}</span>` : inline(en);
}

const inline = (written: string): string =>
  escape(written).replace(/0x[0-9a-f]{40,64}/gi, (one) => `<span class="mono">${one}</span>`);

const sha256 = (written: string): string =>
  `'sha256-${createHash("sha256").update(written).digest("base64")}'`;

/** The whole report as one file that asks nothing of any network. The same report has the same bytes. */
export function pageOf(report: Report, language: Language = "en"): string {
  const policy = `default-src 'none'; style-src ${sha256(style)}; script-src ${sha256(script)}; base-uri 'none'; form-action 'none'`;
  const { title, subtitle, sections } = report;
  const skip = text("Skip to the report", "본문으로 건너뛰기");
  const source = text(
    "Rebuilt from events by an independent reader. Figures are whole won; times are KST (UTC+9). Districts are the Interior Ministry's, categories those of ISO 18245.",
    "독립된 판독기가 이벤트로 재구성했습니다. 금액은 원 단위, 시각은 한국시간(UTC+9)입니다. 지역은 행정안전부 코드, 업종은 ISO 18245 코드입니다.",
  );
  return `<!doctype html>
<html lang="${language}" data-language="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title data-en="${escape(title.en)}" data-ko="${escape(title.ko)}">${escape(title[language])}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#report">${say(skip)}</a>
<header>
<div><h1>${say(title)}</h1><p class="subtitle">${say(subtitle)}</p></div>
${switchOf(language)}
</header>
<nav aria-labelledby="contents"><h2 id="contents">${say(text("Contents", "차례"))}</h2>
<ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${say(name)}</a></li>`).join("")}</ul></nav>
<main id="report" tabindex="-1">
${sections.map(sectionOf).join("\n")}
</main>
<footer><p>${say(source)}</p></footer>
<script>${script}</script>
</body>
</html>
`;
}

const switchOf = (language: Language): string => {
  const button = (one: Language, name: string) =>
    `<button type="button" lang="${one}" aria-pressed="${one === language}">${name}</button>`;
  return `<div class="languages" role="group" aria-label="Language, 언어">${button("en", "English")}${button("ko", "한국어")}</div>`;
};

const sectionOf = ({ id, title, blocks }: Section): string =>
  `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${say(title)}</h2>
${blocks.map((block, n) => blockOf(block, `${id}-${n}`)).join("\n")}
</section>`;

function blockOf(block: Block, id: string): string {
  switch (block.kind) {
    case "paragraph": {
      const { tone } = block;
      const isVerdict = tone === "good" || tone === "bad";
      const names = isVerdict ? `verdict ${tone}` : (tone ?? "");
      return `<p${names === "" ? "" : ` class="${names}"`}>${say(block.text)}</p>`;
    }
    case "facts":
      return `<dl>${block.facts.map(([name, value]) => `<dt>${say(name)}</dt><dd>${say(value)}</dd>`).join("")}</dl>`;
    case "figure":
      return figureOf(block.figure);
    case "table":
      return block.isFolded === true
        ? folded(block.table.caption, tableOf(block.table, id))
        : tableOf(block.table, id);
  }
}

/** What is shown when it is asked for, and on paper. */
const folded = (summary: Text, content: string): string =>
  `<details><summary>${say(summary)}</summary>
${content}</details>`;

/** A table that may be wider than the page scrolls within a region of its own, by keyboard too. */
function tableOf({ caption, head, rows, total = [], words }: Table, id: string): string {
  const columnOf = (n: number, cells: readonly Text[]): string => {
    if (!words.includes(n)) return "";
    const longest = Math.max(0, ...cells.map(({ en, ko }) => Math.max(en.length, ko.length)));
    if (longest <= 22) return ` class="words short"`;
    return longest > 40 ? ` class="words long"` : ` class="words"`;
  };
  const classes = head.map((_, n) =>
    columnOf(
      n,
      rows.map((row) => row[n] ?? text("", "")),
    ),
  );
  const row = (cells: readonly Text[]): string => {
    const [name = text("", ""), ...others] = cells;
    const rest = others.map((cell, n) => `<td${classes[n + 1] ?? ""}>${say(cell)}</td>`);
    return `<tr><th scope="row"${classes[0] ?? ""}>${say(name)}</th>${rest.join("")}</tr>`;
  };
  const heads = head.map((cell, n) => `<th scope="col"${classes[n] ?? ""}>${say(cell)}</th>`);
  const foot = total.length === 0 ? "" : `<tfoot>${total.map(row).join("")}</tfoot>`;
  return `<div class="scroll" role="group" tabindex="0" aria-labelledby="${id}-caption"><table>
<caption id="${id}-caption">${say(caption)}</caption>
<thead><tr>${heads.join("")}</tr></thead>
<tbody>${rows.map(row).join("\n")}</tbody>${foot}
</table></div>`;
}

function figureOf({ id, caption, charts, table }: Figure): string {
  const drawn = charts.map(({ title, chart }, n) => {
    const heading = charts.length > 1 ? `<h3>${say(title)}</h3>` : "";
    return `${heading}${chartOf(chart, title, caption, `${id}-${n}`)}`;
  });
  const [first = "", ...others] = drawn;
  const legend = charts[0] === undefined ? "" : legendOf(charts[0].chart);
  const rest = others.map((one) => `<div class="keep">${one}</div>`);
  return `<figure id="${id}" aria-labelledby="${id}-caption">
<div class="keep"><p class="caption" id="${id}-caption">${say(caption)}</p>
${legend}
${first}</div>
${rest.join("\n")}
${folded(text("Figures as a table", "수치 표"), tableOf(table, `${id}-table`))}
</figure>`;
}

/** A chart in both languages and, but for the flow, for both widths; the page shows one of them. */
function chartOf(chart: Chart, title: Text, caption: Text, id: string): string {
  const svg = (language: Language, width: number) =>
    draw(chart, language, width, `${title[language]}. ${caption[language]}`);
  if (chart.kind === "flow") {
    const both = languages.map(
      (one) => `<div data-l="${one}" lang="${one}">${svg(one, WIDE)}</div>`,
    );
    return `<div class="chart flow"><div class="scroll" id="${id}" role="group" tabindex="0" aria-label="${escape(title.en)}, ${escape(title.ko)}">${both.join("\n")}</div></div>`;
  }
  const of = (one: Language) =>
    `<div class="chart" data-l="${one}" lang="${one}"><div class="wide">${svg(one, WIDE)}</div><div class="narrow">${svg(one, NARROW)}</div></div>`;
  return languages.map(of).join("\n");
}

const DASHES = ["", ` stroke-dasharray="6 4"`, ` stroke-dasharray="2 3"`];

/** What the marks mean. A chart of one series says it in its caption. */
function legendOf(chart: Chart): string {
  if (chart.kind === "flow" || chart.series.length < 2) return "";
  const entries = chart.series.map((name, n) => {
    const mark =
      chart.kind === "lines"
        ? `<line x1="0" y1="6" x2="28" y2="6" stroke="var(--line-${n + 1})" stroke-width="2"${DASHES[n % 3] ?? ""}/>`
        : `<rect x="0.5" y="0.5" width="27" height="11" fill="var(--${toneOf(n, chart.series.length)})" stroke="var(--edge)"/>`;
    return `<li><svg viewBox="0 0 28 12" aria-hidden="true">${mark}</svg>${say(name)}</li>`;
  });
  return `<ul class="legend">${entries.join("")}</ul>`;
}
