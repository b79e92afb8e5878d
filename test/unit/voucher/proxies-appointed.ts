import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";
import { caseFile, opening } from "../../helpers/bank.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Mcc } from "../../helpers/kinds.ts";
import { appointed, asProxy, proxyOf, proxyUntil } from "../../helpers/proxies.ts";
import { purchase } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { codeOfHolders, grantedVoucher } from "../../helpers/voucher.ts";

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);

const writtenConsent = id("written consent");

describe("VoucherProgramme: appointProxy", () => {
  describe("when the holder appoints", () => {
    it("logs every term of it, and needs no written consent", async () => {
      const { programmes, citizen, neighbour } = await market();
      const proxy = proxyOf(neighbour.address, { category: Mcc.bookshop });

      expect(
        await eventsOf(
          programmes.connect(citizen).appointProxy(1n, citizen, proxy, ZeroHash),
          programmes,
        ),
      ).to.deep.equal([
        [
          ...["ProxyAppointed", 1n, citizen.address, neighbour.address, won(50_000)],
          ...[BigInt(proxyUntil), Mcc.bookshop, ZeroHash, citizen.address],
        ],
      ]);

      expect(await programmes.proxyOf(1n, citizen)).to.deep.equal([
        ...[neighbour.address, won(50_000), BigInt(proxyUntil), Mcc.bookshop],
      ]);
      expect((await programmes.proxyOf(2n, citizen)).account).to.equal(ZeroAddress);
      expect((await programmes.proxyOf(1n, neighbour)).account).to.equal(ZeroAddress);
    });

    it("puts another in the place of the one before, with its own limit", async () => {
      const system = await appointed(await market());
      const { programmes, citizen, stranger } = system;

      await appointed(system, { limit: won(7) }, "stranger");

      expect(await programmes.proxyOf(1n, citizen)).to.deep.equal([
        ...[stranger.address, won(7), BigInt(proxyUntil), 0n],
      ]);
    });
  });

  describe("when a manager appoints", () => {
    it("logs the hash of the holder's written consent", async () => {
      const { programmes, manager, officers, citizen, neighbour } = await market();
      const sent = manager.appointProxy(1n, citizen, proxyOf(neighbour.address), writtenConsent);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        [
          ...["ProxyAppointed", 1n, citizen.address, neighbour.address, won(50_000)],
          ...[BigInt(proxyUntil), 0n, writtenConsent, officers.programmeManager.address],
        ],
      ]);
    });

    it("is refused without one", async () => {
      const { programmes, manager, citizen, neighbour } = await market();

      await expect(manager.appointProxy(1n, citizen, proxyOf(neighbour.address), ZeroHash))
        .to.be.revertedWithCustomError(programmes, "InvalidProxy")
        .withArgs(1n, citizen.address, neighbour.address);
    });
  });

  describe("given a manager who would spend for the holder", () => {
    it("is refused, whatever is written; the holder may appoint the manager", async () => {
      const { programmes, manager, officers, citizen } = await market();
      const own = proxyOf(officers.programmeManager.address);

      await expect(manager.appointProxy(1n, citizen, own, writtenConsent))
        .to.be.revertedWithCustomError(programmes, "InvalidProxy")
        .withArgs(1n, citizen.address, officers.programmeManager.address);
      await programmes.connect(citizen).appointProxy(1n, citizen, own, ZeroHash);
    });
  });

  describe("given anybody else", () => {
    it("is refused, the proxy itself, the controller and with consent too", async () => {
      const { programmes, officers, citizen, neighbour } = await market();
      const proxy = proxyOf(neighbour.address);

      for (const account of [neighbour, officers.programmeController])
        await expect(programmes.connect(account).appointProxy(1n, citizen, proxy, writtenConsent))
          .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
          .withArgs(1n, account.address);
    });

    it("is refused in a programme that never opened", async () => {
      const { programmes, citizen, neighbour } = await market();
      const proxy = proxyOf(neighbour.address);

      await expect(programmes.connect(citizen).appointProxy(2n, citizen, proxy, ZeroHash))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });
  });

  describe("given who or what cannot be", () => {
    it("refuses nobody, the holder and a merchant, suspended as well", async () => {
      const { programmes, registry, officers, citizen, bookshop, bakery } = await market();
      await registry.connect(officers.merchantEnforcer).suspend(bakery, caseFile);

      for (const account of [ZeroAddress, citizen.address, bookshop.address, bakery.address])
        await expect(
          programmes.connect(citizen).appointProxy(1n, citizen, proxyOf(account), ZeroHash),
        )
          .to.be.revertedWithCustomError(programmes, "InvalidProxy")
          .withArgs(1n, citizen.address, account);
    });

    it("refuses a limit of nothing", async () => {
      const { programmes, citizen, neighbour } = await market();
      const proxy = proxyOf(neighbour.address, { limit: 0n });

      await expect(programmes.connect(citizen).appointProxy(1n, citizen, proxy, ZeroHash))
        .to.be.revertedWithCustomError(programmes, "InvalidProxy")
        .withArgs(1n, citizen.address, neighbour.address);
    });

    it("refuses an end in the very second, and takes the next", async () => {
      const system = await market();
      const { programmes, citizen, neighbour } = system;
      const appoint = (until: number) =>
        programmes
          .connect(citizen)
          .appointProxy(1n, citizen, proxyOf(neighbour.address, { until }), ZeroHash);

      await at(system, opening + day);
      await expect(appoint(opening + day))
        .to.be.revertedWithCustomError(programmes, "InvalidProxy")
        .withArgs(1n, citizen.address, neighbour.address);
      await at(system, opening + day);
      await expect(appoint(opening + day + 1)).to.emit(programmes, "ProxyAppointed");
    });

    it("refuses more than 365 days, and takes 365", async () => {
      const system = await market();
      const { programmes, citizen, neighbour } = system;
      expect(await (await codeOfHolders(system)).MAX_PROXY_PERIOD()).to.equal(31_536_000n);
      const proxy = proxyOf(neighbour.address, { until: opening + day + 31_536_000 });
      const appoint = () => programmes.connect(citizen).appointProxy(1n, citizen, proxy, ZeroHash);

      await at(system, opening + day - 1);
      await expect(appoint())
        .to.be.revertedWithCustomError(programmes, "InvalidProxy")
        .withArgs(1n, citizen.address, neighbour.address);
      await at(system, opening + day);
      await expect(appoint()).to.emit(programmes, "ProxyAppointed");
    });
  });
});

