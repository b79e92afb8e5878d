import { Signature } from "ethers";
import { deployed, won, type Deployed } from "../helpers/fixtures.ts";
import { gasOf } from "../helpers/chain.ts";

describe("proto gas", () => {
  it("spends and settles", async () => {
    const world: Deployed = await deployed();
    const { token, programmes, registry, officers, connection } = world;
    const people = world.people;
    const until = (await connection.networkHelpers.time.latest()) + 400 * 86_400;
    await token.connect(officers.systemRegistrar).registerSystemAccount(programmes);
    const admit = token.connect(officers.admissionOfficer);
    const holders = people.slice(10, 110);
    const shops = people.slice(110, 210);
    await admit.admitBatch(
      holders.map((h) => h.address),
      1,
      until,
    );
    await admit.admitBatch(
      shops.map((h) => h.address),
      2,
      until,
    );
    await admit.admit(officers.funding.address, 3, until);
    await token.connect(officers.reserveAttestor).attestReserve(won(10_000_000_000), 1, 86_400);
    await token
      .connect(officers.issuanceController)
      .setIssuanceAllowance(officers.issuer.address, won(9_000_000_000));
    await token.connect(officers.issuer).issue(officers.funding.address, won(900_000_000), 3, 0);
    await token.connect(officers.issuer).issueBatch(
      shops.map((s) => ({ to: s.address, amount: 1000n })),
      4,
      0,
    );
    await token.connect(officers.funding).approve(programmes, won(900_000_000));
    await registry
      .connect(officers.merchantOfficer)
      .enrolBatch(
        shops.map((s) => ({ merchant: s.address, mcc: 5942, region: 11440, salesBand: 4 })),
      );
    const off = {
      perPaymentLimit: 0n,
      dailyLimit: 0n,
      monthlyLimit: 0n,
      totalLimit: 0n,
      categoryRule: 0,
      maxSalesBand: 0,
      homeRegionOnly: false,
      listedRegionsOnly: false,
      namedMerchantsOnly: false,
      opensAt: 0,
      closesAt: 0,
      weekdays: 0,
      closedOnHolidays: false,
      evidenceRequired: false,
      purposeRequired: false,
      consentRequired: false,
      rebateBps: 0,
    };
    const all = {
      ...off,
      perPaymentLimit: 50_000n,
      dailyLimit: 100_000n,
      monthlyLimit: 500_000n,
      totalLimit: 1_000_000n,
      categoryRule: 1,
      maxSalesBand: 4,
      homeRegionOnly: true,
      listedRegionsOnly: true,
      namedMerchantsOnly: true,
    };
    const open = async (terms: object, lists: object, n: number) => {
      await programmes
        .connect(officers.programmeSponsor)
        .open(
          {
            terms: { expiresAt: until, ...terms } as never,
            categories: [],
            regions: [],
            merchants: [],
            documentHash: `0x${"11".repeat(32)}`,
            noticeHash: `0x${"00".repeat(32)}`,
            ...lists,
          },
          officers.funding.address,
          won(90_000_000),
        );
      await programmes
        .connect(officers.programmeController)
        .appointManager(n, officers.programmeManager.address);
      const g = await programmes.connect(officers.programmeManager).grantBatch(
        n,
        holders.map((h) => ({ holder: h.address, amount: won(150_000) })),
        11440,
        1,
      );
      console.log("grant each", Math.floor((await gasOf(Promise.resolve(g))) / 100));
    };
    const lists = { categories: [5942, 5943], regions: [11440], merchants: [shops[0]!.address] };
    await open(off, {}, 1);
    await open(all, lists, 2);
    await open({ ...all, namedMerchantsOnly: false }, { ...lists, merchants: [] }, 3);
    await open({ ...all, opensAt: 0, closesAt: 1440 }, lists, 4);
    for (const n of [1, 2, 3, 4])
      console.log(
        "spend",
        n,
        await gasOf(
          programmes.connect(holders[0]!).spend(n, shops[0]!.address, won(12_500), 77_001),
        ),
      );
    console.log(
      "spend again",
      2,
      await gasOf(programmes.connect(holders[0]!).spend(2, shops[0]!.address, won(12_500), 77_001)),
    );
    console.log(
      "nonzero counters spend",
      2,
      await gasOf(programmes.connect(holders[1]!).spend(2, shops[0]!.address, won(12_500), 77_001)),
    );
    const types = {
      Payment: [
        ["uint64", "programme"],
        ["address", "holder"],
        ["address", "merchant"],
        ["uint64", "amount"],
        ["bytes32", "invoice"],
        ["bytes32", "purposeHash"],
        ["uint48", "validAfter"],
        ["uint48", "validBefore"],
        ["uint24", "id"],
      ].map(([type, name]) => ({ type: type!, name: name! })),
    };
    const domain = {
      name: "Gukgo Voucher",
      version: "1",
      chainId: 31337n,
      verifyingContract: await programmes.getAddress(),
    };
    const now = await connection.networkHelpers.time.latest();
    const zero = `0x${"00".repeat(32)}`;
    const sign = async (n: number, k: number, shop: string, id: number) => {
      const m = {
        programme: n,
        holder: holders[k]!.address,
        merchant: shop,
        amount: 12_500n,
        invoice: zero,
        purposeHash: zero,
        validAfter: now - 3600,
        validBefore: now + 86_400,
        id,
      };
      const s = Signature.from(await holders[k]!.signTypedData(domain, types, m));
      return {
        ...m,
        word:
          m.amount |
          (BigInt(m.validAfter) << 64n) |
          (BigInt(m.validBefore) << 112n) |
          (BigInt(m.id) << 160n),
        r: s.r,
        vs: s.yParityAndS,
      };
    };
    let id = 1;
    for (const n of [1, 2, 3]) {
      const one = await Promise.all(holders.map((_, k) => sign(n, k, shops[0]!.address, id)));
      id++;
      const tx = programmes
        .connect(people[0]!)
        .settle([BigInt(shops[0]!.address) | (BigInt(n) << 160n) | (100n << 224n)], one, "0x");
      const cd = (d: string) => {
        let g = 0;
        for (let i = 2; i < d.length; i += 2) g += d.slice(i, i + 2) === "00" ? 4 : 16;
        return Math.round(g / 100);
      };
      console.log("calldata", cd((await tx).data));
      console.log(
        "settle 100 one merchant",
        n,
        Math.floor((await gasOf(tx)) / 100),
        (await (await tx).wait())!.logs.length,
      );
      if (n === 1 && process.env["TRACE"] === "1") {
        const trace = (await connection.provider.request({
          method: "debug_traceTransaction",
          params: [
            (await tx).hash,
            { disableStorage: true, disableMemory: true, disableStack: true },
          ],
        })) as {
          structLogs: { op: string; gasCost: number; depth: number; pc: number; gas: number }[];
        };
        const by = new Map<string, [number, number]>();
        for (const l of trace.structLogs) {
          const key = `${l.depth} ${l.op}`;
          const e = by.get(key) ?? [0, 0];
          e[0] += l.gasCost;
          e[1]++;
          by.set(key, e);
        }
        if (process.env["PC"]) {
          const pcs: Record<string, number> = {};
          for (const l of trace.structLogs) {
            const big = /CALL$/.test(l.op);
            const k = `${l.depth} ${l.pc}`;
            pcs[k] = (pcs[k] ?? 0) + (big ? 100 : l.gasCost);
          }
          (await import("node:fs")).writeFileSync(process.env["PC"], JSON.stringify(pcs));
        }
        const rows = [...by].sort((a, b) => b[1][0] - a[1][0]).slice(0, 45);
        for (const [k, [g, c]] of rows)
          console.log(
            k.padEnd(22),
            (g / 100).toFixed(0).padStart(8),
            (c / 100).toFixed(1).padStart(8),
          );
      }
      if (n === 2) continue;
      const many = await Promise.all(holders.map((_, k) => sign(n, k, shops[k]!.address, id)));
      id++;
      const tx2 = programmes.connect(people[0]!).settle(
        many.map((m) => BigInt(m.merchant) | (BigInt(n) << 160n) | (1n << 224n)),
        many,
        "0x",
      );
      if (n === 1 && process.env["TRACE"] === "2") {
        const trace = (await connection.provider.request({
          method: "debug_traceTransaction",
          params: [
            (await tx2).hash,
            { disableStorage: true, disableMemory: true, disableStack: true },
          ],
        })) as {
          structLogs: { op: string; gasCost: number; depth: number; pc: number; gas: number }[];
        };
        const by = new Map<string, [number, number]>();
        for (const l of trace.structLogs) {
          const key = `${l.depth} ${l.op}`;
          const e = by.get(key) ?? [0, 0];
          e[0] += l.gasCost;
          e[1]++;
          by.set(key, e);
        }
        if (process.env["PC"]) {
          const pcs: Record<string, number> = {};
          for (const l of trace.structLogs) {
            const big = /CALL$/.test(l.op);
            const k = `${l.depth} ${l.pc}`;
            pcs[k] = (pcs[k] ?? 0) + (big ? 100 : l.gasCost);
          }
          (await import("node:fs")).writeFileSync(process.env["PC"], JSON.stringify(pcs));
        }
        const rows = [...by].sort((a, b) => b[1][0] - a[1][0]).slice(0, 45);
        for (const [k, [g, c]] of rows)
          console.log(
            k.padEnd(22),
            (g / 100).toFixed(0).padStart(8),
            (c / 100).toFixed(1).padStart(8),
          );
      }
      console.log("calldata", cd((await tx2).data));
      console.log(
        "settle 100 merchants",
        n,
        Math.floor((await gasOf(tx2)) / 100),
        (await (await tx2).wait())!.logs.length,
      );
    }
  });
});
