import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { rebuild } from "../../../scripts/audit/books.ts";
import { collect, type Held } from "../../../scripts/audit/collect.ts";
import { compare } from "../../../scripts/audit/compare.ts";
import type { ProgrammeBook, VoucherBook } from "../../../scripts/audit/voucher-books.ts";
import { koreanDay, monthOf } from "../../../scripts/lib/clock.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import type { Market } from "../../helpers/voucher.ts";
import { LIMITED, playVouchers } from "./voucher-history.ts";

describe("the comparison of vouchers' books with the chain", () => {
  let market: Market;
  let served: Served;
  let client: JsonRpcProvider;
  let collected: Held;

  before(async () => {
    market = await playVouchers();
    served = await serveJsonRpc(market.connection.provider);
    client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    collected = await collect(client, market.addresses);
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  /** What differs after a change to the books of the first programme and of the vouchers that were moved. */
  async function differing(
    change: (programme: ProgrammeBook, voucher: VoucherBook) => void,
  ): Promise<string[]> {
    const books = rebuild(collected, market.addresses);
    const programme = books.programmes.get(LIMITED);
    const voucher = programme?.vouchers.get(market.people[10]?.address ?? "");
    if (programme === undefined || voucher === undefined) throw new Error("no such voucher");
    change(programme, voucher);
    const { differences } = await compare(client, market.addresses, books, collected.head);
    return differences.map(({ what }) => what.replace(/ (of|by|in|as) .*/, ""));
  }

  const cases: Record<string, [Parameters<typeof differing>[0], string[]]> = {
    "a balance": [(_, voucher) => void (voucher.balance += 1n), ["voucher 1"]],
    "what explains a balance": [(_, voucher) => void (voucher.refunded += 1n), ["voucher 1"]],
    "a home": [(_, voucher) => void (voucher.home = 1), ["home"]],
    "a consent": [(_, voucher) => void (voucher.consented = false), ["consent"]],
    "an attestation": [(_, voucher) => void (voucher.attested = false), ["attestation"]],
    "what was spent in all": [(_, voucher) => void (voucher.inAll += 1n), ["spent"]],
    "a number": [
      (_, voucher) => void (voucher.highestId += 1),
      ["last payment number", "word _vouchers, numbers"],
    ],
    "a proxy": [(_, voucher) => void (voucher.proxy = undefined), ["proxy"]],
    "a clawback": [(_, voucher) => void (voucher.clawback = undefined), ["held", "clawback"]],
    "a pause": [(programme) => void (programme.paused = true), ["pause"]],
    "a manager": [({ managers }) => void managers.set(market.citizen.address, true), ["0x"]],
    "an attestor": [({ attestors }) => void attestors.set(market.bakery.address, true), ["0x"]],
    "a term": [
      ({ purpose }) => void Object.assign(purpose.terms, { dailyLimit: 1n }),
      ["dailyLimit"],
    ],
    "a notice": [({ purpose }) => void Object.assign(purpose, { noticeHash: "0x1" }), ["notice"]],
    "a listed category": [
      ({ purpose }) => void Object.assign(purpose, { categories: [1n] }),
      ["category 1", "word _joined"],
    ],
    "a listed district": [
      ({ purpose }) => void Object.assign(purpose, { regions: [26_350n] }),
      ["district 26350", "word _joined", "word _joined"],
    ],
    "a named merchant": [
      ({ purpose }) => void Object.assign(purpose, { merchants: [market.bakery.address] }),
      ["named merchant 0x"],
    ],
  };
  for (const [what, [change, expected]] of Object.entries(cases)) {
    it(`finds ${what} that is not the chain's`, async () => {
      const found = (await differing(change)).map((one) => one.replace(/0x[0-9a-fA-F]{40}/, "0x"));
      expect(found).to.deep.equal(expected);
    });
  }

  it("finds what was spent today and this month, where it is not the chain's", async () => {
    const today = koreanDay(await market.connection.networkHelpers.time.latest());
    const found = await differing((_, voucher) => {
      voucher.today = { number: today, amount: 1n };
      voucher.thisMonth = { number: monthOf(today), amount: 1n };
    });
    expect(found).to.deep.equal(["spent today", "spent this month"]);
  });
});
