import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { readXlsx } from "hucre/xlsx";
import { writeTable, type Format } from "../../../scripts/audit/export/forms.ts";
import { number, text, won, type Cell } from "../../../scripts/audit/export/table.ts";
import { collectInto } from "../../../scripts/audit/store/into-file.ts";
import { parseCsv } from "../../../scripts/lib/csv.ts";
import { formatLine } from "../../../scripts/lib/lines.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { line } from "../../helpers/budget.ts";
import { folders } from "../../helpers/collecting.ts";
import { playMonth } from "../../helpers/month.ts";
import { heard } from "../../helpers/printed.ts";
import type { Trust } from "../../helpers/trust.ts";

const TABLES = [
  ...["journal", "trial_balance", "payments", "refunds", "refusals", "accounts", "lines"],
  ...["obligations", "programmes", "vouchers_by_district", "laws"],
];

/** Every file of a folder, by its name. */
const contentsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name)).toString("latin1")]),
  );

describe("npx hardhat audit export", () => {
  const { next, remove } = folders();
  let system: Trust;
  let served: Served;
  let folder: string;
  let from: string;
  let first: string;

  const exported = (args: object) =>
    heard("en", () => hre.tasks.getTask(["audit", "export"]).run({ from, ...args }));

  const rowsOf = (out: string, table: string): Record<string, string>[] => {
    const [head = [], ...rows] = parseCsv(readFileSync(join(out, `${table}.csv`), "utf8"));
    return rows.map((row) => Object.fromEntries(row.map((cell, n) => [head[n] ?? "", cell])));
  };

  before(async () => {
    system = await playMonth();
    served = await serveJsonRpc(system.connection.provider);
    folder = next();
    from = join(folder, "month.sqlite");
    const { addresses } = system;
    await collectInto({ url: served.url, file: from, addresses, until: { block: "latest" } });
    first = join(folder, "first");
    const { error, exitCode } = await exported({ out: first });
    expect([error, exitCode]).to.deep.equal(["", undefined]);
  });

  after(async () => {
    remove();
    await served.close();
  });

  it("writes every table in each form, and a manifest of them", () => {
    const files = TABLES.flatMap((table) =>
      ["csv", "json", "xlsx"].map((form) => `${table}.${form}`),
    );
    expect(readdirSync(first).toSorted()).to.deep.equal([...files, "manifest.json"].toSorted());
    const manifest = JSON.parse(readFileSync(join(first, "manifest.json"), "utf8")) as {
      files: { file: string }[];
      block: { number: number; hash: string };
    };
    expect(manifest.files.map(({ file }) => file).toSorted()).to.deep.equal(files.toSorted());
    expect(manifest).to.deep.include({
      chain: {
        id: 31_337,
        genesis: (manifest as never as { chain: { genesis: string } }).chain.genesis,
      },
      ...{ tool: { name: "gukgo", version: "0.1.0" }, names: false },
      period: { from: null, to: null },
    });
  });

  it("writes the same bytes again, and those of the chain itself, of which no file was collected", async () => {
    const again = join(folder, "again");
    await exported({ out: again });
    expect(contentsOf(again)).to.deep.equal(contentsOf(first));
    const addresses = join(folder, "addresses.json");
    writeFileSync(addresses, JSON.stringify(system.addresses));
    const direct = join(folder, "direct");
    await exported({ out: direct, from: undefined, url: served.url, addresses });
    expect(contentsOf(direct)).to.deep.equal(contentsOf(first));
  });

  it("writes the same bytes in another time zone and language", () => {
    const out = join(folder, "elsewhere");
    const env = {
      ...process.env,
      TZ: "America/New_York",
      LANG: "ko_KR.UTF-8",
      LC_ALL: "ko_KR.UTF-8",
    };
    const hardhat = join(process.cwd(), "node_modules", "hardhat", "dist", "src", "cli.js");
    execFileSync(process.execPath, [hardhat, "audit", "export", "--from", from, "--out", out], {
      env,
    });
    expect(contentsOf(out)).to.deep.equal(contentsOf(first));
  }).timeout(120_000);

  it("has the figures that were worked out by hand, whole and without separators", () => {
    expect(rowsOf(first, "lines")).to.deep.equal([
      {
        ...{ line: formatLine(line), year: "2025", ministry: "011", programme: "1040301" },
        ...{ item: "24001", appropriated: "1000000000", allotted: "400000000", reserved: "0" },
        // 60,000,000 in trust and 50,000,000 to the bakery; of them 40,000,000 and 20,000,000 paid, and 1,000,000 came back.
        ...{ obligated: "110000000", advanced: "40000000", liquidated: "20000000" },
        ...{ returned: "1000000", returned_late: "0", spent: "59000000" },
        ...{ unspent: "941000000", lapsed: "false" },
      },
    ]);
    expect(rowsOf(first, "vouchers_by_district")).to.deep.equal([
      {
        ...{ programme: "1", district: "11440", district_name: "마포구", holders: "1" },
        ...{ granted: "300000", spent: "150000", refunded: "0", rebated: "0" },
        ...{ clawed_back: "0", lapsed: "0", outstanding: "150000" },
      },
    ]);
    const payments = rowsOf(first, "payments");
    expect(payments.map(({ amount, receipt }) => [amount, receipt])).to.deep.equal([
      ["120000", "1"],
      ["30000", "2"],
    ]);
  });

  it("of a period has what happened in it, and how all stood at its end", async () => {
    const out = join(folder, "july");
    await exported({ out, period: "2025-07", format: "csv" });
    expect(readdirSync(out).filter((name) => !name.endsWith(".csv"))).to.deep.equal([
      "manifest.json",
    ]);
    expect(rowsOf(out, "payments").map(({ amount }) => amount)).to.deep.equal(["120000"]);
    expect(rowsOf(out, "programmes")[0]).to.include({
      outstanding: "180000",
      ungranted: "39700000",
    });
  });

  it("has names only where a file of them is given and it is said that they go in", async () => {
    const names = join(folder, "names.csv");
    writeFileSync(names, `account,name\n${system.bookshop.address},=마포 서점\n`);
    const why = "error: names enter an export only with both --names FILE and --with-names\n";
    for (const args of [{ names }, { withNames: true }]) {
      const { error, exitCode } = await exported({ out: join(folder, "names"), ...args });
      expect([error, exitCode]).to.deep.equal([why, 1]);
    }
    const out = join(folder, "named");
    const { out: said } = await exported({ out, names, withNames: true, format: "csv" });
    expect(said).to.include("The files have names in them: they are personal data.");
    // A name that a spreadsheet would run is none.
    expect(rowsOf(out, "payments")[0]).to.include({
      merchant_name: "'=마포 서점",
      holder_name: "",
    });
    expect(JSON.stringify(contentsOf(first))).not.to.include("merchant_name");
  });

  it("leaves nothing behind and nothing half-written where it cannot go on", async () => {
    const full = join(folder, "full");
    mkdirSync(full);
    writeFileSync(join(full, "letter.txt"), "mine");
    const before = readdirSync(folder);
    for (const [args, line] of [
      [{ out: full }, `--out ${full}: it is not empty; name a new folder`],
      [
        { out: join(from, "below") },
        `--out ${join(from, "below")}: no folder can be written there (ENOTDIR)`,
      ],
      [
        { out: join(folder, "new"), format: "pdf" },
        '--format: expected csv, json, xlsx, separated by commas, found "pdf"',
      ],
    ] as const) {
      const { error, exitCode } = await exported(args);
      expect([error, exitCode]).to.deep.equal([`error: ${line}\n`, 1]);
    }
    expect(readdirSync(folder)).to.deep.equal(before);
  });
});

