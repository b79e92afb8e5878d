import { expect } from "chai";
import { admittedUntil } from "../../helpers/bank.ts";
import { openRecovery } from "../../helpers/cases.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { admitLonger, late } from "../../helpers/limited.ts";
import {
  outcomes,
  refusedAs,
  settle,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { expiresAt, granted, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(settlingMarket);

/** Two payments with vouchers that last longer than the bank's admission of everybody. */
async function lasting(system: Market) {
  const programme = await granted(system, purpose({ terms: { expiresAt: late } }));
  return [await slipOf(system, { programme }), await slipOf(system, { programme, id: 2 })] as const;
}

describe("VoucherProgramme: settle, what ends", () => {
  it("settles in the last second before the vouchers expire, and refuses then", async () => {
    const system = await market();
    const [slip, next] = [await slipOf(system), await slipOf(system, { id: 2 })];

    await settledAs(system, slip, expiresAt - 1);
    await refusedAs(system, next, ["VoucherExpired", 1n, expiresAt, expiresAt], expiresAt);
  });

  for (const who of ["citizen", "bookshop"] as const)
    it(`settles in the last second of the ${who}'s admission, and refuses then`, async () => {
      const system = await market();
      const [slip, next] = await lasting(system);
      const other = who === "citizen" ? "bookshop" : "citizen";
      const kind = who === "citizen" ? AccountKind.Merchant : AccountKind.Citizen;
      const { token, officers } = system;
      await token.connect(officers.admissionOfficer).admit(system[other], kind, late);
      const ended = [
        "AdmissionExpired",
        system[who].address,
        admittedUntil,
        admittedUntil,
      ] as const;

      await settledAs(system, slip, admittedUntil - 1);
      await refusedAs(system, next, ended, admittedUntil);
    });

  it("settles again once the bank has admitted both anew", async () => {
    const system = await market();
    const [slip] = await lasting(system);
    await admitLonger(system);

    await settledAs(system, slip, admittedUntil);
  });

  it("refuses the key of a holder that is said to be lost, from that moment on", async () => {
    const system = await market();
    const { citizen, stranger } = system;
    const slip = await slipOf(system);
    await openRecovery(system, citizen, stranger);

    expect(await outcomes(system, settle(system, [slip]))).to.deep.equal(["AccountInRecovery"]);
  });
});
