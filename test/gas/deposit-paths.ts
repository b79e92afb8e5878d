import type { ContractTransactionResponse } from "ethers";
import { Signature, id } from "ethers";
import { issue, opening, readyBank, type Bank } from "../helpers/bank.ts";
import { freeze, midnight } from "../helpers/cases.ts";
import { won } from "../helpers/fixtures.ts";
import { AccountKind } from "../helpers/kinds.ts";
import { jointly, limit, limitsPair } from "../helpers/joint.ts";
import { onOneChain } from "../helpers/suite.ts";
import { within } from "./bounds.ts";

/**
 * Gas of what holders sign, of redemption and of freezes: base cost and calldata included, all slots cold. Every limit and the
 * issue threshold are on unless said otherwise, the payee has money, and the account has a linked bank account.
 */
const BOUNDS = {
  "permit and transferFrom": { ceiling: 121_000, committed: 120_200 },
  transferWithAuthorization: { ceiling: 70_000, committed: 69_200 },
  "transferWithAuthorization, every limit on": { ceiling: 70_000, committed: 69_600 },
  redeem: { ceiling: 44_000, committed: 42_100 },
  "freeze the first time": { ceiling: 60_000, committed: 57_800 },
  "freeze the first time, with an end": { ceiling: 60_000, committed: 58_400 },
  "freeze in a second case": { ceiling: 60_000, committed: 60_000 },
  "freeze again": { ceiling: 40_000, committed: 40_000 },
  "freeze again, with an end": { ceiling: 40_000, committed: 40_000 },
} as const;

const measured = (
  name: keyof typeof BOUNDS,
  ...sent: readonly Promise<ContractTransactionResponse>[]
): Promise<void> => within(name, BOUNDS[name], sent);

/** A bank with everything on. */
async function everythingOn(system: Parameters<typeof readyBank>[0]): Promise<Bank> {
  const bank = await readyBank(system);
  const { token, officers, citizen, bookshop } = bank;
  const limits = { transfer: won(500_000), daily: won(900_000), cap: won(9_000_000) };
  await limit(bank, AccountKind.Citizen, limits);
  await limit(bank, AccountKind.Merchant, { transfer: won(9_000_000) });
  await jointly(bank, limitsPair, "setIssueThreshold", [won(4_000_000_000)]);
  await token.connect(officers.admissionOfficer).linkBankAccount(citizen, `0x${"ab".repeat(24)}`);
  await issue(bank, bookshop, won(5), 9n);
  return bank;
}

const bank = onOneChain(everythingOn);

/** As `bank`, without a limit. */
const ready = async (): Promise<Bank> => {
  const system = await bank();
  await limit(system, AccountKind.Citizen, {});
  await limit(system, AccountKind.Merchant, {});
  return system;
};

/** The citizen signs `values` as EIP-712 has it. */
async function signed(
  { citizen, addresses }: Bank,
  act: string,
  fields: Record<string, string>,
  values: Record<string, unknown>,
): Promise<Signature> {
  const domain = {
    name: "Nuri Bank Deposit",
    version: "1",
    chainId: 31_337,
    verifyingContract: addresses.token,
  };
  const types = { [act]: Object.entries(fields).map(([name, type]) => ({ name, type })) };
  return Signature.from(await citizen.signTypedData(domain, types, values));
}

const deadline = opening + 3_600;

describe("gas of a holder's signatures", () => {
  it("permits and transfers from", async () => {
    const system = await bank();
    const { token, citizen, bookshop, stranger } = system;
    const fields = { owner: "address", spender: "address", value: "uint256" };
    const values = { owner: citizen.address, spender: stranger.address, value: won(30_000) };
    const { v, r, s } = await signed(
      ...([system, "Permit", { ...fields, nonce: "uint256", deadline: "uint256" }] as const),
      { ...values, nonce: 0n, deadline },
    );
    const permit = token
      .connect(stranger)
      ["permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"](
        ...([citizen, stranger, won(30_000), deadline, v, r, s] as const),
      );
    await permit;
    const moved = token.connect(stranger).transferFrom(citizen, bookshop, won(30_000));

    await measured("permit and transferFrom", permit, moved);
  });

  for (const [what, system_] of [
    ["", ready],
    [", every limit on", bank],
  ] as const)
    it(`transfers with authorization${what}`, async () => {
      const system = await system_();
      const { token, citizen, bookshop, stranger } = system;
      const terms = { from: citizen.address, to: bookshop.address, value: won(30_000) };
      const times = { validAfter: opening - 1, validBefore: deadline };
      const fields = { from: "address", to: "address", value: "uint256" };
      const rest = { validAfter: "uint256", validBefore: "uint256", nonce: "bytes32" };
      const nonce = id("any");
      const { v, r, s } = await signed(
        ...([system, "TransferWithAuthorization", { ...fields, ...rest }] as const),
        { ...terms, ...times, nonce },
      );
      const act =
        "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)";

      await measured(
        `transferWithAuthorization${what}`,
        token
          .connect(stranger)
          [act](citizen, bookshop, won(30_000), opening - 1, deadline, nonce, v, r, s),
      );
    });
});

describe("gas of redemption", () => {
  it("redeems to a linked bank account", async () => {
    const { token, citizen } = await bank();

    await measured("redeem", token.connect(citizen).redeem(won(400_000), 1n));
    await measured("redeem", token.connect(citizen).redeem(won(400_000), 2n));
  });
});

describe("gas of a freeze", () => {
  for (const [what, until] of [
    ["", 0],
    [", with an end", midnight.nextMonth],
  ] as const) {
    it(`freezes the first time${what}`, async () => {
      const system = await bank();

      await measured(`freeze the first time${what}`, freeze(system, system.citizen, { until }));
    });

    it(`raises a case that runs${what}`, async () => {
      const system = await bank();
      await freeze(system, system.citizen, { until });
      const raised = { until, amount: won(150_000) };

      await measured(`freeze again${what}`, freeze(system, system.citizen, raised));
    });
  }

  it("freezes in a second case", async () => {
    const system = await bank();
    const { citizen } = system;
    await freeze(system, citizen);

    await measured("freeze in a second case", freeze(system, citizen, { caseId: id("second") }));
  });
});
