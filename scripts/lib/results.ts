import { getAddress } from "ethers";
import type { Language, Reader } from "./forms.ts";
import { refusedLine } from "./refusal.ts";
import { decodeRefusal } from "./revert.ts";
import type { Log, Refusal } from "./stage.ts";
import { errorsOf, type System } from "./system.ts";
import type { SignedSlip } from "./till.ts";
import { formatWon } from "./won.ts";

/** What became of one payment of a batch. */
export interface PaymentResult {
  readonly programme: bigint;
  readonly holder: string;
  readonly merchant: string;
  /** The holder's number of it. */
  readonly id: number;
  /** Whole won that were paid; 0 where it was refused. */
  readonly amount: bigint;
  /** Why it was not settled; missing where it was. */
  readonly refusal?: Refusal;
}

/**
 * What became of each payment of a batch, in the batch's order, by the receipt of the transaction that settled it. Of a batch that
 * was refused as a whole there is nothing: what reverts leaves no events.
 */
export function resultsOf(
  system: System,
  { logs }: { readonly logs: readonly Log[] },
): PaymentResult[] {
  const { programmes, addresses } = system;
  const errors = errorsOf(system);
  const results: PaymentResult[] = [];
  let burnt = { holder: "", amount: 0n };
  // Settled payments whose run has not ended: to whom they went is said at its end.
  let open: number[] = [];
  for (const log of logs) {
    if (getAddress(log.address) !== getAddress(addresses.programmes)) continue;
    const event = programmes.interface.parseLog({ topics: [...log.topics], data: log.data });
    const said = (event?.args.toObject() ?? {}) as Said;
    if (event?.name === "TransferSingle") {
      burnt = { holder: said.from, amount: said.value };
    } else if (event?.name === "PaymentSettled") {
      open.push(results.length);
      results.push({ programme: 0n, merchant: "", id: Number(said.id), ...burnt });
    } else if (event?.name === "RunSettled") {
      const { programme, merchant } = said;
      for (const n of open) results[n] = { ...(results[n] as PaymentResult), programme, merchant };
      open = [];
    } else if (event?.name === "PaymentRefused") {
      const { programme, holder, merchant, id } = said;
      const refusal = decodeRefusal(errors, said.refusal);
      results.push({ programme, holder, merchant, id: Number(id), amount: 0n, refusal });
    }
  }
  return results;
}

/** Arguments of the events that tell of a batch. */
interface Said {
  readonly from: string;
  readonly value: bigint;
  readonly id: bigint;
  readonly programme: bigint;
  readonly merchant: string;
  readonly holder: string;
  readonly refusal: string;
}

/** A slip by its name. */
export interface NamedSlip {
  readonly name: string;
  readonly slip: SignedSlip;
}

/** A result with the name of its slip. */
export interface NamedResult extends PaymentResult {
  readonly slip: string;
}

/** The results with the names of their slips. Of slips alike in all that a result tells, the first comes first. */
export function namedResults(
  slips: readonly NamedSlip[],
  results: readonly PaymentResult[],
): NamedResult[] {
  const left = [...slips];
  return results.map((result) => {
    const { programme, holder, merchant, id } = result;
    const place = left.findIndex(
      ({ slip }) =>
        slip.programme === programme &&
        slip.id === id &&
        getAddress(slip.holder) === holder &&
        getAddress(slip.merchant) === merchant,
    );
    const [found] = place === -1 ? [] : left.splice(place, 1);
    return { slip: found?.name ?? `number ${id}`, ...result };
  });
}

/** The payment for which none of a batch was settled; nothing where it was refused for another reason. */
export function refusedInAll(
  system: System,
  slips: readonly NamedSlip[],
  { name, args }: Refusal,
): NamedResult[] {
  const found = slips[Number(args["index"])];
  if (name !== "SettlementRefused" || found === undefined) return [];
  const refusal = decodeRefusal(errorsOf(system), String(args["refusal"]));
  const { programme, holder, merchant, id } = found.slip;
  return [{ slip: found.name, programme, holder, merchant, id, amount: 0n, refusal }];
}

const SETTLED = {
  en: (settled: number, all: number, won: string) => `${settled} of ${all} settled, ${won}`,
  ko: (settled: number, all: number, won: string) => `${all}건 중 ${settled}건 정산, ${won}`,
} as const;

/** How many of a batch were settled, and how much. */
export function settledLine(results: readonly PaymentResult[], language: Language): string {
  const settled = results.filter(({ refusal }) => refusal === undefined);
  const won = settled.reduce((sum, { amount }) => sum + amount, 0n);
  return SETTLED[language](settled.length, results.length, formatWon(won));
}

/** One line for each payment that was not settled: which, whose, and why. */
export function refusedLines(
  results: readonly NamedResult[],
  { names, language }: Reader,
): string[] {
  return results.flatMap(({ slip, holder, refusal }) =>
    refusal === undefined
      ? []
      : [refusedLine(`${slip}, ${names.get(holder) ?? holder},`, refusal, names, language)],
  );
}
