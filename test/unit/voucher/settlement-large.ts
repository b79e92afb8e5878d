import { expect } from "chai";
import { packSlips } from "../../../scripts/lib/till.ts";
import { caseFile } from "../../helpers/bank.ts";
import { won } from "../../helpers/fixtures.ts";
import { outcomes, settlingMarket, slipOf } from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";

const market = onOneChain(settlingMarket);

/** More than the token answers for in one word: it is asked twice. */
const MANY = 260;

/** Payments of the citizen to the bookshop but for one, of which nothing else is wrong. */
async function slipsBut(odd: number, isOther: "holder" | "merchant") {
  const system = await market();
  const { neighbour, bakery, citizen, bookshop } = system;
  const slips = await Promise.all(
    Array.from({ length: MANY }, (_, n) => {
      const usual = { id: n + 1, amount: won(10) };
      if (n !== odd) return slipOf(system, usual);
      return isOther === "holder"
        ? slipOf(system, usual, neighbour)
        : slipOf(system, { ...usual, merchant: bakery.address });
    }),
  );
  return { system, slips, citizen, bookshop };
}

describe("VoucherProgramme: settle, more than the token answers for in one word", () => {
  for (const odd of [0, 255, 256, 258])
    for (const isOther of ["holder", "merchant"] as const)
      it(`refuses payment ${odd} of ${MANY}, whose ${isOther} the bank has suspended, and no other`, async () => {
        const { system, slips, bookshop } = await slipsBut(odd, isOther);
        const { programmes, token, officers, stranger, neighbour, bakery } = system;
        const suspended = isOther === "holder" ? neighbour : bakery;
        await token.connect(officers.enforcementOfficer).suspend(suspended, caseFile);
        // A run of one payment each, so that there are as many runs.
        const runs = slips.map((slip) => packSlips([slip]).runs[0]!);
        const { payments, extras } = packSlips(slips);

        const sent = programmes.connect(stranger).settle(runs, payments, extras);

        const expected = slips.map(({ id }, n) => (n === odd ? "SuspendedAccount" : BigInt(id)));
        expect(await outcomes(system, sent)).to.deep.equal(expected);
        expect(await token.balanceOf(bookshop)).to.equal(won(10) * BigInt(MANY - 1));
      });

  it("refuses none where nobody is suspended, in one run", async () => {
    const { system, slips, bookshop } = await slipsBut(-1, "holder");
    const { programmes, token, stranger } = system;
    const { runs, payments, extras } = packSlips(slips);
    expect(runs.length).to.equal(1);

    await programmes.connect(stranger).settleAll(runs, payments, extras);

    expect(await token.balanceOf(bookshop)).to.equal(won(10) * BigInt(MANY));
  });
});
