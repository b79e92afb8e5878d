import { expect } from "chai";
import { FunctionFragment, toBeHex, zeroPadBytes } from "ethers";
import { readyBank, type Bank } from "../helpers/bank.ts";
import { expectDeclared, interfaceIdOf } from "../helpers/declared.ts";
import { onOneChain } from "../helpers/suite.ts";

/* ERC-165 (final): which interfaces the token says it has. Identifiers are computed here, from the functions' texts. */

const bank = onOneChain(readyBank);

const terms = "address,address,uint256,uint256,uint256,bytes32";

/** Each interface the token claims: its functions, and the identifier as it is known where the standard states one. */
const claimed: Record<string, readonly [functions: readonly string[], known?: string]> = {
  "ERC-165": [["supportsInterface(bytes4)"], "0x01ffc9a7"],
  "ERC-20": [
    [
      "totalSupply()",
      "balanceOf(address)",
      "transfer(address,uint256)",
      "allowance(address,address)",
      "approve(address,uint256)",
      "transferFrom(address,address,uint256)",
    ],
    "0x36372b07",
  ],
  "ERC-20's optional metadata": [["name()", "symbol()", "decimals()"], "0xa219a025"],
  "ERC-2612": [
    [
      "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
      "nonces(address)",
      "DOMAIN_SEPARATOR()",
    ],
    "0x9d8ff7da",
  ],
  "ERC-3009 with v, r, s": [
    [
      "authorizationState(address,bytes32)",
      `transferWithAuthorization(${terms},uint8,bytes32,bytes32)`,
      `receiveWithAuthorization(${terms},uint8,bytes32,bytes32)`,
    ],
  ],
  "ERC-3009's optional cancelling with v, r, s": [
    ["cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)"],
  ],
  "ERC-3009 with a signature of any length": [
    [
      "authorizationState(address,bytes32)",
      `transferWithAuthorization(${terms},bytes)`,
      `receiveWithAuthorization(${terms},bytes)`,
    ],
  ],
  "ERC-3009's optional cancelling with a signature of any length": [
    ["cancelAuthorization(address,bytes32,bytes)"],
  ],
  "ERC-7943 for fungible tokens": [
    [
      "forcedTransfer(address,address,uint256)",
      "setFrozenTokens(address,uint256)",
      "canSend(address)",
      "canReceive(address)",
      "getFrozenTokens(address)",
      "canTransfer(address,address,uint256)",
    ],
    "0x3edbb4c4",
  ],
  "ERC-5267": [["eip712Domain()"], "0x84b0196e"],
};

/** Identifiers of nothing the token has: other standards, and every claimed one with one bit changed. */
const unclaimed = [
  "0x00000000",
  "0x80ac58cd", // ERC-721
  "0xd9b67a26", // ERC-1155
  "0x1626ba7e", // ERC-1271: the token asks, and signs nothing
  ...Object.values(claimed).flatMap(([functions]) =>
    Array.from({ length: 32 }, (_, bit) =>
      toBeHex(BigInt(interfaceIdOf(functions)) ^ (1n << BigInt(bit)), 4),
    ),
  ),
];

/** The gas `supportsInterface` takes, without that of a transaction as such. */
const gasInside = async ({ token }: Bank, interfaceId: string) => {
  const spent = await token.supportsInterface.estimateGas(interfaceId);
  return spent - 21_000n; // the calldata's price, at most 576, is left in
};

/** What the token answers to these bytes. */
const asked = async ({ connection, addresses }: Bank, data: string) =>
  connection.ethers.provider.call({ to: addresses.token, data });

describe("ERC-165", () => {
  it("ERC-165/01 an identifier is the exclusive or of the selectors, as other standards state it", () => {
    for (const [name, [functions, known]] of Object.entries(claimed)) {
      if (known !== undefined) expect(interfaceIdOf(functions), name).to.equal(known);
    }
    expect(FunctionFragment.from("supportsInterface(bytes4)").selector).to.equal("0x01ffc9a7");
  });

  it("ERC-165/02 declares supportsInterface with the standard's types", async () => {
    expectDeclared((await bank()).token, [
      "function supportsInterface(bytes4) pure returns (bool)",
    ]);
  });

  it("ERC-165/03 MUST answer true to 0x01ffc9a7", async () => {
    expect(await (await bank()).token.supportsInterface("0x01ffc9a7")).to.equal(true);
  });

  it("ERC-165/04 MUST answer false to 0xffffffff", async () => {
    expect(await (await bank()).token.supportsInterface("0xffffffff")).to.equal(false);
  });

  for (const [name, [functions]] of Object.entries(claimed)) {
    it(`ERC-165/05 MUST answer true to what it has: ${name}, every function of which it declares`, async () => {
      const { token } = await bank();

      expect(await token.supportsInterface(interfaceIdOf(functions))).to.equal(true);
      for (const one of functions) expect(token.interface.hasFunction(one), one).to.equal(true);
    });
  }

  it("ERC-165/06 MUST answer false to anything else", async () => {
    const { token } = await bank();

    for (const interfaceId of unclaimed) {
      expect(await token.supportsInterface(interfaceId), interfaceId).to.equal(false);
    }
  });

  it("ERC-165/07 MUST take at most 30,000 gas, whatever it answers", async () => {
    const system = await bank();
    const ids = Object.values(claimed).map(([functions]) => interfaceIdOf(functions));

    for (const interfaceId of [...ids, "0xffffffff", "0x00000000"]) {
      expect(await gasInside(system, interfaceId)).to.be.lessThan(30_000n);
    }
  });

  it("ERC-165/08 MUST be detected by the standard's two calls, byte for byte", async () => {
    const system = await bank();
    const word = (id: string) => zeroPadBytes(id, 32).slice(2);

    const first = await asked(system, `0x01ffc9a7${word("0x01ffc9a7")}`);
    const second = await asked(system, `0x01ffc9a7${word("0xffffffff")}`);

    expect([first, second]).to.deep.equal([toBeHex(1, 32), toBeHex(0, 32)]);
  });
});