describe("VoucherProgramme: dismissProxy", () => {
  for (const who of ["the holder", "the proxy", "a manager"] as const)
    it(`ends it when ${who} says so`, async () => {
      const system = await appointed(await market());
      const { programmes, officers, citizen, neighbour } = system;
      const by = {
        "the holder": citizen,
        "the proxy": neighbour,
        "a manager": officers.programmeManager,
      }[who];

      expect(
        await eventsOf(programmes.connect(by).dismissProxy(1n, citizen), programmes),
      ).to.deep.equal([["ProxyDismissed", 1n, citizen.address, neighbour.address, by.address]]);

      expect(await programmes.proxyOf(1n, citizen)).to.deep.equal([ZeroAddress, 0n, 0n, 0n]);
      await expect(asProxy(system).spendFor(citizen, purchase(system, 1n, won(1))))
        .to.be.revertedWithCustomError(programmes, "NotProxy")
        .withArgs(1n, citizen.address, neighbour.address);
    });

  it("is refused to anybody else", async () => {
    const { programmes, officers, citizen, stranger } = await appointed(await market());

    for (const account of [stranger, officers.programmeController])
      await expect(programmes.connect(account).dismissProxy(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, account.address);
  });

  it("is refused where there is none", async () => {
    const { programmes, manager, citizen } = await market();

    await expect(manager.dismissProxy(1n, citizen))
      .to.be.revertedWithCustomError(programmes, "NotProxy")
      .withArgs(1n, citizen.address, ZeroAddress);
  });

  it("ends a proxy whose time is over, too", async () => {
    const system = await appointed(await market());
    const { programmes, citizen } = system;
    await at(system, proxyUntil);

    await expect(programmes.connect(citizen).dismissProxy(1n, citizen)).to.emit(
      programmes,
      "ProxyDismissed",
    );
  });
});
