import { formatKst } from "../../lib/clock.ts";
import { fit, wrap } from "../../lib/text.ts";
import { formatWon } from "../../lib/won.ts";
import type { Flow } from "./flow.ts";
import { graphOf, type Arrow, type Tone } from "./graph.ts";
import type { Kind, Purse } from "./kinds.ts";
import { BOX_HEIGHT, BOX_WIDTH, layOut, type Layout, type Placed, type Routed } from "./layout.ts";
import { fatesOf } from "./summary.ts";
import type { Trace } from "./trace.ts";
import { mixtureOf, placeOf, wordsOf } from "./words.ts";

const MARGIN = 32;
const LINE = 16;

/** Colors of both themes: paper and text, and for each tone its edge and its ground. */
const STYLE = `
  svg { --paper: #ffffff; --text: #1b1f24; --soft: #57606a; --right: #6639ba; --issue: #0550ae; --move: #57606a; --home: #9a6700; --end: #116329; --ground: #f6f8fa; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --text: #e6edf3; --soft: #9198a1; --right: #be8fff; --issue: #79c0ff; --move: #9198a1; --home: #e3b341; --end: #56d364; --ground: #161b22; }
  }
  .paper { fill: var(--paper); }
  text { fill: var(--text); font: 12px ui-sans-serif, system-ui, "Noto Sans", "Noto Sans CJK KR", sans-serif; }
  .head { font-size: 16px; font-weight: 600; }
  .soft { fill: var(--soft); font-size: 11px; }
  .what { font-weight: 600; font-size: 13px; }
  .who { font: 11px ui-monospace, "DejaVu Sans Mono", monospace; fill: var(--soft); }
  .won { font-size: 12px; font-variant-numeric: tabular-nums; }
  rect.box { fill: var(--ground); stroke-width: 1.25; }
  .root rect.box { stroke-width: 3; }
  .right { stroke: var(--right); } .issue { stroke: var(--issue); } .move { stroke: var(--move); } .home { stroke: var(--home); } .end { stroke: var(--end); }
  path { fill: none; stroke-opacity: 0.38; }
  path.right { stroke-opacity: 0.9; stroke-width: 1.5; stroke-dasharray: 5 4; }`;

/** Text as XML has it. */
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[char] ?? "&quot;");

const short = (account: string): string => `${account.slice(0, 6)}…${account.slice(-4)}`;
const full = (account: string): string => account;

const titles: Readonly<Record<Kind, string>> = {
  issued: "issued",
  revenue: "revenue",
  unattributed: "came unattributed",
  attributed: "attributed as revenue",
  sentBack: "sent back",
  liquidated: "paid by the Treasury",
  advanced: "advanced",
  setAside: "set aside",
  granted: "granted",
  keyReplaced: "moved to a new key",
  spent: "paid with a voucher",
  settled: "paid, as was signed",
  rebated: "rebate",
  ownPart: "own money paid",
  refunded: "refunded",
  refundedLate: "refunded after expiry",
  ownRefund: "own part refunded",
  lapsed: "lapsed, home",
  clawedBack: "taken back, home",
  closed: "not granted, home",
  lateHome: "home after expiry",
  returned: "returned",
  transferred: "transferred",
  forced: "transferred by order",
  recovered: "recovered",
  redeemed: "redeemed at par",
  redeemedByOrder: "redeemed by order",
};

/** A purse in a few letters. */
function shortPlace(purse: Purse): string {
  if (purse.kind === "voucher") return `${short(purse.account)} in ${purse.programme}`;
  if (purse.kind === "holdings") return "Treasury";
  if (purse.kind === "unattributed") return "Treasury";
  return placeOf(purse, short);
}

/** What stands in a box, and what is told of it to who asks. */
interface Words {
  readonly what: string;
  readonly who: string;
  readonly when: string;
  readonly mixed: string;
  readonly told: string;
}

function wordsIn(trace: Trace, box: Placed): Words {
  return box.move === 0 ? placeWords(trace, box) : moveWords(trace, box);
}

