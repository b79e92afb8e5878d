import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { gasOf } from "../helpers/chain.ts";

/** A ceiling that was promised, and what was measured and at most 1 % more, never above the ceiling. */
export interface Bound {
  readonly ceiling: number;
  readonly committed: number;
}

/** Asserts the gas of transactions, or of one's `parts`, base cost and calldata included. */
export async function within(
  name: string,
  { ceiling, committed }: Bound,
  sent: readonly Promise<ContractTransactionResponse>[],
  parts = 1,
): Promise<void> {
  let gas = 0;
  for (const one of sent) gas += await gasOf(one);
  const each = Math.floor(gas / parts);
  expect(gas, name).to.be.greaterThan(21_000);
  expect(each, name).to.be.at.most(committed);
  expect(committed, `${name}: committed`).to.be.at.most(ceiling);
  expect(committed, `${name}: at most 1 % above what was measured`).to.be.at.most(each * 1.01);
}
