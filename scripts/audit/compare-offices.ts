import { FunctionFragment, id as hashOf, ZeroAddress, ZeroHash } from "ethers";
import { incompatible, offices } from "../../deploy/offices.ts";
import type { Authority } from "../../typechain-types/access/Authority.ts";
import { institutionNames, type System } from "../lib/system.ts";
import type { AuthorityBook, Books } from "./books.ts";
import { atBlock, type At, type Pair } from "./compare.ts";

/** Offices, their functions, persons and checks, as each authority has them. */
export async function officePairs(system: System, books: Books, at: At): Promise<Pair[]> {
  const { authorities } = books;
  const functions = restrictable(system);
  const pairs = Object.values(system.authorities).map(async (authority): Promise<Pair[]> => {
    const address = await authority.getAddress();
    const book = authorities.get(address.toLowerCase());
    const held = [...(book?.holders ?? [])].map(async ([key, holds]): Promise<Pair> => {
      const [office = "", holder = ""] = key.split(" ");
      const { since } = await authority.getAccess(BigInt(office), holder, atBlock(at));
      return [`office ${office} of ${holder} at ${address}`, holds, since !== 0n];
    });
    const assigned = functions.map(async ([target, selector]): Promise<Pair> => {
      const office = book?.functions.get(`${target} ${selector}`) ?? 0n;
      const onChain = await authority.getTargetFunctionRole(target, selector, atBlock(at));
      return [`office at ${address} for ${selector} of ${target}`, office, onChain];
    });
    return [
      ...(await Promise.all([...held, ...assigned])),
      ...(await peoplePairs(authority, book, books, at)),
      ...(await operationPairs(authority, book, at)),
    ];
  });
  return [...excludedPairs(system, books), ...(await Promise.all(pairs)).flat()];
}

/** Which offices no person may hold both: the authorities tell nobody but in events, so the table of offices is asked. */
function excludedPairs({ addresses }: System, { authorities }: Books): Pair[] {
  return institutionNames.map((name): Pair => {
    const table = incompatible
      .filter(([one]) => offices[one].institution === name)
      .map(([one, other]) => `${offices[one].id} ${offices[other].id}`);
    const book = [...(authorities.get(addresses[name].toLowerCase())?.excluded ?? [])];
    return [`excluded offices at ${name}`, book.toSorted().join(), table.toSorted().join()];
  });
}

/** How long what is scheduled can be executed, seconds: OpenZeppelin's AccessManager.expiration. */
const EXPIRATION = 7 * 86_400;

/** What waits in the authority's schedule. */
async function operationPairs(
  authority: Authority,
  book: AuthorityBook | undefined,
  at: At,
): Promise<Pair[]> {
  const pairs = [...(book?.operations ?? [])].map(async ([id, found]): Promise<Pair> => {
    const waits = found.at !== 0 && at.time < found.at + EXPIRATION;
    const [nonce, onChain] = await Promise.all([
      authority.getNonce(id, atBlock(at)),
      authority.getSchedule(id, atBlock(at)),
    ]);
    const byEvents = `${found.nonce} ${waits ? found.at : 0}`;
    return [`operation ${id}`, byEvents, `${nonce} ${onChain}`];
  });
  return Promise.all(pairs);
}

/** Every function of the governed contracts that changes state: contract and selector. */
function restrictable(system: System): [string, string][] {
  const { addresses, token, ledger, treasury, calendar, registry, programmes } = system;
  const { procurement } = system;
  const governed = [
    [addresses.token, token],
    [addresses.ledger, ledger],
    [addresses.treasury, treasury],
    [addresses.calendar, calendar],
    [addresses.registry, registry],
    [addresses.programmes, programmes],
    [addresses.procurement, procurement],
  ] as const;
  return governed.flatMap(([address, { interface: abi }]) =>
    abi.fragments
      .filter((fragment) => fragment instanceof FunctionFragment)
      .filter(({ constant }) => !constant)
      .map(({ selector }): [string, string] => [address, selector]),
  );
}

/** Whose each account is, which office checks which, and the dual control. */
async function peoplePairs(
  authority: Authority,
  book: AuthorityBook | undefined,
  books: Books,
  at: At,
): Promise<Pair[]> {
  const address = await authority.getAddress();
  const accounts = new Set([
    ...(book?.persons.keys() ?? []),
    ...boundIn(authority, address, books),
  ]);
  const persons = [...accounts].map(async (account): Promise<Pair> => {
    const onChain = await authority.personOf(account, atBlock(at));
    return [`person of ${account} at ${address}`, book?.persons.get(account) ?? ZeroHash, onChain];
  });
  const checks = Object.values(offices).map(async ({ id }): Promise<Pair> => {
    const onChain = await authority.checkingOffice(id, atBlock(at));
    return [`who checks office ${id} at ${address}`, book?.checks.get(BigInt(id)) ?? 0n, onChain];
  });
  const dualControl: Pair = [
    `dual control of ${address}`,
    book?.dualControl ?? ZeroAddress,
    await authority.dualControl(atBlock(at)),
  ];
  return [dualControl, ...(await Promise.all([...persons, ...checks]))];
}

/** Accounts that were bound by two administrators, as their proposals say. */
function boundIn(authority: Authority, address: string, { proposals }: Books): string[] {
  const done = [...proposals.values()]
    .flatMap((all) => [...all.values()])
    .filter(({ status, target }) => status === "done" && target === address);
  return done.flatMap(({ data }) => {
    const call = authority.interface.parseTransaction({ data });
    return call?.name === "bindPerson" ? [String(call.args[0])] : [];
  });
}

const STATUS = { made: 1n, done: 2n, withdrawn: 3n } as const;

/** Every proposal of every dual control, and how many there are. */
export async function proposalPairs(
  { dualControls }: System,
  { proposals }: Books,
  at: At,
): Promise<Pair[]> {
  const pairs = Object.values(dualControls).map(async (dualControl): Promise<Pair[]> => {
    const address = await dualControl.getAddress();
    const book = [...(proposals.get(address.toLowerCase()) ?? [])];
    const each = book.map(async ([id, made]): Promise<Pair> => {
      const onChain = await dualControl.proposalOf(id, atBlock(at));
      return [
        `proposal ${id} at ${address}`,
        [
          ...[made.maker, made.readyAt, STATUS[made.status], made.target, made.madeAt],
          ...[made.closedBy, made.closedAt, hashOf(made.data)],
        ].join(),
        [...onChain.slice(0, 7), hashOf(onChain.data)].join(),
      ];
    });
    const count = await dualControl.proposals(atBlock(at));
    return [[`proposals at ${address}`, book.length, count], ...(await Promise.all(each))];
  });
  return (await Promise.all(pairs)).flat();
}
