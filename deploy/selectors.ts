import {
  AppropriationLedger__factory,
  BusinessCalendar__factory,
  DepositToken__factory,
  InvoiceRegister__factory,
  MerchantRegistry__factory,
  ProcurementEscrow__factory,
  Treasury__factory,
  VoucherProgramme__factory,
} from "../typechain-types/index.ts";
import type { Governed } from "./offices.ts";

/** The compiled interface of each governed contract. */
export const interfaces = {
  DepositToken: DepositToken__factory.createInterface(),
  InvoiceRegister: InvoiceRegister__factory.createInterface(),
  MerchantRegistry: MerchantRegistry__factory.createInterface(),
  VoucherProgramme: VoucherProgramme__factory.createInterface(),
  BusinessCalendar: BusinessCalendar__factory.createInterface(),
  AppropriationLedger: AppropriationLedger__factory.createInterface(),
  Treasury: Treasury__factory.createInterface(),
  ProcurementEscrow: ProcurementEscrow__factory.createInterface(),
};

/** The four-byte selector of a function of a contract. */
export function selectorOf(contract: Governed, name: string): string {
  for (const fragment of interfaces[contract].fragments) {
    if (fragment.type === "function" && "selector" in fragment && "name" in fragment) {
      if (fragment.name === name) return String(fragment.selector);
    }
  }
  throw new Error(`deploy/offices.ts names ${contract}.${name}, which does not exist`);
}
