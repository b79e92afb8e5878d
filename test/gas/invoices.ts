import { expect } from "chai";
import type { Contract, ContractTransactionResponse } from "ethers";
import { historyOf } from "../../scripts/lib/invoices.ts";
import { eventsOf } from "../helpers/chain.ts";
import { deployed, won, type Deployed } from "../helpers/fixtures.ts";
import { invoice, paid, payerOf } from "../helpers/invoices.ts";
import { Mcc, Region, SalesBand } from "../helpers/kinds.ts";
import { enrol } from "../helpers/voucher.ts";

/**
 * Gas of an inner call of the register, all of its slots cold, without the 2,600 of the first look at its address, which a
 * caller pays once a transaction, and without the 4,700 of the first look at the registry's address and the payee's facts,
 * which a voucher's payment has looked at before. `floor` is what storage, the event and hashing alone cost (ADR 0023); `committed` is the
 * measured value and at most 1 % more.
 */
const BOUNDS = {
  "record, a fresh invoice": { floor: 29_151, committed: 33_300 },
  "record, again": { floor: 9_867, committed: 13_900 },
  "refund, of a history of two": { floor: 7_593, committed: 16_900 },
  "refund, of a history of 59": { floor: 7_593, committed: 81_700 },
} as const;

describe("gas of the invoice register", () => {
  let world: Deployed;
  let payer: Contract;
  const bill = invoice("a bill", won(100_000));

  const measured = async (
    name: keyof typeof BOUNDS,
    sent: Promise<ContractTransactionResponse>,
  ) => {
    const { floor, committed } = BOUNDS[name];
    const events = await eventsOf(sent, payer);
    const gas = Number(events.find(([event]) => event === "Measured")?.[1]);
    expect(gas, name).to.be.greaterThan(floor).and.at.most(committed);
    expect(committed, `${name}: at most 1 % above what was measured`).to.be.at.most(gas * 1.01);
  };
  const pay = (amount: number) => {
    const [payee, holder] = world.people.map(({ address }) => address) as [string, string];
    return paid(payer, { payee, invoice: bill, holder, amount: won(amount) });
  };
  const refund = async (index: number, amount: number) => {
    const payee = world.people[0]!.address;
    const history = await historyOf(world.invoices, payee, bill);
    return payer.getFunction("refund").send(payee, bill, history, index, won(amount));
  };

  before(async () => {
    world = await deployed();
    payer = await payerOf(world);
    await enrol(world, world.people[0]!, Mcc.bookshop, Region.mapo, SalesBand.UpTo300M);
  });

  it("records a first payment and a second, and refunds after few and after many", async () => {
    await measured("record, a fresh invoice", pay(12_500));
    await measured("record, again", pay(12_500));
    await measured("refund, of a history of two", refund(0, 1));
    for (let n = 3; n < 31; n += 1) await pay(1);
    for (let n = 3; n < 31; n += 1) await refund(n, 1);
    await measured("refund, of a history of 59", refund(0, 12_499));
  });
});
