import { concat, id, keccak256, TypedDataEncoder, ZeroHash } from "ethers";
import { invoiceOf, type PackedEntry } from "../lib/invoices.ts";
import {
  packSlips,
  paymentDomain,
  paymentTypes,
  type PaymentSlip,
  type SignedSlip,
} from "../lib/till.ts";
import { grantMonth, morningOf, type Holder, type World } from "./world.ts";

/** Days over which the events of a year are spread. */
const DAYS = 365;
/** Payments to one merchant that follow each other in a batch. */
const RUN = 10;
/** Of so many payments one is on an invoice. */
const INVOICED = 20;

/** What happens on the chain, act by act, the same each time. */
export class Traffic {
  readonly #world: World;
  readonly #batch: number;
  readonly #encoder = TypedDataEncoder.from(paymentTypes);
  readonly #domain: string;
  #turn = 0;
  #payments = 0;
  #month = -1;
  #purchase: { merchant: string; invoice: string; entry: PackedEntry } | undefined;

  /** @param batch Signed payments in a transaction. */
  constructor(world: World, chainId: bigint, batch: number) {
    this.#world = world;
    this.#batch = batch;
    const { programmes } = world.system.addresses;
    this.#domain = TypedDataEncoder.hashDomain(paymentDomain(chainId, programmes));
  }

  /** Acts until the system has left `events` events, spread over a year that has `ofYear` of them. */
  async until(events: number, ofYear: number, progress: (events: number) => void): Promise<void> {
    const world = this.#world;
    while (world.events < events) {
      const day = Math.floor((world.events / ofYear) * DAYS);
      world.now = Math.max(world.now, morningOf(day));
      const month = Math.floor(day / 30.5);
      if (month > this.#month && month < 12) {
        this.#month = month;
        await grantMonth(world, month);
      } else await this.#act();
      progress(world.events);
    }
  }

  async #act(): Promise<void> {
    const turn = this.#turn % 11;
    this.#turn += 1;
    if (turn < 6) return this.#settle(turn === 0);
    const acts = [this.#buy, this.#refund, this.#redeem, this.#transfer, this.#refused];
    await acts[turn - 6]?.call(this);
  }

  /** A batch of signed payments; of the first some time has passed, where `isLate`. */
  async #settle(isLate: boolean): Promise<void> {
    const { system, citizens, holders } = this.#world;
    const programme = this.#turn % holders.length;
    const slips = Array.from({ length: this.#batch }, (_, n) =>
      this.#slip(programme, n, isLate && n === 0),
    );
    const { runs, payments, extras } = packSlips(slips);
    const sender = citizens[this.#turn % citizens.length]?.address ?? "";
    await this.#world.call(sender, system.programmes, "settle", [runs, payments, extras]);
  }

  #slip(programme: number, n: number, isLate: boolean): SignedSlip {
    const { holders, merchants, now } = this.#world;
    this.#payments += 1;
    const all = holders[programme] ?? [];
    const holder = all[Math.floor(this.#payments / holders.length) % all.length] as Holder;
    const merchant = merchants[(this.#turn + Math.floor(n / RUN)) % merchants.length] ?? "";
    const amount = 1_000n * BigInt(1 + (this.#payments % 9));
    const number = `invoice ${this.#payments}`;
    const slip: PaymentSlip = {
      ...{ programme: BigInt(programme) + 1n, holder: holder.address, merchant, amount },
      invoice: this.#payments % INVOICED === 0 ? invoiceOf(id(number), amount) : ZeroHash,
      purposeHash: ZeroHash,
      ...{ validAfter: now - 600, validBefore: isLate ? now - 300 : now + 600 },
      id: holder.nextId,
    };
    holder.nextId += 1;
    const digest = keccak256(concat(["0x1901", this.#domain, this.#encoder.hash(slip)]));
    return { ...slip, signature: holder.key.sign(digest).serialized };
  }

  #citizen(): { holder: Holder; programme: bigint } {
    const { citizens, holders } = this.#world;
    const n = Math.floor(this.#turn / 11) % citizens.length;
    return { holder: citizens[n] as Holder, programme: BigInt(n % holders.length) + 1n };
  }

  /** A holder buys on an invoice without a signed slip. */
  async #buy(): Promise<void> {
    const { system, shops } = this.#world;
    const { holder, programme } = this.#citizen();
    const merchant = shops[Math.floor(this.#turn / 11) % shops.length] ?? "";
    const invoice = invoiceOf(id(`purchase ${this.#turn}`), 500n);
    const purchase = { programme, merchant, amount: 500n, receipt: BigInt(this.#turn), invoice };
    const args = [holder.address, { ...purchase, purposeHash: ZeroHash }];
    const { programmes, invoices } = system;
    const { logs } = await this.#world.call(holder.address, programmes, "spendFor", args);
    const [paid] = logs.flatMap((log) => invoices.interface.parseLog(log) ?? []);
    const { payee, source, money } = paid?.args.toObject() as PackedEntry;
    this.#purchase = { merchant, invoice, entry: { payee, source, money } };
  }

  /** The shop gives a part of the last purchase back. */
  async #refund(): Promise<void> {
    if (this.#purchase === undefined) throw new Error("nothing was bought");
    const { merchant, invoice, entry } = this.#purchase;
    const args = [merchant, invoice, [entry], 0n, 100n];
    await this.#world.call(merchant, this.#world.system.programmes, "refund", args);
  }

  /** A shop redeems half of what it has. */
  async #redeem(): Promise<void> {
    const { system, shops } = this.#world;
    const { token } = system;
    const shop = shops[Math.floor(this.#turn / 11) % shops.length] ?? "";
    const balance = await token.balanceOf(shop);
    if (balance < 2n) return this.#transfer();
    const args = [balance / 2n, await token.nextRedemption(shop)];
    await this.#world.call(shop, token, "redeem", args);
  }

  async #transfer(): Promise<void> {
    const { system, shops } = this.#world;
    const { holder } = this.#citizen();
    const args = [shops[this.#turn % shops.length], 10n];
    await this.#world.call(holder.address, system.token, "transfer", args);
  }

  /** A holder wants to pay more than there is, which is mined and refused. */
  async #refused(): Promise<void> {
    const { token, addresses } = this.#world.system;
    const { holder } = this.#citizen();
    const args: [string, bigint] = [this.#world.shops[0] ?? "", 10n ** 12n];
    const data = token.interface.encodeFunctionData("transfer", args);
    await this.#world.sendRefused(holder.address, addresses.token, data);
  }
}
