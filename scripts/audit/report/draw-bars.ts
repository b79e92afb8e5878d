import type { EChartsCoreOption } from "echarts/core";
import type { Language } from "../../lib/forms.ts";
import { fit, width as columnsOf } from "../../lib/text.ts";
import { formatCount } from "../../lib/won.ts";
import { axisAmount } from "./amounts.ts";
import type { Chart } from "./model.ts";

type Bars = Extract<Chart, { kind: "bars" }>;

const BAR = 16;

/** Below this width a row's name stands above its bars. */
const ROOM_FOR_NAMES = 600;

/** Bars drawn beside each other for one row. */
const barsIn = ({ isStacked, series }: Bars): number => (isStacked ? 1 : series.length);

const rowHeight = (chart: Bars, width: number): number => {
  const bars = barsIn(chart) * (BAR + 2);
  return bars + (width < ROOM_FOR_NAMES ? 30 : 12);
};

export const barsHeight = (chart: Bars, width: number): number =>
  chart.rows.length * rowHeight(chart, width) + 40;

/** Tones of five series, one stage after another: from light to dark, and what came back apart. */
const STAGES = [3, 2, 4, 1, 5];

/** The tone of a series by its place among all. */
export const toneOf = (n: number, of: number): string =>
  `tone-${of === STAGES.length ? (STAGES[n] ?? 1) : n + 1}`;

/** Horizontal bars, the first row at the top. */
export function barsOption(chart: Bars, language: Language, width: number): EChartsCoreOption {
  const { rows, series, isStacked, unit } = chart;
  const isNarrow = width < ROOM_FOR_NAMES;
  const left = isNarrow ? 4 : 300;
  const labels = rows.map(({ label }) => fit(label[language], isNarrow ? 46 : 42));
  const most = Math.max(0, ...rows.map(({ values }) => highest(values, isStacked)));
  const ends = Math.max(...rows.map(({ values }) => valueWidth(values, isStacked)));
  const format = (value: number) =>
    unit === "count" ? formatCount(value) : axisAmount(value, language);
  return {
    grid: { left, right: ends + 14, top: isNarrow ? 10 : 4, bottom: 28 },
    xAxis: {
      type: "value",
      max: most === 0 ? 1 : most,
      splitNumber: isNarrow ? 2 : 5,
      ...(unit === "count" ? { minInterval: 1 } : {}),
      axisLabel: { color: "var(--muted)", formatter: format, showMaxLabel: false, fontSize: 12 },
      splitLine: { lineStyle: { color: "var(--rule)" } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "var(--edge)" } },
      axisLabel: { color: "var(--ink)", fontSize: 12, ...namePlace(chart, isNarrow) },
    },
    series: series.map((_, n) => barsOf(chart, n)),
  };
}

const highest = (values: readonly bigint[], isStacked: boolean): number =>
  isStacked
    ? values.reduce((sum, value) => sum + Number(value), 0)
    : Math.max(...values.map(Number));

/** Room for a row's longest value, which stands at the end of its bar. */
const valueWidth = (values: readonly bigint[], isStacked: boolean): number => {
  const shown = isStacked ? [values.reduce((sum, value) => sum + value, 0n)] : values;
  return Math.max(...shown.map((value) => columnsOf(formatCount(value)) * 7.2));
};

/** The value at the end of each bar; of a stack, the sum at the end of the last. */
function valueLabel({ rows, isStacked, series }: Bars, n: number): object {
  const isLast = n === series.length - 1;
  return {
    show: !isStacked || isLast,
    position: "right",
    color: "var(--ink)",
    fontSize: 12,
    formatter: ({ dataIndex }: { dataIndex: number }) => {
      const values = rows[dataIndex]?.values ?? [];
      const shown = isStacked ? values.reduce((sum, one) => sum + one, 0n) : (values[n] ?? 0n);
      return formatCount(shown);
    },
  };
}

/** A row's name on the left of its bars, or above them where there is no room. */
const namePlace = (chart: Bars, isNarrow: boolean): object =>
  isNarrow
    ? {
        inside: true,
        margin: 0,
        verticalAlign: "bottom",
        padding: [0, 0, (barsIn(chart) * (BAR + 2)) / 2 + 1, 0],
      }
    : { margin: 10 };

/** The bars of one series. */
function barsOf(chart: Bars, n: number): object {
  const { rows, series, isStacked } = chart;
  const color = `var(--${toneOf(n, series.length)})`;
  return {
    type: "bar",
    ...(isStacked ? { stack: "all" } : {}),
    ...{ silent: true, clip: false, barWidth: BAR, barGap: "12%" },
    itemStyle: { color, borderColor: "var(--edge)", borderWidth: 0.5 },
    data: rows.map(({ values }) => Number(values[n] ?? 0n)),
    label: valueLabel(chart, n),
  };
}
