import { expect } from "chai";
import type { Interface } from "ethers";
import { journalPostings } from "../../../scripts/audit/journal/journal.ts";
import { moneyless, type Told } from "../../../scripts/audit/journal/moneyless.ts";
import { interfaces } from "../../../deploy/selectors.ts";
import {
  BusinessCalendar__factory,
  DepositToken__factory,
  InvoiceRegister__factory,
  MerchantRegistry__factory,
  Treasury__factory,
  VoucherProgramme__factory,
} from "../../../typechain-types/index.ts";
import { AppropriationLedger__factory } from "../../../typechain-types/index.ts";

/** The ABI of each contract that can tell of money. */
const abis: Readonly<Record<Told, Interface>> = {
  token: DepositToken__factory.createInterface(),
  ledger: AppropriationLedger__factory.createInterface(),
  treasury: Treasury__factory.createInterface(),
  calendar: BusinessCalendar__factory.createInterface(),
  registry: MerchantRegistry__factory.createInterface(),
  invoices: InvoiceRegister__factory.createInterface(),
  programmes: VoucherProgramme__factory.createInterface(),
};

const eventsOf = ({ fragments }: Interface): string[] =>
  fragments.flatMap((fragment) =>
    fragment.type === "event" && "name" in fragment ? [String(fragment.name)] : [],
  );

const entered = (contract: Told): string[] =>
  Object.entries(journalPostings)
    .filter(([name]) => name === contract)
    .flatMap(([, postings]) => postings.flatMap((one) => Object.keys(one)));

describe("the events that the journal is made of", () => {
  for (const [contract, abi] of Object.entries(abis) as [Told, Interface][]) {
    it(`are, of the ${contract}, entered or listed with a reason why not, and never both`, () => {
      const told = [...new Set(entered(contract)), ...Object.keys(moneyless[contract])];
      expect(told.toSorted()).to.deep.equal([...new Set(eventsOf(abi))].toSorted());
    });
  }

  it("are those of every contract whose functions an office may call", () => {
    expect(Object.keys(abis)).to.have.length(Object.keys(interfaces).length);
  });
});
