import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admittedUntil, caseFile, readyBank, type Bank } from "../../helpers/bank.ts";
import { everything, freeze } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, limit, limitsPair } from "../../helpers/joint.ts";
import { AccountKind, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

/** One account twice in a batch. */
const issueTwice = (
  { token, officers }: Bank,
  to: string,
  [one, other]: readonly [bigint, bigint],
  reason: bigint = IssueReason.Deposit,
) =>
  token.connect(officers.issuer).issueBatch(
    [
      { to, amount: one },
      { to, amount: other },
    ],
    3n,
    reason,
  );

describe("DepositToken: an account twice in one batch", () => {
  describe("when a batch is admitted", () => {
    it("is admitted once, counted once, and logged twice", async () => {
      const { token, officers, stranger } = await bank();
      const officer = officers.admissionOfficer;
      const count = await token.accountCount();
      const said = [
        ...["AccountAdmitted", stranger.address, AccountKind.Citizen],
        ...[BigInt(admittedUntil), officer.address],
      ];

      const sent = token
        .connect(officer)
        .admitBatch([stranger, stranger], AccountKind.Citizen, admittedUntil);

      expect(await eventsOf(sent, token)).to.deep.equal([said, said]);
      expect(await token.accountCount()).to.equal(count + 1n);
    });

    it("keeps the suspension and the freeze of one that is renewed twice", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
      await freeze(system, citizen, { amount: everything });

      await token
        .connect(officers.admissionOfficer)
        .admitBatch([citizen, citizen], AccountKind.Contractor, admittedUntil);

      const { suspended, frozen, balance } = await token.accountOf(citizen);
      expect([suspended, frozen, balance]).to.deep.equal([true, everything, won(1_000_000)]);
    });

    it("refuses all where one was closed, wherever it stands", async () => {
      const { token, officers, stranger, neighbour } = await bank();
      const admission = token.connect(officers.admissionOfficer);
      await admission.close(neighbour);

      for (const batch of [
        [stranger, stranger, neighbour],
        [neighbour, stranger, stranger],
      ])
        await expect(admission.admitBatch(batch, AccountKind.Citizen, admittedUntil))
          .to.be.revertedWithCustomError(token, "ClosedAccount")
          .withArgs(neighbour.address);
      expect((await token.accountOf(stranger)).kind).to.equal(AccountKind.None);
    });

    it("refuses all where the end lies before one that was given", async () => {
      const { token, officers, stranger, citizen } = await bank();

      await expect(
        token
          .connect(officers.admissionOfficer)
          .admitBatch([stranger, citizen], AccountKind.Citizen, admittedUntil - 1),
      )
        .to.be.revertedWithCustomError(token, "InvalidAdmission")
        .withArgs(citizen.address, AccountKind.Citizen, admittedUntil - 1);
    });
  });

  describe("when a batch is issued", () => {
    it("is credited twice, with two transfers and one reference", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;

      expect(
        await eventsOf(issueTwice(system, neighbour.address, [won(10), won(5)]), token),
      ).to.deep.equal([
        ["Transfer", ZeroAddress, neighbour.address, won(10)],
        ["Transfer", ZeroAddress, neighbour.address, won(5)],
        ["DepositIssued", officers.issuer.address, 3n, IssueReason.Deposit],
      ]);
      expect(await token.balanceOf(neighbour)).to.equal(won(15));
    });

    it("does not pass its cap in two parts that each keep to it", async () => {
      const system = await bank();
      const { token, neighbour } = system;
      await limit(system, AccountKind.Citizen, { cap: won(100) });

      await expect(issueTwice(system, neighbour.address, [won(60), won(41)]))
        .to.be.revertedWithCustomError(token, "HolderCapExceeded")
        .withArgs(neighbour.address, won(100), won(60), won(41));
      await issueTwice(system, neighbour.address, [won(60), won(40)]);
    });

    it("passes its cap in two parts where both correct an error", async () => {
      const system = await bank();
      const { token, neighbour } = system;
      await limit(system, AccountKind.Citizen, { cap: won(100) });
      const parts = [won(60), won(41)] as const;
      await issueTwice(system, neighbour.address, parts, IssueReason.Correction);

      expect(await token.balanceOf(neighbour)).to.equal(won(101));
    });

    it("does not pass the threshold, the allowance or the reserve in two parts", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;
      const issuer = officers.issuer.address;
      const twice = () => issueTwice(system, neighbour.address, [won(60), won(60)]);
      const controller = token.connect(officers.issuanceController);

      await jointly(system, limitsPair, "setIssueThreshold", [won(3_001_000_000)]);
      await expect(twice())
        .to.be.revertedWithCustomError(token, "IssueNeedsApproval")
        .withArgs(issuer, won(3_001_000_000), won(3_001_000_000), won(120));
      await jointly(system, limitsPair, "setIssueThreshold", [0n]);
      await controller.setIssuanceAllowance(officers.issuer, won(119));
      await expect(twice())
        .to.be.revertedWithCustomError(token, "IssuanceAllowanceExceeded")
        .withArgs(issuer, won(119), won(120));
      await controller.setIssuanceAllowance(officers.issuer, won(120));
      const attestor = token.connect(officers.reserveAttestor);
      await attestor.attestReserve(won(3_001_000_119), 2n, 3_600);
      await expect(twice())
        .to.be.revertedWithCustomError(token, "ReserveExceeded")
        .withArgs(won(119), won(120));
      await attestor.attestReserve(won(3_001_000_120), 3n, 3_600);
      await twice();
    });

    it("slips past no freeze: what both parts bring is caught", async () => {
      const system = await bank();
      const { token, neighbour, bookshop } = system;
      await freeze(system, neighbour, { amount: won(119) });
      await issueTwice(system, neighbour.address, [won(60), won(60)]);

      expect(await token.spendableOf(neighbour)).to.equal(1n);
      await expect(token.connect(neighbour).transfer(bookshop, 2n))
        .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(neighbour.address, 2n, 1n);
    });
  });
});
