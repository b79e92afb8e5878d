import { Result, ZeroAddress } from "ethers";
import type { Books } from "../../scripts/audit/books.ts";
import type { Event } from "../../scripts/audit/collect.ts";
import type { Movement } from "../../scripts/audit/report/movements.ts";
import type { VoucherBook } from "../../scripts/audit/voucher-books.ts";
import { emptyBooks, programme, somebody, voucher } from "./books.ts";

/** Who paid, was paid or was granted something, in which programme, how much and when. */
interface Told {
  readonly programme: bigint;
  readonly holder: number;
  readonly amount: bigint;
  readonly time: number;
}

/** Events of vouchers as the chain would have them, and books that fit them, told by hand. */
export class VoucherTale {
  readonly books: Books = emptyBooks();
  readonly events: Event[] = [];
  /** What was told, for a test to add up by itself. */
  readonly told: Movement[] = [];
  readonly #mcc = new Map<number, number>();

  enrol(merchant: number, mcc: number): void {
    this.#mcc.set(merchant, mcc);
    this.#event("MerchantEnrolled", 0, { merchant: somebody(merchant), mcc });
  }

  open(id: bigint, budget: bigint): void {
    this.books.programmes.set(id, programme({ budget, ungranted: budget }));
  }

  grant({ programme: id, holder, amount, time }: Told, home: number): void {
    const book = this.#voucher(id, holder);
    book.granted += amount;
    book.balance += amount;
    book.home = home;
    book.district = home;
    const found = this.books.programmes.get(id);
    if (found !== undefined) found.ungranted -= amount;
    this.#moved(ZeroAddress, somebody(holder), id, amount, time);
    this.#event("VoucherGranted", time, { programme: id, ref: 1n, home });
    this.#tell("granted", { programme: id, holder, amount, time });
  }

  spend({ programme: id, holder, amount, time }: Told, merchant: number): void {
    const book = this.#voucher(id, holder);
    book.spent += amount;
    book.balance -= amount;
    this.#moved(somebody(holder), ZeroAddress, id, amount, time);
    const [who, whom] = [somebody(holder), somebody(merchant)];
    this.#event("VoucherSpent", time, { programme: id, holder: who, merchant: whom, receipt: 1n });
    this.#tell("spent", { programme: id, holder, amount, time }, merchant);
  }

  lapse({ programme: id, holder, time }: Omit<Told, "amount">): void {
    const book = this.#voucher(id, holder);
    const amount = book.balance;
    book.lapsed += amount;
    book.balance = 0n;
    this.#moved(somebody(holder), ZeroAddress, id, amount, time);
    this.#event("VoucherReclaimed", time, { programme: id, holder: somebody(holder), by: "0x" });
    this.#tell("lapsed", { programme: id, holder, amount, time });
  }

  #voucher(id: bigint, holder: number): VoucherBook {
    const { vouchers } = this.books.programmes.get(id) ?? programme();
    const found = vouchers.get(somebody(holder)) ?? voucher({});
    vouchers.set(somebody(holder), found);
    return found;
  }

  #tell(kind: Movement["kind"], { holder, ...told }: Told, merchant?: number): void {
    const shop = merchant === undefined ? "" : somebody(merchant);
    const mcc = this.#mcc.get(merchant ?? 0) ?? 0;
    this.told.push({ kind, ...told, holder: somebody(holder), merchant: shop, mcc });
  }

  #moved(from: string, to: string, id: bigint, value: bigint, time: number): void {
    this.#event("TransferSingle", time, { operator: from, from, to, id, value });
  }

  #event(name: string, time: number, fields: Readonly<Record<string, unknown>>): void {
    const args = Result.fromItems(Object.values(fields), Object.keys(fields));
    const where = { contract: somebody(0xa3), block: 1, index: 0, transaction: "0x" };
    this.events.push({ ...where, name, args, time });
  }
}
