import { Interface, type ContractRunner } from "ethers";
import { institutions, type Institution } from "../../deploy/offices.ts";
import type { DualControl } from "../../typechain-types/access/DualControl.ts";
import type { Authority } from "../../typechain-types/access/Authority.ts";
import type { AppropriationLedger } from "../../typechain-types/budget/AppropriationLedger.ts";
import type { Treasury } from "../../typechain-types/budget/Treasury.ts";
import type { ProcurementEscrow } from "../../typechain-types/procurement/ProcurementEscrow.ts";
import type { DepositToken } from "../../typechain-types/deposit/DepositToken.ts";
import type { InvoiceRegister } from "../../typechain-types/voucher/InvoiceRegister.ts";
import type { BusinessCalendar } from "../../typechain-types/voucher/BusinessCalendar.ts";
import type { MerchantRegistry } from "../../typechain-types/voucher/MerchantRegistry.ts";
import type { VoucherProgramme } from "../../typechain-types/voucher/VoucherProgramme.ts";

/** Where the contracts of one deployment are. */
export interface Addresses extends Record<Institution | `${Institution}DualControl`, string> {
  readonly token: string;
  readonly ledger: string;
  readonly treasury: string;
  readonly calendar: string;
  readonly registry: string;
  readonly invoices: string;
  readonly programmes: string;
  readonly procurement: string;
}

/** One typed handle on a deployment. */
export interface System {
  readonly addresses: Addresses;
  readonly token: DepositToken;
  readonly ledger: AppropriationLedger;
  readonly treasury: Treasury;
  readonly calendar: BusinessCalendar;
  readonly registry: MerchantRegistry;
  readonly invoices: InvoiceRegister;
  readonly programmes: VoucherProgramme;
  readonly procurement: ProcurementEscrow;
  readonly authorities: Record<Institution, Authority>;
  readonly dualControls: Record<Institution, DualControl>;
}

/** Every institution, in a fixed order. */
export const institutionNames = Object.keys(institutions) as Institution[];

/** Every contract of a deployment, by the name that its address has. */
export const contractNames: readonly (keyof Addresses)[] = [
  ...(["token", "ledger", "treasury", "calendar", "registry", "invoices", "programmes"] as const),
  "procurement",
  ...institutionNames,
  ...institutionNames.map((name) => `${name}DualControl` as const),
];

/** Binds typed contracts to the addresses of a deployment. */
export async function connectSystem(addresses: Addresses, runner: ContractRunner): Promise<System> {
  const types = await import("../../typechain-types/index.ts");
  const authority = (name: Institution) =>
    types.Authority__factory.connect(addresses[name], runner);
  const dualControl = (name: Institution) =>
    types.DualControl__factory.connect(addresses[`${name}DualControl`], runner);
  return {
    addresses,
    token: types.DepositToken__factory.connect(addresses.token, runner),
    ledger: types.AppropriationLedger__factory.connect(addresses.ledger, runner),
    treasury: types.Treasury__factory.connect(addresses.treasury, runner),
    calendar: types.BusinessCalendar__factory.connect(addresses.calendar, runner),
    registry: types.MerchantRegistry__factory.connect(addresses.registry, runner),
    invoices: types.InvoiceRegister__factory.connect(addresses.invoices, runner),
    programmes: types.VoucherProgramme__factory.connect(addresses.programmes, runner),
    procurement: types.ProcurementEscrow__factory.connect(addresses.procurement, runner),
    authorities: Object.fromEntries(
      institutionNames.map((name) => [name, authority(name)]),
    ) as Record<Institution, Authority>,
    dualControls: Object.fromEntries(
      institutionNames.map((name) => [name, dualControl(name)]),
    ) as Record<Institution, DualControl>,
  };
}

/** Every error that the system's contracts can refuse with, those of contracts whose code others run among them. */
export function errorsOf(system: System): Interface {
  const { token, ledger, treasury, calendar, registry, invoices, programmes } = system;
  const { procurement, authorities, dualControls } = system;
  const speaking = [
    token,
    ledger,
    treasury,
    calendar,
    registry,
    invoices,
    programmes,
    procurement,
    authorities.bank,
    dualControls.bank,
  ];
  const fragments = speaking.flatMap(({ interface: { fragments: all } }) => [...all]);
  return new Interface(fragments.filter(({ type }) => type === "error"));
}
