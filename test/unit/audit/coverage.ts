import { expect } from "chai";
import { AUTHORITY, DUAL_CONTROL } from "../../../scripts/audit/reconcile/access-words.ts";
import { coverage } from "../../../scripts/audit/reconcile/coverage.ts";
import { LEDGER, TOKEN } from "../../../scripts/audit/reconcile/money-words.ts";
import { PROGRAMMES, REGISTRY } from "../../../scripts/audit/reconcile/voucher-words.ts";
import { layoutsOf, type Variable } from "../../helpers/layout.ts";

const files = {
  Authority: "access",
  DualControl: "access",
  AppropriationLedger: "budget",
  Treasury: "budget",
  DepositToken: "deposit",
  BusinessCalendar: "voucher",
  InvoiceRegister: "voucher",
  MerchantRegistry: "voucher",
  VoucherProgramme: "voucher",
} as const;

describe("the list of what contracts keep and how it is compared", () => {
  let layouts: Map<string, Variable[]>;

  before(() => {
    const paths = Object.entries(files).map(([name, folder]) => `contracts/${folder}/${name}.sol`);
    layouts = layoutsOf(paths);
  });

  for (const contract of Object.keys(files)) {
    it(`has every variable of ${contract} that the compiler has, and no other`, () => {
      const kept = layouts.get(contract)?.map(({ path }) => path) ?? [];
      expect(kept).not.to.deep.equal([]);
      expect(Object.keys(coverage[contract] ?? {})).to.have.members(kept);
    });
  }

  it("is of these contracts", () => {
    expect(Object.keys(coverage)).to.have.members(Object.keys(files));
  });

  it("looks for storage words where the compiler puts their variables", () => {
    const slots = {
      Authority: AUTHORITY,
      DualControl: DUAL_CONTROL,
      AppropriationLedger: LEDGER,
      MerchantRegistry: REGISTRY,
      VoucherProgramme: PROGRAMMES,
      DepositToken: TOKEN,
    };
    for (const [contract, wanted] of Object.entries(slots)) {
      for (const [name, slot] of Object.entries(wanted) as [string, bigint][]) {
        const member = name === "recoveries";
        const path = member ? "_register" : name;
        const found = layouts.get(contract)?.find((one) => one.path.split(".")[0] === path);
        // Recoveries are the fourth member of their structure.
        expect(slot, `${contract}.${name}`).to.equal((found?.slot ?? -1n) + (member ? 3n : 0n));
      }
    }
  });
});
