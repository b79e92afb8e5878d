import { regions } from "../lib/codes.ts";
import type { Facts, PurposeInput } from "../lib/stage.ts";
import type { WrittenTerms } from "./scenario.ts";
import { slip, type Looked, type Slip } from "./slip.ts";
import { allows } from "./terms.ts";
import { districtOf, listed } from "./wording.ts";

/** Lists and rules by which no merchant of the cast is paid, by one term or by all of them. */
export function merchantSlips(looked: Looked): Slip[] {
  const alone = emptyTerms(looked);
  return [
    ...namedMerchants(looked),
    ...wholeProvinces(looked),
    ...alone.map((field) => slip(looked, field, "warned.no-merchant")),
    ...(alone.length === 0 ? together(looked) : []),
    ...rebates(looked),
  ];
}

interface Merchant {
  readonly account: string;
  readonly facts: Facts;
}

function merchantsOf({ cast }: Looked): Merchant[] {
  return (cast.groups.get("merchants") ?? []).flatMap((account) => {
    const facts = cast.facts.get(account);
    return facts === undefined ? [] : [{ account, facts }];
  });
}

/** Holders of the cast, one for each home district. */
function homesOf({ cast }: Looked): Facts[] {
  const holders = (cast.groups.get("citizens") ?? []).map((account) => cast.facts.get(account));
  const byHome = new Map(holders.map((holder) => [holder?.home, holder]));
  return [...byHome.values()].filter((holder) => holder !== undefined);
}

const OFF = {
  categoryRule: 0,
  maxSalesBand: 0,
  homeRegionOnly: false,
  listedRegionsOnly: false,
  namedMerchantsOnly: false,
} as const satisfies Partial<PurposeInput["terms"]>;

const RULES = {
  categories: ["categoryRule"],
  sales: ["maxSalesBand"],
  home: ["homeRegionOnly"],
  districts: ["listedRegionsOnly"],
  merchants: ["namedMerchantsOnly"],
} as const satisfies Partial<Record<keyof WrittenTerms, readonly (keyof typeof OFF)[]>>;

/** The terms each of which by itself allows no merchant to anybody. */
function emptyTerms(looked: Looked): (keyof typeof RULES)[] {
  const fields = Object.keys(RULES) as (keyof typeof RULES)[];
  return fields.filter((field) => {
    if (looked.written[field] === undefined) return false;
    const [rule] = RULES[field];
    const terms = { ...looked.purpose.terms, ...OFF, [rule]: looked.purpose.terms[rule] };
    return homesAllowed(looked, { ...looked.purpose, terms }).length === 0;
  });
}

/** The holders, one for each home district, to whom the terms allow some merchant. */
function homesAllowed(looked: Looked, purpose: PurposeInput): Facts[] {
  const merchants = merchantsOf(looked);
  return homesOf(looked).filter((holder) =>
    merchants.some(({ account, facts }) => allows(purpose, holder, facts, account)),
  );
}

function together(looked: Looked): Slip[] {
  const allowed = homesAllowed(looked, looked.purpose);
  if (allowed.length === 0) return [slip(looked, undefined, "warned.nobody")];
  const without = homesOf(looked).filter((holder) => !allowed.includes(holder));
  // Where districts or merchants are listed, a programme of one place is meant.
  const { districts, merchants } = looked.written;
  if (without.length === 0 || (districts ?? merchants) !== undefined) return [];
  const list = listed(without.map(({ home }) => districtOf(home ?? 0)));
  return [slip(looked, undefined, "warned.homes", { list })];
}

/** Named merchants that are none of the cast, and those that the other terms allow to nobody. */
function namedMerchants(looked: Looked): Slip[] {
  const { purpose, written } = looked;
  const known = merchantsOf(looked);
  return (written.merchants?.value ?? []).flatMap((item, n) => {
    const found = known.find(({ account }) => account === purpose.merchants[n]);
    const told = (key: string) => [{ ...slip(looked, "merchants", key, { item }), merchant: item }];
    if (found === undefined) return told("warned.no-such-merchant");
    const isAllowed = homesOf(looked).some((holder) =>
      allows(purpose, holder, found.facts, found.account),
    );
    return isAllowed ? [] : told("warned.named-refused");
  });
}

/** Codes that end in 000 and have districts within them. Sejong has none. */
function wholeProvinces(looked: Looked): Slip[] {
  const { regions: codes } = looked.purpose;
  const isWhole = (code: number) =>
    code % 1000 === 0 &&
    [...regions.keys()].some((other) => other.startsWith(String(code / 1000)) && +other !== code);
  return codes
    .filter(isWhole)
    .map((code) => slip(looked, "districts", "warned.whole-province", { item: districtOf(code) }));
}

/** Rebates for which nothing can be bought, and steps that pay with what pays nothing. */
function rebates(looked: Looked): Slip[] {
  const { scenario, name, purpose } = looked;
  if (purpose.terms.rebateBps === 0) return [];
  const isEmpty = homesAllowed(looked, purpose).length === 0;
  const opened = scenario.steps
    .filter(({ verb, inputs }) => verb === "voucher.open" && inputs["terms"] === name)
    .map(({ inputs }) => inputs["name"]);
  const spends = scenario.steps.filter(
    ({ verb, inputs, expect }) =>
      verb === "voucher.spend" &&
      opened.includes(inputs["programme"]) &&
      (expect === "accepted" || "moved" in expect),
  );
  return [
    ...(isEmpty ? [slip(looked, "rebate", "warned.rebate-no-purchase")] : []),
    ...spends.map(({ where }) => slip(looked, "rebate", "warned.rebate-spend", { where })),
  ];
}
