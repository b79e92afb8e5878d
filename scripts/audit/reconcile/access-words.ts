import { dataLength, dataSlice, ZeroHash } from "ethers";
import { offices } from "../../../deploy/offices.ts";
import { Authority__factory } from "../../../typechain-types/index.ts";
import { institutionNames } from "../../lib/system.ts";
import type { AuthorityBook, Books, ProposalBook } from "../books.ts";
import { bit, entryAt, entryIn, hashOfValues, listAt, packed, type Word } from "./slots.ts";

/** Where an authority keeps what: the compiler's layout, which a test compares. */
export const AUTHORITY = {
  _targets: 0n,
  _roles: 1n,
  _schedules: 2n,
  _executionId: 3n,
  _accounts: 5n,
  _held: 6n,
  _everHeld: 7n,
  _administering: 8n,
  _administrators: 9n,
  _excluded: 10n,
} as const;

/** The same of a dual control. */
export const DUAL_CONTROL = { sideOf: 2n } as const;

type Variable = keyof typeof AUTHORITY;

const OFFICES = [...new Set([0, ...Object.values(offices).map(({ id }) => id)])].map(BigInt);

/** What each authority and each dual control keeps, word by word. */
export function* accessWords(books: Books): Generator<Word> {
  for (const name of institutionNames) {
    const address = books.addresses[name];
    const book = books.authorities.get(address.toLowerCase());
    if (book === undefined) continue;
    const word = (
      variable: Variable,
      member: string,
      what: string,
      slot: bigint,
      value: bigint,
    ) => ({
      what: `${what} at ${address}`,
      variable: `Authority.${variable}${member}`,
      ...{ address, slot, value },
    });
    yield* officeWords(books, address, word);
    yield* scheduleWords(book, word);
    yield* personWords(book, word);
    yield* administratorWords(books, address, word);
    yield* sideWords(books, books.addresses[`${name}DualControl`], book);
  }
}

type Make = (variable: Variable, member: string, what: string, slot: bigint, value: bigint) => Word;

/** Who holds each office since when and with which delay, and what surrounds offices and contracts. */
function* officeWords({ words, addresses, authorities }: Books, at: string, word: Make) {
  const access = words.access.get(at.toLowerCase());
  const book = authorities.get(at.toLowerCase());
  for (const key of book?.holders.keys() ?? []) {
    const [office = "", holder = ""] = key.split(" ");
    const { since = 0n, delay = 0n } = access?.members.get(key) ?? {};
    const slot = entryAt(entryAt(AUTHORITY._roles, BigInt(office)), holder);
    const what = `office ${office} of ${holder}, with its delay,`;
    yield word("_roles", ".members", what, slot, packed([0, since], [48, delay]));
  }
  for (const office of OFFICES) {
    const guardian = access?.guardians.get(office) ?? 0n;
    const delay = access?.grantDelays.get(office) ?? 0n;
    const slot = entryAt(AUTHORITY._roles, office) + 1n;
    const what = `administrator, guardian and delay of office ${office}`;
    yield word("_roles", "", what, slot, packed([64, guardian], [128, delay]));
  }
  for (const target of Object.values(addresses) as string[]) {
    const delay = access?.targetDelays.get(target) ?? 0n;
    const closed = bit(access?.closed.get(target) === true);
    const slot = entryAt(AUTHORITY._targets, target) + 1n;
    const what = `delay and closing of ${target}`;
    yield word("_targets", "", what, slot, packed([0, delay], [112, closed]));
  }
}

/** What waits, also what can no longer be executed; nothing runs between two transactions. */
function* scheduleWords({ operations, excluded }: AuthorityBook, word: Make) {
  for (const [id, { at, nonce }] of operations) {
    const slot = entryAt(AUTHORITY._schedules, id);
    yield word("_schedules", "", `schedule of ${id}`, slot, packed([0, BigInt(at)], [48, nonce]));
  }
  yield word("_executionId", "", "what runs", AUTHORITY._executionId, 0n);
  for (const office of OFFICES) {
    let others = 0n;
    for (const pair of excluded) {
      const [one, other] = pair.split(" ").map(BigInt) as [bigint, bigint];
      if (one === office) others |= 1n << other;
      if (other === office) others |= 1n << one;
    }
    const slot = entryAt(AUTHORITY._excluded, office);
    yield word("_excluded", "", `offices that exclude ${office}`, slot, others);
  }
}

