import { ZeroAddress } from "ethers";
import type { Event } from "./collect.ts";
import { must, type State, type VoucherMovement } from "./posting.ts";

/** A signed payment that was settled: the vouchers it used up, to whom it was paid, and the holder's number of it. */
export interface Settled {
  readonly burnt: VoucherMovement;
  readonly merchant: string;
  readonly id: number;
}

/** Reads `PaymentSettled`. Nothing else knows how the event and those around it say whose payment was settled. */
export function settledBy(event: Event, state: State): Settled {
  const { programme, merchant, id } = event.args.toObject() as {
    programme: bigint;
    merchant: string;
    id: bigint;
  };
  const burnt = takeBurnt(state, event, programme);
  return { burnt, merchant, id: Number(id) };
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
