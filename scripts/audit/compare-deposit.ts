import { ZeroAddress } from "ethers";
import type { System } from "../lib/system.ts";
import type { Books } from "./books.ts";
import { atBlock, type At, type Pair } from "./compare.ts";
import { each, eachOne } from "./compare-each.ts";
import { frozenAt, runningCases, spendableAt, SYSTEM, type AccountBook } from "./deposit-books.ts";

/** Supply, reserve and stops. */
export async function supplyPairs(
  { token }: System,
  { supply, accounts }: Books,
  at: At,
): Promise<Pair[]> {
  const open = [...accounts.values()].filter(({ kind, closed }) => kind !== 0 && !closed);
  const [total, [issuable, until, last], [paused, stopped], count] = await Promise.all([
    token.totalSupply(atBlock(at)),
    token.reserve(atBlock(at)),
    token.policy(atBlock(at)),
    token.accountCount(atBlock(at)),
  ]);
  return [
    ["open accounts", open.length, count],
    ["supply", supply.issued - supply.redeemed, total],
    ["issuable", supply.issuable, issuable],
    ["attested until", supply.attestedUntil, until],
    ["last attestation", supply.lastAttestation, last],
    ["paused", supply.paused, paused],
    ["stopped", supply.stopped, stopped],
  ];
}

/** What each key may issue, and issued today. */
export async function issuerPairs({ token }: System, { supply }: Books, at: At): Promise<Pair[]> {
  const pairs = [...supply.allowances].map(async ([issuer, allowance]): Promise<Pair[]> => {
    const [left, [threshold, today]] = await Promise.all([
      token.issuanceAllowance(issuer, atBlock(at)),
      token.issueThreshold(issuer, atBlock(at)),
    ]);
    const issued = supply.issuedBy.get(issuer);
    return [
      [`allowance of ${issuer}`, allowance, left],
      [`issue threshold of ${issuer}`, supply.issueThreshold ?? 0n, threshold],
      [`issued today by ${issuer}`, issued?.day === at.day ? issued.amount : 0n, today],
    ];
  });
  return (await Promise.all(pairs)).flat();
}

/** The kinds of accounts that have limits: citizen to bank. */
const KINDS = [1, 2, 3, 4, 5];

/** Limits of each kind, the issue threshold, and who enforces. */
export async function rulePairs(
  { token }: System,
  { supply, enforcers }: Books,
  at: At,
): Promise<Pair[]> {
  const limits = KINDS.map(async (kind): Promise<Pair> => {
    const onChain = await token.limitsOf(kind, atBlock(at));
    const book = supply.limits.get(kind) ?? [0n, 0n, 0n];
    return [`limits of kind ${kind}`, book.join(), [...onChain].join()];
  });
  const appointed = [...enforcers].map(async ([account, isOne]): Promise<Pair> => {
    return [`${account} as enforcer`, isOne, await token.isEnforcer(account, atBlock(at))];
  });
  const [threshold] = await token.issueThreshold(ZeroAddress, atBlock(at));
  return [
    ["issue threshold", supply.issueThreshold ?? "none", threshold],
    ...(await Promise.all([...limits, ...appointed])),
  ];
}

/** What the chain has of each account. */
export async function accountPairs(
  { token }: System,
  { accounts }: Books,
  at: At,
): Promise<Pair[]> {
  return each(at, accounts, async ([address, book]) => {
    const parts = [statePairs, redemptionPairs, casePairs, successionPairs];
    return (await Promise.all(parts.map((part) => part(token, address, book, at)))).flat();
  });
}

