import type { Block, Figure, Section, Table } from "./model.ts";
import type { CategoryRow, GroupRow, People, ProgrammeRow, Series } from "./people.ts";
import { barsSection, count, countOf, paragraph, sumOf, TOTAL, won } from "./section-parts.ts";
import { quantities } from "./tally.ts";
import { same, text, type Text } from "./words.ts";

const GRANTED = text("Granted", "지급");
const SPENT = text("Spent, less refunds", "사용(환불 제외)");
const HOME = text("Returned unspent", "미사용 반납");
const HELD = text("Not yet spent", "미사용 잔액");
const VOUCHERS = text("Vouchers", "이용권 수");

export function programmesSection(
  { programmes, series }: People,
  before: readonly Block[] = [],
): Section {
  const id = "programmes";
  const title = text("Programmes over time", "사업별 추이");
  if (programmes.length === 0) {
    const none = paragraph("No programme is shown.", "표시할 사업이 없습니다.");
    return { id, title, blocks: [...before, none] };
  }
  const table = programmesTable(programmes);
  const figure = overTime(series);
  return { id, title, blocks: [...before, { kind: "table", table }, { kind: "figure", figure }] };
}

function programmesTable(programmes: readonly ProgrammeRow[]): Table {
  const fields = ["budget", "granted", "spent", "home", "held", "ungranted"] as const;
  const head = [text("Set aside", "사업 재원"), GRANTED, SPENT, HOME, HELD];
  return {
    caption: text("Programmes, won", "사업별 금액(원)"),
    head: [text("Programme", "사업"), VOUCHERS, ...head, text("Not granted", "미지급")],
    rows: programmes.map((row) => [
      row.label,
      count(row.vouchers),
      ...fields.map((field) => won(row[field])),
    ]),
    total: [
      [
        TOTAL,
        count(countOf(programmes, ({ vouchers }) => vouchers)),
        ...fields.map((field) => won(sumOf(programmes, (row) => row[field]))),
      ],
    ],
    words: [0],
  };
}

/** At most so many programmes have a chart; the table has all. */
const MOST_CHARTS = 6;

function overTime(series: readonly Series[]): Figure {
  const names = [GRANTED, SPENT, HOME];
  const charts = series.slice(0, MOST_CHARTS).map(({ label, points, sums }) => ({
    title: label,
    chart: {
      ...{ kind: "lines" as const, series: names, points },
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
  const table: Table = {
    caption: text("Programmes over time, added up, won", "사업별 누계(원)"),
    head: [text("Programme", "사업"), text("To the end of", "기간"), ...names],
    rows,
    words: [0, 1],
  };
  const caption = text(
    "Granted, spent and returned, added up from the beginning to the end of each period (KST), won.",
    "시작부터 각 기간 말(한국시간)까지의 누계(원).",
  );
  return { id: "programmes-chart", caption, charts, table };
}

export function districtsSection(
  rows: readonly GroupRow[],
  before: readonly Block[] = [],
): Section {
  const id = "districts";
  const title = text("Home districts", "주소지별");
  if (rows.length === 0)
    return { id, title, blocks: [paragraph("No district is shown.", "표시할 지역이 없습니다.")] };
  const fields = ["granted", "spent", "home", "held"] as const;
  const series: Text[] = [SPENT, HOME, HELD];
  const table: Table = {
    caption: text(
      "Vouchers by the home district of their holders, won",
      "보유자 주소지별 이용권(원)",
    ),
    head: [text("Home district", "주소지"), VOUCHERS, GRANTED, ...series],
    rows: rows.map((row) => [
      row.label,
      count(row.vouchers),
      ...fields.map((field) => won(row[field])),
    ]),
    total: [
      [
        TOTAL,
        count(countOf(rows, ({ vouchers }) => vouchers)),
        ...fields.map((field) => won(sumOf(rows, (row) => row[field]))),
      ],
    ],
    words: [0],
  };
  return barsSection({
    ...{ id, title, series, isStacked: true, unit: "won", table, before },
    caption: text("What became of what was granted, won.", "지급액의 쓰임(원)."),
    rows: rows.map(({ label, spent, home, held }) => ({ label, values: [spent, home, held] })),
  });
}

export function categoriesSection(
  rows: readonly CategoryRow[],
  before: readonly Block[] = [],
): Section {
  const id = "categories";
  const title = text("Merchants' categories", "가맹점 업종별");
  if (rows.length === 0)
    return { id, title, blocks: [paragraph("No payment is shown.", "표시할 결제가 없습니다.")] };
  const payments = count(countOf(rows, (row) => row.payments));
  const table: Table = {
    caption: text("Payments by the merchants' category, won", "가맹점 업종별 결제(원)"),
    head: [
      ...[text("Category", "업종"), text("Merchants", "가맹점 수")],
      ...[text("Payments", "결제 건수"), SPENT],
    ],
    rows: rows.map(({ label, merchants, payments: many, amount }) => [
      label,
      count(merchants),
      count(many),
      won(amount),
    ]),
    total: [[TOTAL, same(""), payments, won(sumOf(rows, ({ amount }) => amount))]],
    words: [0],
  };
  return barsSection({
    ...{ id, title, series: [SPENT], isStacked: false, unit: "won", table, before },
    caption: text(
      "What merchants were paid with vouchers, less refunds, by the category that they had then (ISO 18245), won.",
      "결제 당시 업종(ISO 18245)별 바우처 결제액(환불 제외, 원).",
    ),
    rows: rows.map(({ label, amount }) => ({ label, values: [amount] })),
  });
}
