import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { network } from "hardhat";
import { readBooks, type Audit } from "../../scripts/audit/read.ts";
import { ledgerJson } from "../../scripts/audit/ledger-json.ts";
import { byDistrict, ledgerCsv } from "../../scripts/audit/ledger.ts";
import { printLedger } from "../../scripts/audit/print.ts";
import { pageOf } from "../../scripts/audit/report/page.ts";
import { reportOf } from "../../scripts/audit/report/report.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { width } from "../../scripts/lib/text.ts";
import { play, readScenario, type Played } from "../../scripts/sandbox/play.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { headingOf, namesIn } from "../../scripts/tasks/heading.ts";
import { publish } from "../../scripts/tasks/publish.ts";
import { printed } from "../helpers/printed.ts";
import { personalIn, type Trace } from "../helpers/privacy.ts";
import { knownTexts, tracesOf } from "../helpers/traces.ts";
import { expectReconciled } from "../helpers/played.ts";

interface Ran {
  readonly played: Played;
  readonly audit: Audit;
  /** Everything that the scenario and its deployment left on chain. */
  readonly traces: readonly Trace[];
}

async function run(): Promise<Ran> {
  const scenario = readScenario(scenarioFile("livelihood-coupon-2025"));
  const connection = await network.create({ chainType: "l1" });
  const played = await play(connection, scenario, { progress: () => {} });
  const served = await serveJsonRpc(connection.provider);
  const audit = await readBooks({ url: served.url, addresses: played.system.addresses });
  await served.close();
  return { played, audit, traces: await tracesOf(connection, played.system) };
}

/** What npm prints above a command's own lines. */
const BANNER = 5;
/** What `sandbox run` prints after it: where the report is. */
const REPORT_LINE = 1;

/** The lines of the ledger, with the hint, as `npm start` prints them. */
const linesOf = ({ audit, played }: Ran): string[] =>
  printed(() => publish(audit, played.scenario, played.cast, { again: true })).out;

