import { ZeroHash } from "ethers";
import type { Books } from "../books.ts";
import type { Event } from "../collect.ts";

/** One institution's offices, as far as OpenZeppelin's AccessManager keeps them and no view tells all. */
export interface AccessBook {
  /** Whoever holds an office, `office holder`: since when, and the delay of its acts as it is stored. */
  readonly members: Map<string, { readonly since: bigint; readonly delay: bigint }>;
  readonly guardians: Map<bigint, bigint>;
  /** Stored delays of grants, by office, and of acts on a contract. */
  readonly grantDelays: Map<bigint, bigint>;
  readonly targetDelays: Map<string, bigint>;
  readonly closed: Map<string, boolean>;
  /** With how many accounts each person administers. */
  readonly administering: Map<string, bigint>;
}

function accessOf({ words: { access } }: Books, address: string): AccessBook {
  const key = address.toLowerCase();
  const found = access.get(key);
  if (found !== undefined) return found;
  const fresh: AccessBook = {
    members: new Map(),
    guardians: new Map(),
    grantDelays: new Map(),
    targetDelays: new Map(),
    closed: new Map(),
    administering: new Map(),
  };
  access.set(key, fresh);
  return fresh;
}

/** Notes what an authority's event says of them. */
export function noteAccess(books: Books, event: Event): void {
  ofAuthority[event.name]?.(accessOf(books, event.contract), event, books);
}

const ADMINISTRATOR = 0n;

const ofAuthority: Readonly<
  Record<string, (access: AccessBook, event: Event, books: Books) => void>
> = {
  RoleGranted: (access, event, books) => {
    const [office, holder, delay, since, isNew] = event.args.toArray() as [
      ...[bigint, string, bigint, bigint, boolean],
    ];
    const key = `${office} ${holder}`;
    const old = access.members.get(key);
    const changed = old === undefined ? delay : changedDelay(old.delay, delay, since, event.time);
    access.members.set(key, { since: isNew ? since : (old?.since ?? since), delay: changed });
    if (old === undefined) countAdministrator(access, event, books, office, 1n);
  },
  RoleRevoked: (access, event, books) => {
    const [office, holder] = event.args.toArray() as [bigint, string];
    if (access.members.delete(`${office} ${holder}`))
      countAdministrator(access, event, books, office, -1n);
  },
  RoleGuardianChanged: ({ guardians }, { args }) => {
    const [office, guardian] = args.toArray() as [bigint, bigint];
    guardians.set(office, guardian);
  },
  RoleGrantDelayChanged: ({ grantDelays }, { args, time }) => {
    const [office, delay, since] = args.toArray() as [bigint, bigint, bigint];
    grantDelays.set(office, changedDelay(grantDelays.get(office) ?? 0n, delay, since, time));
  },
  TargetAdminDelayUpdated: ({ targetDelays }, { args, time }) => {
    const [target, delay, since] = args.toArray() as [string, bigint, bigint];
    targetDelays.set(target, changedDelay(targetDelays.get(target) ?? 0n, delay, since, time));
  },
  TargetClosed: ({ closed }, { args }) => {
    const [target, isClosed] = args.toArray() as [string, boolean];
    closed.set(target, isClosed);
  },
};

/** The deployer counts as person zero. */
function countAdministrator(
  { administering }: AccessBook,
  { contract, args }: Event,
  { authorities }: Books,
  office: bigint,
  more: bigint,
): void {
  if (office !== ADMINISTRATOR) return;
  const persons = authorities.get(contract.toLowerCase())?.persons;
  const person = persons?.get(String(args[1])) ?? ZeroHash;
  administering.set(person, (administering.get(person) ?? 0n) + more);
}

/** A delay of OpenZeppelin's Time.sol, lowest bits first: from then on 32, before 32, from which second on 48. */
const FIELD = 2n ** 32n - 1n;

/** The delay once `next` replaces what counts at UTC second `time`, from second `since` on. */
function changedDelay(old: bigint, next: bigint, since: bigint, time: number): bigint {
  const isOver = old >> 64n <= BigInt(time);
  const now = isOver ? old & FIELD : (old >> 32n) & FIELD;
  return (since << 64n) | (now << 32n) | next;
}
