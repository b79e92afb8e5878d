import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import { encodeCall, institutionCalled, institutionFor } from "../../../scripts/lib/calls.ts";
import { formatKst } from "../../../scripts/lib/clock.ts";
import { UserError } from "../../../scripts/lib/errors.ts";
import { inbox, inboxLines } from "../../../scripts/lib/inbox.ts";
import { play, readScenario, type Played } from "../../../scripts/sandbox/play.ts";
import { Authority__factory } from "../../../typechain-types/index.ts";
import { couponHead } from "../sandbox/edits.ts";

type Connection = Awaited<ReturnType<typeof network.create>>;

const bind =
  "{ contract: bank, function: bindPerson, arguments: [stranger, clerk], by: bankAdmin }";

/** Plays these steps with the coupon's cast. */
async function played(steps: string): Promise<{ run: Played; connection: Connection }> {
  const folder = mkdtempSync(join(tmpdir(), "gukgo-"));
  try {
    const file = join(folder, "steps.yaml");
    writeFileSync(file, `${couponHead()}\nsteps:\n${steps}`);
    const connection = await network.create({ chainType: "l1" });
    const run = await play(connection, readScenario(file), { progress: () => {} });
    return { run, connection };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("access: propose, approve and withdraw as steps of a scenario", () => {
  it("do what two people want, and refuse by name", async () => {
    const { run } = await played(`
  - access.propose: ${bind.replace("stranger", "citizen-002")}
  - access.approve: { institution: bank, id: 1, by: bankSecondAdmin }
    expect: { refused: ProposalNotReady, with: { id: 1 } }
  - access.approve: { institution: bank, id: 1, by: bankAdmin }
    expect: { refused: SamePerson }
  - access.approve: { institution: bank, id: 1, by: bankSecondAdmin }
    at: +1d
  - access.propose: { contract: bank, function: grantRole, arguments: "limitsOfficer, citizen-002, 0", by: bankAdmin }
  - access.withdraw: { institution: bank, id: 2, by: bankSecondAdmin }
  - access.approve: { institution: bank, id: 2, by: bankSecondAdmin }
    expect: { refused: AlreadyWithdrawn }
`);
    const { authorities } = run.system;
    const account = run.cast.addresses.get("citizen-002") ?? "";

    expect(BigInt(await authorities.bank.personOf(account))).not.to.equal(0n);
    expect(await authorities.bank.officesOf(account)).to.equal(0n);
    expect(inboxLines(await inbox(run.system, run.cast.addresses))).to.deep.equal([
      "Nothing waits for approval.",
    ]);
  });
});

describe("access: what a call that cannot be proposed is refused with", () => {
  const bank = Authority__factory.connect(ZeroAddress);
  const account = () => bank.target as string;
  const group = () => [];
  const none = { account, group, programme: () => 0n, now: () => 0 };
  const encode = (fn: string, ...args: unknown[]) =>
    encodeCall({ names: none, hash: String }, bank, fn, args);

  for (const [what, attempt, says] of [
    [
      "a function that is none",
      () => encode("appoint"),
      'function: there is no "appoint" in that contract',
    ],
    [
      "a function of no office",
      () => institutionFor("token", "transfer"),
      "token.transfer belongs to no office",
    ],
    [
      "too few arguments",
      () => encode("setGrantDelay", "5"),
      "arguments: setGrantDelay takes 2 (office, delay), not 1",
    ],
    [
      "a word for a number",
      () => encode("setGrantDelay", "clerk", "1"),
      'arguments: office is a whole number or an office, not "clerk"',
    ],
    [
      "a value for a list",
      () => encode("setTargetFunctionRole", "token", "1", "pauser"),
      "arguments: selectors is a list, such as [a, b]",
    ],
    [
      "no truth value",
      () => encode("setTargetClosed", "token", "maybe"),
      'arguments: closed is a bool, not "maybe"',
    ],
    [
      "an institution that is none",
      () => institutionCalled("mint"),
      'no institution is called "mint"; there are ministry, supervisor, operator, bank, centralBank, spendingMinistry',
    ],
  ] as const) {
    it(what, () => {
      expect(attempt).to.throw(UserError).with.property("message", says);
    });
  }

  it("and takes offices by name, numbers with separators, and hashes what is no hash", () => {
    const data = encode("setGrantDelay", "limitsOfficer", "86_400");

    expect(bank.interface.decodeFunctionData("setGrantDelay", data)).to.deep.equal([7n, 86_400n]);
    expect(institutionFor("token", "setLimits")).to.equal("bank");
    expect(institutionFor("token", "orderStop")).to.equal("supervisor");
  });
});

describe("access inbox", () => {
  let run: Played;
  let connection: Connection;

  before(async () => {
    ({ run, connection } = await played(`
  - access.propose: ${bind.replace("stranger", "citizen-002")}
  - access.propose: { contract: token, function: setIssueThreshold, arguments: 1_000_000, by: limitsOfficer }
  - access.propose: { contract: ministry, function: setTargetFunctionRole, arguments: "token, [0x12345678], programmeSponsor", by: ministrySecondAdmin }
  - access.propose: { contract: bank, function: setTargetClosed, arguments: [token, true], by: bankSecondAdmin }
  - access.withdraw: { institution: bank, id: 3, by: bankSecondAdmin }
`));
  });

  it("lists what waits, decoded, with who may approve it and until when", async () => {
    const found = await inbox(run.system, run.cast.addresses);
    const day = 86_400;

    expect(found[0]?.call).to.equal(
      "setTargetFunctionRole(target token, selectors [0x12345678], office programmeSponsor)",
    );
    expect(found[1]?.call).to.match(/^bindPerson\(account citizen-002, person 0x[0-9a-f]{8}…\)$/);
    // The token's interface leaves out the names of what its offices' functions take.
    expect(found[2]?.call).to.match(/^setIssueThreshold\((threshold)? ?1000000\)$/);
    expect(found.map((one) => [one.id, one.maker, one.contract, one.mayApprove])).to.deep.equal([
      [1, "ministrySecondAdmin", "ministry", ["ministryAdmin"]],
      [1, "bankAdmin", "bank", ["bankSecondAdmin"]],
      [2, "limitsOfficer", "token", ["limitsChecker"]],
    ]);
    for (const { readyAt, staleAt } of found) expect(staleAt - readyAt).to.equal(7 * day);
  });

  it("prints an aligned table in Korean time", async () => {
    const found = await inbox(run.system, run.cast.addresses);
    const lines = inboxLines(found);

    expect(lines).to.have.length(4);
    const column = lines[0]?.indexOf("ready (KST)") ?? -1;
    for (const [n, { readyAt }] of found.entries()) {
      expect(lines[n + 1]?.slice(column, column + 19)).to.equal(formatKst(readyAt));
    }
  });

  it("leaves out what is stale", async () => {
    await connection.networkHelpers.time.increase(7 * 86_400);
    const later = await inbox(run.system, run.cast.addresses);
    expect(later.map(({ institution, id }) => [institution, id])).to.deep.equal([
      ["ministry", 1],
      ["bank", 1],
    ]);

    await connection.networkHelpers.time.increase(86_400);
    expect(await inbox(run.system, run.cast.addresses)).to.deep.equal([]);
  });
});
