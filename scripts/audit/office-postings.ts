import { dataLength, dataSlice, Result, ZeroAddress, type Interface } from "ethers";
import { Authority__factory, IDepositToken__factory } from "../../typechain-types/index.ts";
import type { AuthorityBook, Books, ProposalBook } from "./books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting, type State } from "./posting.ts";

/** The book of an authority, or of the dual control at that address, by its address in any case. */
function authorityOf({ authorities }: Books, address: string): AuthorityBook {
  const key = address.toLowerCase();
  const found = authorities.get(key);
  if (found !== undefined) return found;
  const fresh: AuthorityBook = {
    holders: new Map(),
    functions: new Map(),
    persons: new Map(),
    checks: new Map(),
    excluded: new Set(),
    everHeld: new Map(),
    operations: new Map(),
    dualControl: ZeroAddress,
  };
  authorities.set(key, fresh);
  return fresh;
}

/** Law 10: nobody ever holds both offices of an excluded pair. */
function noteOffice(books: Books, event: Event, office: bigint, holder: string): void {
  const { persons, everHeld, excluded } = authorityOf(books, event.contract);
  const person = persons.get(holder);
  if (person === undefined) return;
  const held = (everHeld.get(person) ?? new Set<bigint>()).add(office);
  everHeld.set(person, held);
  const both = [...held].some(
    (other) => excluded.has(`${office} ${other}`) || excluded.has(`${other} ${office}`),
  );
  if (both) books.duties.brokenBy ??= event.transaction;
}

/** What waits in the authority's schedule waits no more. */
function endOperation(books: Books, event: Event, state: State): void {
  const [operation, nonce] = event.args.toArray() as [string, bigint];
  const found = authorityOf(books, event.contract).operations.get(operation);
  must(found !== undefined && found.nonce === nonce, event, "it was not scheduled");
  if (found !== undefined) found.at = 0;
  state.scheduled = undefined;
}

/** What an authority's events do to the book of its offices. */
export const authority: Readonly<Record<string, Posting>> = {
  OfficeChecked: (books, { args, contract }) => {
    const [office, checkedBy] = args.toArray() as [bigint, bigint];
    authorityOf(books, contract).checks.set(office, checkedBy);
  },
  PersonBound: (books, event) => {
    const [account, person] = event.args.toArray() as [string, string];
    const { persons } = authorityOf(books, event.contract);
    must(!persons.has(account), event, "the account belonged to a person already");
    persons.set(account, person);
  },
  DualControlSet: (books, event) => {
    const book = authorityOf(books, event.contract);
    must(book.dualControl === ZeroAddress, event, "it was set already");
    book.dualControl = String(event.args[0]);
  },
  RoleGranted: (books, event) => {
    const [office, holder] = event.args.toArray() as [bigint, string];
    const { holders, persons } = authorityOf(books, event.contract);
    const isDeployer = holders.size === 0;
    must(isDeployer || persons.has(holder), event, "the account was nobody's");
    holders.set(`${office} ${holder}`, true);
    noteOffice(books, event, office, holder);
  },
  OfficesExcluded: (books, { args, contract }) => {
    const [one, other] = args.toArray() as [bigint, bigint];
    authorityOf(books, contract).excluded.add(`${one} ${other}`);
  },
  OperationScheduled: (books, event, state) => {
    const [operation, nonce, at] = event.args.toArray() as [string, bigint, bigint];
    authorityOf(books, event.contract).operations.set(operation, { nonce, at: Number(at) });
    state.scheduled = "made";
  },
  OperationExecuted: endOperation,
  OperationCanceled: endOperation,
  RoleRevoked: (books, event) => {
    const [office, holder] = event.args.toArray() as [bigint, string];
    const { holders } = authorityOf(books, event.contract);
    must(holders.get(`${office} ${holder}`) === true, event, "the account did not hold the office");
    holders.set(`${office} ${holder}`, false);
  },
  TargetFunctionRoleUpdated: (books, { args, contract }) => {
    const [target, selector, office] = args.toArray() as [string, string, bigint];
    authorityOf(books, contract).functions.set(`${target} ${selector}`, office);
  },
};

function proposalsOf({ proposals }: Books, address: string): Map<bigint, ProposalBook> {
  const key = address.toLowerCase();
  const found = proposals.get(key) ?? new Map<bigint, ProposalBook>();
  proposals.set(key, found);
  return found;
}

/** Ends a proposal that waited: approved or withdrawn. */
function close(books: Books, event: Event, status: ProposalBook["status"], by: string): void {
  const proposal = proposalsOf(books, event.contract).get(BigInt(String(event.args[0])));
  must(proposal?.status === "made", event, "no such proposal was waiting");
  if (proposal === undefined) return;
  proposal.status = status;
  proposal.closedBy = by;
  proposal.closedAt = event.time;
}

/** The event that each of the token's acts of two people leaves. */
const JOINT_EVENTS: Readonly<Record<string, string>> = {
  setLimits: "LimitsSet",
  setIssueThreshold: "IssueThresholdSet",
  issueLarge: "LargeIssueApproved",
  unpause: "Unpaused",
  openCase: "CaseOpened",
  orderTransfer: "TransferOrdered",
  withdrawTransferOrder: "TransferOrderWithdrawn",
  redeemByOrder: "RedemptionOrdered",
  openRecovery: "RecoveryOpened",
};
const token: Interface = IDepositToken__factory.createInterface();
const authorityFunctions: Interface = Authority__factory.createInterface();

