import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { Authority__factory } from "../../../typechain-types/index.ts";
import { readyBank } from "../../helpers/bank.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";

const system = onOneChain(handedOver);

const adminRole = 0n;
const publicRole = 2n ** 64n - 1n;

describe("Authority: deployment", () => {
  type Numbers = readonly (readonly [one: bigint, other: bigint])[];

  /** An authority of its own, with these excluded pairs, and offices that others check. */
  async function rooted(pairs: Numbers, checks: Numbers = []) {
    const { people } = await system();
    const [admin] = people;
    return new Authority__factory(admin!).deploy(
      admin!,
      pairs.map(([one, other]) => ({ one, other })),
      checks.map(([office, checkedBy]) => ({ office, checkedBy })),
    );
  }
  /** Its interface, to name a refused deployment's error by. */
  const any = async () => (await system()).authorities.bank;

  it("logs the pairs it excludes, and excludes them both ways", async () => {
    const authority = await rooted([[254n, 255n]]);
    const deployment = authority.deploymentTransaction();

    await expect(deployment).to.emit(authority, "OfficesExcluded").withArgs(254n, 255n);
    expect(await authority.areIncompatible(254n, 255n)).to.equal(true);
    expect(await authority.areIncompatible(255n, 254n)).to.equal(true);
    expect(await authority.areIncompatible(253n, 255n)).to.equal(false);
  });

  it("refuses an office paired with itself", async () => {
    const authority = await any();

    await expect(rooted([[7n, 7n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(7n);
  });

  it("refuses an office above 255, on either side", async () => {
    const authority = await any();

    await expect(rooted([[256n, 1n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(256n);
    await expect(rooted([[1n, 256n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(256n);
    await expect(rooted([[publicRole, 300n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(publicRole);
  });

  it("logs which office checks which, and keeps it", async () => {
    const authority = await rooted([], [[254n, 255n]]);

    await expect(authority.deploymentTransaction())
      .to.emit(authority, "OfficeChecked")
      .withArgs(254n, 255n);
    expect(await authority.checkingOffice(254n)).to.equal(255n);
    expect(await authority.checkingOffice(255n)).to.equal(0n);
  });

  it("refuses to have an office checked by itself, by the administrator or by no office", async () => {
    const authority = await any();

    for (const [check, wrong] of [
      [[7n, 7n], 7n],
      [[7n, adminRole], adminRole],
      [[adminRole, 7n], adminRole],
      [[7n, 256n], 256n],
      [[256n, 7n], 256n],
    ] as const) {
      await expect(rooted([], [check]))
        .to.be.revertedWithCustomError(authority, "InvalidOffice")
        .withArgs(wrong);
    }
  });

  it("knows no exclusion between numbers that are no offices", async () => {
    const { authorities } = await system();

    expect(await authorities.bank.areIncompatible(256n, 257n)).to.equal(false);
    expect(await authorities.bank.areIncompatible(publicRole, 9n)).to.equal(false);
  });
});

describe("Authority: nobody in particular", () => {
  const bank = onOneChain(readyBank);

  it("holds no office", async () => {
    const { authorities, stranger } = await bank();

    expect(await authorities.bank.officesOf(stranger)).to.equal(0n);
    expect(await authorities.bank.officesOf(ZeroAddress)).to.equal(0n);
  });
});
