import { Interface } from "ethers";
import type { Institution } from "../../deploy/offices.ts";
import { callable, describeCall } from "./calls.ts";
import { formatKst } from "./clock.ts";
import { institutionNames, type System } from "./system.ts";
import { table } from "./text.ts";

/** A proposal that waits for a second person. Instants are UTC seconds. */
export interface Waiting {
  readonly institution: Institution;
  readonly id: number;
  readonly maker: string;
  readonly contract: string;
  readonly call: string;
  readonly readyAt: number;
  readonly staleAt: number;
  /** Who in the cast may approve it, once it is ready. */
  readonly mayApprove: readonly string[];
}

const MADE = 1n; // ProposalStatus.Made

/** What waits in every institution, the oldest of each first. */
export async function inbox(
  system: System,
  cast: ReadonlyMap<string, string>,
): Promise<readonly Waiting[]> {
  const lists = institutionNames.map((institution) => waitingIn(system, institution, cast));
  return (await Promise.all(lists)).flat();
}

async function waitingIn(
  system: System,
  institution: Institution,
  cast: ReadonlyMap<string, string>,
): Promise<Waiting[]> {
  const dualControl = system.dualControls[institution];
  const count = Number(await dualControl.proposals());
  if (count === 0) return [];
  const officers = await officersOf(system, institution, cast);
  const names = new Map([...cast].map(([name, address]) => [address, name]));
  const contracts = callable(system);
  const targets = await Promise.all(
    [...contracts].map(async ([name, contract]) => [await contract.getAddress(), name] as const),
  );
  const nameOf = new Map(targets);
  for (const [address, name] of targets) names.set(address, name);
  const found = Array.from({ length: count }, async (_, n): Promise<Waiting | undefined> => {
    const id = n + 1;
    const proposal = await dualControl.proposalOf(id);
    const staleAt = Number(await dualControl.expiresAt(id));
    if (proposal.status !== MADE) return undefined;
    const able = await Promise.all(officers.map(([, who]) => dualControl.approvalRefusal(id, who)));
    if (able.some((refusal) => isA(refusal, "ProposalStale"))) return undefined;
    const contract = nameOf.get(proposal.target) ?? proposal.target;
    return {
      institution,
      id,
      maker: names.get(proposal.maker) ?? proposal.maker,
      contract,
      call: describeCall(contracts.get(contract), proposal.data, names),
      readyAt: Number(proposal.readyAt),
      staleAt,
      mayApprove: officers.filter((_officer, k) => mayLater(able[k] ?? "")).map(([name]) => name),
    };
  });
  return (await Promise.all(found)).filter((one) => one !== undefined);
}

/** Everybody in the cast who holds an office of the institution. */
async function officersOf(
  { authorities }: System,
  institution: Institution,
  cast: ReadonlyMap<string, string>,
): Promise<[name: string, account: string][]> {
  const held = await Promise.all(
    [...cast].map(async ([name, account]) => {
      const offices = await authorities[institution].officesOf(account);
      return offices === 0n ? [] : [[name, account] as [string, string]];
    }),
  );
  return held.flat();
}

const errors = new Interface([
  "error ProposalStale(uint64 id, uint48 expiresAt)",
  "error ProposalNotReady(uint64 id, uint48 readyAt)",
]);

const isA = (refusal: string, name: string): boolean =>
  refusal.length >= 10 && errors.parseError(refusal)?.name === name;

const mayLater = (refusal: string): boolean => refusal === "0x" || isA(refusal, "ProposalNotReady");

/** The inbox as lines of an aligned table, times in Korea. */
export function inboxLines(waiting: readonly Waiting[]): string[] {
  if (waiting.length === 0) return ["Nothing waits for approval."];
  const head = ["institution", "id", "maker", "contract", "call"];
  return table(
    [
      [...head, "ready (KST)", "stale (KST)", "may approve"],
      ...waiting.map((one) => [
        one.institution,
        String(one.id),
        one.maker,
        one.contract,
        one.call,
        formatKst(one.readyAt),
        formatKst(one.staleAt),
        one.mayApprove.join(", ") || "nobody",
      ]),
    ],
    [1],
  );
}
