import { expect } from "chai";
import { caseFile, readyBank } from "../../helpers/bank.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: suspension", () => {
  describe("when an account is suspended", () => {
    it("is logged with the case", async () => {
      const { token, officers, citizen } = await bank();

      await expect(token.connect(officers.enforcementOfficer).suspend(citizen, caseFile))
        .to.emit(token, "AccountSuspended")
        .withArgs(citizen.address, caseFile, officers.enforcementOfficer.address);

      expect((await token.accountOf(citizen)).suspended).to.equal(true);
    });

    it("neither pays nor is paid", async () => {
      const { token, officers, citizen, bookshop } = await bank();
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await expect(token.connect(citizen).transfer(bookshop, won(1)))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(citizen.address);
      await expect(token.connect(officers.funding).transfer(citizen, won(1)))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(citizen.address);
    });

    it("refuses to suspend it again", async () => {
      const { token, officers, citizen } = await bank();
      const enforcer = token.connect(officers.enforcementOfficer);
      await enforcer.suspend(citizen, caseFile);

      await expect(enforcer.suspend(citizen, caseFile))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(citizen.address);
    });
  });

  describe("when it is reinstated", () => {
    it("is logged with the case, and pays again", async () => {
      const { token, officers, citizen, bookshop } = await bank();
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await expect(token.connect(officers.admissionOfficer).reinstate(citizen, caseFile))
        .to.emit(token, "AccountReinstated")
        .withArgs(citizen.address, caseFile, officers.admissionOfficer.address);

      await token.connect(citizen).transfer(bookshop, won(1));
      expect(await token.balanceOf(bookshop)).to.equal(won(1));
    });

    it("refuses an account that is not suspended", async () => {
      const { token, officers, citizen } = await bank();

      await expect(token.connect(officers.admissionOfficer).reinstate(citizen, caseFile))
        .to.be.revertedWithCustomError(token, "NotSuspended")
        .withArgs(citizen.address);
    });
  });

  it("refuses to suspend, reinstate or close what was never admitted", async () => {
    const { token, officers, stranger } = await bank();
    const admission = token.connect(officers.admissionOfficer);

    await expect(token.connect(officers.enforcementOfficer).suspend(stranger, caseFile))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);
    await expect(admission.reinstate(stranger, caseFile))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);
    await expect(admission.close(stranger))
      .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
      .withArgs(stranger.address);
  });
});
