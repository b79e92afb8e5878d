import { id, ZeroHash } from "ethers";
import { located, UserError } from "../lib/errors.ts";
import type { Facts, Names, PurposeInput } from "../lib/stage.ts";
import { mcc, noNames, region, salesBand, won } from "../tasks/inputs.ts";
import { parseTime } from "../tasks/time.ts";
import { WEEKDAYS } from "../lib/weekdays.ts";
import type { AmountRow, Scenario, WrittenTerms } from "./scenario.ts";

/** The terms written under `name`, in the form the contract takes. The document hash is that of the scenario's text. */
export function purposeOf(scenario: Scenario, name: string, names: Names): PurposeInput {
  const written = writtenTerms(scenario, name);
  const read: Read = <T>(field: keyof WrittenTerms, parse: () => T): T =>
    located(() => scenario.locate(["terms", name, field, "value"]), parse);
  const rule = written.categories?.value;
  return {
    terms: {
      expiresAt: read("expires", () => parseTime(written.expires.value, () => names.now())),
      ...limitsOf(written, read, names),
      categoryRule: rule === undefined ? 0 : "only" in rule ? 1 : 2,
      maxSalesBand: written.sales === undefined ? 0 : salesBand.parse(written.sales.value, names),
      homeRegionOnly: written.home?.value ?? false,
      listedRegionsOnly: written.districts !== undefined,
      namedMerchantsOnly: written.merchants !== undefined,
      ...hoursOf(written),
      evidenceRequired: written.evidence?.value ?? false,
      purposeRequired: written.purpose?.value ?? false,
      consentRequired: written.consent !== undefined,
      rebateBps: read("rebate", () => basisPoints(written.rebate?.value ?? "0%")),
    },
    categories: read("categories", () => listOf(rule).map((code) => mcc.parse(code, names))),
    regions: read("districts", () =>
      (written.districts?.value ?? []).map((code) => region.parse(code, names)),
    ),
    merchants: read("merchants", () =>
      (written.merchants?.value ?? []).map((merchant) => names.account(merchant)),
    ),
    documentHash: id(scenario.text),
    noticeHash: written.consent === undefined ? ZeroHash : id(written.consent.value),
  };
}

type Read = <T>(field: keyof WrittenTerms, parse: () => T) => T;

/** Limits of a payment, a day, a month and in all; 0 where there is none. */
function limitsOf(written: WrittenTerms, read: Read, names: Names) {
  const amount = (field: "limit" | "daily" | "monthly" | "total") =>
    read(field, () => {
      const value = written[field]?.value;
      if (value === undefined) return 0n;
      const most = won.parse(value, names);
      if (most > 0n) return most;
      throw new UserError("a limit of 0 would be none: leave the term out");
    });
  return {
    perPaymentLimit: amount("limit"),
    dailyLimit: amount("daily"),
    monthlyLimit: amount("monthly"),
    totalLimit: amount("total"),
  };
}

/** Days and hours on which payments are made, as the contract keeps them: minutes of a day, bits of a week. */
function hoursOf({ hours, weekdays, holidays }: WrittenTerms) {
  const days = weekdays?.value ?? [];
  return {
    opensAt: hours === undefined ? 0 : minuteOf(hours.value.from),
    closesAt: hours === undefined ? 0 : minuteOf(hours.value.to),
    weekdays: days.reduce((bits, day) => bits | (1 << WEEKDAYS.indexOf(day)), 0),
    closedOnHolidays: holidays?.value === "closed",
  };
}

function minuteOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return hours * 60 + minutes;
}

/** `12.5%` as 1,250 basis points. */
function basisPoints(share: string): number {
  const bps = Math.round(Number(share.replace("%", "")) * 100);
  if (bps <= 10_000) return bps;
  throw new UserError(`expected a share of at most 100%, found ${share}`);
}

function writtenTerms({ terms }: Scenario, name: string): WrittenTerms {
  const written = Object.hasOwn(terms, name) ? terms[name] : undefined;
  if (written !== undefined) return written;
  const known = Object.keys(terms).join(", ");
  throw new UserError(`there are none called "${name}"; the scenario has ${known}`);
}

function listOf(rule: NonNullable<WrittenTerms["categories"]>["value"] | undefined): number[] {
  if (rule === undefined) return [];
  return "only" in rule ? rule.only : rule.except;
}

/** The sum of the rows of an amounts table that fit the beneficiary, whole won. */
export function amountFor(scenario: Scenario, table: string, facts: Facts | undefined): bigint {
  const rows = writtenRows(scenario, table);
  const area = scenario.districts.list.find((district) => district.code === facts?.region)?.area;
  const fits = rows.filter(
    (row) =>
      (row.band === undefined || row.band === facts?.band) &&
      (row.area === undefined || row.area === area),
  );
  return fits.reduce((sum, row) => sum + won.parse(row.amount, noNames), 0n);
}

function writtenRows({ amounts }: Scenario, table: string): readonly AmountRow[] {
  const rows = Object.hasOwn(amounts, table) ? amounts[table] : undefined;
  if (rows !== undefined) return rows;
  const known = Object.keys(amounts).join(", ");
  throw new UserError(`there is no table "${table}"; the scenario has ${known}`);
}

/** The merchants that the terms as written allow to a holder. None where nothing is known of the holder. */
export function allowedMerchants(
  purpose: PurposeInput,
  holder: Facts | undefined,
  merchants: readonly string[],
  factsOf: (account: string) => Facts | undefined,
): string[] {
  return merchants.filter((account) => {
    const merchant = factsOf(account);
    return holder && merchant && allows(purpose, holder, merchant, account);
  });
}

/** Whether the written terms allow a merchant to a holder: what the scenario expects, read without the chain. */
export function allows(
  purpose: PurposeInput,
  holder: Facts,
  merchant: Facts,
  account: string,
): boolean {
  return merchantRefusal(purpose, holder, merchant, account) === undefined;
}

/** Why the written terms refuse a merchant to a holder: the first reason, in the contract's order. */
export function merchantRefusal(
  purpose: PurposeInput,
  holder: Facts,
  merchant: Facts,
  account: string,
): string | undefined {
  const { terms, categories, regions, merchants } = purpose;
  const listed = categories.includes(merchant.mcc ?? -1);
  if (terms.categoryRule === 1 && !listed) return "CategoryNotAllowed";
  if (terms.categoryRule === 2 && listed) return "CategoryNotAllowed";
  const isTooLarge = terms.maxSalesBand !== 0 && (merchant.sales ?? 0) > terms.maxSalesBand;
  if (isTooLarge) return "SalesBandExceeded";
  if (terms.listedRegionsOnly && !regions.includes(merchant.region)) return "RegionNotListed";
  if (terms.namedMerchantsOnly && !merchants.includes(account)) return "MerchantNotNamed";
  const isAway = terms.homeRegionOnly && !isAtHome(holder.home ?? 0, merchant.region);
  return isAway ? "NotHomeRegion" : undefined;
}

function isAtHome(home: number, region: number): boolean {
  if (home === region) return true;
  return home % 1000 === 0 && Math.floor(home / 1000) === Math.floor(region / 1000);
}
