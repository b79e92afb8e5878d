import { expect } from "chai";
import {
  incompatible,
  institutions,
  offices,
  type Institution,
  type OfficeName,
} from "../../../deploy/offices.ts";
import { administer, appoint, carryOut, type Act } from "../../helpers/administer.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const system = onOneChain(handedOver);
const institutionNames = Object.keys(institutions) as Institution[];

const adminRole = 0n;

const idOf = (office: OfficeName): bigint => BigInt(offices[office].id);
const bit = (office: bigint): bigint => 1n << office;

describe("Authority: incompatible offices", () => {
  for (const institution of institutionNames) {
    it(`excludes in the ${institution}'s authority exactly the table's pairs`, async () => {
      const { authorities } = await system();
      const names = (Object.keys(offices) as OfficeName[]).filter(
        (name) => offices[name].institution === institution,
      );
      for (const one of names) {
        for (const other of names) {
          const listed = incompatible.some(
            ([a, b]) => (a === one && b === other) || (a === other && b === one),
          );
          expect(
            await authorities[institution].areIncompatible(idOf(one), idOf(other)),
            `${one}, ${other}`,
          ).to.equal(listed);
        }
        expect(await authorities[institution].areIncompatible(adminRole, idOf(one))).to.equal(true);
        expect(await authorities[institution].areIncompatible(idOf(one), adminRole)).to.equal(true);
      }
      expect(await authorities[institution].areIncompatible(adminRole, adminRole)).to.equal(false);
    });
  }

  for (const [one, other, reason] of incompatible) {
    for (const [held, wanted] of [
      [one, other],
      [other, one],
    ] as const) {
      it(`refuses ${wanted} to the ${held}: ${reason}`, async () => {
        const deployed = await system();
        const { authorities, officers } = deployed;
        const { institution } = offices[held];

        await expect(
          administer(deployed, institution, ["grantRole", idOf(wanted), officers[held].address, 0]),
        )
          .to.be.revertedWithCustomError(authorities[institution], "IncompatibleOffices")
          .withArgs(officers[held].address, bit(idOf(held)), idOf(wanted));
      });
    }
  }

  it("names everything the account holds", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;
    await administer(deployed, "bank", ["grantRole", idOf("limitsOfficer"), account, 0]);

    await expect(administer(deployed, "bank", ["grantRole", idOf("resumer"), account, 0]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      // limitsOfficer is 7 and pauser 9: 2^7 + 2^9 = 640
      .withArgs(account, 640n, idOf("resumer"));
  });

  it("refuses the other office still once the first is revoked, and after a new grant", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;
    const refused = () =>
      expect(administer(deployed, "bank", ["grantRole", idOf("resumer"), account, 0]))
        .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
        .withArgs(account, bit(idOf("pauser")), idOf("resumer"));

    await administer(deployed, "bank", ["revokeRole", idOf("pauser"), account]);
    expect(await authorities.bank.officesOf(account)).to.equal(0n);
    await refused();

    await administer(deployed, "bank", ["grantRole", idOf("pauser"), account, 0]);
    await administer(deployed, "bank", ["revokeRole", idOf("pauser"), account]);
    await deployed.connection.networkHelpers.time.increase(7 * day); // the first proposal is stale
    await refused();
  });

  it("refuses the other office still once the holder has renounced the first", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser;
    await authorities.bank.connect(account).renounceRole(idOf("pauser"), account);

    await expect(administer(deployed, "bank", ["grantRole", idOf("resumer"), account.address, 0]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account.address, bit(idOf("pauser")), idOf("resumer"));
  });

  it("grants an office that is held already, without harm", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;

    await administer(deployed, "bank", ["grantRole", idOf("pauser"), account, 0]);

    expect(await authorities.bank.officesOf(account)).to.equal(bit(idOf("pauser")));
  });

  it("keeps an office when another, which the account never held, is revoked", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;

    await administer(deployed, "bank", ["revokeRole", idOf("resumer"), account]);

    expect(await authorities.bank.officesOf(account)).to.equal(bit(idOf("pauser")));
  });

  it("counts an office whose grant delay still runs as held, and after it is revoked", async () => {
    const deployed = await system();
    const { authorities, people, connection } = deployed;
    const account = people[0]!.address;
    await administer(deployed, "bank", ["setGrantDelay", idOf("pauser"), 30 * day]);
    await connection.networkHelpers.time.increase(5 * day); // until a changed delay counts
    await appoint(deployed, "bank", idOf("pauser"), account);
    expect(await authorities.bank.hasRole(idOf("pauser"), account)).to.deep.equal([false, 0n]);

    const other: Act = ["grantRole", idOf("resumer"), account, 0];
    await expect(administer(deployed, "bank", other))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account, bit(idOf("pauser")), idOf("resumer"));

    await administer(deployed, "bank", ["revokeRole", idOf("pauser"), account]);
    await expect(carryOut(deployed, "bank", (await deployed.dualControls.bank.proposals()) - 1n))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account, bit(idOf("pauser")), idOf("resumer"));
  });
});
