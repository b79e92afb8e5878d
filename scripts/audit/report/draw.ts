import { BarChart, LineChart, SankeyChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Language } from "../../lib/forms.ts";
import type { Chart } from "./model.ts";
import { barsHeight, barsOption } from "./draw-bars.ts";
import { flowHeight, flowOption } from "./draw-flow.ts";
import { linesOption } from "./draw-lines.ts";

use([BarChart, LineChart, SankeyChart, GridComponent, SVGRenderer]);

/** Widths in CSS pixels for which charts are drawn: for a page, and for a telephone. The flow is drawn wide only. */
export const WIDE = 1_080;
export const NARROW = 328;

/** Draws a chart as SVG in one language. Colours are the page's own (CSS variables); the bytes depend on the chart alone. */
export function draw(chart: Chart, language: Language, width: number, label: string): string {
  const [option, height] = optionOf(chart, language, width);
  const drawn = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    const still = { animation: false, textStyle: { fontFamily: "inherit", fontSize: 12 } };
    drawn.setOption({ ...still, ...option });
    return plain(drawn.renderToSVGString({ useViewBox: true }), label);
  } finally {
    drawn.dispose();
  }
}

function optionOf(chart: Chart, language: Language, width: number): [EChartsCoreOption, number] {
  switch (chart.kind) {
    case "flow":
      return [flowOption(chart.flow, language), flowHeight(chart.flow)];
    case "bars":
      return [barsOption(chart, language, width), barsHeight(chart, width)];
    case "lines":
      return [linesOption(chart, language, width), width === WIDE ? 300 : 240];
  }
}

const escaped = (written: string): string =>
  written.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/**
 * What the library writes without what a page with a strict policy refuses or nobody needs: styles, classes, data of
 * interaction, clips. Numbers of its classes count on within a process; without them the same chart has the same bytes.
 */
function plain(svg: string, label: string): string {
  const body = svg
    .replace(/<style[^]*?<\/style>|<clipPath[^]*?<\/clipPath>/g, "")
    .replace(/<defs\s*>\s*<\/defs>/g, "")
    .replace(/ (?:class|clip-path|ecmeta_\w+|xml:space|pointer-events)="[^"]*"/g, "")
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/<rect [^>]*fill="none"><\/rect>/g, "")
    .replace(/\n+/g, "\n");
  const size = / viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  const [, width = "0", height = "0"] = size ?? [];
  const root = `<svg role="img" aria-label="${escaped(label)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`;
  return body.replace(/^<svg [^>]*>/, root).trim();
}

/** A style's declarations as attributes; the font's family is the page's. */
function attributesOf(style: string): string {
  return style
    .split(";")
    .map((declaration) => declaration.split(":").map((part) => part.trim()))
    .filter(([name = ""]) => name !== "" && name !== "font-family")
    .map(([name = "", value = ""]) => ` ${name}="${value}"`)
    .join("");
}
