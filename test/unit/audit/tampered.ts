import { expect } from "chai";
import { JsonRpcProvider, Result } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { network } from "hardhat";
import { rebuild } from "../../../scripts/audit/books.ts";
import { collect, type Collected, type Event } from "../../../scripts/audit/collect.ts";
import { compare } from "../../../scripts/audit/compare.ts";
import { checkLaws } from "../../../scripts/audit/laws.ts";
import { ContradictoryEvents } from "../../../scripts/audit/postings.ts";
import { castOfficers, personCalled, type Officer } from "../../../scripts/lib/cast.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { scenarioFile } from "../../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../../scripts/sandbox/play.ts";

/** Events from which the reader rebuilds nothing, with the reason. */
const NOT_REBUILT: Readonly<Record<string, string>> = {
  AuthorityUpdated: "emitted once, at deployment",
  ReserveShortfall: "says why; the figures are in ReserveAttested",
};

/** What the reader finds in this history: nothing, differences, a broken law, or events that contradict each other. */
async function findings(
  client: JsonRpcProvider,
  played: Played,
  history: Collected,
): Promise<string[]> {
  const { addresses } = played.system;
  try {
    const books = rebuild(history, addresses);
    const comparison = await compare(client, addresses, books, history.head);
    const laws = await checkLaws(client, addresses, books, history, comparison);
    const broken = laws.filter(({ holds }) => !holds).map(({ number }) => `law ${number}`);
    return [...comparison.differences.map(({ what }) => what), ...broken];
  } catch (error) {
    if (error instanceof ContradictoryEvents) return [error.message];
    throw error;
  }
}

/** What holders sign and others send: a permit, a transfer, and a cancellation. */
async function signInSomebodysPlace(
  { token, addresses }: Played["system"],
  funding: HardhatEthersSigner,
  sender: HardhatEthersSigner,
): Promise<void> {
  const { chainId, name, version } = await token.eip712Domain();
  const domain = { name, version, chainId, verifyingContract: addresses.token };
  const of = (...fields: string[]) =>
    fields.map((field) => ({ type: field.split(" ")[0] ?? "", name: field.split(" ")[1] ?? "" }));
  const deadline = 2n ** 40n;
  const permit = {
    owner: funding.address,
    spender: sender.address,
    value: 3n,
    nonce: 0n,
    deadline,
  };
  const permitted = await funding.signTypedData(
    domain,
    {
      Permit: of(
        ...["address owner", "address spender", "uint256 value", "uint256 nonce"],
        "uint256 deadline",
      ),
    },
    permit,
  );
  const sent = token.connect(sender);
  await sent["permit(address,address,uint256,uint256,bytes)"](
    funding,
    sender,
    3n,
    deadline,
    permitted,
  );

  const nonce = `0x${"01".repeat(32)}`;
  const terms = { from: funding.address, to: sender.address, value: 4n, validAfter: 0n };
  const paid = await funding.signTypedData(
    domain,
    {
      TransferWithAuthorization: of(
        ...["address from", "address to", "uint256 value", "uint256 validAfter"],
        ...["uint256 validBefore", "bytes32 nonce"],
      ),
    },
    { ...terms, validBefore: deadline, nonce },
  );
  await sent["transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)"](
    funding,
    sender,
    4n,
    0n,
    deadline,
    nonce,
    paid,
  );

  const other = `0x${"02".repeat(32)}`;
  const cancelled = await funding.signTypedData(
    domain,
    { CancelAuthorization: of("address authorizer", "bytes32 nonce") },
    { authorizer: funding.address, nonce: other },
  );
  await sent["cancelAuthorization(address,bytes32,bytes)"](funding, other, cancelled);
}

