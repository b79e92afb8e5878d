import { deployed, won } from "./fixtures.ts";
import { line, matter, papers } from "./budget.ts";
import { at } from "./chain.ts";
import { kst } from "./time.ts";
import { fundedTrust, type Trust } from "./trust.ts";

/*
 * A month of all books, worked out by hand from what everybody does:
 *
 *  July 2025, from 09:00 on the 21st, whole won
 *   1 the central bank attests                        10,000,000,000
 *   2 the bank issues to the citizen                       1,000,000
 *   3 the bank issues to the funding account           3,000,000,000
 *   4 the funding account pays revenue                 2,000,000,000
 *   5 appropriated to the line                         1,000,000,000
 *   6 of it allotted                                     400,000,000
 *   7 of it obligated in trust to the programmes          60,000,000
 *   8 of it advanced to programme 1                       40,000,000
 *   9 of it granted to the citizen                           300,000
 *  10 of it spent at the bookshop                            120,000
 *  11 the bookshop redeems                                    20,000
 *  12 obligated to the bakery                             50,000,000
 *  13 of it paid                                          20,000,000
 *  14 of it returned                                       1,000,000
 *  15 the citizen sends the Treasury, without a word           7,000
 *
 *  August 2025
 *  16 the citizen spends at the bookshop                      30,000
 */
export async function playMonth(): Promise<Trust> {
  const system = await fundedTrust(await deployed());
  const { programmes, token, treasury, obligating, disbursing, addresses } = system;
  const { citizen, bookshop, bakery } = system;
  await programmes.connect(citizen).spend(1n, bookshop, won(120_000), 1n);
  await token.connect(bookshop).redeem(won(20_000), 1n);
  await obligating.obligate(line, bakery, matter, won(50_000_000), 0n);
  await disbursing.pay(bakery, matter, won(20_000_000), papers);
  await token.connect(bakery).approve(addresses.treasury, won(1_000_000));
  await treasury.connect(bakery).receiveReturn(bakery, matter, won(1_000_000));
  await token.connect(citizen).transfer(addresses.treasury, won(7_000));
  await at(system, kst("2025-08-01T00:00:00"));
  await programmes.connect(citizen).spend(1n, bookshop, won(30_000), 2n);
  return system;
}
