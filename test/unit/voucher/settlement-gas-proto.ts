import { expect } from "chai";
import { Signature, concat, toBeHex, zeroPadValue } from "ethers";
import { openRecovery } from "../../helpers/cases.ts";
import { deployed, won, type Deployed } from "../../helpers/fixtures.ts";

const zero = `0x${"00".repeat(32)}`;
const fields: [string, string][] = [
  ["uint64", "programme"],
  ["address", "holder"],
  ["address", "merchant"],
  ["uint64", "amount"],
  ["bytes32", "invoice"],
  ["bytes32", "purposeHash"],
  ["uint48", "validAfter"],
  ["uint48", "validBefore"],
  ["uint24", "id"],
];
const types = { Payment: fields.map(([type, name]) => ({ type, name })) };
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

interface Signed {
  programme: number;
  holder: string;
  merchant: string;
  amount: bigint;
  purposeHash: string;
  invoice: string;
  validAfter: number;
  validBefore: number;
  id: number;
  r: string;
  vs: string;
}

/** A batch as it is sent: runs, payments and the bytes that come with them. */
function batchOf(payments: readonly (Signed & { signature?: string })[]) {
  let extras = "0x";
  const runs: bigint[] = [];
  let last = "";
  const sent = payments.map((p) => {
    const key = `${p.programme} ${p.merchant}`;
    const run = BigInt(p.merchant) | (BigInt(p.programme) << 160n);
    if (key === last) runs.push(runs.pop()! + (1n << 224n));
    else runs.push(run | (1n << 224n));
    last = key;
    let papers = 0n;
    if (p.invoice !== zero || p.purposeHash !== zero) {
      papers = 1n + BigInt((extras.length - 2) / 2);
      extras = concat([extras, p.invoice, p.purposeHash]);
    }
    let r = p.r;
    if (p.signature !== undefined) {
      r = toBeHex(
        (BigInt((extras.length - 2) / 2) << 128n) | BigInt((p.signature.length - 2) / 2),
        32,
      );
      extras = concat([extras, p.signature]);
    }
    const word =
      p.amount |
      (BigInt(p.validAfter) << 64n) |
      (BigInt(p.validBefore) << 112n) |
      (BigInt(p.id) << 160n) |
      (papers << 184n);
    return { holder: p.holder, word, r, vs: p.vs };
  });
  return [runs, sent, extras] as const;
}

