import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { appointments } from "../appointments.ts";
import { offices, type Governed, type Institution, type OfficeName } from "../offices.ts";
import { selectorOf } from "../selectors.ts";
import Authorities from "./Authorities.ts";
import Budget from "./Budget.ts";
import Deposit from "./Deposit.ts";
import DualControls from "./DualControls.ts";
import Procurement from "./Procurement.ts";
import Registers from "./Registers.ts";
import Voucher from "./Voucher.ts";

const ADMIN_ROLE = 0n;
const noDelay = 0;

/** Who takes the deployer's place: each of the two proposes, and the other approves. */
const administrators = (institution: Institution) =>
  [`${institution}Admin`, `${institution}SecondAdmin`] as const;

/**
 * The whole system: authorities, contracts, offices, and the hand-over after which the deployer holds nothing and offices
 * change only through dual control.
 *
 * Parameters: one account for each office; one for each appointment that takes a person (`issuer`, `enforcementOfficer`,
 * `obligatingOfficer`, `disbursingOfficer`), which is bound here and appointed by its controller later; `<institution>Admin` and `<institution>SecondAdmin`, two persons, for
 * each institution; `<name>Person` for each of these accounts, a keyed hash of who it is; and `adminDelay`, the seconds an
 * administrator's act waits before it takes effect.
 */
export default buildModule("Gukgo", (m) => {
  const deployer = m.getAccount(0);
  const authorities = m.useModule(Authorities);
  const dualControls = m.useModule(DualControls);
  const { token } = m.useModule(Deposit);
  const { calendar, registry, invoices } = m.useModule(Registers);
  const { treasury, ledger } = m.useModule(Budget);
  const { programmes } = m.useModule(Voucher);
  const { procurement } = m.useModule(Procurement);
  const targets = {
    DepositToken: token,
    AppropriationLedger: ledger,
    Treasury: treasury,
    BusinessCalendar: calendar,
    MerchantRegistry: registry,
    InvoiceRegister: invoices,
    VoucherProgramme: programmes,
    ProcurementEscrow: procurement,
  };
  const adminDelay = m.getParameter("adminDelay", 86_400);

  const acts: Record<Institution, ReturnType<typeof m.call>[]> = {
    ministry: [],
    supervisor: [],
    operator: [],
    bank: [],
    centralBank: [],
    spendingMinistry: [],
  };
  /** An account gets an office only once it is known whose it is. */
  const bind = (institution: Institution, name: string) =>
    m.call(
      authorities[institution],
      "bindPerson",
      [m.getParameter<string>(name), m.getParameter<string>(`${name}Person`)],
      { id: `bind_${name}` },
    );
  for (const name of Object.keys(offices) as OfficeName[]) {
    const { id, institution, functions } = offices[name];
    const authority = authorities[institution];
    for (const [contract, names] of Object.entries(functions) as [Governed, string[]][]) {
      const selectors = names.map((fn) => selectorOf(contract, fn));
      const args = [targets[contract], selectors, id];
      acts[institution].push(
        m.call(authority, "setTargetFunctionRole", args, { id: `assign_${name}_${contract}` }),
      );
    }
    const holder = m.getParameter<string>(name);
    const bound = bind(institution, name);
    acts[institution].push(
      m.call(authority, "grantRole", [id, holder, noDelay], {
        id: `appoint_${name}`,
        after: [bound],
      }),
    );
  }

  // Who is appointed later is known by then.
  for (const [name, { by, bound }] of Object.entries(appointments)) {
    const { institution } = offices[by];
    if (bound) acts[institution].push(bind(institution, name));
  }

  // The hand-over: two administrators, behind their delay and dual control, take the deployer's place.
  for (const institution of Object.keys(acts) as Institution[]) {
    const authority = authorities[institution];
    const appointed = administrators(institution).map((name) =>
      m.call(authority, "grantRole", [ADMIN_ROLE, m.getParameter<string>(name), adminDelay], {
        id: `appoint_${name}`,
        after: [...acts[institution], bind(institution, name)],
      }),
    );
    const dualControl = dualControls[`${institution}DualControl`];
    const bound = m.call(authority, "setDualControl", [dualControl], {
      id: `dualControl_${institution}`,
      after: appointed,
    });
    m.call(authority, "renounceRole", [ADMIN_ROLE, deployer], {
      id: `renounce_${institution}`,
      after: [bound],
    });
  }

  const contracts = { token, ledger, treasury, calendar, registry, invoices, programmes };
  return { ...authorities, ...dualControls, ...contracts, procurement };
});
