import { expect } from "chai";
import { readyBank } from "../../helpers/bank.ts";
import {
  execute,
  firstOrder,
  freeze,
  openCase,
  orderTransfer,
  secondCase,
  unfreeze,
  protectNeighbour,
} from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, orderPair } from "../../helpers/joint.ts";
import { CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

const protectedAccount = async () => protectNeighbour(await bank());

describe("DepositToken: what a debt does to a protected account", () => {
  describe("given a debt", () => {
    it("is frozen, opened as a case, ordered or redeemed for none", async () => {
      const system = await protectedAccount();
      const { token, neighbour, citizen } = system;
      const basis = CaseBasis.Debt;
      const redemption = [neighbour.address, 1n, 1n, firstOrder, basis];

      for (const act of [
        () => freeze(system, neighbour, { basis }),
        () => openCase(system, neighbour, { basis, caseId: secondCase }),
        () => orderTransfer(system, { from: neighbour, to: citizen, amount: 1n, basis }),
        () => jointly(system, orderPair, "redeemByOrder", redemption),
      ])
        await expect(act())
          .to.be.revertedWithCustomError(token, "ProtectedAccount")
          .withArgs(neighbour.address);
    });

    it("is not set in a case that was opened for it before the protection", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;
      await openCase(system, neighbour, { basis: CaseBasis.Debt });
      await unfreeze(system, neighbour, 0n);
      await token.connect(officers.admissionOfficer).setProtection(neighbour, true);

      await expect(token.connect(officers.enforcementOfficer).setFrozenTokens(neighbour, 1n))
        .to.be.revertedWithCustomError(token, "NoJointCase")
        .withArgs(neighbour.address);
    });

    it("is not carried out under an order made before the protection", async () => {
      const system = await bank();
      const { token, officers, neighbour, citizen } = system;
      const order = { from: neighbour, to: citizen, amount: won(7), basis: CaseBasis.Debt };
      await orderTransfer(system, order);
      await token.connect(officers.admissionOfficer).setProtection(neighbour, true);
      await token.connect(officers.systemRegistrar).setBenefitPayer(officers.funding, true);
      await token.connect(officers.funding).transfer(neighbour, won(300_000));

      await expect(execute(system, order))
        .to.be.revertedWithCustomError(token, "ProtectedAccount")
        .withArgs(neighbour.address);
    });

    it("is paid into none by an order", async () => {
      const system = await protectedAccount();
      const { token, neighbour, citizen } = system;
      const order = { from: citizen, to: neighbour, amount: 1n, basis: CaseBasis.Debt };

      await expect(orderTransfer(system, order))
        .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
        .withArgs(neighbour.address, citizen.address);
    });
  });

  describe("given money paid by error or got by fraud", () => {
    for (const basis of [CaseBasis.Fraud, CaseBasis.Error, CaseBasis.Offence])
      it(`is frozen and recovered on ground ${basis}, which the events say`, async () => {
        const system = await protectedAccount();
        const { token, officers, neighbour } = system;
        const order = { from: neighbour, to: officers.funding, amount: won(100_000), basis };

        await expect(freeze(system, neighbour, { basis })).to.emit(token, "CaseFrozen");
        expect((await eventsOf(orderTransfer(system, order), token))[0]?.[6]).to.equal(basis);
        await execute(system, order);
        expect(await token.balanceOf(neighbour)).to.equal(won(200_000));
      });
  });
});
