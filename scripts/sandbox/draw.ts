import { id } from "ethers";

/** Numbers drawn from a seed: the same seed and label give the same number on every machine. */
export class Draw {
  readonly #seed: number;
  #drawn = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    const hash = id(`${this.#seed}/${this.#drawn++}`);
    return Number(BigInt(hash) % BigInt(bound));
  }

  /** One of `list`, which must not be empty. */
  oneOf<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new Error("nothing to draw from");
    return chosen;
  }

  /** The list in a drawn order. */
  shuffled<T>(list: readonly T[]): T[] {
    const rest = [...list];
    const result: T[] = [];
    while (rest.length > 0) result.push(...rest.splice(this.below(rest.length), 1));
    return result;
  }
}
