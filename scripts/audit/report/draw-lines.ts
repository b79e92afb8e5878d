import type { EChartsCoreOption } from "echarts/core";
import type { Language } from "../../lib/forms.ts";
import { axisAmount } from "./amounts.ts";
import type { Chart } from "./model.ts";

type Lines = Extract<Chart, { kind: "lines" }>;

/** Lines are told apart without colour too. */
export const DASHES = ["solid", "dashed", "dotted"] as const;

/** A period by its last day, or a month by its name. */
const short = (point: string): string => (point.includes("–") ? point.slice(-5) : point);

/** Sums that grow from period to period. */
export function linesOption(
  { series, points, values }: Lines,
  language: Language,
  width: number,
): EChartsCoreOption {
  const axisLabel = { color: "var(--muted)", fontSize: 12 };
  return {
    grid: { left: 64, right: 24, top: 12, bottom: 28 },
    xAxis: {
      type: "category",
      data: points.map(short),
      boundaryGap: points.length === 1,
      axisLine: { lineStyle: { color: "var(--edge)" } },
      axisTick: { lineStyle: { color: "var(--edge)" }, alignWithLabel: true },
      axisLabel: { ...axisLabel, interval: Math.ceil(points.length / (width / 80)) - 1 },
    },
    yAxis: {
      type: "value",
      splitNumber: 4,
      axisLabel: { ...axisLabel, formatter: (value: number) => axisAmount(value, language) },
      splitLine: { lineStyle: { color: "var(--rule)" } },
    },
    series: series.map((_, n) => ({
      type: "line",
      silent: true,
      clip: false,
      symbol: ["circle", "rect", "diamond"][n % 3],
      symbolSize: 5,
      showAllSymbol: true,
      lineStyle: { color: `var(--line-${n + 1})`, width: 2, type: DASHES[n % 3] },
      itemStyle: { color: `var(--line-${n + 1})` },
      data: (values[n] ?? []).map(Number),
    })),
  };
}
