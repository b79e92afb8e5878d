import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { network } from "hardhat";
import { UserError } from "../../../scripts/lib/errors.ts";
import { simulatedClock } from "../../../scripts/sandbox/clock.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";

/** A live scenario with the coupon's cast and terms: it opens, pays, waits for the expiry and reclaims. */
function liveScenario(): string {
  const text = readFileSync(scenarioFile("livelihood-coupon-2025"), "utf8");
  const head = text
    .slice(0, text.indexOf("\nsteps:"))
    .replace("clock: simulated", "clock: live")
    .replace(/^(?:starts|seedUntil): .*\n/gm, "")
    .replace("value: 2025-12-01T00:00:00+09:00", "value: +4s")
    .replace("value: 2025-10-31T00:00:00+09:00", "value: +4s");
  return `${head}
steps:
  - deposit.register: { account: programmes }
  - deposit.attest: { amount: 1_000_000, reference: 1, lifetime: 1h }
  - deposit.allow: { amount: 1_000_000 }
  - deposit.admit: { accounts: funding, kind: agency, until: +1h }
  - deposit.admit: { accounts: citizen-002, kind: citizen, until: +1h }
  - deposit.admit: { accounts: mapo-bookshop, kind: merchant, until: +1h }
  - deposit.issue: { to: funding, amount: 1_000_000, reference: 1 }
  - voucher.enrol: { merchants: mapo-bookshop }
  - voucher.open: { name: coupon, terms: coupon, budget: 1_000_000 }
  - voucher.appoint: { programme: coupon }
  - voucher.grant: { programme: coupon, holder: citizen-002, amount: 150_000, reference: 1 }
  - voucher.spend: { programme: coupon, merchant: mapo-bookshop, amount: 40_000, by: citizen-002 }
    expect: { moved: 40_000 }
  - voucher.spend: { programme: coupon, merchant: mapo-bookshop, amount: 40_000, by: citizen-002 }
    at: +5s
    expect: { refused: VoucherExpired, with: { programme: 1 } }
  - voucher.reclaim: { programme: coupon, holders: citizen-002 }
    expect: { moved: 110_000 }
`;
}

describe("a live scenario", () => {
  it("waits for the chain's own clock and sets none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gukgo-"));
    try {
      const file = join(folder, "live.yaml");
      writeFileSync(file, liveScenario());
      const connection = await network.create({ chainType: "l1" });
      const { system, cast } = await play(connection, readScenario(file), { progress: () => {} });

      // 150,000 granted, 40,000 spent, 110,000 home; 850,000 were never granted and stay until the programme closes.
      expect(await system.token.balanceOf(cast.officers.funding)).to.equal(110_000n);
      expect(await system.token.balanceOf(cast.addresses.get("mapo-bookshop") ?? "")).to.equal(
        40_000n,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("would be refused as a simulated one on a chain whose clock cannot be set", async () => {
    const connection = await network.create({ chainType: "l1" });
    const { provider } = connection;
    const stubborn = {
      ...connection,
      provider: {
        request: (request: { method: string; params?: unknown[] }) =>
          request.method.startsWith("evm_")
            ? Promise.reject(new Error("the method does not exist"))
            : provider.request(request),
      },
    };
    const refusal = await simulatedClock(stubborn as typeof connection, "file.yaml:3:clock").then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(UserError);
    expect(String(refusal)).to.contain(
      "file.yaml:3:clock: this scenario sets the clock, which this chain does not allow",
    );
  });
});
