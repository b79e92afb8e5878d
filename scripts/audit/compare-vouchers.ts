import { ZeroAddress, ZeroHash } from "ethers";
import { monthOf } from "../lib/clock.ts";
import type { System } from "../lib/system.ts";
import type { Books } from "./books.ts";
import { atBlock, type At, type Pair } from "./compare.ts";
import { each, eachOne } from "./compare-each.ts";
import { explained, spentIn, type ProgrammeBook, type VoucherBook } from "./voucher-books.ts";

/** Every programme with its terms, appointments and batches, and every voucher. */
export async function programmePairs(
  { programmes }: System,
  { programmes: all }: Books,
  at: At,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  // One programme after the other: of its vouchers many are asked for at a time.
  for (const [id, book] of all) {
    const parts = [statePairs, purposePairs, appointmentPairs, batchPairs, voucherPairs];
    const found = await Promise.all(parts.map((part) => part(programmes, id, book, at)));
    for (const some of found) for (const pair of some) pairs.push(pair);
  }
  const count = await programmes.programmes(atBlock(at));
  return [["programmes", all.size, count], ...pairs];
}

type Programmes = System["programmes"];

async function statePairs(
  programmes: Programmes,
  id: bigint,
  book: ProgrammeBook,
  at: At,
): Promise<Pair[]> {
  const [state, paused] = await Promise.all([
    programmes.programmeOf(id, atBlock(at)),
    programmes.isPaused(id, atBlock(at)),
  ]);
  return [
    [`ungranted rest of programme ${id}`, book.ungranted, state.ungranted],
    [`funding account of programme ${id}`, book.fundingAccount, state.fundingAccount],
    [`status of programme ${id}`, book.closed ? 2 : 1, state.status],
    [`pause of programme ${id}`, book.paused, paused],
  ];
}

/** Terms, the lists that belong to them, and the notice. */
async function purposePairs(
  programmes: Programmes,
  id: bigint,
  { purpose, expiresAt }: ProgrammeBook,
  at: At,
): Promise<Pair[]> {
  const listed = <T>(what: string, list: readonly T[], ask: (entry: T) => Promise<boolean>) =>
    list.map(async (entry): Promise<Pair> => {
      return [`${what} ${String(entry)} of programme ${id}`, true, await ask(entry)];
    });
  const [terms, noticeHash] = await Promise.all([
    programmes.termsOf(id, atBlock(at)),
    programmes.noticeOf(id, atBlock(at)),
  ]);
  const found: object = terms;
  const rules = Object.entries(purpose.terms)
    .filter(([name]) => name !== "expiresAt")
    .map(([name, byEvents]): Pair => {
      return [`${name} of programme ${id}`, byEvents, Reflect.get(found, name)];
    });
  return [
    [`expiry of programme ${id}`, expiresAt, terms.expiresAt],
    ...rules,
    [`notice of programme ${id}`, purpose.noticeHash, noticeHash],
    ...(await Promise.all([
      ...listed("category", purpose.categories, (mcc) =>
        programmes.isListedCategory(id, mcc, atBlock(at)),
      ),
      ...listed("district", purpose.regions, (region) =>
        programmes.isListedRegion(id, region, atBlock(at)),
      ),
      ...listed("named merchant", purpose.merchants, (merchant) =>
        programmes.isNamedMerchant(id, merchant, atBlock(at)),
      ),
    ])),
  ];
}

async function appointmentPairs(
  programmes: Programmes,
  id: bigint,
  { managers, attestors }: ProgrammeBook,
  at: At,
): Promise<Pair[]> {
  const appointed = [...managers].map(async ([account, isManager]): Promise<Pair> => {
    const onChain = await programmes.isManager(id, account, atBlock(at));
    return [`${account} as manager of programme ${id}`, isManager, onChain];
  });
  const attesting = [...attestors].map(async ([account, isAttestor]): Promise<Pair> => {
    const onChain = await programmes.isAttestor(id, account, atBlock(at));
    return [`${account} as attestor of programme ${id}`, isAttestor, onChain];
  });
  return Promise.all([...appointed, ...attesting]);
}

async function batchPairs(
  programmes: Programmes,
  id: bigint,
  { batches }: ProgrammeBook,
  at: At,
): Promise<Pair[]> {
  return eachOne(at, batches, async ([ref, { holders, amount }]) => {
    const onChain = await programmes.grantOf(id, ref, atBlock(at));
    const name = `batch ${ref} of programme ${id}`;
    return [name, `${holders}/${amount}`, `${onChain.holders}/${onChain.amount}`];
  });
}

async function voucherPairs(
  programmes: Programmes,
  id: bigint,
  { vouchers }: ProgrammeBook,
  at: At,
): Promise<Pair[]> {
  return each(at, vouchers, async ([holder, voucher]) => {
    const parts = [factPairs, casePairs];
    return (
      await Promise.all(parts.map((part) => part(programmes, id, holder, voucher, at)))
    ).flat();
  });
}

/** One holder's balance, and what is known of the holder. */
async function factPairs(
  programmes: Programmes,
  id: bigint,
  holder: string,
  voucher: VoucherBook,
  at: At,
): Promise<Pair[]> {
  const facts = await programmes.voucherOf(id, holder, atBlock(at));
  const whose = `${holder} in programme ${id}`;
  const today = spentIn(voucher.today, at.day);
  const thisMonth = spentIn(voucher.thisMonth, monthOf(at.day));
  return [
    [`voucher ${id} of ${holder}`, voucher.balance, facts.balance],
    [`voucher ${id} of ${holder}, explained`, explained(voucher), facts.balance],
    [`held of ${whose}`, voucher.clawback?.amount ?? 0n, facts.held],
    [`home of ${whose}`, voucher.home, facts.home],
    [`consent of ${whose}`, voucher.consented, facts.consented],
    [`attestation of ${whose}`, voucher.attested, facts.attested],
    [`spent today by ${whose}`, today, facts.spentToday],
    [`spent this month by ${whose}`, thisMonth, facts.spentThisMonth],
    [`spent in all by ${whose}`, voucher.inAll, facts.spentInAll],
    [`last payment number of ${whose}`, voucher.highestId, facts.highestId],
  ];
}

const CLAWBACK_STATUS = { opened: 1, objected: 2, confirmed: 3 } as const;

/** Who may spend for the holder, and what is to be taken back. */
async function casePairs(
  programmes: Programmes,
  id: bigint,
  holder: string,
  { proxy, clawback }: VoucherBook,
  at: At,
): Promise<Pair[]> {
  const [proxyOnChain, clawbackOnChain] = await Promise.all([
    programmes.proxyOf(id, holder, atBlock(at)),
    programmes.clawbackOf(id, holder, atBlock(at)),
  ]);
  const whose = `${holder} in programme ${id}`;
  const byProxy =
    proxy === undefined
      ? [ZeroAddress, 0, 0, 0]
      : [proxy.account, proxy.left, proxy.until, proxy.category];
  const byCase =
    clawback === undefined
      ? [0, 0, 0, ZeroHash]
      : [
          ...[clawback.amount, clawback.objectableUntil],
          ...[CLAWBACK_STATUS[clawback.status], clawback.caseId],
        ];
  return [
    [`proxy of ${whose}`, byProxy.join(" "), [...proxyOnChain].join(" ")],
    [`clawback of ${whose}`, byCase.join(" "), [...clawbackOnChain].join(" ")],
  ];
}