function placeWords({ flow }: Trace, { title: what, place, amount, tone }: Placed): Words {
  const now = tone === "right" ? ", after all changes" : "";
  const told = `${what} ${placeIn(flow, place, full)}: ${formatWon(amount)}${now}`;
  return { what, who: placeIn(flow, place, short), when: "", mixed: "", told };
}

function moveWords({ flow }: Trace, { move: id, amount }: Placed): Words {
  const move = flow.move(id);
  const [from, to] = [flow.purses.at(move.from), flow.purses.at(move.to)];
  const when = formatKst(flow.transactions.time(move.transaction));
  const mixed = mixtureOf(move);
  const hash = flow.transactions.hash(move.transaction);
  const told = [
    `${formatWon(amount)} ${wordsOf(flow, move, full)}`,
    ...(mixed === "" ? [] : [mixed]),
    `${when} KST, transaction ${hash}`,
  ].join("; ");
  const who = `${shortPlace(from)} → ${shortPlace(to)}`;
  return { what: titles[move.kind], who, when, mixed, told };
}

/** The place of a box that is no movement: a purse, an obligation, or a text. */
function placeIn(flow: Flow, place: string, nameOf: (account: string) => string): string {
  if (/^\d+$/.test(place)) {
    const purse = flow.purses.at(Number(place));
    return nameOf === short ? shortPlace(purse) : placeOf(purse, nameOf);
  }
  if (!/^o\d+$/.test(place)) return place;
  const { creditor, matter } = flow.authority.owed(Number(place.slice(1)));
  return `to ${nameOf(creditor)}${nameOf === full ? ` on ${matter}` : ""}`;
}

function drawBox(trace: Trace, box: Placed): string {
  const { x, y, tone, isRoot, amount } = box;
  const { what, who, when, mixed, told } = wordsIn(trace, box);
  const lines: readonly (readonly [kind: string, text: string])[] = [
    ["what", what],
    ["who", who],
    ["won", formatWon(amount)],
    ["soft", when === "" ? "" : `${when} KST`],
    ["soft", mixed],
  ];
  return [
    `<g class="${isRoot ? "root" : "other"}" transform="translate(${x} ${y})">`,
    `<title>${escaped(told)}</title>`,
    `<rect class="box ${tone}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="7"/>`,
    ...lines
      .filter(([, text]) => text !== "")
      .map(([kind, text], n) => {
        const y = 20 + n * LINE;
        return `<text class="${kind}" x="12" y="${y}">${escaped(fit(text, 36))}</text>`;
      }),
    "</g>",
  ].join("");
}

const WIDEST = 40;

/** How wide an arrow is drawn: as wide as its won are of the most in any box. */
function widthOf(amount: bigint, greatest: bigint): number {
  if (greatest === 0n) return 1.5;
  return Math.max(1.5, Number((amount * BigInt(WIDEST * 100)) / greatest) / 100);
}

type Ports = ReadonlyMap<Routed, number>;

/** Arrows leave and reach a box one below the other, in the order of where they go and come from. */
function portsOf({ boxes, arrows }: Layout, side: "from" | "to", wide: (arrow: Routed) => number) {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const nextTo = ({ from, to, via }: Routed): number =>
    side === "from" ? ((via[0] ?? byId.get(to))?.y ?? 0) : ((via.at(-1) ?? byId.get(from))?.y ?? 0);
  const found = new Map<Routed, number>();
  for (const { id, y, height } of boxes) {
    const own = arrows
      .filter((arrow) => arrow[side] === id)
      .toSorted((a, b) => nextTo(a) - nextTo(b));
    const sum = own.reduce((total, arrow) => total + wide(arrow), 0);
    const scale = Math.min(1, (height - 8) / sum);
    let at = y + height / 2 - (sum * scale) / 2;
    for (const arrow of own) {
      found.set(arrow, at + (wide(arrow) * scale) / 2);
      at += wide(arrow) * scale;
    }
  }
  return found;
}

