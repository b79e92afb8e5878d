import { ZeroAddress } from "ethers";
import type { Event } from "../collect.ts";
import { districtSub, programmeSub } from "./chart.ts";
import type { Draft } from "./entry.ts";
import {
  obligationSub,
  type Moved,
  type Now,
  type Posting,
  type Programme,
  type State,
} from "./state.ts";
import { spendTrust } from "./treasury.ts";

/** Tokens that reach or leave the vault: for which vouchers, the programmes' own events say. */
export function throughVault(event: Event, now: Now, state: State): void {
  const [from, to, amount] = event.args.toArray() as [string, string, bigint];
  const { programmes } = state.addresses;
  if (from !== programmes && to !== programmes) return;
  const draft = now.in("operator");
  draft.of(event);
  if (from === programmes) draft.pool.push({ debit: 0n, credit: amount });
  if (to !== programmes) return;
  draft.pool.push({ debit: amount, credit: 0n });
  if (now.awaited.length === 0)
    draft.fail("Transfer to the vault, and nothing says what it is for");
  const refund = now.awaited.shift();
  if (refund !== undefined) spendTrust(programmeOf(state, refund), refund, -amount, now);
}

export function programmeOf(state: State, id: bigint): Programme {
  const found = state.programmes.get(id) ?? {
    ungranted: 0n,
    owed: 0n,
    trust: undefined,
    isClosed: false,
    homes: new Map(),
    vouchers: new Map(),
  };
  state.programmes.set(id, found);
  return found;
}

/** What an event of a programme adds to. */
interface Place {
  readonly draft: Draft;
  readonly id: bigint;
  readonly programme: Programme;
  readonly now: Now;
}

function placeOf(event: Event, now: Now, state: State, words?: string): Place {
  const id = event.args["programme"] as bigint;
  now.programmes.add(id);
  const draft = now.in("operator");
  draft.of(event, words === undefined ? undefined : `${words}, ${programmeSub(id)}`);
  const isNew = !state.programmes.has(id);
  if (isNew !== (event.name === "ProgrammeOpened"))
    draft.fail(
      `${event.name}, and ${programmeSub(id)} was ${isNew ? "not opened" : "open already"}`,
    );
  return { draft, id, programme: programmeOf(state, id), now };
}

/** Changes what a programme has ungranted. */
function changeRest({ draft, id, programme }: Place, amount: bigint): void {
  programme.ungranted += amount;
  programme.owed += amount;
  const sub = programmeSub(id);
  if (amount > 0n) draft.credit(2100, sub, amount, { programme: id });
  else draft.debit(2100, sub, -amount, { programme: id });
}

/** Changes what a holder has. */
function changeVoucher({ draft, id, programme }: Place, holder: string, amount: bigint): void {
  const { vouchers, homes } = programme;
  vouchers.set(holder, (vouchers.get(holder) ?? 0n) + amount);
  programme.owed += amount;
  const sub = districtSub(id, homes.get(holder) ?? 0);
  if (amount > 0n) draft.credit(2200, sub, amount, { programme: id }, holder);
  else draft.debit(2200, sub, -amount, { programme: id }, holder);
}

/** A holder is at home elsewhere: what it has is entered under the other district. */
function moveHome(place: Place, holder: string, home: number): void {
  const { homes, vouchers } = place.programme;
  const had = vouchers.get(holder) ?? 0n;
  if (homes.get(holder) === home) return;
  if (had !== 0n) changeVoucher(place, holder, -had);
  homes.set(holder, home);
  if (had !== 0n) changeVoucher(place, holder, had);
}

/** The last movement of vouchers that an event explains. */
function take(list: Moved[], isIt: (moved: Moved) => boolean): Moved | undefined {
  const at = list.findLastIndex(isIt);
  return at === -1 ? undefined : list.splice(at, 1)[0];
}

/** An event that says why a holder has vouchers no more; some of these spend them. */
const usesUp =
  (words: string, spends: boolean): Posting =>
  (event, now, state) => {
    const place = placeOf(event, now, state, words);
    const { holder } = event.args.toObject() as { holder: string };
    explainBurnt(
      event,
      place,
      spends,
      take(now.burns, ({ from, programme }) => from === holder && programme === place.id),
    );
  };

function explainBurnt(event: Event, place: Place, spends: boolean, burnt: Moved | undefined): void {
  if (burnt === undefined) {
    place.draft.fail(`${event.name}, and no vouchers were used up before it`);
    return;
  }
  changeVoucher(place, burnt.from, -burnt.amount);
  if (spends) spendTrust(place.programme, place.id, burnt.amount, place.now);
}

/** A signed payment is the last movement before it, whosever it is. */
function settled(event: Event, now: Now, state: State): void {
  const burnt = now.burns.pop();
  const id = burnt?.programme ?? 0n;
  const draft = now.in("operator");
  draft.of(event, `signed payment, ${programmeSub(id)}`);
  now.programmes.add(id);
  explainBurnt(event, { draft, id, programme: programmeOf(state, id), now }, true, burnt);
}

