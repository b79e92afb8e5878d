import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { FunctionFragment, Interface } from "ethers";
import { appointments } from "../../../deploy/appointments.ts";
import { offices } from "../../../deploy/offices.ts";
import { interfaces } from "../../../deploy/selectors.ts";
import { admit, citizensDeposit, issue, opening, readyBank } from "../../helpers/bank.ts";
import { execute, freeze, hundredThousand, orderTransfer } from "../../helpers/cases.ts";
import { at, nothing, refusalOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind, CaseBasis, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

/* Mistakes of other deposit tokens, beside those in test/unit/peers-mistakes.ts: the mistake, then what ours does. */

const bank = onOneChain(readyBank);
const token: Interface = interfaces.DepositToken;

const functions = token.fragments.filter(
  (fragment): fragment is FunctionFragment => fragment.type === "function",
);

/** Which functions of the token take an office, and which an appointment to enforce. */
const officeFunctions: readonly string[] = Object.values(offices).flatMap(
  ({ functions: of }) => ("DepositToken" in of ? of.DepositToken : []) as readonly string[],
);
const enforcerFunctions: readonly string[] = appointments.enforcementOfficer.functions.DepositToken;

describe("Mistakes of peers: powers over an account", () => {
  it("an owner of the token who moves or burns another's deposits: ours does neither alone", async () => {
    const system = await bank();
    const { citizen, neighbour, officers } = system;
    const parties = [citizen.address, neighbour.address, won(1)];
    const order = [citizen.address, 1n, 1n, `0x${"01".repeat(32)}`, CaseBasis.Fraud];
    const names = functions.map(({ name }) => name);

    for (const power of ["forceTransfer", "burn", "burnFrom", "seize", "mint", "setAuthority"])
      expect(names).not.to.include(power);
    for (const { address } of Object.values(officers)) {
      const forced = await refusalOf(system, system.token, address, "forcedTransfer", parties);
      expect(forced?.[0]).to.be.oneOf(["NotEnforcer", "TransferNotOrdered"]);
      const redeemed = await refusalOf(system, system.token, address, "redeemByOrder", order);
      expect(redeemed).to.deep.equal(["NeedsDualControl", address]);
    }
  });

  it("a forced transfer to oneself that unfreezes and moves nothing: ours is refused when ordered", async () => {
    const system = await bank();
    const { citizen } = system;
    await freeze(system, citizen);
    const toItself = { from: citizen, to: citizen, amount: hundredThousand };

    await expect(orderTransfer(system, toItself))
      .to.be.revertedWithCustomError(system.token, "TransferToSelf")
      .withArgs(citizen.address);
    await expect(execute(system, toItself))
      .to.be.revertedWithCustomError(system.token, "TransferNotOrdered")
      .withArgs(citizen.address, citizen.address, hundredThousand);
    expect(await system.token.getFrozenTokens(citizen)).to.equal(hundredThousand);
  });

  it("one function of many without its guard: ours refuse every officer but their own", async () => {
    const system = await bank();
    const guards = ["AccessManagedUnauthorized", "NeedsDualControl", "NotEnforcer"];
    for (const fragment of functions) {
      const isGuarded = [...officeFunctions, ...enforcerFunctions].includes(fragment.name);
      if (!isGuarded) continue;
      const args = fragment.inputs.map(nothing);
      for (const [name, officer] of Object.entries(system.officers)) {
        if (mayCall(name, fragment.name)) continue;
        const refusal = await refusalOf(system, system.token, officer.address, fragment.name, args);
        expect(refusal?.[0], `${fragment.name} by ${name}`).to.be.oneOf(guards);
      }
    }
  });

  it("duplicates in one batch that slip past a freeze: ours are caught both times", async () => {
    const system = await bank();
    const { officers, neighbour } = system;
    await freeze(system, neighbour, { amount: won(100) });
    const item = { to: neighbour, amount: won(50) };
    await system.token.connect(officers.issuer).issueBatch([item, item], 3n, IssueReason.Deposit);

    expect(await system.token.spendableOf(neighbour)).to.equal(0n);
    expect(await system.token.balanceOf(neighbour)).to.equal(won(100));
  });

  it("a quota charged twice through a spender or a signature: ours counts a transfer once", async () => {
    const system = await bank();
    const { citizen, bookshop, stranger } = system;
    await limit(system, AccountKind.Citizen, { daily: won(500) });
    await system.token.connect(citizen).approve(stranger, won(500));
    await at(system, opening + 3_600);
    await system.token.connect(stranger).transferFrom(citizen, bookshop, won(500));

    expect((await system.token.accountOf(citizen)).spentToday).to.equal(won(500));
  });
});

/** Whether the officer called `name` may call the token's `fn` by itself. */
function mayCall(name: string, fn: string): boolean {
  if (name === "enforcementOfficer") return enforcerFunctions.includes(fn);
  const table: Record<string, (typeof offices)[keyof typeof offices]> = offices;
  const office = table[name];
  if (office === undefined || "checkedBy" in office) return false;
  return "DepositToken" in office.functions && office.functions.DepositToken.includes(fn as never);
}

describe("Mistakes of peers: signatures, events, code", () => {
  it("a recovery or a burn by one constant signature for ever: ours takes none, or one that ends and counts once", async () => {
    const system = await bank();
    const signed = functions.filter(({ inputs }) =>
      inputs.some(({ name }) => ["signature", "v"].includes(name)),
    );

    for (const { name, inputs } of signed) {
      const words = inputs.map((input) => input.name);
      const isOnce = words.includes("nonce") || words.includes("sequence") || name === "permit";
      const ends = words.includes("deadline") || words.includes("validBefore");
      expect([name, isOnce, ends || name === "cancelAuthorization"]).to.deep.equal([
        ...[name, true, true],
      ]);
    }
    expect(signed.map(({ name }) => name)).not.to.include.members([
      ...["openRecovery", "completeRecovery", "objectToRecovery"],
    ]);
    expect(await system.token.nonces(system.citizen)).to.equal(0n);
  });

  it("tax ids on chain: ours logs and keeps no text, only keyed hashes", () => {
    const texts = token.fragments.flatMap((fragment) =>
      ["event", "function"].includes(fragment.type)
        ? fragment.inputs.filter(({ type }) => type.startsWith("string"))
        : [],
    );
    const bytes = token.fragments.flatMap((fragment) =>
      fragment.type === "event" ? fragment.inputs.filter(({ type }) => type === "bytes") : [],
    );

    expect([...texts, ...bytes]).to.deep.equal([]);
  });

  it("events without the operator: every act of an office in ours names one person or two", () => {
    const unnamed = new Set([
      ...["Transfer", "Approval", "Frozen", "ForcedTransfer"], // the standards', each beside one of ours that names who
      ...["AuthorizationUsed", "AuthorizationCanceled", "PermitUsed", "EIP712DomainChanged"], // the holder's
      ...["DepositIssued", "DepositRedeemed", "RecoveryObjected"], // issuer, holder, holder
      "ReserveShortfall", // beside ReserveAttested
      "LargeIssueApproved", // the issuer is its maker
    ]);
    for (const fragment of token.fragments) {
      if (fragment.type !== "event" || !("name" in fragment)) continue;
      const name = String(fragment.name);
      const last = fragment.inputs.slice(-2).map((input) => input.name);
      const names = last.at(-1) === "by" || last.join() === "maker,checker";
      expect(names, name).to.equal(!unnamed.has(name));
    }
  });

  it("events without an index: ours are found by account, order, reference or key", () => {
    const keys = ["account", "from", "to", "owner", "authorizer", "issuer", "enforcer"];
    const ids = ["orderId", "ref", "order", "successor", "sequence"];
    for (const fragment of token.fragments) {
      if (fragment.type !== "event" || !("name" in fragment)) continue;
      for (const input of fragment.inputs)
        if ([...keys, ...ids].includes(input.name))
          expect(input.indexed, `${String(fragment.name)}.${input.name}`).to.equal(true);
    }
  });

  it("a debug console in production code: ours imports none", () => {
    const folder = `${import.meta.dirname}/../../../contracts`;
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const path of sources.filter((one) => one.endsWith(".sol")))
      expect(readFileSync(`${folder}/${path}`, "utf8"), path).not.to.match(/console/i);
  });

  it("re-entrancy brought in with batches: ours calls no account, though it has code", async () => {
    const system = await bank();
    const contract = system.addresses.registry; // it answers to no call without data
    await admit(system, contract, AccountKind.Contractor);
    const item = { to: contract, amount: won(5) };
    await system.token
      .connect(system.officers.issuer)
      .issueBatch([item, item], 3n, IssueReason.Deposit);
    await system.token.connect(system.citizen).transfer(contract, won(5));

    expect(await system.token.balanceOf(contract)).to.equal(won(15));
  });

  it("no way to give money back: ours issues a refund, also above a cap", async () => {
    const system = await bank();
    const { citizen, officers } = system;
    await limit(system, AccountKind.Citizen, { cap: citizensDeposit });
    await expect(issue(system, citizen, 1n, 3n))
      .to.be.revertedWithCustomError(system.token, "HolderCapExceeded")
      .withArgs(citizen.address, citizensDeposit, citizensDeposit, 1n);

    await expect(system.token.connect(officers.issuer).issue(citizen, 1n, 3n, IssueReason.Refund))
      .to.emit(system.token, "DepositIssued")
      .withArgs(officers.issuer.address, 3n, IssueReason.Refund);
  });
});
