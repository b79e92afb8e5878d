import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  admit,
  admittedUntil,
  caseFile,
  citizensDeposit,
  issue,
  opening,
  readyBank,
} from "../../helpers/bank.ts";
import { at, crowd, eventsOf, gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

// The end of a 32-bit second: 7 February 2106.
const lastSecond = 2n ** 32n - 1n;

describe("DepositToken: admission", () => {
  for (const kind of ["Citizen", "Merchant", "Agency", "Contractor", "Bank"] as const) {
    it(`admits an account of kind ${kind}`, async () => {
      const system = await bank();
      const { token, officers, stranger } = system;

      await expect(admit(system, stranger, AccountKind[kind]))
        .to.emit(token, "AccountAdmitted")
        .withArgs(
          stranger.address,
          AccountKind[kind],
          admittedUntil,
          officers.admissionOfficer.address,
        );

      expect(await token.accountOf(stranger)).to.deep.equal([
        won(0),
        won(0),
        won(0),
        BigInt(admittedUntil),
        AccountKind[kind],
        ...[false, false, false, false, false, false],
      ]);
    });
  }

  for (const kind of ["None", "System"] as const) {
    it(`refuses to admit an account of kind ${kind}`, async () => {
      const system = await bank();

      await expect(admit(system, system.stranger, AccountKind[kind]))
        .to.be.revertedWithCustomError(system.token, "InvalidAdmission")
        .withArgs(system.stranger.address, AccountKind[kind], admittedUntil);
    });
  }

  it("refuses the zero address", async () => {
    const system = await bank();

    await expect(admit(system, ZeroAddress, AccountKind.Citizen))
      .to.be.revertedWithCustomError(system.token, "InvalidAdmission")
      .withArgs(ZeroAddress, AccountKind.Citizen, admittedUntil);
  });

  describe("given the end of an admission", () => {
    it("must lie ahead: the very second does not", async () => {
      const system = await bank();
      const { token, officers, stranger } = system;
      const officer = token.connect(officers.admissionOfficer);
      await at(system, opening + 60);

      await expect(officer.admit(stranger, AccountKind.Citizen, opening + 60))
        .to.be.revertedWithCustomError(token, "InvalidAdmission")
        .withArgs(stranger.address, AccountKind.Citizen, opening + 60);
      await expect(officer.admit(stranger, AccountKind.Citizen, opening + 61)).to.emit(
        token,
        "AccountAdmitted",
      );
    });

    it("may be the last second of 32 bits, and no later", async () => {
      const { token, officers, stranger } = await bank();
      const officer = token.connect(officers.admissionOfficer);

      await officer.admit(stranger, AccountKind.Citizen, lastSecond);

      expect((await token.accountOf(stranger)).admittedUntil).to.equal(lastSecond);
      await expect(officer.admit(stranger, AccountKind.Citizen, lastSecond + 1n))
        .to.be.revertedWithCustomError(token, "InvalidAdmission")
        .withArgs(stranger.address, AccountKind.Citizen, lastSecond + 1n);
    });

    it("lets the account pay and be paid until the second before", async () => {
      const system = await bank();
      const { token, citizen, neighbour } = system;
      await at(system, admittedUntil - 1);

      await token.connect(citizen).transfer(neighbour, won(1));

      expect(await token.balanceOf(neighbour)).to.equal(won(1));
    });

    it("stops the account from paying from that second on", async () => {
      const system = await bank();
      const { token, citizen, neighbour } = system;
      await at(system, admittedUntil);

      await expect(token.connect(citizen).transfer(neighbour, won(1)))
        .to.be.revertedWithCustomError(token, "AdmissionExpired")
        .withArgs(citizen.address, admittedUntil, admittedUntil);
    });
  });

  describe("when an account is admitted again", () => {
    it("takes the new kind and end, and keeps its balance", async () => {
      const { token, officers, citizen } = await bank();

      await token
        .connect(officers.admissionOfficer)
        .admit(citizen, AccountKind.Contractor, admittedUntil + day);

      const account = await token.accountOf(citizen);
      expect([account.balance, account.kind, account.admittedUntil]).to.deep.equal([
        citizensDeposit,
        AccountKind.Contractor,
        BigInt(admittedUntil + day),
      ]);
    });

    it("is not cut short: that would be a suspension without a case", async () => {
      const { token, officers, citizen } = await bank();
      const officer = token.connect(officers.admissionOfficer);

      await expect(officer.admit(citizen, AccountKind.Citizen, admittedUntil - 1))
        .to.be.revertedWithCustomError(token, "InvalidAdmission")
        .withArgs(citizen.address, AccountKind.Citizen, admittedUntil - 1);
      await officer.admit(citizen, AccountKind.Citizen, admittedUntil);
    });

    it("keeps its suspension, and what it spent today", async () => {
      const system = await bank();
      const { token, officers, citizen, neighbour } = system;
      await token.connect(citizen).transfer(neighbour, won(100));
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await admit(system, citizen, AccountKind.Citizen);

      const account = await token.accountOf(citizen);
      expect([account.suspended, account.spentToday]).to.deep.equal([true, won(100)]);
    });

    it("stays closed when it was closed", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;
      await token.connect(officers.admissionOfficer).close(neighbour);

      await expect(admit(system, neighbour, AccountKind.Citizen))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(neighbour.address);
    });

    it("is out of reach when it is a contract of the system", async () => {
      const system = await bank();

      await expect(admit(system, system.addresses.programmes, AccountKind.Citizen))
        .to.be.revertedWithCustomError(system.token, "SystemAccountUntouchable")
        .withArgs(system.addresses.programmes);
    });
  });

  describe("when a batch is admitted", () => {
    it("admits every account, one event each", async () => {
      const { token, officers } = await bank();
      const officer = officers.admissionOfficer;
      const [one, other] = crowd(2);

      expect(
        await eventsOf(
          token.connect(officer).admitBatch([one!, other!], AccountKind.Merchant, admittedUntil),
          token,
        ),
      ).to.deep.equal([
        ["AccountAdmitted", one, AccountKind.Merchant, BigInt(admittedUntil), officer.address],
        ["AccountAdmitted", other, AccountKind.Merchant, BigInt(admittedUntil), officer.address],
      ]);
    });

    it("admits an account that occurs twice once", async () => {
      const { token, officers, stranger } = await bank();

      await token
        .connect(officers.admissionOfficer)
        .admitBatch([stranger, stranger], AccountKind.Citizen, admittedUntil);

      expect((await token.accountOf(stranger)).kind).to.equal(AccountKind.Citizen);
    });

    it("admits nobody when one account cannot be", async () => {
      const { token, officers, addresses, stranger } = await bank();

      await expect(
        token
          .connect(officers.admissionOfficer)
          .admitBatch([stranger, addresses.programmes], AccountKind.Citizen, admittedUntil),
      )
        .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
        .withArgs(addresses.programmes);

      expect((await token.accountOf(stranger)).kind).to.equal(AccountKind.None);
    });

    it("fits 500 new accounts into one block of 2^24 gas", async () => {
      const { token, officers } = await bank();
      const crowded = crowd(500);

      expect(await token.MAX_ADMIT_BATCH()).to.equal(500n);
      expect(
        await gasOf(
          token
            .connect(officers.admissionOfficer)
            .admitBatch(crowded, AccountKind.Citizen, lastSecond),
        ),
      ).to.be.at.most(2 ** 24);

      expect((await token.accountOf(crowded[499]!)).kind).to.equal(AccountKind.Citizen);
    });

    it("refuses 501 accounts", async () => {
      const { token, officers } = await bank();

      await expect(
        token
          .connect(officers.admissionOfficer)
          .admitBatch(crowd(501), AccountKind.Citizen, lastSecond),
      )
        .to.be.revertedWithCustomError(token, "BatchTooLong")
        .withArgs(501n, 500n);
    });
  });
});

