import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { UserError } from "../../../scripts/lib/errors.ts";
import { liveClock, simulatedClock } from "../../../scripts/sandbox/clock.ts";
import { differs } from "../../../scripts/sandbox/failed.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { StepFailed } from "../../../scripts/sandbox/runner.ts";
import type { Scenario } from "../../../scripts/sandbox/scenario.ts";
import { couponHead, lineOf } from "./edits.ts";

type Connection = NetworkConnection<"l1">;
type Request = Parameters<Connection["provider"]["request"]>[0];

/** 1,000,000 won attested, of which 600,000 may be issued. */
const opening = `
steps:
  - deposit.attest: { amount: 1_000_000, reference: 1, lifetime: 30d }
  - deposit.allow: { amount: 600_000 }
  - deposit.admit: { accounts: funding, kind: agency, until: 2026-07-01T00:00:00+09:00 }
`;

/** Issues won to the funding account; what must come of it stands on the next line. */
const issue = (amount: string, expectation: string) =>
  `  - deposit.issue: { to: funding, amount: ${amount}, reference: 1 }\n    expect: ${expectation}\n`;

interface Case {
  readonly what: string;
  readonly amount: string;
  readonly expectation: string;
  readonly expected: string;
  readonly seen: string;
}

const tooMuch =
  "refused IssuanceAllowanceExceeded(issuer issuer, allowance ₩600,000, amount ₩600,001)";
const unexpected =
  "refused D15 IssuanceAllowanceExceeded: ₩600,001 is more than the ₩600,000 that issuer may still issue. If that is meant, write: expect: { refused: IssuanceAllowanceExceeded }";

const cases: readonly Case[] = [
  {
    what: "accepted, and is refused",
    amount: "600_001",
    expectation: "accepted",
    expected: "accepted",
    seen: unexpected,
  },
  {
    what: "refused, and is accepted",
    amount: "600_000",
    expectation: "{ refused: ReserveExceeded, with: { issuable: 5 } }",
    expected: "refused ReserveExceeded(issuable ₩5)",
    seen: "accepted, ₩600,000 moved",
  },
  {
    what: "refused for a reason, and is refused for another",
    amount: "600_001",
    expectation: "{ refused: ReserveExceeded }",
    expected: "refused ReserveExceeded()",
    seen: unexpected,
  },
  {
    what: "refused with one figure, and is refused with another",
    amount: "600_001",
    expectation: "{ refused: IssuanceAllowanceExceeded, with: { amount: 600_002 } }",
    expected: "refused IssuanceAllowanceExceeded(amount ₩600,002)",
    seen: tooMuch,
  },
  {
    what: "refused naming one account, and is refused naming another",
    amount: "600_001",
    expectation: "{ refused: IssuanceAllowanceExceeded, with: { issuer: funding } }",
    expected: "refused IssuanceAllowanceExceeded(issuer funding)",
    seen: tooMuch,
  },
  {
    what: "refused with two figures, of which one is not met",
    amount: "600_001",
    expectation: "{ refused: IssuanceAllowanceExceeded, with: { allowance: 600_000, amount: 1 } }",
    expected: "refused IssuanceAllowanceExceeded(allowance ₩600,000, amount ₩1)",
    seen: tooMuch,
  },
  {
    what: "moving an amount, and moves another",
    amount: "600_000",
    expectation: "{ moved: 600_001 }",
    expected: "₩600,001 moved",
    seen: "accepted, ₩600,000 moved",
  },
  {
    what: "moving an amount, and is refused",
    amount: "600_001",
    expectation: "{ moved: 600_001 }",
    expected: "₩600,001 moved",
    seen: unexpected,
  },
];

const met: readonly (readonly [amount: string, expectation: string])[] = [
  ["600_001", "{ refused: IssuanceAllowanceExceeded }"],
  ["600_001", "{ refused: IssuanceAllowanceExceeded, with: { issuer: issuer, amount: 600_001 } }"],
  ["600_001", '{ refused: IssuanceAllowanceExceeded, with: { allowance: "600,000" } }'],
  ["1_000_000_000", "{ refused: IssuanceAllowanceExceeded }"],
  ["600_000", "{ moved: 600_000 }"],
];

/** The connection with the provider's answers replaced where `answer` gives one, and the methods it was asked for. */
function overheard(connection: Connection, answer: (method: string) => Promise<unknown> | void) {
  const asked: string[] = [];
  const request = (call: Request): Promise<unknown> => {
    asked.push(call.method);
    return answer(call.method) ?? connection.provider.request(call);
  };
  return {
    connection: Object.assign({ ...connection }, { provider: { request } }) as Connection,
    asked,
  };
}

