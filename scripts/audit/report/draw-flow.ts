import type { EChartsCoreOption } from "echarts/core";
import type { Language } from "../../lib/forms.ts";
import { fit } from "../../lib/text.ts";
import { formatCount } from "../../lib/won.ts";
import type { Flow, FlowNode } from "./flow-builder.ts";

/** Columns of a node's name at most. */
const NAME = 20;

/** Columns in use, from the left. */
const depthsOf = ({ nodes }: Flow): number[] =>
  [...new Set(nodes.map(({ depth }) => depth))].toSorted((a, b) => a - b);

/** High enough for the column with most nodes. */
export function flowHeight(flow: Flow): number {
  const counts = depthsOf(flow).map(
    (depth) => flow.nodes.filter((node) => node.depth === depth).length,
  );
  return Math.max(360, 60 + Math.max(...counts) * 44);
}

/** A Sankey diagram: each node with its name and what went through it. */
export function flowOption(flow: Flow, language: Language): EChartsCoreOption {
  const depths = depthsOf(flow);
  const names = new Map(flow.nodes.map((node) => [node.id, nameOf(flow, node, language)]));
  const toneOf = (id: string) => flow.nodes.find((node) => node.id === id)?.tone ?? "left";
  const edge = { borderColor: "var(--edge)", borderWidth: 0.5 };
  const label = {
    ...{ color: "var(--ink)", fontSize: 12, lineHeight: 14 },
    formatter: ({ name }: { name: string }) => names.get(name) ?? name,
  };
  const diagram = {
    ...{ type: "sankey", silent: true, left: 8, right: 150, top: 16, bottom: 16 },
    ...{ nodeWidth: 12, nodeGap: 32, draggable: false, layoutIterations: 64, label },
    data: flow.nodes.map(({ id, depth, tone }) => ({
      name: id,
      depth: depths.indexOf(depth),
      itemStyle: { color: `var(--flow-${tone})`, ...edge },
    })),
    links: flow.links.map(({ from, to, amount }) => ({
      source: from,
      target: to,
      value: Number(amount),
      lineStyle: { color: `var(--flow-${toneOf(to)})`, opacity: 0.35, curveness: 0.5 },
    })),
  };
  return { series: [diagram] };
}

/** A budget line's number takes two lines; a category's code stands in the table. */
function nameOf(flow: Flow, { id, label }: FlowNode, language: Language): string {
  const parts = /^(\d{4} |\d{4}-\d{3}-(?=\d{7}-))?(.*)$/.exec(label[language]) ?? [];
  const [, prefix = "", rest = ""] = parts;
  const first = prefix.endsWith("-") ? `${prefix}\n` : "";
  return `${first}${fit(rest, NAME)}\n${formatCount(through(flow, id))}`;
}

/** What came into a node or went out of it, whichever is more. */
function through({ links }: Flow, id: string): bigint {
  let [into, out] = [0n, 0n];
  for (const { from, to, amount } of links) {
    if (to === id) into += amount;
    if (from === id) out += amount;
  }
  return into > out ? into : out;
}
