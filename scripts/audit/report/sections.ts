import { formatCount } from "../../lib/won.ts";
import { addRows, columnNames, columns, rateOf, type BudgetRow } from "./budget.ts";
import type { Flow } from "./flow-builder.ts";
import type { Block, Figure, Section, Table } from "./model.ts";
import type { CategoryRow, GroupRow, People, Series } from "./people.ts";
import { allOf, type ReasonRow } from "./refusals.ts";
import { quantities } from "./tally.ts";
import { same, text, type Text } from "./words.ts";

const won = (amount: bigint): Text => same(formatCount(amount));
const count = (number: number): Text => same(formatCount(number));

const TOTAL = text("Total", "합계");

const GRANTED = text("Granted", "지급");
const SPENT = text("Spent, less refunds", "사용(환불 제외)");
const HOME = text("Went home unspent", "미사용 반납");
const HELD = text("Not yet spent", "미사용 잔액");

/** What a section says where nothing of it has happened. */
const nothing = (en: string, ko: string): Block => ({ kind: "paragraph", text: text(en, ko) });

const paragraph = (en: string, ko: string): Block => ({
  kind: "paragraph",
  text: text(en, ko),
  tone: "note",
});

export function flowSection(flow: Flow, isPublic: boolean): Section {
  const id = "flow";
  const title = text("Flow of funds", "자금 흐름");
  if (flow.links.length === 0)
    return { id, title, blocks: [nothing("No money has moved.", "자금 이동이 없습니다.")] };
  const nameOf = new Map(flow.nodes.map(({ id: one, label }) => [one, label]));
  const rows = flow.links.map(({ from, to, amount }) => [
    nameOf.get(from) ?? same(from),
    nameOf.get(to) ?? same(to),
    won(amount),
  ]);
  const caption = isPublic
    ? text(
        "From the lines and agencies that paid to what became of it, won.",
        "예산과목과 기관에서 나간 자금의 쓰임(원).",
      )
    : text(
        "From the bank's issue to redemption, won: what comes into a box leaves it again, but at both ends.",
        "은행 발행부터 상환까지(원). 양 끝을 빼고 들어온 금액과 나간 금액이 같습니다.",
      );
  const table: Table = {
    caption: text("Flow of funds", "자금 흐름"),
    head: [text("From", "출금"), text("To", "입금"), text("Won", "금액(원)")],
    rows,
    words: [0, 1],
  };
  const charts = [{ title, chart: { kind: "flow", flow } as const }];
  return { id, title, blocks: [{ kind: "figure", figure: { id: "flow-chart", caption, charts, table } }] };
}

export function budgetSection(rows: readonly BudgetRow[]): Section {
  const id = "budget";
  const title = text("Budget execution by line", "예산과목별 집행");
  if (rows.length === 0)
    return { id, title, blocks: [nothing("There is no budget line.", "예산과목이 없습니다.")] };
  const cells = (row: BudgetRow): Text[] => [
    row.label,
    ...columnNames.map((column) => won(row.figures[column])),
    same(rateOf(row)),
  ];
  const shown = ["appropriated", "allotted", "obligated", "paid", "returned"] as const;
  const table: Table = {
    caption: text("Budget execution by line, won", "예산과목별 집행(원)"),
    head: [
      text("Line", "예산과목"),
      ...Object.values(columns),
      text("Rate", "집행률"),
    ],
    rows: rows.map(cells),
    total: [cells(addRows(rows, TOTAL))],
    words: [0],
  };
  const figure: Figure = {
    id: "budget-chart",
    caption: text(
      "Each line by stage, won. Rate: what was paid and did not come back while the books were open, of what was appropriated.",
      "예산과목별 단계 금액(원). 집행률은 예산액 대비 지출액(마감 전 반납 제외)입니다.",
    ),
    charts: [
      {
        title,
        chart: {
          kind: "bars",
          series: shown.map((column) => columns[column]),
          rows: rows.map(({ label, figures }) => ({
            label,
            values: shown.map((column) => figures[column]),
          })),
          isStacked: false,
          unit: "won",
        },
      },
    ],
    table,
  };
  return { id, title, blocks: [{ kind: "figure", figure }] };
}

