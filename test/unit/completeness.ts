import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Interface } from "ethers";
import { interfaces } from "../../deploy/selectors.ts";
import {
  Authority__factory,
  DepositOffices__factory,
  DualControl__factory,
} from "../../typechain-types/index.ts";

/*
 * That nothing was forgotten: every function, custom error and event of every contract is named by a unit test. What
 * no transaction can reach is listed here with the reason.
 */

const contracts: Record<string, Interface> = {
  Authority: Authority__factory.createInterface(),
  DualControl: DualControl__factory.createInterface(),
  ...interfaces,
};

const unused = "declared by a standard, and raised by nothing of ours";
const longName = "OpenZeppelin's EIP712, of names longer than 31 bytes, which are kept otherwise";
const noConsumer = "for contracts that are OpenZeppelin's AccessManaged; ours are Governed";
const noValue = "OpenZeppelin's Address: nothing is sent beyond what the caller sent along";

/** What no transaction can reach, or no test needs to: contract → name → why. */
const exempt: Record<string, Record<string, string>> = {
  Authority: {
    RoleAdminChanged: "every office stays with the administrator: setRoleAdmin is refused",
    InsufficientBalance: noValue,
    consumeScheduledOp: noConsumer,
    AccessManagerUnauthorizedConsume: noConsumer,
    SafeCastOverflowedUintDowncast: "of times beyond the year 10,889",
  },
  DualControl: { InsufficientBalance: noValue },
  DepositToken: {
    ERC20InvalidApprover: unused,
    ERC7943CannotReceive: "a reason of the token's own says more",
    ERC7943CannotSend: "a reason of the token's own says more",
    ERC7943CannotTransfer: "a reason of the token's own says more",
    EIP712DomainChanged: "the domain never changes",
    InvalidShortString: longName,
    StringTooLong: longName,
  },
  VoucherProgramme: {
    EIP712DomainChanged: "the domain never changes",
    InvalidShortString: longName,
    StringTooLong: longName,
    ERC1155InsufficientBalance: unused,
    ERC1155InvalidApprover: unused,
    ERC1155InvalidReceiver: unused,
    ERC1155InvalidSender: unused,
    ERC1155MissingApprovalForAll: unused,
    ApprovalForAll: unused,
    TransferBatch: unused,
    URI: unused,
  },
  Treasury: {
    SafeERC20FailedOperation: "the deposit token returns true or reverts with its own reason",
  },
  ProcurementEscrow: {
    SafeERC20FailedOperation: "the deposit token returns true or reverts with its own reason",
  },
};

const folder = `${import.meta.dirname}/..`;
const isTest = (path: string) =>
  /^(unit|helpers|conformance)\/.*\.ts$/.test(path) && !path.endsWith("completeness.ts");
const tests = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter(isTest)
  .map((path) => readFileSync(`${folder}/${path}`, "utf8"))
  .join("\n");

/** How a test names what it is about: a call, a matcher's second argument, or the head of an expected list. */
const named: Record<string, (name: string) => RegExp> = {
  function: (name) => new RegExp(`\\.${name}[(.]|["\\s]${name}\\(|\\["${name}"`),
  error: (name) => new RegExp(`revertedWithCustomError\\([^"]*"${name}"|\\[\\s*"${name}"`),
  event: (name) => new RegExp(`emit\\([^"]*"${name}"|\\[\\s*"${name}"`),
};

/** The names of a contract's functions, errors or events. */
const namesOf = (abi: Interface, type: string): string[] =>
  abi.fragments.flatMap((fragment) =>
    fragment.type === type && "name" in fragment ? [String(fragment.name)] : [],
  );

describe("Completeness of the unit tests", () => {
  for (const [contract, abi] of Object.entries(contracts)) {
    for (const [type, pattern] of Object.entries(named)) {
      it(`name every ${type} of ${contract}`, () => {
        const untested = namesOf(abi, type).filter((name) => !pattern(name).test(tests));

        expect(untested.filter((name) => !(name in (exempt[contract] ?? {})))).to.deep.equal([]);
      });
    }

    it(`exempt nothing of ${contract} that does not exist`, () => {
      const all = Object.keys(named).flatMap((type) => namesOf(abi, type));

      expect(all).to.include.members(Object.keys(exempt[contract] ?? {}));
    });
  }

  it("leave nothing exempt that a test asserts", () => {
    const asserted = (name: string) =>
      new RegExp(`(revertedWithCustomError|emit)\\([^"]*"${name}"`).test(tests);
    const listed = Object.values(exempt).flatMap((reasons) => Object.keys(reasons));

    expect(listed.filter(asserted)).to.deep.equal([]);
  });
});

describe("The interface of the deposit token", () => {
  const offices = DepositOffices__factory.createInterface();

  for (const type of ["error", "event"]) {
    it(`has every ${type} of the code that it runs for offices`, () => {
      expect(namesOf(contracts["DepositToken"]!, type)).to.include.members(namesOf(offices, type));
    });
  }
});
