import { expect } from "chai";
import type { Contract } from "ethers";
import { bind } from "../../helpers/administer.ts";
import {
  line,
  matter,
  ministry,
  OfficerRole,
  otherMatter,
  owed,
  papers,
  readyBudget,
  refused,
  stateOf,
  treasuryHoldings,
} from "../../helpers/budget.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

/* Contracts that do not take an advance as they should. */

/** The numbers of `OddTrustee.Sin`. */
const Sin = { None: 0n, TakesNothing: 1n, TakesLess: 2n, SendsBack: 3n, PaysAnother: 4n } as const;

/** 50,000,000 won are obligated in trust to an odd contract, which is an account and a disbursing officer. */
const budget = onOneChain(async (deployed: Deployed) => {
  const system = await readyBudget(deployed);
  const { connection, treasury, token, officers, appropriator, appointing, obligating } = system;
  const trustee: Contract = await connection.ethers.deployContract("OddTrustee", [treasury]);
  const address = await trustee.getAddress();
  await token.connect(officers.systemRegistrar).registerSystemAccount(address);
  await appropriator.setTrustee(address, true);
  await obligating.obligateInTrust(line, address, matter, owed, 0n);
  await obligating.obligate(line, system.bookshop, matter, owed, 0n);
  await bind(system, "spendingMinistry", address, "a machine");
  await appointing.appointOfficer(ministry, address, OfficerRole.Disbursing);
  return { ...system, trustee, address };
});

describe("Treasury: an advance that is not taken whole", () => {
  for (const sin of ["TakesNothing", "TakesLess", "SendsBack", "PaysAnother"] as const) {
    it(`is refused to a contract that ${sin}`, async () => {
      const system = await budget();
      const { treasury, token, disbursing, trustee, address, addresses, bookshop } = system;
      await trustee.getFunction("behave").send(Sin[sin], bookshop);

      await refused(treasury, disbursing.payAdvance(address, matter, won(1_000), papers), [
        "AdvanceNotTaken",
        address,
        matter,
        won(1_000),
      ]);
      expect(await stateOf(system, address)).to.deep.equal([line, owed, 0n, 0n]);
      expect(await treasury.holdings()).to.equal(treasuryHoldings);
      expect(await token.allowance(addresses.treasury, address)).to.equal(0n);
    });
  }

  it("is paid to the same contract when it takes it whole", async () => {
    const system = await budget();
    const { token, disbursing, address } = system;

    await disbursing.payAdvance(address, matter, won(1_000), papers);

    expect(await token.balanceOf(address)).to.equal(won(1_000));
    expect(await stateOf(system, address)).to.deep.equal([line, owed, won(1_000), 0n]);
  });

  it("is not even tried on what is not obligated", async () => {
    const { ledger, disbursing, address } = await budget();

    await refused(ledger, disbursing.payAdvance(address, otherMatter, won(1_000), papers), [
      "ObligationUnknown",
      address,
      otherMatter,
    ]);
  });
});
