/** Whole numbers below 2³², four bytes each: a list of them that grows. */
export class Numbers {
  #kept = new Uint32Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#kept[index] ?? 0;
  }

  push(value: number): void {
    if (this.#length === this.#kept.length) {
      const more = new Uint32Array(2 * this.#kept.length);
      more.set(this.#kept);
      this.#kept = more;
    }
    this.#kept[this.#length] = value;
    this.#length += 1;
  }

  set(index: number, value: number): void {
    this.#kept[index] = value;
  }
}

/** Whole won, or other numbers below 2⁶⁴, eight bytes each: a list of them that grows. */
export class Wons {
  #kept = new BigUint64Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): bigint {
    return this.#kept[index] ?? 0n;
  }

  push(value: bigint): void {
    if (this.#length === this.#kept.length) {
      const more = new BigUint64Array(2 * this.#kept.length);
      more.set(this.#kept);
      this.#kept = more;
    }
    this.#kept[this.#length] = value;
    this.#length += 1;
  }

  set(index: number, value: bigint): void {
    this.#kept[index] = value;
  }
}

const HASH_BYTES = 32;

/** Transactions that moved won or authority, each once: hash, block and UTC second. */
export class Transactions {
  #hashes = new Uint8Array(HASH_BYTES * 1_024);
  readonly #blocks = new Numbers();
  readonly #times = new Numbers();
  #last = "";

  get length(): number {
    return this.#times.length;
  }

  /** The number of a transaction; those of one come one after the other. */
  numberOf(event: { readonly transaction: string; readonly block: number; readonly time: number }) {
    if (event.transaction !== this.#last) this.#add(event);
    return this.length - 1;
  }

  hash(number: number): string {
    const from = HASH_BYTES * number;
    return `0x${Buffer.from(this.#hashes.subarray(from, from + HASH_BYTES)).toString("hex")}`;
  }

  block(number: number): number {
    return this.#blocks.at(number);
  }

  time(number: number): number {
    return this.#times.at(number);
  }

  /** The number of the transaction with this hash; nothing where it moved neither won nor authority. */
  find(hash: string): number | undefined {
    const wanted = Buffer.from(hash.slice(2), "hex");
    for (let number = 0; number < this.length; number++) {
      const from = HASH_BYTES * number;
      const found = this.#hashes.subarray(from, from + HASH_BYTES);
      if (found[0] === wanted[0] && wanted.equals(found)) return number;
    }
    return undefined;
  }

  #add({ transaction, block, time }: { transaction: string; block: number; time: number }): void {
    const from = HASH_BYTES * this.length;
    if (from === this.#hashes.length) {
      const more = new Uint8Array(2 * from);
      more.set(this.#hashes);
      this.#hashes = more;
    }
    this.#hashes.set(Buffer.from(transaction.slice(2), "hex"), from);
    this.#blocks.push(block);
    this.#times.push(time);
    this.#last = transaction;
  }
}