describe("signed settlement", () => {
  async function world() {
    const at: Deployed = await deployed();
    const { token, programmes, registry, officers, connection, people } = at;
    const now = await connection.networkHelpers.time.latest();
    const until = now + 400 * 86_400;
    await token.connect(officers.systemRegistrar).registerSystemAccount(programmes);
    const admit = token.connect(officers.admissionOfficer);
    const holders = people.slice(10, 20);
    const shops = people.slice(110, 116);
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
    await admit.admit(people[20]!.address, 1, until);
    await admit.admit(officers.funding.address, 3, until);
    await token.connect(officers.reserveAttestor).attestReserve(won(10_000_000_000), 1, 86_400);
    await token
      .connect(officers.issuanceController)
      .setIssuanceAllowance(officers.issuer.address, won(9_000_000_000));
    await token.connect(officers.issuer).issue(officers.funding.address, won(900_000_000), 3, 0);
    await token.connect(officers.funding).approve(programmes, won(900_000_000));
    await registry.connect(officers.merchantOfficer).enrolBatch(
      [...shops, people[20]!].map((s) => ({
        merchant: s.address,
        mcc: 5942,
        region: 11440,
        salesBand: 4,
      })),
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
    const contract = await connection.ethers.deployContract("ContractSigner");
    const signer = await contract.getAddress();
    await admit.admit(signer, 2, until);
    const open = async (terms: object, n: number) => {
      await programmes.connect(officers.programmeSponsor).open(
        {
          terms: { expiresAt: until, ...off, ...terms } as never,
          categories: [],
          regions: [],
          merchants: [],
          documentHash: `0x${"11".repeat(32)}`,
          noticeHash: zero,
        },
        officers.funding.address,
        won(90_000_000),
      );
      await programmes
        .connect(officers.programmeController)
        .appointManager(n, officers.programmeManager.address);
      await programmes.connect(officers.programmeManager).grantBatch(
        n,
        [...holders.map((h) => h.address), signer].map((holder) => ({
          holder,
          amount: won(150_000),
        })),
        11440,
        1,
      );
    };
    await open({}, 1);
    await open({ dailyLimit: 20_000n, purposeRequired: true }, 2);
    const domain = {
      name: "Gukgo Voucher",
      version: "1",
      chainId: 31337n,
      verifyingContract: await programmes.getAddress(),
    };
    const sign = async (
      by: (typeof holders)[number],
      change: Partial<Signed> = {},
    ): Promise<Signed> => {
      const m = {
        programme: 1,
        holder: by.address,
        merchant: shops[0]!.address,
        amount: 12_500n,
        invoice: zero,
        purposeHash: zero,
        validAfter: now - 3_600,
        validBefore: now + 86_400,
        id: 1,
        ...change,
      };
      const s = Signature.from(await by.signTypedData(domain, types, m));
      return { ...m, r: s.r, vs: s.yParityAndS };
    };
    return { ...at, at, now, holders, shops, contract, signer, domain, sign };
  }

  it("settles each that is in order and says why not of each other", async () => {
    const w = await world();
    const { holders: h, shops, sign, programmes, token, officers, people } = w;
    await token
      .connect(officers.enforcementController)
      .setEnforcer(officers.enforcementOfficer, true);
    await token.connect(officers.enforcementOfficer).suspend(h[9]!.address, `0x${"22".repeat(32)}`);
    await token
      .connect(officers.enforcementOfficer)
      .suspend(shops[5]!.address, `0x${"22".repeat(32)}`);
    const purpose = `0x${"33".repeat(32)}`;
    const [s0, s1] = [shops[0]!.address, shops[1]!.address];
    const good = await sign(h[0]!);
    const high = Signature.from({ r: good.r, yParityAndS: good.vs });
    const mirrored = toBeHex(order - BigInt(high.s), 32);
    const bad = await sign(h[8]!, { id: 1 });
    const cases: [Signed & { signature?: string }, string | null][] = [
      [good, null],
      [await sign(h[0]!, { id: 5 }), null],
      [await sign(h[0]!, { id: 3, amount: 1n }), null],
      [good, "PaymentIdUsed"],
      [await sign(h[0]!, { id: 40 }), null],
      [await sign(h[0]!, { id: 24 }), "PaymentIdTooOld"],
      [await sign(h[0]!, { id: 25, amount: 2n }), null],
      [await sign(h[0]!, { id: 0 }), "PaymentIdTooOld"],
      [await sign(h[0]!, { id: 41, amount: 200_000n }), "VoucherInsufficient"],
      [await sign(h[1]!, { validAfter: w.now + 5_000 }), "PaymentNotYetValid"],
      [await sign(h[1]!, { validBefore: w.now - 5 }), "PaymentExpired"],
      [{ ...(await sign(h[1]!)), holder: h[2]!.address }, "PaymentNotSigned"],
      [{ ...(await sign(h[1]!)), amount: 12_501n }, "PaymentNotSigned"],
      [{ ...(await sign(h[1]!)), r: zero }, "PaymentNotSigned"],
      [{ ...(await sign(h[1]!)), vs: zeroPadValue("0x01", 32) }, "PaymentNotSigned"],
      [{ ...bad, vs: toBeHex(BigInt(mirrored) & ((1n << 255n) - 1n), 32) }, "PaymentNotSigned"],
      [
        {
          ...(await sign(h[1]!)),
          holder: `0x${"00".repeat(20)}`,
          r: zero,
          vs: `0x${"80".padEnd(64, "0")}`,
        },
        "PaymentNotSigned",
      ],
      [await sign(h[1]!, { amount: 0n }), "ZeroAmount"],
      [await sign(h[9]!), "SuspendedAccount"],
      [await sign(h[1]!, { purposeHash: purpose }), null],
      [await sign(h[1]!, { merchant: s1, id: 2, amount: 7n }), null],
      [await sign(h[2]!, { merchant: s1, id: 2, amount: 8n }), null],
      [await sign(h[2]!, { merchant: people[5]!.address, id: 3 }), "MerchantNotEnrolled"],
      [await sign(h[2]!, { merchant: shops[5]!.address, id: 3 }), "SuspendedAccount"],
      [await sign(h[2]!, { merchant: people[20]!.address, id: 3 }), "CitizenNotPaid"],
      [await sign(h[2]!, { programme: 9, id: 3 }), "PaymentLimitExceeded"],
      [await sign(h[2]!, { programme: 0, id: 3 }), "PaymentLimitExceeded"],
      [await sign(h[3]!, { programme: 2, id: 1 }), "PurposeMissing"],
      [await sign(h[3]!, { programme: 2, id: 1, purposeHash: purpose }), null],
      [
        await sign(h[3]!, { programme: 2, id: 2, purposeHash: purpose }),
        "VoucherDailyLimitExceeded",
      ],
      [await sign(h[3]!, { programme: 2, id: 3, purposeHash: purpose, amount: 7_500n }), null],
      [await sign(h[4]!, { id: 1 }), null],
    ];
    const fromContract = await sign(h[5]!, { holder: w.signer, amount: 77n });
    await w.contract.getFunction("approve")(
      (await import("ethers")).TypedDataEncoder.hash(w.domain, types, fromContract),
    );
    cases.push([{ ...fromContract, vs: zero, signature: "0x796573" }, null]);
    cases.push([{ ...fromContract, id: 2, vs: zero, signature: "0x796573" }, "PaymentNotSigned"]);
    cases.push([
      { ...fromContract, id: 3, vs: zero, r: toBeHex((5n << 200n) | 3n, 32) },
      "PaymentNotSigned",
    ]);

    const batch = batchOf(cases.map(([p]) => p));
    const before = await Promise.all([s0, s1].map((s) => token.balanceOf(s)));
    const receipt = await (
      await programmes
        .connect(people[0]!)
        .settle(...(batch as unknown as Parameters<typeof programmes.settle>))
    ).wait();
    const said: (string | null)[] = [];
    const runs: string[] = [];
    for (const log of receipt!.logs) {
      const e = programmes.interface.parseLog(log);
      if (e?.name === "PaymentSettled") said.push(null);
      if (e?.name === "RunSettled") runs.push(`${e.args[0]} ${e.args[1]}`);
      if (e?.name === "PaymentRefused") {
        const bytes = e.args["refusal"] as string;
        said.push(
          (programmes.interface.parseError(bytes) ?? token.interface.parseError(bytes))!.name,
        );
      }
    }
    expect(said).to.deep.equal(cases.map(([, why]) => why));
    const paid = (s: string) =>
      cases.reduce(
        (sum, [p, why]) => (why === null && p.merchant === s ? sum + p.amount : sum),
        0n,
      );
    expect(await token.balanceOf(s0)).to.equal(before[0]! + paid(s0));
    expect(await token.balanceOf(s1)).to.equal(before[1]! + paid(s1));
    expect(runs).to.deep.equal([`1 ${s0}`, `1 ${s1}`, `2 ${s0}`, `1 ${s0}`]);
    expect((await programmes.voucherOf(1, h[0]!.address)).balance).to.equal(150_000n - 37_503n);
  });

  it("answers alone as in a batch, all or none, and counts its runs", async () => {
    const w = await world();
    const { holders: h, sign, programmes, people, shops } = w;
    const one = await sign(h[0]!);
    const two = await sign(h[1]!, { amount: 0n });
    for (const [payment, why] of [
      [one, null],
      [two, "ZeroAmount"],
    ] as const) {
      const [, [sent], extras] = batchOf([payment]);
      const [allowed, refusal] = await programmes.canSettle(
        1,
        shops[0]!.address,
        sent as never,
        extras,
      );
      expect(allowed).to.equal(why === null);
      if (why !== null) expect(programmes.interface.parseError(refusal)!.name).to.equal(why);
    }
    const send = programmes.connect(people[0]!);
    const [runs, sent, extras] = batchOf([one, two]);
    await expect(
      send.settleAll(runs as never, sent as never, extras),
    ).to.be.revertedWithCustomError(programmes, "SettlementRefused");
    await expect(send.settle([runs[0]! + (1n << 224n)], sent as never, extras))
      .to.be.revertedWithCustomError(programmes, "PaymentsOutsideRuns")
      .withArgs(3n, 2n);
    await expect(send.settle([runs[0]! - (1n << 224n)], sent as never, extras))
      .to.be.revertedWithCustomError(programmes, "PaymentsOutsideRuns")
      .withArgs(1n, 2n);
    await send.settle([], [], "0x");
    await send.settleAll([runs[0]! - (1n << 224n)] as never, [sent[0]!] as never, extras);
  });

  it("pays the key that took a merchant's place", async () => {
    const w = await world();
    const { holders: h, sign, programmes, people, shops, token, officers, connection } = w;
    const next = people[30]!.address;
    await openRecovery(w as never, shops[0]!.address, next);
    const [, until] = await token.recoveryOf(shops[0]!.address);
    await connection.networkHelpers.time.increaseTo(until);
    await token.connect(people[0]!).completeRecovery(shops[0]!.address);
    const payment = await sign(h[0]!, { validBefore: Number(until) + 86_400 });
    const [runs, sent, extras] = batchOf([payment]);
    const before = await token.balanceOf(next);
    await programmes.connect(people[0]!).settle(runs as never, sent as never, extras);
    expect(await token.balanceOf(next)).to.equal(before + 12_500n);
  });
});
