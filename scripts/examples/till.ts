import { id as hashOf, type Signer } from "ethers";
import type { Reader } from "../lib/forms.ts";
import { explain } from "../lib/refusal.ts";
import { resultsOf } from "../lib/results.ts";
import type { System } from "../lib/system.ts";
import * as till from "../lib/till.ts";

interface Wish {
  readonly holder: Signer;
  readonly amount: bigint;
}

interface Shop {
  readonly system: System;
  readonly chainId: bigint;
  /** Who is paid, and here also sends the batch; anyone may. */
  readonly merchant: Signer;
  /** UTC second. */
  readonly now: number;
  readonly reader: Reader;
}

/** Has holders sign payments of programme 1, asks whether each would be settled, settles all, and says what became of each. */
export async function atTheTill(shop: Shop, wishes: readonly Wish[]): Promise<string[]> {
  const { system, chainId, now, reader } = shop;
  const { programmes, addresses } = system;
  const merchant = await shop.merchant.getAddress();
  const domain = till.paymentDomain(chainId, addresses.programmes);
  const told: string[] = [];
  const slips: till.SignedSlip[] = [];

  for (const { holder: phone, amount } of wishes) {
    // Build: each of a holder's payments in a programme has a number of its own, higher than those settled.
    const holder = await phone.getAddress();
    const { highestId } = await programmes.voucherOf(1n, holder);
    const id = Number(highestId) + 1;
    const purposeHash = hashOf("books");
    const wanted = { programme: 1n, holder, merchant, amount, id, purposeHash };
    const slip = till.buildSlip(wanted, now); // valid for ten minutes

    // Sign, on the holder's phone. Verify at the till, without a network.
    const signed = await till.signSlip(phone, domain, slip);
    if (!till.isSigned(domain, signed)) throw new Error("this is not the holder's signature");

    // Ask the chain, in one call, whether it would be settled now.
    const { notice, refusal } = await till.askTill(system, signed, reader);
    told.push(refusal === undefined ? notice : `Would be refused: ${refusal.sentence}`);
    slips.push(signed);
  }

  // Settle in batches that a transaction has gas for: a payment that is refused harms no other.
  for (const batch of till.batchesOf(slips)) {
    const { runs, payments, extras } = till.packSlips(batch);
    const sent = await programmes.connect(shop.merchant).settle(runs, payments, extras);
    const receipt = await sent.wait();
    for (const { holder, amount, refusal } of resultsOf(system, receipt ?? { logs: [] })) {
      const why = refusal && explain(refusal, reader.names, reader.language).sentence;
      told.push(`${reader.names.get(holder) ?? holder}: ${why ?? `paid ${amount} won`}`);
    }
  }
  return told;
}