describe("DepositToken: the count of accounts", () => {
  it("counts those admitted or registered and not closed, each once, whatever else befalls them", async () => {
    const system = await bank();
    const { token, officers, stranger, neighbour, citizen } = system;
    const admission = token.connect(officers.admissionOfficer);
    // Two citizens, two merchants, the funding agency and the programmes' contract.
    expect(await token.accountCount()).to.equal(6n);

    await admission.admitBatch([stranger, stranger, citizen], AccountKind.Citizen, admittedUntil);
    expect(await token.accountCount()).to.equal(7n);
    await limit(system, AccountKind.Citizen, { daily: won(1) });
    await token.connect(officers.pauser).pause();
    await token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile);
    expect(await token.accountCount()).to.equal(7n);
    await admission.close(stranger);
    expect(await token.accountCount()).to.equal(6n);
    expect(await token.policy()).to.deep.equal([true, false]);
    expect(await token.limitsOf(AccountKind.Citizen)).to.deep.equal([0n, won(1), 0n]);
  });
});

describe("DepositToken: closing an account", () => {
  it("closes an empty account for ever", async () => {
    const { token, officers, neighbour } = await bank();

    await expect(token.connect(officers.admissionOfficer).close(neighbour))
      .to.emit(token, "AccountClosed")
      .withArgs(neighbour.address, officers.admissionOfficer.address);

    expect((await token.accountOf(neighbour)).closed).to.equal(true);
  });

  it("refuses an account with one won left", async () => {
    const system = await bank();
    const { token, officers, neighbour } = system;
    await issue(system, neighbour, won(1), 3n);

    await expect(token.connect(officers.admissionOfficer).close(neighbour))
      .to.be.revertedWithCustomError(token, "AccountNotEmpty")
      .withArgs(neighbour.address, won(1));
  });

  it("closes an account that redeemed everything", async () => {
    const { token, officers, citizen } = await bank();
    await token.connect(citizen).redeem(citizensDeposit, 1n);

    await token.connect(officers.admissionOfficer).close(citizen);

    expect((await token.accountOf(citizen)).closed).to.equal(true);
  });

  describe("given a closed account", () => {
    const closed = async () => {
      const system = await bank();
      await system.token.connect(system.officers.admissionOfficer).close(system.neighbour);
      return system;
    };

    it("is paid nothing", async () => {
      const { token, citizen, neighbour } = await closed();

      await expect(token.connect(citizen).transfer(neighbour, won(1)))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(neighbour.address);
    });

    it("refuses to be suspended, reinstated or closed", async () => {
      const { token, officers, neighbour } = await closed();
      const admission = token.connect(officers.admissionOfficer);

      await expect(token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(neighbour.address);
      await expect(admission.reinstate(neighbour, caseFile))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(neighbour.address);
      await expect(admission.close(neighbour))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(neighbour.address);
    });
  });
});