function drawArrows(layout: Layout): string[] {
  const { boxes, arrows } = layout;
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const won = boxes.filter(({ tone }) => tone !== "right").map(({ amount }) => amount);
  const greatest = won.reduce((a, b) => (a > b ? a : b), 0n);
  const wide = (arrow: Arrow): number => (arrow.isRight ? 6 : widthOf(arrow.amount, greatest));
  const [outs, ins] = [portsOf(layout, "from", wide), portsOf(layout, "to", wide)];
  return arrows.map((arrow) => {
    const line = pathOf(arrow, byId, outs, ins);
    if (arrow.isRight) return `<path class="right" d="${line}"/>`;
    const tone = byId.get(arrow.to)?.tone ?? "move";
    const told = `<title>${formatWon(arrow.amount)}</title>`;
    return `<path class="${tone}" stroke-width="${round(wide(arrow))}" d="${line}">${told}</path>`;
  });
}

/** A line from box to box, straight where it passes through a column and bent between columns. */
function pathOf(arrow: Routed, byId: ReadonlyMap<string, Placed>, outs: Ports, ins: Ports): string {
  let x = (byId.get(arrow.from)?.x ?? 0) + BOX_WIDTH;
  let y = round(outs.get(arrow) ?? 0);
  let line = `M${x} ${y}`;
  const bendTo = (toX: number, toY: number): void => {
    const bend = round((toX - x) / 2);
    line += `C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`;
    [x, y] = [toX, toY];
  };
  for (const spot of arrow.via) {
    bendTo(spot.x, round(spot.y + spot.height / 2));
    x += BOX_WIDTH;
    line += `H${x}`;
  }
  bendTo(byId.get(arrow.to)?.x ?? 0, round(ins.get(arrow) ?? 0));
  return line;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const LEGEND: readonly (readonly [tone: Tone, text: string])[] = [
  ["right", "authority, by line and obligation"],
  ["issue", "issued by a bank"],
  ["move", "moved"],
  ["home", "came home"],
  ["end", "redeemed, or still held"],
];

function drawLegend(y: number): string[] {
  let x = MARGIN;
  return LEGEND.map(([tone, text]) => {
    const drawn = `<g transform="translate(${x} ${y})"><rect class="box ${tone}" width="14" height="14" rx="3"/><text class="soft" x="20" y="11">${escaped(text)}</text></g>`;
    x += 40 + 6.2 * text.length;
    return drawn;
  });
}

const sums: Readonly<Record<string, string>> = {
  redeemed: "redeemed",
  home: "came home",
  late: "came home too late for its line",
  held: "still held",
};

const HOW = "Where won lay together, those that came first left first. Wider bands are more won.";

/** What became of all won, in one line. */
function endsOf(trace: Trace): string {
  const found = new Map<string, bigint>();
  for (const { what, amount } of fatesOf(trace)) found.set(what, (found.get(what) ?? 0n) + amount);
  return [...found]
    .map(([what, amount]) => `${formatWon(amount)} ${sums[what] ?? what}`)
    .join(", ");
}

/**
 * The trace as a drawing, from the appropriation and the issue on the left to where the won are on the right. The same bytes for the
 * same trace; accounts are addresses.
 */
export function svgOf(trace: Trace): string {
  const layout = layOut(graphOf(trace));
  const width = Math.max(layout.width, 760) + 2 * MARGIN;
  const title = `Trace of ${trace.title}`;
  const heads = wrap(title, Math.floor((width - 2 * MARGIN) / 10.5)).slice(0, 2);
  const [below, top] = [36 + 20 * heads.length, 98 + 20 * heads.length];
  const height = layout.height + top + MARGIN;
  const told = `${endsOf(trace)}. ${HOW}`;
  const text = (kind: string, y: number, line: string) =>
    `<text class="${kind}" x="${MARGIN}" y="${y}">${escaped(line)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(told)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...heads.map((head, n) => text("head", 30 + 20 * n, head)),
    text("soft", below, told),
    ...drawLegend(below + 18),
    `<g transform="translate(${MARGIN} ${top})">`,
    ...drawArrows(layout),
    ...layout.boxes.map((box) => drawBox(trace, box)),
    ...["</g>", "</svg>", ""],
  ].join("\n");
}