/** The accounts of each person, what each account holds, and what each person ever held. */
function* personWords({ persons, holders, everHeld }: AuthorityBook, word: Make) {
  const accounts = new Map<string, string[]>();
  for (const [account, person] of persons)
    accounts.set(person, [...(accounts.get(person) ?? []), account]);
  for (const [person, bound] of accounts) {
    const slot = entryAt(AUTHORITY._accounts, person);
    const make = (what: string, where: bigint, value: bigint) =>
      word("_accounts", "", `${what} of person ${person}`, where, value);
    yield make("number of accounts", slot, BigInt(bound.length));
    for (const [n, account] of bound.entries())
      yield make(`account ${n}`, listAt(slot) + BigInt(n), BigInt(account));
    let ever = 0n;
    for (const office of everHeld.get(person) ?? []) ever |= 1n << office;
    const held = entryAt(AUTHORITY._everHeld, person);
    yield word("_everHeld", "", `offices that person ${person} ever held`, held, ever);
  }
  const offices = new Map([...persons.keys()].map((account) => [account, 0n]));
  for (const [key, holds] of holders) {
    const [office = "", holder = ""] = key.split(" ");
    const more = holds ? 1n << BigInt(office) : 0n;
    offices.set(holder, (offices.get(holder) ?? 0n) | more);
  }
  for (const [account, held] of offices)
    yield word("_held", "", `offices of ${account}`, entryAt(AUTHORITY._held, account), held);
}

function* administratorWords({ words }: Books, at: string, word: Make) {
  const administering = words.access.get(at.toLowerCase())?.administering ?? new Map();
  for (const [person, accounts] of administering as Map<string, bigint>) {
    const slot = entryAt(AUTHORITY._administering, person);
    const who = person === ZeroHash ? "the deployer" : `person ${person}`;
    yield word("_administering", "", `accounts with which ${who} administers`, slot, accounts);
  }
  const persons = [...(administering as Map<string, bigint>).values()].filter((n) => n > 0n);
  const slot = AUTHORITY._administrators;
  yield word("_administrators", "", "persons who administer", slot, BigInt(persons.length));
}

const APPOINTMENTS = (["grantRole", "revokeRole"] as const).map(
  (name) => Authority__factory.createInterface().getFunction(name).selector,
);

/** What a call is about, as the dual control hashes it; nothing where it is about itself alone (DualControl._matter). */
function matterOf({ target, data }: ProposalBook, authority: string): string | undefined {
  if (dataLength(data) < 36) return undefined;
  const first = dataSlice(data, 4, 36);
  const isOne =
    target.toLowerCase() === authority.toLowerCase() &&
    APPOINTMENTS.includes(dataSlice(data, 0, 4));
  if (!isOne || dataLength(data) < 68) return hashOfValues(["address", "bytes32"], [target, first]);
  return hashOfValues(["address", "bytes32", "bytes32"], [target, first, dataSlice(data, 36, 68)]);
}

const [MAKER, CHECKER] = [1n, 2n];

/** On which side of each matter each person stands. */
function* sideWords(books: Books, at: string, { persons }: AuthorityBook): Generator<Word> {
  const { addresses } = books;
  const name = institutionNames.find((one) => addresses[`${one}DualControl`] === at);
  const sides = new Map<string, bigint>();
  for (const proposal of books.proposals.get(at.toLowerCase())?.values() ?? []) {
    const matter = matterOf(proposal, name === undefined ? "" : addresses[name]);
    if (matter === undefined) continue;
    sides.set(`${matter} ${persons.get(proposal.maker) ?? ZeroHash}`, MAKER);
    if (proposal.status === "done")
      sides.set(`${matter} ${persons.get(proposal.closedBy) ?? ZeroHash}`, CHECKER);
  }
  for (const [key, value] of sides) {
    const [matter = "", person = ""] = key.split(" ");
    const slot = entryIn(DUAL_CONTROL.sideOf, matter, person);
    const what = `side of person ${person} on matter ${matter} at ${at}`;
    yield { what, variable: "DualControl.sideOf", address: at, slot, value };
  }
}