export function programmesSection({ programmes, series }: People, note?: Block): Section {
  const id = "programmes";
  const title = text("Programmes over time", "사업별 추이");
  const notes = note === undefined ? [] : [note];
  if (programmes.length === 0) {
    const none = nothing("No programme is shown.", "표시할 사업이 없습니다.");
    return { id, title, blocks: [...notes, none] };
  }
  const table: Table = {
    caption: text("Programmes, won", "사업별 금액(원)"),
    head: [
      text("Programme", "사업"),
      text("Vouchers", "이용권 수"),
      text("Set aside", "사업 재원"),
      ...[GRANTED, SPENT, HOME, HELD],
      text("Not granted", "미지급"),
    ],
    rows: programmes.map((row) => [
      row.label,
      count(row.vouchers),
      won(row.budget),
      ...[row.granted, row.spent, row.home, row.held, row.ungranted].map(won),
    ]),
    total: [
      [
        TOTAL,
        count(programmes.reduce((sum, { vouchers }) => sum + vouchers, 0)),
        ...(["budget", "granted", "spent", "home", "held", "ungranted"] as const).map((field) =>
          won(programmes.reduce((sum, row) => sum + row[field], 0n)),
        ),
      ],
    ],
    words: [0],
  };
  return { id, title, blocks: [...notes, { kind: "table", table }, { kind: "figure", figure: overTime(series) }] };
}

/** At most so many programmes have a chart; the table has all. */
const MOST_CHARTS = 6;

function overTime(series: readonly Series[]): Figure {
  const names = [GRANTED, SPENT, HOME];
  const charts = series.slice(0, MOST_CHARTS).map(({ label, points, sums }) => ({
    title: label,
    chart: {
      kind: "lines" as const,
      series: names,
      points,
      values: quantities.map((quantity) => sums[quantity]),
    },
  }));
  const rows = series.flatMap(({ label, points, sums }) =>
    points.map((point, n) => [
      label,
      same(point),
      ...quantities.map((quantity) => won(sums[quantity][n] ?? 0n)),
    ]),
  );
  return {
    id: "programmes-chart",
    caption: text(
      "Granted, spent and returned, added up from the beginning to the end of each period (KST), won.",
      "시작부터 각 기간 말(한국시간)까지의 누계(원).",
    ),
    charts,
    table: {
      caption: text("Programmes over time, added up, won", "사업별 누계(원)"),
      head: [text("Programme", "사업"), text("To the end of", "기간"), ...names],
      rows,
      words: [0, 1],
    },
  };
}

export function districtsSection(rows: readonly GroupRow[], note?: Block): Section {
  const id = "districts";
  const title = text("Home districts", "주소지별");
  if (rows.length === 0)
    return { id, title, blocks: [nothing("No district is shown.", "표시할 지역이 없습니다.")] };
  const sum = (field: "granted" | "spent" | "home" | "held") =>
    won(rows.reduce((all, row) => all + row[field], 0n));
  const names = [SPENT, HOME, HELD];
  const table: Table = {
    caption: text("Vouchers by the home district of their holders, won", "보유자 주소지별 이용권(원)"),
    head: [text("Home district", "주소지"), text("Vouchers", "이용권 수"), GRANTED, ...names],
    rows: rows.map((row) => [
      row.label,
      count(row.vouchers),
      ...[row.granted, row.spent, row.home, row.held].map(won),
    ]),
    total: [
      [
        TOTAL,
        count(rows.reduce((all, { vouchers }) => all + vouchers, 0)),
        ...[sum("granted"), sum("spent"), sum("home"), sum("held")],
      ],
    ],
    words: [0],
  };
  const figure: Figure = {
    id: "districts-chart",
    caption: text("What became of what was granted, won.", "지급액의 쓰임(원)."),
    charts: [
      {
        title,
        chart: {
          kind: "bars",
          series: names,
          rows: rows.map(({ label, spent, home, held }) => ({ label, values: [spent, home, held] })),
          isStacked: true,
          unit: "won",
        },
      },
    ],
    table,
  };
  return { id, title, blocks: [...(note === undefined ? [] : [note]), { kind: "figure", figure }] };
}

