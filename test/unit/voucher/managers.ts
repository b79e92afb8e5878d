import { expect } from "chai";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { opening, openMarket } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

describe("VoucherProgramme: managers", () => {
  const opened = async () => {
    const system = await market();
    await opening(system);
    return system;
  };

  describe("when the operator's controller appoints a manager", () => {
    it("is logged, for this programme only", async () => {
      const { programmes, controller, officers } = await opened();
      const { programmeManager, programmeController } = officers;

      await expect(controller.appointManager(1n, programmeManager))
        .to.emit(programmes, "ManagerAppointed")
        .withArgs(1n, programmeManager.address, programmeController.address);

      expect(await programmes.isManager(1n, programmeManager)).to.equal(true);
      expect(await programmes.isManager(2n, programmeManager)).to.equal(false);
    });

    it("refuses a programme that never opened", async () => {
      const { programmes, controller, officers } = await opened();

      await expect(controller.appointManager(2n, officers.programmeManager))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });

    it("cannot appoint itself", async () => {
      const { programmes, controller, officers } = await opened();

      await expect(controller.appointManager(1n, officers.programmeController))
        .to.be.revertedWithCustomError(programmes, "ControllerIsManager")
        .withArgs(1n, officers.programmeController.address);
    });

    it("cannot appoint itself through its authority either", async () => {
      const { programmes, authorities, officers } = await opened();
      const controller = officers.programmeController;
      const call = programmes.interface.encodeFunctionData("appointManager", [
        1n,
        controller.address,
      ]);

      await expect(authorities.operator.connect(controller).execute(programmes, call))
        .to.be.revertedWithCustomError(programmes, "ControllerIsManager")
        .withArgs(1n, controller.address);
    });
  });

  describe("when it dismisses one", () => {
    it("is logged, and the manager grants no more", async () => {
      const { programmes, controller, manager, officers, citizen } = await opened();
      const { programmeManager, programmeController } = officers;
      await controller.appointManager(1n, programmeManager);

      await expect(controller.dismissManager(1n, programmeManager))
        .to.emit(programmes, "ManagerDismissed")
        .withArgs(1n, programmeManager.address, programmeController.address);

      expect(await programmes.isManager(1n, programmeManager)).to.equal(false);
      await expect(manager.grant(1n, citizen, won(1), Region.mapo, 1n))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, programmeManager.address);
    });

    it("refuses whoever is none", async () => {
      const { programmes, controller, stranger } = await opened();

      await expect(controller.dismissManager(1n, stranger))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, stranger.address);
    });
  });
});