describe("a table in a workbook", () => {
  const { next, remove } = folders();
  after(remove);

  const table = (rows: Cell[][]) => ({
    name: "sums",
    columns: [...text("what"), ...won("amount"), ...number("count")],
    rows: () => rows,
  });

  /** The sheets of what is written, each as its rows. */
  async function sheetsOf(rows: Cell[][], sheetRows?: number) {
    const path = join(next(), "sums.xlsx");
    await writeTable(table(rows), "xlsx" satisfies Format, path, () => {}, sheetRows);
    const { sheets } = await readXlsx(readFileSync(path));
    return sheets.map(({ name, rows: found }) => [name, found] as const);
  }

  it("has won as numbers as far as a spreadsheet keeps them, and as text beyond, and no formula", async () => {
    const [sheet] = await sheetsOf([
      ["=1+1", 9_007_199_254_740_991n, 1],
      ["beyond", 9_007_199_254_740_992n, 2],
    ]);
    expect(sheet).to.deep.equal([
      "sums",
      [
        ["what", "amount", "count"],
        ["=1+1", 9_007_199_254_740_991, 1],
        ["beyond", "9007199254740992", 2],
      ],
    ]);
  });

  it("goes on in another sheet, with its header, where one is full", async () => {
    const rows = Array.from({ length: 5 }, (_, n): Cell[] => [`row ${n}`, BigInt(n), n]);
    const sheets = await sheetsOf(rows, 3);
    expect(sheets.map(([name, found]) => [name, found.length])).to.deep.equal([
      ["sums", 3],
      ["sums_2", 3],
      ["sums_3", 2],
    ]);
    expect(sheets.map(([, found]) => found[0]?.[0])).to.deep.equal(["what", "what", "what"]);
  });
});
