/**
 * Errors in a few plain words, with the figures that say most: `{limit}` stands for the error's argument of that name. Short, since
 * they stand in a column; `npx hardhat refusals NAME` has each error's whole sentence.
 */
const SHORT: Readonly<Record<string, string>> = {
  AdmissionExpired: "admitted to {until}",
  BudgetExceeded: "budget has {ungranted}",
  CategoryNotAllowed: "category {mcc}",
  ClawbackNotDue: "open to {until}",
  ClawbackObjectionClosed: "was open to {until}",
  ERC7943InsufficientUnfrozenBalance: "{unfrozen} not frozen",
  HolidayNotAllowed: "public holiday",
  InvoiceExceeded: "paid {paid} of {total}",
  IssuanceAllowanceExceeded: "allowance {allowance}",
  IssueNeedsApproval: "more than {threshold} a day",
  NotHomeRegion: "home is {home}",
  ObjectionStillOpen: "open to {until}",
  OutsideHours: "outside {opensAt}-{closesAt}",
  OutsideProxyScope: "category {asked}, not {category}",
  OwnPartExceeded: "own part at most {most}",
  PaymentExpired: "valid to {validBefore}",
  PaymentIdTooOld: "number {id} after {highest}",
  PaymentIdUsed: "number {id} is used",
  PaymentLimitExceeded: "above {limit} a payment",
  PaymentNotYetValid: "valid from {validAfter}",
  ProgrammeNotExpired: "ends {expiresAt}",
  ProxyEnded: "proxy until {until}",
  ProxyLimitExceeded: "proxy has {left} left",
  RefundExceeded: "{left} left to refund",
  RegionNotListed: "not listed: {region}",
  SalesBandExceeded: "sales {band}",
  VoucherDailyLimitExceeded: "above {limit} a day",
  VoucherExpired: "ended {expiresAt}",
  VoucherInsufficient: "holds {balance}",
  VoucherMonthlyLimitExceeded: "above {limit} a month",
  VoucherTotalLimitExceeded: "above {limit} in all",
  WeekdayNotAllowed: "not on {today:weekday}",
};

/** The errors of the table above. */
export const SHORTENED: readonly string[] = Object.keys(SHORT);

/** `PurposeMissing` as `purpose missing`. */
const inWords = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();

/** Why something was refused, in a few plain words; `write` writes an argument, in the form that is named where one is. */
export function reasonWords(
  error: string,
  write: (argument: string, form?: string) => string | undefined,
): string {
  const words = SHORT[error];
  if (words === undefined) return inWords(error);
  let isWhole = true;
  const filled = words.replace(/\{(\w+)(?::(\w+))?\}/g, (_, argument: string, form?: string) => {
    const written = write(argument, form);
    isWhole &&= written !== undefined;
    return written ?? "";
  });
  return isWhole ? filled : inWords(error);
}