async function statePairs(
  token: System["token"],
  address: string,
  book: AccountBook,
  at: At,
): Promise<Pair[]> {
  const state = await token.accountOf(address, atBlock(at));
  // A contract of the system pays on behalf of holders too, which no event tells from a transfer of its own.
  const spent = book.day === at.day ? book.spent : 0n;
  const today: Pair[] =
    book.kind === SYSTEM ? [] : [[`transferred today by ${address}`, spent, state.spentToday]];
  return [
    ...today,
    [`balance of ${address}`, book.balance, state.balance],
    [`kind of ${address}`, book.kind, state.kind],
    [`admission of ${address}`, book.admittedUntil, state.admittedUntil],
    [`suspension of ${address}`, book.suspended, state.suspended],
    [`opening of ${address}`, book.open, state.open],
    [`closing of ${address}`, book.closed, state.closed],
    [`frozen of ${address}`, frozenAt(book, at.time), state.frozen],
    [`protection of ${address}`, book.protected, state.protected],
    [`${address} as benefit payer`, book.benefitPayer, state.benefitPayer],
    [`recovery of ${address}`, book.recovery !== undefined, state.inRecovery],
  ];
}

async function redemptionPairs(
  token: System["token"],
  address: string,
  { redemptions, bankAccount }: AccountBook,
  at: At,
): Promise<Pair[]> {
  const [next, linked] = await Promise.all([
    token.nextRedemption(address, atBlock(at)),
    token.linkedBankAccount(address, atBlock(at)),
  ]);
  return [
    [`redemptions of ${address}`, redemptions, next - 1n],
    [`bank account of ${address}`, bankAccount, linked],
  ];
}

/** What is spendable, and each case that counts. */
async function casePairs(
  token: System["token"],
  address: string,
  book: AccountBook,
  at: At,
): Promise<Pair[]> {
  const [spendable, cases] = await Promise.all([
    token.spendableOf(address, atBlock(at)),
    token.casesOf(address, atBlock(at)),
  ]);
  const byEvents = runningCases(book, at.time).map(
    ([id, { basis, joint, amount, until }]) => `${id} ${basis} ${joint} ${amount} ${until}`,
  );
  const onChain = cases.map((found) => [...found].join(" "));
  return [
    [`spendable of ${address}`, spendableAt(book, at.time), spendable],
    [`cases of ${address}`, byEvents.toSorted().join(), onChain.toSorted().join()],
  ];
}

/** To whom the account goes or went. */
async function successionPairs(
  token: System["token"],
  address: string,
  { recovery, successor }: AccountBook,
  at: At,
): Promise<Pair[]> {
  const [onChain, [named, until]] = await Promise.all([
    token.successorOf(address, atBlock(at)),
    token.recoveryOf(address, atBlock(at)),
  ]);
  const open = recovery ?? { successor: ZeroAddress, until: 0 };
  return [
    [`successor of ${address}`, successor, onChain],
    [`named successor of ${address}`, `${open.successor} ${open.until}`, `${named} ${until}`],
  ];
}

/** Orders that were not carried out yet. */
export async function orderPairs({ token }: System, { orders }: Books, at: At): Promise<Pair[]> {
  return eachOne(at, orders, async ([key, { orderId }]) => {
    const [from = "", to = "", amount = ""] = key.split(" ");
    const onChain = await token.transferOrderOf(from, to, BigInt(amount), atBlock(at));
    return [`order to take ${amount} from ${from} for ${to}`, orderId, onChain];
  });
}

/** What holders approved and signed. */
export async function approvalPairs({ token }: System, { supply }: Books, at: At): Promise<Pair[]> {
  const owners = new Set([...supply.approvals.keys()].map((key) => key.split(" ")[0] ?? ""));
  const permits = await eachOne(at, owners, async (owner) => {
    const used = supply.permits.get(owner) ?? 0n;
    return [`permits of ${owner}`, used, await token.nonces(owner, atBlock(at))];
  });
  const signed = await eachOne(at, supply.authorizations, async (key) => {
    const [authorizer = "", nonce = ""] = key.split(" ");
    const onChain = await token.authorizationState(authorizer, nonce, atBlock(at));
    return [`authorization ${nonce} of ${authorizer}`, true, onChain];
  });
  const left = await eachOne(at, supply.approvals, async ([key, rest]) => {
    const [owner = "", spender = ""] = key.split(" ");
    const onChain = await token.allowance(owner, spender, atBlock(at));
    return [`approval by ${owner} for ${spender}`, rest, onChain];
  });
  return [...left, ...permits, ...signed];
}