/** Arguments by name, those of structures beside the others. */
function flat(args: Readonly<Record<string, unknown>>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(args)) {
    if (value instanceof Result) for (const inner of flat(value.toObject())) found.set(...inner);
    else found.set(name, String(value));
  }
  return found;
}

/** Two people were approved for this event, and they are the ones it names. */
export function mustBeJoint(state: State, event: Event, maker: string, checker: string): void {
  const { joint } = state;
  must(joint?.event === event.name, event, "no two people approved it");
  must(joint?.maker === maker && joint.checker === checker, event, "two others approved it");
  const said = flat(event.args.toObject());
  for (const [name, value] of joint?.args ?? []) {
    const same = !said.has(name) || said.get(name) === value;
    must(same, event, `its ${name} is not what two people approved`);
  }
  state.joint = undefined;
}

/** The functions of an authority that give or take an office. */
const APPOINTMENTS = ["grantRole", "revokeRole"].map(
  (name) => authorityFunctions.getFunction(name)?.selector,
);

/**
 * What a call is about, beside its contract: its first argument; office and account where an office is given or taken. A call
 * without arguments is about itself alone.
 */
function matterOf(data: string, isOnAuthority: boolean): string | undefined {
  if (dataLength(data) < 36) return undefined;
  const isAppointment = isOnAuthority && APPOINTMENTS.includes(dataSlice(data, 0, 4));
  return dataSlice(data, 4, isAppointment && dataLength(data) >= 68 ? 68 : 36);
}

/** Law 10: notes on which side of the matter an account's person acts, and whether it is on the other side too. */
function takeSide(
  books: Books,
  event: Event,
  { target, data }: ProposalBook,
  account: string,
  side: "maker" | "checker",
): void {
  const { duties } = books;
  const own = [...books.authorities.values()].find(
    ({ dualControl: address }) => address.toLowerCase() === event.contract.toLowerCase(),
  );
  const person = own?.persons.get(account);
  if (person === undefined) duties.brokenBy ??= event.transaction;
  const matter = matterOf(data, isAuthority(books, event, target));
  const key = `${event.contract} ${matter === undefined ? event.transaction : target + matter} ${person}`;
  if ((duties.sides.get(key) ?? side) !== side) duties.brokenBy ??= event.transaction;
  duties.sides.set(key, side);
}

/** Law 10: who proposed and who approved are two persons, and neither was on the other's side before. */
function mustBeTwo(books: Books, event: Event, proposal: ProposalBook, checker: string): void {
  const { duties } = books;
  const { maker } = proposal;
  duties.acts += 1;
  const own = [...books.authorities.values()].find(
    ({ dualControl: address }) => address.toLowerCase() === event.contract.toLowerCase(),
  );
  if (own?.persons.get(maker) === own?.persons.get(checker)) duties.brokenBy ??= event.transaction;
  takeSide(books, event, proposal, checker, "checker");
}

/** What the token's act must now say, where two people approved one. */
function expectAct(state: State, event: Event, proposal: ProposalBook, checker: string): void {
  must(state.joint === undefined, event, "what two people approved before it left no event");
  const { maker, data } = proposal;
  const call = token.parseTransaction({ data });
  const named = JOINT_EVENTS[call?.name ?? ""];
  if (call === null || named === undefined) return;
  state.joint = { event: named, maker, checker, args: flat(call.args.toObject()) };
}

/** Whether `target` is the authority whose offices propose here: it schedules what is to be done to itself. */
function isAuthority({ authorities }: Books, { contract }: Event, target: string): boolean {
  const own = authorities.get(target.toLowerCase())?.dualControl;
  return own?.toLowerCase() === contract.toLowerCase();
}

/** What a dual control's events do to the book of its proposals. */
export const dualControl: Readonly<Record<string, Posting>> = {
  ProposalMade: (books, event, state) => {
    const [id, maker, target, data, readyAt] = event.args.toArray() as [
      bigint,
      string,
      string,
      string,
      bigint,
    ];
    if (isAuthority(books, event, target))
      must(state.scheduled === "made", event, "the authority did not schedule it");
    state.scheduled = undefined;
    const proposals = proposalsOf(books, event.contract);
    must(id === BigInt(proposals.size + 1), event, "its number does not follow on the last one's");
    const standing = { status: "made", closedBy: ZeroAddress, closedAt: 0 } as const;
    const times = { madeAt: event.time, readyAt: Number(readyAt) };
    const proposal = { maker, target, data, ...times, ...standing };
    proposals.set(id, proposal);
    takeSide(books, event, proposal, maker, "maker");
  },
  ProposalApproved: (books, event, state) => {
    const [id, maker, checker] = event.args.toArray() as [bigint, string, string];
    const proposal = proposalsOf(books, event.contract).get(id);
    must(proposal?.maker === maker, event, "another account proposed it");
    if (proposal === undefined) return;
    mustBeTwo(books, event, proposal, checker);
    expectAct(state, event, proposal, checker);
    if (isAuthority(books, event, proposal.target)) state.scheduled = "due";
    close(books, event, "done", checker);
  },
  ProposalWithdrawn: (books, event) => {
    close(books, event, "withdrawn", String(event.args[1]));
  },
};
