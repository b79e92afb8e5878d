import { expect } from "chai";
import { network } from "hardhat";
import { readBooks, type Audit } from "../../scripts/audit/read.ts";
import { byDistrict, ledgerCsv, ledgerJson } from "../../scripts/audit/ledger.ts";
import { printLedger } from "../../scripts/audit/print.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { width } from "../../scripts/lib/text.ts";
import { play, readScenario, type Played } from "../../scripts/sandbox/play.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { headingOf, namesIn } from "../../scripts/tasks/heading.ts";

interface Ran {
  readonly played: Played;
  readonly audit: Audit;
  /** Everything that stands on chain: calldata, topics and data of the scenario's transactions, as hex. */
  readonly bytes: string;
}

async function run(): Promise<Ran> {
  const scenario = readScenario(scenarioFile("livelihood-coupon-2025"));
  const connection = await network.create({ chainType: "l1" });
  const played = await play(connection, scenario, { progress: () => {} });
  const served = await serveJsonRpc(connection.provider);
  const audit = await readBooks({ url: served.url, addresses: played.system.addresses });
  await served.close();
  const logs = await connection.ethers.provider.getLogs({ fromBlock: 0, toBlock: "latest" });
  const blocks = await Promise.all(
    Array.from({ length: audit.head + 1 }, (_, n) => connection.ethers.provider.getBlock(n, true)),
  );
  const inputs = blocks
    .flatMap((block) => block?.prefetchedTransactions ?? [])
    .filter(({ to }) => to !== null)
    .map(({ data }) => data);
  const bytes = [...logs.flatMap(({ topics, data }) => [...topics, data]), ...inputs].join(" ");
  return { played, audit, bytes };
}

const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("hex");

describe("the livelihood-recovery coupon of 2025", () => {
  let first: Ran;
  before(async () => {
    first = await run();
  });

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    const { differences, compared, laws } = first.audit;
    expect(differences).to.deep.equal([]);
    expect(compared).to.be.greaterThan(2_000);
    expect(laws.map(({ number, holds }) => [number, holds])).to.deep.equal([
      [1, true],
      [2, true],
      [7, true],
      [8, true],
      [9, true],
      [10, true],
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

  it("leaves nothing behind: what was granted was spent or returned", () => {
    for (const { granted, spent, lapsed } of byDistrict(first.audit)) {
      expect(spent + lapsed).to.equal(granted);
    }
    const { funding } = first.played.cast.officers;
    const spent = byDistrict(first.audit).reduce((sum, row) => sum + row.spent, 0n);
    expect(first.audit.books.accounts.get(funding)?.balance).to.equal(120_000_000n - spent);
  });

  it("prints at most 60 lines of at most 100 columns", () => {
    const { played, audit } = first;
    const names = namesIn(played.cast, played.system.addresses);
    const lines = printLedger(audit, headingOf(played.scenario, played.cast), names);
    expect(lines.length).to.be.at.most(60);
    for (const line of lines) expect(width(line), line).to.be.at.most(100);
    // Budgets of 110,000,000 and 500,000 less the 86,300,000 granted.
    expect(lines.filter((line) => /^Never granted +24,200,000 /.test(line))).to.have.length(1);
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
    const csv = ({ audit }: Ran) => ledgerCsv(audit, namesOf(first));
    expect(json(second)).to.equal(json(first));
    expect(csv(second)).to.equal(csv(first));
  });

  it("puts nothing personal on chain", () => {
    const { played, bytes } = first;
    const written = [...played.cast.addresses.keys(), "2025-account-3", "2025-merchant-7"];
    for (const text of written) expect(bytes, text).not.to.include(utf8(text));
    // Hangul in UTF-8 starts with a byte from EA to ED and goes on with two from 80 to BF: four letters in a row are text.
    expect(bytes).not.to.match(/(?:e[a-d](?:[89ab][0-9a-f]){2}){4}/);
    // Digits in ASCII as in a resident number 800101-1234567 or a telephone number 010-1234-5678.
    expect(bytes).not.to.match(/(?:3[0-9]){6}2d(?:3[0-9]){7}|3031302d(?:3[0-9]){4}2d(?:3[0-9]){4}/);
  });
});
