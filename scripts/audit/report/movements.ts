import { ZeroAddress } from "ethers";
import type { Event } from "../collect.ts";

/** What happened to a voucher. */
export type Kind = "granted" | "spent" | "rebated" | "refunded" | "lapsed" | "clawedBack";

/** One movement of vouchers with its reason, whole won. */
export interface Movement {
  readonly kind: Kind;
  readonly programme: bigint;
  readonly holder: string;
  /** Who was paid; empty where nobody was. */
  readonly merchant: string;
  /** What the merchant sold at that time, ISO 18245; 0 where nobody was paid. */
  readonly mcc: number;
  readonly amount: bigint;
  /** UTC second. */
  readonly time: number;
}

/** A `TransferSingle` that the events after it have not explained yet. */
interface Moved {
  readonly programme: bigint;
  readonly holder: string;
  readonly amount: bigint;
}

/**
 * Movements of vouchers in their order, told by events alone: each event explains the `TransferSingle` before it. Keeps the
 * merchants' categories and what one transaction leaves open, and nothing of the events themselves.
 */
export class Movements {
  readonly #categories = new Map<string, number>();
  #minted: Moved[] = [];
  #burnt: Moved | undefined;
  #run: Moved[] = [];

  /** What the event explains; nothing where it explains no movement of vouchers. */
  *after({ name, args, time }: Event): Generator<Movement> {
    switch (name) {
      case "MerchantEnrolled":
        this.#categories.set(String(args[0]), Number(args[1]));
        return;
      case "TransferSingle":
        this.#move(args.toArray() as [string, string, string, bigint, bigint]);
        return;
      case "VoucherGranted":
        for (const moved of this.#minted) yield this.#as("granted", moved, time);
        this.#minted = [];
        return;
      case "PaymentSettled":
        if (this.#burnt !== undefined) this.#run.push(this.#burnt);
        this.#burnt = undefined;
        return;
      case "RunSettled":
        for (const moved of this.#run) yield this.#as("spent", moved, time, String(args[1]));
        this.#run = [];
        return;
      case "VoucherRefunded":
        if (args["restored"] !== true) return;
        for (const moved of this.#minted) yield this.#as("refunded", moved, time, String(args[2]));
        this.#minted = [];
        return;
      case "VoucherMoved":
        this.#minted = [];
        this.#burnt = undefined;
        return;
      default:
        yield* this.#used(name, time, args);
    }
  }

  #move([, from, to, programme, amount]: [string, string, string, bigint, bigint]): void {
    if (from === ZeroAddress) this.#minted.push({ programme, holder: to, amount });
    else this.#burnt = { programme, holder: from, amount };
  }

  *#used(name: string, time: number, args: Event["args"]): Generator<Movement> {
    const kind = USES[name];
    if (kind === undefined || this.#burnt === undefined) return;
    const isPaid = kind === "spent" || kind === "rebated";
    yield this.#as(kind, this.#burnt, time, isPaid ? String(args[2]) : "");
    this.#burnt = undefined;
  }

  #as(kind: Kind, moved: Moved, time: number, merchant = ""): Movement {
    return { kind, ...moved, merchant, mcc: this.#categories.get(merchant) ?? 0, time };
  }
}

/** Events that say for what a voucher was used up. */
const USES: Readonly<Record<string, Kind>> = {
  VoucherSpent: "spent",
  RebatePaid: "rebated",
  VoucherReclaimed: "lapsed",
  ClawedBack: "clawedBack",
};
