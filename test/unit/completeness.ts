import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Interface } from "ethers";
import { interfaces } from "../../deploy/selectors.ts";
import { Authority__factory, DualControl__factory } from "../../typechain-types/index.ts";

/*
 * That nothing was forgotten: every function, custom error and event of every contract is named by a unit test. What
 * no transaction can reach is listed here with the reason.
 */

const contracts: Record<string, Interface> = {
  Authority: Authority__factory.createInterface(),
  DualControl: DualControl__factory.createInterface(),
  ...interfaces,
};

const inherited = "OpenZeppelin's AccessManager, unchanged, which tests it";
const unreachable = "declared by a standard, raised by nothing of ours";
const neverCancelled =
  "OpenZeppelin's AccessManaged, which refuses calls without data; none of ours is such a call";

const exempt: Record<string, string> = {
  // Authority
  ...Object.fromEntries(
    [
      ...["ADMIN_ROLE", "PUBLIC_ROLE", "cancel", "consumeScheduledOp", "expiration", "getAccess"],
      ...["getNonce", "getRoleAdmin", "getRoleGrantDelay", "getRoleGuardian", "getSchedule"],
      ...["getTargetAdminDelay", "labelRole", "minSetback", "multicall", "setRoleAdmin"],
      ...["setRoleGuardian", "setTargetAdminDelay", "OperationCanceled", "OperationExecuted"],
      ...["OperationScheduled", "RoleAdminChanged", "RoleGrantDelayChanged", "RoleGuardianChanged"],
      ...["RoleLabel", "RoleRevoked", "TargetAdminDelayUpdated", "TargetClosed"],
      ...["TargetFunctionRoleUpdated", "AccessManagerAlreadyScheduled", "FailedCall"],
      ...["AccessManagerBadConfirmation", "AccessManagerExpired", "InsufficientBalance"],
      ...["AccessManagerInvalidInitialAdmin", "AccessManagerLockedFunction"],
      ...["AccessManagerLockedRole", "AccessManagerUnauthorizedCancel", "AddressEmptyCode"],
      ...["AccessManagerUnauthorizedConsume", "SafeCastOverflowedUintDowncast"],
    ].map((name) => [name, inherited]),
  ),
  // Governed contracts
  AccessManagedRequiredDelay: neverCancelled,
  InvalidShortString:
    "OpenZeppelin's EIP712, of names longer than 31 bytes, which are kept otherwise",
  StringTooLong: "OpenZeppelin's EIP712, of names longer than 31 bytes, which are kept otherwise",
  EIP712DomainChanged: "the domain never changes",
  SafeERC20FailedOperation: "the deposit token returns true or reverts with its own reason",
  ...Object.fromEntries(
    [
      ...["ERC20InvalidApprover"],
      ...["ERC7943CannotSend", "ERC7943CannotReceive", "ERC7943CannotTransfer"],
      ...["ERC1155InsufficientBalance", "ERC1155InvalidSender", "ERC1155InvalidReceiver"],
      ...["ERC1155MissingApprovalForAll", "ERC1155InvalidApprover"],
      ...["ApprovalForAll", "TransferBatch", "URI"],
    ].map((name) => [name, unreachable]),
  ),
};

const folder = `${import.meta.dirname}/..`;
const isTest = (path: string) =>
  /^(unit|helpers)\/.*\.ts$/.test(path) && !path.endsWith("completeness.ts");
const tests = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter(isTest)
  .map((path) => readFileSync(`${folder}/${path}`, "utf8"))
  .join("\n");

/**
 * How a test names what it is about: a call, a call by two people, a matcher's second argument, or the head of an expected
 * list.
 */
const named: Record<string, (name: string) => RegExp> = {
  function: (name) =>
    new RegExp(`\\.${name}[(.]|["\\s]${name}\\(|\\["${name}"|(jointly|propose)\\([^;]*"${name}"`),
  error: (name) => new RegExp(`revertedWithCustomError\\([^"]*"${name}"|\\[\\s*"${name}"`),
  event: (name) => new RegExp(`emit\\([^"]*"${name}"|\\[\\s*"${name}"`),
};

describe("Completeness of the unit tests", () => {
  for (const [contract, abi] of Object.entries(contracts)) {
    for (const type of Object.keys(named)) {
      it(`name every ${type} of ${contract}`, () => {
        const names = abi.fragments.flatMap((fragment) =>
          fragment.type === type && "name" in fragment ? [String(fragment.name)] : [],
        );
        const forgotten = names.filter(
          (name) => !(name in exempt) && !named[type]?.(name).test(tests),
        );

        expect(forgotten).to.deep.equal([]);
      });
    }
  }

  it("exempt nothing that does not exist", () => {
    const all = Object.values(contracts).flatMap((abi) =>
      abi.fragments.map((fragment) => ("name" in fragment ? String(fragment.name) : "")),
    );

    expect(all).to.include.members(Object.keys(exempt));
  });
});