describe("the livelihood-recovery coupon of 2025", () => {
  let first: Ran;
  before(async () => {
    first = await run();
  });

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    const { compared, laws } = first.audit;
    expectReconciled(first.audit);
    expect(compared).to.be.greaterThan(2_000);
    expect(laws.map(({ number, holds }) => [number, holds])).to.deep.equal([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
      [7, true],
      [8, true],
      [9, true],
      [10, true],
      [11, true],
      [12, true],
    ]);
  });

  it("grants what bands and regions say, to the won", () => {
    // Round one, before extras, over all 300: 240 general and 30 upper tenth at 150,000, 18 near-poor at 300,000 and 12
    // basic at 400,000 make 270 × 150,000 + 18 × 300,000 + 12 × 400,000 = 50,700,000. Extras: 3 districts of 25 outside the capital region at
    // 30,000 make 2,250,000, and 5 depopulating ones at 50,000 make 6,250,000. Round two: 270 × 100,000 = 27,000,000.
    // The county's own voucher: 2 × 50,000 = 100,000. In all 86,300,000.
    const granted = byDistrict(first.audit).reduce((sum, row) => sum + row.granted, 0n);
    expect(granted).to.equal(86_300_000n);
  });

  it("leaves nothing behind: what was granted was spent or returned", async () => {
    for (const { granted, spent, lapsed } of byDistrict(first.audit)) {
      expect(spent + lapsed).to.equal(granted);
    }
    const { funding } = first.played.cast.officers;
    const spent = byDistrict(first.audit).reduce((sum, row) => sum + row.spent, 0n);
    // 220,000,000 issued, 210,000,000 of it paid to the Treasury; the county's voucher cost 20,000.
    expect(first.audit.books.accounts.get(funding)?.balance).to.equal(9_980_000n);
    const { treasury, ledger } = first.played.system;
    expect(await treasury.holdings()).to.equal(210_000_000n - (spent - 20_000n));
    // The line paid 200,000,000, and what was not spent of it came back and lapsed.
    const facts = await ledger.lineOf(2025_011_1040301_24001n);
    const left = 200_000_000n - (spent - 20_000n);
    expect([facts.advanced, facts.returned, facts.lapsed]).to.deep.equal([
      200_000_000n,
      left,
      left,
    ]);
  });

  it("prints at most 60 lines of at most 100 columns, npm's own and the hint among them", () => {
    const lines = linesOf(first);
    expect(BANNER + lines.length + REPORT_LINE).to.be.at.most(60);
    for (const line of lines) expect(width(line), line).to.be.at.most(100);
    expect(lines.at(-1)).to.match(/^Change .* run again\.$/);
    // Budgets of 200,000,000 and 500,000 less the 86,300,000 granted.
    expect(lines.filter((line) => /^Never granted +114,200,000 /.test(line))).to.have.length(1);
  });

  it("has a report under a megabyte, and one for everybody without an account of a holder, a shop or an officer", () => {
    const head = { chainId: 31_337, block: first.audit.head, hash: "0x", time: 0 };
    expect(pageOf(reportOf(first.audit, { head })).length).to.be.at.most(1_000_000);
    const page = pageOf(reportOf(first.audit, { head, isPublic: true })).toLowerCase();
    const contracts = Object.values<string>({ ...first.played.system.addresses });
    for (const [name, address] of first.played.cast.addresses)
      expect(page.includes(address.toLowerCase()), name).to.equal(contracts.includes(address));
  });

  it("counts every refusal, tells the first ones whole, and cuts off no figure of a law", () => {
    const lines = linesOf(first);
    const { refused, laws } = first.audit;
    const title = lines.findIndex((line) => line.startsWith(`Refused: ${refused.length} mined`));
    const last = lines.findIndex((line) => line.includes(" more: see ledger.json"));
    const shown = last - title - 2;
    expect(shown).to.be.at.least(6);
    expect(lines[last]).to.include(`and ${refused.length - shown} more`);
    for (const line of lines.slice(title + 2, last)) expect(line).to.match(/ {2}\S.*[^…]$/);
    for (const { figures } of laws) {
      expect(lines.join("\n").replace(/\n? +/g, " ")).to.include(figures);
    }
  });

  it("prints what README says that it prints", () => {
    const lines = linesOf(first).map((line) => line.trim());
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [, block = ""] = /<!-- output -->\n\n((?: {4}.*\n|\n)+)/.exec(readme) ?? [];
    const shown = block.split("\n").map((line) => line.trim());
    expect(shown.length).to.be.greaterThan(10);
    for (const line of shown.filter((one) => one !== "" && one !== "…")) {
      expect(lines).to.include(line);
    }
  });

  it("refuses a payment for each reason that the terms and the bank's token give", () => {
    const reasons = first.audit.refused.map(({ error }) => error);
    const terms = ["ProgrammeUnknown", "VoucherExpired", "PaymentLimitExceeded", "NotHomeRegion"];
    const merchants = ["MerchantNotEnrolled", "MerchantIsSuspended", "MerchantNotNamed"];
    const facts = ["CategoryNotAllowed", "SalesBandExceeded", "RegionNotListed"];
    const stops = ["EnforcedPause", "StoppedBySupervisor"];
    const accounts = [
      "AccountNotAdmitted",
      "AdmissionExpired",
      "SuspendedAccount",
      "ClosedAccount",
    ];
    const payees = ["CitizenNotPaid", "SystemAccountNotCredited"];
    const holders = ["ZeroAmount", "VoucherInsufficient"];
    const all = [terms, merchants, facts, stops, accounts, payees, holders].flat();
    expect(reasons).to.include.members(all);
  });

  it("has 300 beneficiaries in 12 districts and 60 merchants in 20 categories", () => {
    const { books } = first.audit;
    const merchants = [...books.merchants.values()].filter(({ status }) => status === "enrolled");
    const { groups, facts } = first.played.cast;
    const homes = groups.get("citizens")?.map((holder) => facts.get(holder)?.region);
    expect([homes?.length, new Set(homes).size]).to.deep.equal([300, 12]);
    expect(merchants).to.have.length(60);
    expect(new Set(merchants.map(({ mcc }) => mcc)).size).to.equal(20);
  });

  it("says what differs, by name, in the place of what to change", () => {
    const { played, audit } = first;
    const names = namesIn(played.cast, played.system.addresses);
    const shop = played.cast.addresses.get("shop-26") ?? "";
    const what = `balance of ${shop}`;
    const differences = [{ what, fromEvents: "827700", onChain: "827701" }];
    const heading = headingOf(played.scenario, played.cast);

    const lines = printLedger({ ...audit, differences }, heading, names);

    expect(lines).to.include("Differs: balance of shop-26: 827700 by events, 827701 on the chain");
    expect(lines.join("\n")).not.to.include("run again");
    expect(lines.length).to.be.at.most(60);
  });

  it("gives the same ledger from the same file, byte for byte", async () => {
    const second = await run();
    const namesOf = ({ played }: Ran) => namesIn(played.cast, played.system.addresses);
    const json = ({ audit }: Ran) => ledgerJson(audit, namesOf(first));
    const csv = ({ audit }: Ran) => [...ledgerCsv(audit, namesOf(first))].join("");
    expect(json(second)).to.equal(json(first));
    expect(csv(second)).to.equal(csv(first));
  });

  it("comes to a ledger whatever a newcomer writes for the amount that it says to change", async () => {
    const written = readFileSync(scenarioFile("livelihood-coupon-2025"), "utf8");
    for (const amount of ["50_000", "300_000"]) {
      const changed = written.replace(
        "{ band: general, amount: 150_000",
        `{ band: general, amount: ${amount}`,
      );
      expect(changed).not.to.equal(written);
      const folder = mkdtempSync(join(tmpdir(), "gukgo-"));
      try {
        const file = join(folder, "changed.yaml");
        writeFileSync(file, changed);
        const connection = await network.create({ chainType: "l1" });
        const { programmes } = await play(connection, readScenario(file), { progress: () => {} });
        expect(programmes.size).to.equal(2);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  });

  it("puts nothing personal on chain: no deployment, no call and no event", () => {
    const { traces } = first;
    expect(personalIn(traces, knownTexts)).to.deep.equal([]);
    const deployments = traces.filter(({ where }) => where.startsWith("deployment"));
    expect(deployments.length).to.be.at.least(13);
    expect(traces.length).to.be.greaterThan(3_000);
  });

  it("puts no name of its cast and no case file on chain", () => {
    const { played, traces } = first;
    const bytes = traces.map((trace) => trace.bytes).join(" ");
    const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("hex");
    const written = [...played.cast.facts.values()].map(({ name }) => name);
    for (const text of [...written, "2025-account-3", "2025-merchant-7"]) {
      expect(bytes, text).not.to.include(utf8(text));
    }
  });
});
