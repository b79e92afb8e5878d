import { ZeroAddress } from "ethers";
import type { AuthorityBook, Books, ProposalBook } from "./books.ts";
import type { Event } from "./collect.ts";
import { must, type Posting } from "./posting.ts";

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
    dualControl: ZeroAddress,
  };
  authorities.set(key, fresh);
  return fresh;
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
  },
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

/** Law 10: who proposed and who approved are two persons. */
function mustBeTwo(books: Books, event: Event, maker: string, checker: string): void {
  const own = [...books.authorities.values()].find(
    ({ dualControl: address }) => address.toLowerCase() === event.contract.toLowerCase(),
  );
  must(own !== undefined, event, "its authority knew nothing of it");
  const [one, other] = [own?.persons.get(maker), own?.persons.get(checker)];
  must(one !== undefined && other !== undefined && one !== other, event, "it takes two persons");
}

/** What a dual control's events do to the book of its proposals. */
export const dualControl: Readonly<Record<string, Posting>> = {
  ProposalMade: (books, event) => {
    const [id, maker, target, data, readyAt] = event.args.toArray() as [
      bigint,
      string,
      string,
      string,
      bigint,
    ];
    const proposals = proposalsOf(books, event.contract);
    must(id === BigInt(proposals.size + 1), event, "its number does not follow on the last one's");
    const standing = { status: "made", closedBy: ZeroAddress, closedAt: 0 } as const;
    const times = { madeAt: event.time, readyAt: Number(readyAt) };
    proposals.set(id, { maker, target, data, ...times, ...standing });
  },
  ProposalApproved: (books, event) => {
    const [id, maker, checker] = event.args.toArray() as [bigint, string, string];
    const proposal = proposalsOf(books, event.contract).get(id);
    must(proposal?.maker === maker, event, "another account proposed it");
    mustBeTwo(books, event, maker, checker);
    close(books, event, "done", checker);
  },
  ProposalWithdrawn: (books, event) => {
    close(books, event, "withdrawn", String(event.args[1]));
  },
};