/** Administrators of the bank bind an account and let another proposal go; a third waits. */
async function useDualControl(
  { dualControls, addresses, authorities }: Played["system"],
  officers: Record<Officer, HardhatEthersSigner>,
  account: string,
  pass: (seconds: number) => Promise<unknown>,
): Promise<void> {
  const dual = dualControls.bank.connect(officers.bankAdmin);
  const bind = authorities.bank.interface.encodeFunctionData("bindPerson", [
    account,
    personCalled("a clerk"),
  ]);
  await dual.propose(addresses.bank, bind);
  await pass(86_400);
  await dual.connect(officers.bankSecondAdmin).approve(1n);
  for (const closed of [false, true]) {
    const close = authorities.bank.interface.encodeFunctionData("setTargetClosed", [
      addresses.token,
      closed,
    ]);
    await dual.propose(addresses.bank, close);
  }
  await dual.withdraw(2n);
}

describe("the reader, given a history that was tampered with", () => {
  let played: Played;
  let served: Served;
  let client: JsonRpcProvider;
  let history: Collected;
  let names: string[];

  before(async () => {
    const connection = await network.create({ chainType: "l1" });
    played = await play(connection, readScenario(scenarioFile("livelihood-coupon-2025")), {
      progress: () => {},
    });
    const signers = await connection.ethers.getSigners();
    const officers = castOfficers(signers);
    const stranger = signers.at(-1);
    if (stranger === undefined) throw new Error("the chain has no accounts");
    const { token, registry, programmes } = played.system;

    // What the scenario does not do: an account closed, a limit, a manager dismissed, a merchant delisted, an expiry moved.
    const admission = token.connect(officers.admissionOfficer);
    const { timestamp: now } = (await connection.ethers.provider.getBlock("latest")) ?? {
      timestamp: 0,
    };
    await admission.admit(stranger, 1, now + 1_000);
    await admission.close(stranger);
    await token.connect(officers.limitsOfficer).setDailyLimit(1_000_000n);
    await programmes
      .connect(officers.programmeController)
      .dismissManager(2n, officers.programmeManager);
    const merchant = played.cast.groups.get("merchants")?.at(-1) ?? "";
    await registry.connect(officers.merchantOfficer).delist(merchant);
    const terms = {
      expiresAt: now + 1_000,
      perPaymentLimit: 0n,
      categoryRule: 0,
      maxSalesBand: 0,
      homeRegionOnly: false,
      listedRegionsOnly: false,
      namedMerchantsOnly: false,
    };
    const purpose = {
      terms,
      categories: [],
      regions: [],
      merchants: [],
      documentHash: `0x${"00".repeat(32)}`,
    };
    await token.connect(officers.funding).approve(programmes, 1_000n);
    const sponsor = programmes.connect(officers.programmeSponsor);
    await sponsor.open(purpose, officers.funding, 1_000n);
    await sponsor.extendExpiry(3n, now + 2_000);

    // A funding account that the bank has closed is replaced by another public body's.
    const [closing, next] = signers.slice(-3, -1);
    if (closing === undefined || next === undefined) throw new Error("the chain has no accounts");
    await admission.admitBatch([closing, next], 3, now + 1_000);
    await token.connect(officers.funding).transfer(closing, 10n);
    await token.connect(closing).approve(programmes, 10n);
    await sponsor.open(purpose, closing, 10n);
    await admission.close(closing);
    await sponsor.replaceFundingAccount(4n, next);

    await signInSomebodysPlace(played.system, officers.funding, next);
    const { time } = connection.networkHelpers;
    await useDualControl(played.system, officers, next.address, (s) => time.increase(s));
    served = await serveJsonRpc(connection.provider);
    client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    history = await collect(client, played.system.addresses);
    const { addresses } = played.system;
    const books = [addresses.token, addresses.registry, addresses.programmes].map((address) =>
      address.toLowerCase(),
    );
    const ours = history.events.filter(({ contract }) => books.includes(contract.toLowerCase()));
    names = [...new Set(ours.map(({ name }) => name))].filter((name) => !(name in NOT_REBUILT));
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  /** The history with its first or last event of this type edited. */
  const change = (
    name: string,
    edit: (event: Event) => Event[],
    which: "first" | "last" = "last",
  ): Collected => {
    const isIt = (event: Event) => event.name === name;
    const { events } = history;
    const at = which === "last" ? events.findLastIndex(isIt) : events.findIndex(isIt);
    if (at === -1) throw new Error(`the history has no ${name}`);
    return { ...history, events: events.flatMap((event, n) => (n === at ? edit(event) : [event])) };
  };

  it("finds nothing in the history as it is", async () => {
    expect(await findings(client, played, history)).to.deep.equal([]);
  });

  it("has seen every type of event that the three contracts' books are made of", () => {
    const { token, registry, programmes } = played.system;
    const known = [token, registry, programmes].flatMap(({ interface: { fragments } }) =>
      fragments.flatMap((fragment) =>
        fragment.type === "event" && "name" in fragment ? [String(fragment.name)] : [],
      ),
    );
    // ERC-1155's and ERC-5267's, which are never emitted.
    const never = ["TransferBatch", "URI", "ApprovalForAll", "EIP712DomainChanged"];
    const expected = known.filter((name) => !never.includes(name) && !(name in NOT_REBUILT));
    expect(names.toSorted()).to.deep.equal([...new Set(expected)].toSorted());
  });

  it("finds an appointment to an office, an assignment and an approval that are missing", async () => {
    for (const name of ["RoleGranted", "RoleRevoked", "TargetFunctionRoleUpdated", "Approval"]) {
      const without = change(name, () => []);
      expect(await findings(client, played, without), name).not.to.deep.equal([]);
    }
  });

  it("finds a person, a checking office, a dual control and a proposal's event that are missing", async () => {
    for (const name of [
      ...["OfficeChecked", "PersonBound", "DualControlSet"],
      ...["ProposalMade", "ProposalApproved", "ProposalWithdrawn"],
    ]) {
      for (const which of ["first", "last"] as const) {
        const without = change(name, () => [], which);
        expect(await findings(client, played, without), `${which} ${name}`).not.to.deep.equal([]);
      }
    }
  });

  it("finds an approval by the maker's own person, and a second one", async () => {
    const events: Record<string, (event: Event) => Event[]> = {
      alone: (event) => {
        const [id, maker] = event.args.toArray() as unknown[];
        const args = Result.fromItems([id, maker, maker], ["id", "maker", "checker"]);
        return [{ ...event, args }];
      },
      twice: (event) => [event, event],
    };
    for (const [what, edit] of Object.entries(events)) {
      const altered = change("ProposalApproved", edit);
      expect(await findings(client, played, altered), what).not.to.deep.equal([]);
    }
  });

  it("finds one deleted event, of any type", async () => {
    for (const name of names) {
      expect(
        await findings(
          client,
          played,
          change(name, () => []),
        ),
        name,
      ).not.to.deep.equal([]);
    }
  });

  it("finds one altered amount, account, number or instant, in any event that has one", async () => {
    const alter = (value: unknown): unknown => (typeof value === "bigint" ? value + 1n : value);
    for (const name of [
      "Transfer",
      "TransferSingle",
      "ReserveAttested",
      "IssuanceAllowanceSet",
      "AccountAdmitted",
      "DailyLimitSet",
      "DepositRedeemed",
      "MerchantEnrolled",
      "VoucherGranted",
      "ExpiryExtended",
    ]) {
      const altered = change(
        name,
        (event) => {
          const values = event.args.toArray() as unknown[];
          // The last whole number of the event: an amount, an instant, a code or a number.
          const at = values.findLastIndex((value) => typeof value === "bigint");
          const args = Result.fromItems(
            values.map((value, n) => (n === at ? alter(value) : value)),
            Object.keys(event.args.toObject()),
          );
          return [{ ...event, args }];
        },
        "first",
      );
      expect(await findings(client, played, altered), name).not.to.deep.equal([]);
    }
  });

  it("finds one added movement of money or vouchers", async () => {
    for (const name of [
      "Transfer",
      "TransferSingle",
      "DepositIssued",
      "DepositRedeemed",
      "VoucherGranted",
      "VoucherSpent",
      "VoucherReclaimed",
    ]) {
      const doubled = change(name, (event) => [event, event]);
      expect(await findings(client, played, doubled), name).not.to.deep.equal([]);
    }
  });
});
