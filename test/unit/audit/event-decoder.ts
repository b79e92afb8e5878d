import { expect } from "chai";
import {
  EventFragment,
  getAddress,
  hexlify,
  id,
  Interface,
  keccak256,
  toBeHex,
  toUtf8Bytes,
  type ParamType,
  type Result,
} from "ethers";
import { eventDecoder } from "../../../scripts/audit/event-decoder.ts";
import {
  AppropriationLedger__factory,
  Authority__factory,
  BusinessCalendar__factory,
  DepositToken__factory,
  DualControl__factory,
  InvoiceRegister__factory,
  MerchantRegistry__factory,
  Treasury__factory,
  VoucherProgramme__factory,
} from "../../../typechain-types/index.ts";

/** Some value of a type, another for another seed. */
function some(type: ParamType, seed: string): unknown {
  const hash = keccak256(toUtf8Bytes(seed));
  const { baseType, arrayChildren, components } = type;
  if (baseType === "array") {
    const length = Math.max(2, type.arrayLength ?? 0);
    return Array.from({ length }, (_, n) => some(arrayChildren!, `${seed}/${n}`));
  }
  if (baseType === "tuple") return components!.map((part, n) => some(part, `${seed}/${n}`));
  if (baseType === "address") return getAddress(hash.slice(0, 42));
  if (baseType === "bool") return BigInt(hash) % 2n === 0n;
  if (baseType === "string") return hash;
  if (baseType === "bytes") return hash;
  const [, bytes] = /^bytes(\d+)$/.exec(baseType) ?? [];
  if (bytes !== undefined) return hash.slice(0, 2 + 2 * Number(bytes));
  return BigInt.asUintN(Number(/\d+$/.exec(baseType)?.[0]), BigInt(hash));
}

/** Arguments as they compare: lists in lists, and names. */
const plain = (args: Result): unknown =>
  JSON.parse(
    JSON.stringify([args.toArray(true), Object.keys(args.toObject())], (_, value: unknown) =>
      typeof value === "bigint" ? `${value}n` : value,
    ),
  );

const outcome = (decode: () => Result): unknown => {
  try {
    return plain(decode());
  } catch (error) {
    return (error as Error).message;
  }
};

describe("what decodes events", () => {
  const contracts: readonly Interface[] = [
    DepositToken__factory.createInterface(),
    AppropriationLedger__factory.createInterface(),
    Treasury__factory.createInterface(),
    BusinessCalendar__factory.createInterface(),
    MerchantRegistry__factory.createInterface(),
    InvoiceRegister__factory.createInterface(),
    VoucherProgramme__factory.createInterface(),
    Authority__factory.createInterface(),
    DualControl__factory.createInterface(),
  ];

  it("says of every event of every contract what ethers says", () => {
    let compared = 0;
    for (const contract of contracts) {
      for (const event of contract.fragments.filter((one) => one instanceof EventFragment)) {
        for (const seed of ["one", "other", "third"]) {
          const values = event.inputs.map((input, n) => some(input, `${event.name}/${seed}/${n}`));
          const { data, topics } = contract.encodeEventLog(event, values);
          const found = eventDecoder(contract, event)(topics, data);
          const byEthers = contract.decodeEventLog(event, data, topics);
          expect(plain(found), event.name).to.deep.equal(plain(byEthers));
          compared += 1;
        }
      }
    }
    expect(compared).to.be.greaterThan(300);
  });

  const contract = new Interface([
    "event Moved(address indexed from, address to, uint64 amount, bool done, bytes20 business)",
  ]);
  const event = contract.getEvent("Moved") as EventFragment;
  const from = getAddress(id("from").slice(0, 42));
  const { data, topics } = contract.encodeEventLog(event, [
    from,
    from,
    7n,
    true,
    `0x${"ab".repeat(20)}`,
  ]);
  const word = (n: number, written: string) =>
    `${data.slice(0, 2 + 64 * n)}${written}${data.slice(66 + 64 * n)}`;
  const odd: Record<string, [topics: readonly string[], data: string]> = {
    "a word too many": [topics, `${data}${"00".repeat(32)}`],
    "a word too few": [topics, data.slice(0, -64)],
    "no data": [topics, "0x"],
    "a topic too many": [[...topics, hexlify(toBeHex(1n, 32))], data],
    "a topic too few": [topics.slice(0, 1), data],
    "an address with more than 20 bytes": [topics, word(0, "11".repeat(32))],
    "a number with more bits than its type": [topics, word(1, "ff".repeat(32))],
    "a truth that is neither 0 nor 1": [topics, word(2, "00".repeat(31) + "02")],
    "an indexed address with more than 20 bytes": [[topics[0] ?? "", `0x${"22".repeat(32)}`], data],
  };
  for (const [what, [otherTopics, otherData]] of Object.entries(odd)) {
    it(`does with ${what} what ethers does`, () => {
      const decode = eventDecoder(contract, event);
      const byEthers = outcome(() => contract.decodeEventLog(event, otherData, otherTopics));
      expect(outcome(() => decode(otherTopics, otherData))).to.deep.equal(byEthers);
    });
  }

  it("keeps an address once, however often it occurs", () => {
    const decode = eventDecoder(contract, event);
    const [one, other] = [decode(topics, data), decode([...topics], `${data}`)];
    expect(one["from"]).to.equal(from).and.to.equal(other["to"]);
  });
});
