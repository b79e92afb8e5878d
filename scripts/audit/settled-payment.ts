import { ZeroAddress } from "ethers";
import type { Event } from "./collect.ts";
import { must, type State, type VoucherMovement } from "./posting.ts";
import type { Payment } from "./voucher-books.ts";

/** A signed payment that was settled: the vouchers it used up, and the holder's number of it. To whom, its run says. */
export interface Settled {
  readonly burnt: VoucherMovement;
  readonly id: number;
}

/** Reads `PaymentSettled`. */
export function settledBy(event: Event, state: State): Settled {
  const burnt = takeBurnt(state, event, state.burnt?.programme ?? 0n);
  return { burnt, id: Number(event.args["id"]) };
}

/** Reads `RunSettled`: the payments settled since the run before went to this merchant. */
export function runOf(event: Event, state: State): { run: Payment[]; merchant: string } {
  const { programme, merchant } = event.args.toObject() as { programme: bigint; merchant: string };
  const run = state.run.splice(0);
  const isRun = run.length > 0 && run.every((payment) => payment.programme === programme);
  must(isRun, event, "no payment in its programme was settled before it");
  return { run, merchant };
}

/** The vouchers used up before this event, which says why; each is explained once. */
export function takeBurnt(
  state: State,
  event: Event,
  programme: bigint,
  holder?: string,
  to = ZeroAddress,
): VoucherMovement {
  const { burnt } = state;
  const isHolders = holder === undefined || burnt?.from === holder;
  must(burnt?.programme === programme && isHolders, event, "no voucher was used up before it");
  must(burnt?.to === to, event, "the vouchers went to another account");
  state.burnt = undefined;
  return burnt as VoucherMovement;
}

/** The vouchers of one holder that came back before this event. */
export function takeMinted(
  state: State,
  event: Event,
  programme: bigint,
  holder: string,
): VoucherMovement {
  const [minted, ...others] = state.minted.splice(0);
  const isSo = minted?.programme === programme && minted.to === holder && others.length === 0;
  must(isSo, event, "no voucher came back before it");
  return minted as VoucherMovement;
}
