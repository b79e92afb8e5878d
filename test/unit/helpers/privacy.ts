import { expect } from "chai";
import { AbiCoder, concat, hexlify, id, Interface, toUtf8Bytes } from "ethers";
import { DepositToken__factory } from "../../../typechain-types/index.ts";
import type { Kind } from "../../helpers/personal.ts";
import { personalIn, type Trace } from "../../helpers/privacy.ts";
import { traceOfInput } from "../../helpers/traces.ts";
import { kst } from "../../helpers/time.ts";
import { crowd } from "../../helpers/chain.ts";

const [contract = ""] = crowd(1, "contract");
const abi = new Interface([
  "function note(string text, uint64 receipt, bytes32 caseId, bytes data)",
  "function pay(address to, uint256 amount, uint48 until)",
]);
const abis = new Map([[contract.toLowerCase(), abi]]);

/** A call of `note` with the emptiest arguments but those given. */
function noted({ text = "", receipt = 0n, caseId = id("case"), data = "0x" }): Trace {
  const input = abi.encodeFunctionData("note", [text, receipt, caseId, data]);
  return traceOfInput("0x1", contract, input, abis);
}

/** An event without an ABI whose data are these bytes. */
const unnamed = (bytes: string): Trace => ({ where: "event in 0x1", bytes, values: [] });

const utf8 = (text: string): string => hexlify(toUtf8Bytes(text));

/** The text at the start of a word, the rest zeros; as much of it as fits. */
const word = (text: string): string => hexlify(toUtf8Bytes(text)).slice(0, 66).padEnd(66, "0");

/** Some contract's code. */
const code = DepositToken__factory.bytecode.slice(0, 4_002);

const texts: [Kind, string[]][] = [
  ["Korean name", ["김구", "홍길동", "남궁민수", "홍 길동"]],
  ["romanised name", ["Hong Gildong", "Gildong Hong", "KIM Minji", "LEE SEO YEON", "Park Ji-sung"]],
  ["romanised name", ["hong gildong", "minji_kim", "Kim, Min-ji", "John Smith", "HongGildong"]],
  ["telephone number", ["010-1234-5678", "01012345678", "02-123-4567", "+82 10-1234-5678"]],
  ["telephone number", ["821012345678", "031.234.5678", "0111234567"]],
  ["resident number", ["800101-1234567", "8001011234567", "010203-4123456", "0102034123456"]],
  ["business number", ["124-81-00998", "1248100998"]],
  ["account number", ["110-234-567890", "352-0123-4567-89", "11023456789012"]],
  ["e-mail address", ["hong@example.kr", "gildong.hong+pay@mail.example.com"]],
];

const numbers: [Kind, bigint[]][] = [
  ["telephone number", [1_012_345_678n, 821_012_345_678n]],
  ["resident number", [8_001_011_234_567n, 102_034_123_456n]],
  ["business number", [1_248_100_998n]],
  ["account number", [110_234_567_890n, 35_201_234_567_89n]],
];

const kindsIn = (...traces: Trace[]): Kind[] => personalIn(traces).map(({ kind }) => kind);

describe("the scan for what is personal", () => {
  for (const [kind, planted] of texts) {
    for (const text of planted) {
      it(`finds what may be a ${kind} in text, wherever it stands: ${text}`, () => {
        const arguments_ = AbiCoder.defaultAbiCoder().encode(["string", "uint256"], [text, 5n]);
        const places: Record<string, Trace> = {
          "a decoded text": {
            where: "",
            bytes: "0x",
            values: [{ name: "", type: "string", value: text }],
          },
          "an argument": noted({ text }),
          "a word of its own": noted({ caseId: word(text) }),
          "bytes that are handed on": noted({ data: utf8(text) }),
          "an event's data": unnamed(arguments_),
          "a constructor's argument": traceOfInput("0x1", null, concat([code, arguments_]), abis),
        };
        for (const [place, trace] of Object.entries(places)) {
          expect(kindsIn(trace), place).to.include(kind);
        }
      });
    }
  }

  for (const [kind, planted] of numbers) {
    for (const value of planted) {
      it(`finds what may be a ${kind} that stands as a number: ${value}`, () => {
        const call = abi.encodeFunctionData("note", ["", value, id("case"), "0x"]);
        const padded = `0x${value.toString(16).padStart(64, "0")}`;
        const places: Record<string, Trace> = {
          "an argument": noted({ receipt: value }),
          "a case": noted({ caseId: padded }),
          "a call that is handed on": noted({ data: call }),
          "a call of a contract that is not known": traceOfInput(
            "0x1",
            crowd(1)[0] ?? "",
            call,
            abis,
          ),
          "a constructor's argument": traceOfInput("0x1", null, concat([code, padded]), abis),
        };
        for (const [place, trace] of Object.entries(places)) {
          expect(kindsIn(trace), place).to.include(kind);
        }
      });
    }
  }

  it("finds nothing in amounts and instants", () => {
    const [to = ""] = crowd(1);
    const amounts = [1n, 300_000n, 86_300_000n, 1_012_345_678n, 110_000_000_000n];
    const instants = ["2025-07-21T09:00:00", "2025-12-01T00:00:00", "2026-07-01T00:00:00"].map(kst);
    const calls = amounts.flatMap((amount) =>
      instants.map((until) => abi.encodeFunctionData("pay", [to, amount, until])),
    );
    expect(
      personalIn(calls.map((call) => traceOfInput("0x1", contract, call, abis))),
    ).to.deep.equal([]);
  });

  it("finds nothing in codes, small numbers and words as contracts use them", () => {
    const receipts = [0n, 4_001n, 11_440n, 51_790n, 5_942n, 20_250_721n, 2n ** 64n - 1n];
    const words = [
      "GKD",
      "issuanceController",
      "2025-11-30",
      "ISO 18245",
      "https://example.kr/{id}",
    ];
    const traces = [
      ...receipts.map((receipt) => noted({ receipt })),
      ...words.map((text) => noted({ text })),
    ];
    expect(personalIn(traces)).to.deep.equal([]);
  });

  it("finds nothing in twenty thousand addresses and as many hashes", () => {
    const traces = crowd(20_000).map((address, n) =>
      unnamed(
        AbiCoder.defaultAbiCoder().encode(
          ["address", "bytes32", "uint64"],
          [address, id(`${n}`), n],
        ),
      ),
    );
    expect(personalIn(traces)).to.deep.equal([]);
  });

  it("leaves out a text that is known, and nothing around it", () => {
    const [known, other] = [
      noted({ text: "Deposit Token" }),
      noted({ text: "Deposit Token of 홍길동" }),
    ];
    expect(kindsIn(known)).to.deep.equal(["romanised name"]);
    expect(personalIn([known], ["Deposit Token"])).to.deep.equal([]);
    expect(personalIn([other], ["Deposit Token"]).map(({ kind }) => kind)).to.deep.equal([
      "Korean name",
    ]);
  });

  it("says where it found what", () => {
    expect(personalIn([noted({ receipt: 1_019_345_678n })])).to.deep.equal([
      { kind: "telephone number", text: "receipt 1019345678", where: "note in 0x1" },
    ]);
  });
});