async function failure(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function expectUserError(error: unknown, message: string): void {
  expect(error).to.be.instanceOf(UserError);
  expect((error as UserError).message).to.equal(message);
}

const noClock = (method: string) =>
  method.startsWith("evm_") ? Promise.reject(new Error("the method does not exist")) : undefined;

const quiet = { progress: () => {} };

describe("a scenario on a chain", () => {
  let folder: string;
  let file: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gukgo-"));
    file = join(folder, "scenario.yaml");
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const written = (text: string): Scenario => {
    writeFileSync(file, text);
    return readScenario(file);
  };
  const fresh = () => network.create({ chainType: "l1" });

  for (const { what, amount, expectation, expected, seen } of cases) {
    it(`ends where a step is to be ${what}, naming step, expected and seen`, async () => {
      const text = couponHead() + opening + issue(amount, expectation);
      const scenario = written(text);

      const error = await failure(play(await fresh(), scenario, quiet));

      expect(error).to.be.instanceOf(StepFailed);
      const line = lineOf(text, "- deposit.issue");
      expect((error as StepFailed).message).to.equal(
        `${file}:${line}: deposit.issue: expected ${expected}, seen ${seen}`,
      );
    });
  }

  it("names who repeats the step that fails", async () => {
    const text = `${couponHead()}${opening}  - deposit.redeem: { amount: 1_000 }\n    each: citizens\n`;
    const done: number[] = [];

    const error = await failure(
      play(await fresh(), written(text), { progress: (n) => done.push(n) }),
    );

    expect(error).to.be.instanceOf(StepFailed);
    const line = lineOf(text, "- deposit.redeem");
    expect((error as StepFailed).message).to.match(
      new RegExp(`:${line}: deposit\\.redeem by citizen-001: expected accepted, seen refused `),
    );
    expect(done).to.deep.equal([1, 2, 3]);
  });

  it("goes through where each step comes to what it must", async () => {
    const steps = met.map(([amount, expectation]) => issue(amount, expectation)).join("");
    const { system, cast } = await play(
      await fresh(),
      written(couponHead() + opening + steps),
      quiet,
    );
    expect(await system.token.balanceOf(cast.officers.funding)).to.equal(600_000n);
  });

  it("is refused before anything is sent where the chain's clock cannot be set", async () => {
    const text = couponHead() + opening;
    const scenario = written(text);
    const chain = await fresh();
    const { connection } = overheard(chain, noClock);

    const error = await failure(play(connection, scenario, quiet));

    expectUserError(
      error,
      `${file}:${lineOf(text, "clock: simulated")}:clock: this scenario sets the clock, which this chain does not allow; use clock: live or the in-process chain`,
    );
    expect(await chain.ethers.provider.getBlockNumber()).to.equal(0);
  });

  it("is refused before anything is sent where the chain is already past its start", async () => {
    const text = couponHead() + opening;
    const scenario = written(text);
    const chain = await fresh();
    await chain.networkHelpers.time.increaseTo(Date.parse("2025-07-14T09:00:00+09:00") / 1_000);
    const head = await chain.ethers.provider.getBlockNumber();

    const error = await failure(play(chain, scenario, quiet));

    expectUserError(
      error,
      `${file}:${lineOf(text, "starts:")}:starts: this chain is already at 2025-07-14 09:00:00 KST; start a fresh one with: npx hardhat node`,
    );
    expect(await chain.ethers.provider.getBlockNumber()).to.equal(head);
  });

  it("is refused before anything is sent where the chain has too few accounts", async () => {
    const scenario = written(couponHead() + opening);
    const few = (method: string) =>
      method === "eth_accounts"
        ? Promise.resolve([`0x${"00".repeat(19)}01`, `0x${"00".repeat(19)}02`])
        : undefined;
    const { connection, asked } = overheard(await fresh(), few);

    const error = await failure(play(connection, scenario, quiet));

    expect(error).to.be.instanceOf(UserError);
    expect((error as UserError).message).to.match(
      /:cast: \d+ accounts are needed, the network offers 2$/,
    );
    expect(asked).to.deep.equal(["eth_accounts"]);
  });
});

describe("what differs from what a step expects", () => {
  const holder = `0x${"a1".repeat(20)}`;
  const names = new Map([[holder, "citizen-001"]]);
  const args = { programme: 1n, expiresAt: 1_764_514_800n, balance: 20_001n, holder };

  it("has won, Korean times and names, both where they are seen and where they are expected", () => {
    const expected = { name: "SomeError", args: { expiresAt: 1_764_514_801, balance: "20_000" } };
    const refusal = { name: "SomeError", args };
    expect(differs({ expected, refusal, moved: 0n }, names)).to.equal(
      "expected refused SomeError(expiresAt 2025-12-01 00:00:01 KST, balance ₩20,000), seen refused " +
        "SomeError(programme 1, expiresAt 2025-12-01 00:00 KST, balance ₩20,001, holder citizen-001)",
    );
  });

  it("has the sentence of a refusal that is not expected, and how to expect it", () => {
    const refusal = { name: "VoucherExpired", args };
    expect(differs({ expected: "₩5 moved", refusal, moved: 0n }, names)).to.equal(
      "expected ₩5 moved, seen refused V02 VoucherExpired: The vouchers of programme 1 expired at 2025-12-01 00:00 KST. " +
        "If that is meant, write: expect: { refused: VoucherExpired }",
    );
  });
});

describe("a clock", () => {
  it("that is simulated reaches an instant, stands still, and does not go back", async () => {
    const connection = await network.create({ chainType: "l1" });
    const clock = await simulatedClock(connection, "file.yaml:5:clock");
    const at = Date.parse("2025-11-30T23:59:59+09:00") / 1_000;
    await clock.reach(at);
    const [sender] = await connection.ethers.getSigners();
    const seconds: (number | undefined)[] = [];
    for (let n = 0; n < 2; n++) {
      await clock.pin();
      await sender?.sendTransaction({ to: sender.address });
      seconds.push((await connection.ethers.provider.getBlock("latest"))?.timestamp);
    }

    expect(clock.now()).to.equal(at);
    expect(seconds).to.deep.equal([at, at]);
    const error = await failure(clock.reach(at - 1));
    expectUserError(error, "the chain is already at 2025-11-30 23:59:59 KST");
  });

  it("that is live asks the chain to set nothing, and counts from the chain's own second", async () => {
    const { connection, asked } = overheard(await network.create({ chainType: "l1" }), noClock);
    const latest = (await connection.ethers.provider.getBlock("latest"))?.timestamp ?? 0;
    const clock = await liveClock(connection);
    await clock.reach(clock.now());
    await clock.pin();

    expect(clock.now()).to.be.within(latest, latest + 2);
    expect(asked.filter((method) => method.startsWith("evm_"))).to.deep.equal([]);
  });
});