function opened(event: Event, now: Now, state: State): void {
  const place = placeOf(event, now, state, "opening");
  const budget = event.args["budget"] as bigint;
  if (budget > 0n) now.awaited.push(undefined);
  changeRest(place, budget);
}

function granted(event: Event, now: Now, state: State): void {
  const place = placeOf(event, now, state, "grant");
  const home = Number(event.args["home"]);
  const mints = now.mints.splice(0).filter((mint) => {
    if (mint.programme === place.id) return true;
    place.draft.fail("VoucherGranted, and another programme granted before it");
    return false;
  });
  if (mints.length === 0) place.draft.fail("VoucherGranted, and nothing was granted before it");
  changeRest(place, -mints.reduce((sum, { amount }) => sum + amount, 0n));
  for (const { to, amount } of mints) {
    moveHome(place, to, home);
    changeVoucher(place, to, amount);
  }
}

function refunded(event: Event, now: Now, state: State): void {
  const place = placeOf(event, now, state, "refund");
  if (event.args["restored"] !== true) {
    now.awaited.push(place.id);
    return;
  }
  now.awaited.push(undefined);
  const minted = take(now.mints, ({ programme }) => programme === place.id);
  if (minted === undefined) {
    place.draft.fail("VoucherRefunded, and no vouchers came back before it");
    return;
  }
  changeVoucher(place, minted.to, minted.amount);
  spendTrust(place.programme, place.id, -minted.amount, now);
}

/** The vouchers of a lost key are those of the key in its place, whose home is the old key's where it had none. */
function moved(event: Event, now: Now, state: State): void {
  const place = placeOf(event, now, state, "vouchers of a lost key");
  const { holder, successor } = event.args.toObject() as { holder: string; successor: string };
  const { programme, draft } = place;
  const found = take(now.moves, ({ from, to }) => from === holder && to === successor);
  if (found === undefined) {
    draft.fail("VoucherMoved, and no vouchers moved before it");
    return;
  }
  changeVoucher(place, holder, -found.amount);
  const home = programme.homes.get(holder);
  if (!programme.homes.has(successor) && home !== undefined) programme.homes.set(successor, home);
  programme.homes.delete(holder);
  changeVoucher(place, successor, found.amount);
}

function transferSingle(event: Event, now: Now): void {
  const [, from, to, programme, amount] = event.args.toArray() as [
    ...[string, string, string],
    ...[bigint, bigint],
  ];
  now.in("operator").of(event);
  const list = from === ZeroAddress ? now.mints : to === ZeroAddress ? now.burns : now.moves;
  list.push({ from, to, programme, amount, event });
}

/** What the programmes' events of money enter in the operator's books. */
export const operator: Readonly<Record<string, Posting>> = {
  ProgrammeOpened: opened,
  HeldInTrust: (event, now, state) => {
    const { id, programme, draft } = placeOf(event, now, state);
    if (programme.trust !== undefined) draft.fail("HeldInTrust, and it was so already");
    const key = obligationSub(state.addresses.programmes, String(event.args["matter"]));
    programme.trust = key;
    state.trusts.set(key, id);
  },
  ProgrammeFunded: (event, now, state) => {
    const place = placeOf(event, now, state, "advance");
    if (place.programme.trust === undefined)
      place.draft.fail("ProgrammeFunded, and the programme holds nothing in trust");
    now.awaited.push(undefined);
    changeRest(place, event.args["amount"] as bigint);
  },
  TransferSingle: transferSingle,
  VoucherGranted: granted,
  VoucherSpent: usesUp("payment with a voucher", true),
  PaymentSettled: settled,
  RebatePaid: usesUp("rebate", true),
  VoucherRefunded: refunded,
  VoucherReclaimed: usesUp("reclaim", false),
  ClawedBack: usesUp("clawback", false),
  VoucherMoved: moved,
  HomeMoved: (event, now, state) => {
    const place = placeOf(event, now, state, "move to another district");
    const [holder, home] = [String(event.args["holder"]), Number(event.args["home"])];
    if (place.programme.homes.get(holder) === home)
      place.draft.fail("HomeMoved, and it was the home already");
    moveHome(place, holder, home);
  },
  ProgrammeClosed: (event, now, state) => {
    const place = placeOf(event, now, state, "closing");
    if (place.programme.isClosed) place.draft.fail("ProgrammeClosed, and it was closed already");
    place.programme.isClosed = true;
    changeRest(place, -place.programme.ungranted);
  },
};

/** Vouchers that moved without a word are entered on one side alone. */
export function endOperator(now: Now, state: State): void {
  const draft = now.drafts.get("operator");
  if (draft === undefined) return;
  for (const { from, to, programme: id, amount } of [...now.mints, ...now.burns, ...now.moves]) {
    const place = { draft, id, programme: programmeOf(state, id), now };
    if (to === ZeroAddress) changeVoucher(place, from, -amount);
    else changeVoucher(place, to, amount);
    draft.fail("TransferSingle, and nothing says why");
  }
  if (now.awaited.length > 0) draft.fail("money was announced to the vault, and did not come");
}