export function categoriesSection(rows: readonly CategoryRow[], note?: Block): Section {
  const id = "categories";
  const title = text("Merchants' categories", "가맹점 업종별");
  if (rows.length === 0)
    return { id, title, blocks: [nothing("Nothing was paid.", "결제가 없습니다.")] };
  const table: Table = {
    caption: text("Payments by the merchants' category, won", "가맹점 업종별 결제(원)"),
    head: [
      text("Category", "업종"),
      text("Merchants", "가맹점 수"),
      text("Payments", "결제 건수"),
      SPENT,
    ],
    rows: rows.map(({ label, merchants, payments, amount }) => [
      label,
      count(merchants),
      count(payments),
      won(amount),
    ]),
    total: [
      [
        TOTAL,
        same(""),
        count(rows.reduce((sum, { payments }) => sum + payments, 0)),
        won(rows.reduce((sum, { amount }) => sum + amount, 0n)),
      ],
    ],
    words: [0],
  };
  const figure: Figure = {
    id: "categories-chart",
    caption: text(
      "What merchants were paid with vouchers, by the category that they had then (ISO 18245), won.",
      "결제 당시 업종(ISO 18245)별 바우처 결제액(원).",
    ),
    charts: [
      {
        title,
        chart: {
          kind: "bars",
          series: [SPENT],
          rows: rows.map(({ label, amount }) => ({ label, values: [amount] })),
          isStacked: false,
          unit: "won",
        },
      },
    ],
    table,
  };
  return { id, title, blocks: [...(note === undefined ? [] : [note]), { kind: "figure", figure }] };
}

const MINED = text("Mined", "체인에 기록");
const UNSETTLED = text("Not settled", "정산 거절");
const UNSENT = text("Not on chain", "체인에 없음");

/** What the chain cannot know of, said where nobody else does either. */
const CHAIN_ALONE = paragraph(
  "Not on chain: the chain has no trace of what was stopped before it was sent, such as at a till or by a wallet. This report does not know of it.",
  "체인에 없음: 단말기나 지갑에서 전송 전에 멈춘 건은 체인에 남지 않으므로 이 보고서에 없습니다.",
);
const ALSO_UNSENT = paragraph(
  "“Not on chain” counts what whoever ran the scenario saw refused before anything was sent. The chain has no trace of it.",
  "‘체인에 없음’은 시나리오 실행자가 전송 전에 거절된 것으로 확인한 건수이며, 체인에는 남지 않습니다.",
);

export function refusalsSection(rows: readonly ReasonRow[], details: readonly Block[]): Section {
  const id = "refusals";
  const title = text("Refusals and their reasons", "거절 사유");
  const isUnsentKnown = rows.some(({ unsent }) => unsent !== undefined);
  const note = isUnsentKnown ? ALSO_UNSENT : CHAIN_ALONE;
  if (rows.length === 0) {
    const none = nothing("No mined transaction was refused.", "거절된 거래가 없습니다.");
    return { id, title, blocks: [none, note] };
  }
  const kinds = isUnsentKnown ? [MINED, UNSETTLED, UNSENT] : [MINED, UNSETTLED];
  const valuesOf = ({ mined, unsettled, unsent = 0 }: ReasonRow): number[] =>
    isUnsentKnown ? [mined, unsettled, unsent] : [mined, unsettled];
  const sums = kinds.map((_, n) => rows.reduce((sum, row) => sum + (valuesOf(row)[n] ?? 0), 0));
  const table: Table = {
    caption: text("Refusals by reason", "사유별 거절 건수"),
    head: [text("Reason", "사유"), text("What it means", "뜻"), ...kinds, TOTAL],
    rows: rows.map((row) => [
      row.label,
      row.meaning,
      ...valuesOf(row).map(count),
      count(allOf(row)),
    ]),
    total: [
      [TOTAL, same(""), ...sums.map(count), count(rows.reduce((sum, row) => sum + allOf(row), 0))],
    ],
    words: [0, 1],
  };
  const figure: Figure = {
    id: "refusals-chart",
    caption: text(
      "Mined: transactions on chain that were refused. Not settled: signed payments that a batch on chain left out.",
      "체인에 기록: 거절되어 체인에 남은 거래. 정산 거절: 일괄 정산에서 제외된 서명 결제.",
    ),
    charts: [
      {
        title,
        chart: {
          kind: "bars",
          series: kinds,
          rows: rows.map((row) => ({ label: row.label, values: valuesOf(row).map(BigInt) })),
          isStacked: true,
          unit: "count",
        },
      },
    ],
    table,
  };
  return { id, title, blocks: [{ kind: "figure", figure }, note, ...details] };
}
