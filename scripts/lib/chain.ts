import {
  TypedDataEncoder,
  type Interface,
  type LogDescription,
  type TypedDataDomain,
} from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import type { Institution } from "../../deploy/offices.ts";
import { decodeRefusal, revertData } from "./revert.ts";
import type { Log, Outcome, Refusal, Target } from "./stage.ts";
import { errorsOf, institutionNames, type System } from "./system.ts";
import { MAX_GAS } from "./till.ts";

/** Gas offered with every transaction: no estimate is asked for, since limits that depend on time make it fall short. */
const GAS = `0x${MAX_GAS.toString(16)}`;

interface Receipt {
  readonly status: string;
  readonly blockNumber: string;
  readonly transactionHash: string;
  readonly logs: readonly Log[];
}

type Provider = NetworkConnection<"l1">["provider"];

/** Sends transactions to a system's contracts, and says what came of each. */
export class Chain {
  readonly #provider: Provider;
  readonly #contracts: Record<Target, { readonly address: string; readonly interface: Interface }>;
  readonly #errors: Interface;

  readonly #before: () => Promise<void>;

  /** @param before Called before each transaction, where a simulated clock is to be set. */
  constructor(provider: Provider, system: System, before: () => Promise<void> = async () => {}) {
    this.#provider = provider;
    this.#before = before;
    const { addresses, token, ledger, treasury, calendar, registry } = system;
    const { invoices, programmes, dualControls } = system;
    const dual = Object.fromEntries(
      institutionNames.map((name) => [
        `${name}DualControl`,
        { address: addresses[`${name}DualControl`], interface: dualControls[name].interface },
      ]),
    ) as Record<`${Institution}DualControl`, { address: string; interface: Interface }>;
    this.#contracts = {
      token: { address: addresses.token, interface: token.interface },
      ledger: { address: addresses.ledger, interface: ledger.interface },
      treasury: { address: addresses.treasury, interface: treasury.interface },
      calendar: { address: addresses.calendar, interface: calendar.interface },
      registry: { address: addresses.registry, interface: registry.interface },
      invoices: { address: addresses.invoices, interface: invoices.interface },
      programmes: { address: addresses.programmes, interface: programmes.interface },
      ...dual,
    };
    this.#errors = errorsOf(system);
  }

  /** Sends one transaction and waits until it is mined. A refusal is an outcome; any other failure throws. */
  async send(
    by: string,
    target: Target,
    method: string,
    args: readonly unknown[],
  ): Promise<Outcome> {
    const contract = this.#contracts[target];
    const data = contract.interface.encodeFunctionData(method, [...args]);
    const transaction = { from: by, to: contract.address, data, gas: GAS };
    await this.#before();
    let hash: string;
    try {
      hash = await this.#request<string>("eth_sendTransaction", [transaction]);
    } catch (error) {
      // Some nodes mine a transaction that reverts and answer with its error.
      const revert = revertData(error);
      if (revert === undefined) throw error;
      return { moved: 0n, refusal: this.#decode(revert) };
    }
    const receipt = await this.#receipt(hash);
    const { logs } = receipt;
    if (receipt.status !== "0x0") return { moved: this.#moved(receipt), hash, logs };
    return { moved: 0n, refusal: await this.#why(transaction, receipt.blockNumber), hash };
  }

  /** The chain's number. */
  async id(): Promise<bigint> {
    return BigInt(await this.#request<string>("eth_chainId", []));
  }

  /** Has the account `by` sign typed data (EIP-712), as the node keeps its key. */
  async sign(
    by: string,
    domain: TypedDataDomain,
    types: Record<string, { name: string; type: string }[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    const payload = TypedDataEncoder.getPayload(domain, types, value) as object;
    return this.#request<string>("eth_signTypedData_v4", [by, payload]);
  }

  async #request<T>(method: string, params: unknown[]): Promise<T> {
    return (await this.#provider.request({ method, params })) as T;
  }

  async #receipt(hash: string): Promise<Receipt> {
    for (;;) {
      const receipt = await this.#request<Receipt | null>("eth_getTransactionReceipt", [hash]);
      if (receipt !== null) return receipt;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Asks for the call again at the block in which it failed. */
  async #why(transaction: object, block: string): Promise<Refusal> {
    try {
      await this.#request("eth_call", [transaction, block]);
    } catch (error) {
      const revert = revertData(error);
      if (revert !== undefined) return this.#decode(revert);
    }
    return { name: "unknown", args: {} };
  }

  #decode(data: string): Refusal {
    return decodeRefusal(this.#errors, data);
  }

  /** Deposit tokens moved; where none were, vouchers granted; where none were, what the budget recorded. */
  #moved(receipt: Receipt): bigint {
    const { token, programmes, ledger, treasury } = this.#contracts;
    const sumOf = (contract: typeof token, field: string, fits: (log: LogDescription) => boolean) =>
      receipt.logs
        .filter((log) => log.address.toLowerCase() === contract.address.toLowerCase())
        .map(({ topics, data }) => contract.interface.parseLog({ topics: [...topics], data }))
        .filter((log): log is LogDescription => log !== null && fits(log))
        .reduce((sum, log) => sum + BigInt(String(log.args.getValue(field))), 0n);
    const named = (event: string) => (log: LogDescription) => log.name === event;
    const hasAmount = ({ fragment }: LogDescription) =>
      fragment.inputs.some(({ name }) => name === "amount");
    return (
      sumOf(token, "value", named("Transfer")) ||
      sumOf(programmes, "value", named("TransferSingle")) ||
      sumOf(ledger, "amount", hasAmount) ||
      sumOf(treasury, "amount", hasAmount)
    );
  }
}
