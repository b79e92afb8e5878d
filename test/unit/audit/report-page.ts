import { expect } from "chai";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageOf } from "../../../scripts/audit/report/page.ts";
import { reportOf } from "../../../scripts/audit/report/report.ts";
import { writeReport } from "../../../scripts/audit/report/write.ts";
import { UserError } from "../../../scripts/lib/errors.ts";
import { auditOf, refused, somebody } from "../../helpers/books.ts";
import { VoucherTale } from "../../helpers/voucher-tale.ts";

const JULY = Date.parse("2025-07-21T12:00:00+09:00") / 1_000;

/** Six holders spend at six shops; one of their payments was refused. */
function audit() {
  const tale = new VoucherTale();
  tale.open(1n, 10_000n);
  for (let n = 1; n <= 6; n++) {
    tale.enrol(500 + n, 5812);
    tale.grant({ programme: 1n, holder: n, amount: 1_000n, time: JULY }, 11_440);
    tale.spend({ programme: 1n, holder: n, amount: 700n, time: JULY + 86_400 }, 500 + n);
  }
  const { books, events } = tale;
  const laws = [{ number: 1, name: "supply", figures: "supply <0> = 0", holds: true }];
  return auditOf({ books, events, laws, refused: [refused({ from: somebody(1) })] });
}

const head = { chainId: 31_337, block: 12, hash: `0x${"ab".repeat(32)}`, time: JULY };
const page = (wanted = {}, language?: "en" | "ko") =>
  pageOf(reportOf(audit(), { head, ...wanted }), language);

describe("the page of a report", () => {
  it("has the same bytes each time", () => {
    expect(page()).to.equal(page());
    expect(page({ isPublic: true })).to.equal(page({ isPublic: true }));
  });

  it("names no address of any network, and asks for nothing outside of itself", () => {
    for (const html of [page(), page({ isPublic: true })]) {
      expect(html).not.to.match(/https?:|url\(|@import|<link|\ssrc=|<iframe|<object|xlink/);
    }
  });

  it("lets only its own style and script run, by their hashes, and has no other", () => {
    const html = page();
    const hashOf = (tag: string) => {
      const [, content = ""] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html) ?? [];
      return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
    };
    expect(html).to.include(
      `content="default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; base-uri 'none'; form-action 'none'"`,
    );
    expect(html.match(/<style|<script/g)).to.have.length(2);
    expect(html).not.to.match(/\sstyle=|\son\w+=/);
  });

  it("has chain, block, hash and the block's Korean time", () => {
    const html = page();
    for (const fact of ["31337", head.hash, "2025-07-21 12:00:00 KST"])
      expect(html).to.include(fact);
  });

  it("has every figure of a chart in a table too", () => {
    expect(page())
      .to.match(/<td>4,200<\/td>/)
      .and.to.match(/<tfoot>/);
  });

  it("takes nothing that is written for a mark of HTML", () => {
    expect(page()).to.include("supply &lt;0&gt; = 0").and.not.to.include("<0>");
  });

  it("opens in the language that is asked for, with both in it", () => {
    expect(page({}, "ko")).to.include(`<html lang="ko" data-language="ko">`);
    expect(page({}, "ko")).to.include("Flow of funds").and.to.include("자금 흐름");
  });

  it("has addresses and no names, unless names are given", () => {
    expect(page()).to.include(somebody(1));
    const names = new Map([[somebody(1), "Kim"]]);
    expect(page({ names })).to.include("Kim").and.not.to.include(somebody(1));
  });

  it("has no account at all where it is for everybody", () => {
    const { addresses } = audit();
    const contracts = new Set(Object.values(addresses).map((one) => one.toLowerCase()));
    const found = page({ isPublic: true }).match(/0x[0-9a-fA-F]{40}\b/g) ?? [];
    expect(found.filter((one) => !contracts.has(one.toLowerCase()))).to.deep.equal([]);
  });

  it("says that the chain cannot know what was never sent, or counts it where somebody knows", () => {
    expect(page()).to.include("has no trace of what was stopped before it was sent");
    const unsent = new Map([["ZeroAmount", 3]]);
    expect(page({ unsent })).to.match(/Not on chain[^]*counts what whoever ran the scenario saw/);
  });

  it("says at the top where something differs or is broken", () => {
    const differences = [{ what: "supply", fromEvents: "1", onChain: "2" }];
    const html = pageOf(reportOf({ ...audit(), differences }, { head }));
    expect(html).to.match(/class="verdict bad"[^]*1 of 1 values differ/);
  });
});

describe("a report that is written", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-report-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("makes the folder, and leaves nothing else in it", () => {
    const file = join(folder, "new", "report.html");
    writeReport(audit(), file, { head });
    expect(readFileSync(file, "utf8")).to.match(/^<!doctype html>[^]*<\/html>\n$/);
    expect(readdirSync(join(folder, "new"))).to.deep.equal(["report.html"]);
  });

  it("is refused in one line where no file can be, and nothing half written stays", () => {
    writeFileSync(join(folder, "file"), "");
    const file = join(folder, "file", "report.html");
    expect(() => writeReport(audit(), file, { head })).to.throw(
      UserError,
      "no report can be written",
    );
    expect(readdirSync(folder)).not.to.include("report.html");
  });
});
