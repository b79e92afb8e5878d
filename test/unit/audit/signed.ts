import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { DepositToken } from "../../../typechain-types/deposit/DepositToken.ts";

const deadline = 2n ** 40n;
const nonce = `0x${"01".repeat(32)}`;
const cancelledNonce = `0x${"02".repeat(32)}`;

/** EIP-712 fields as `address owner`. */
const fields = (...written: string[]) =>
  written.map((field) => {
    const [type = "", name = ""] = field.split(" ");
    return { type, name };
  });

/** What a holder signs and another sends: a permit, a transfer, and a cancellation. */
export async function signInSomebodysPlace(
  token: DepositToken,
  holder: HardhatEthersSigner,
  sender: HardhatEthersSigner,
): Promise<void> {
  const sign = await signing(token, holder);
  const sent = token.connect(sender);
  const [owner, spender] = [holder.address, sender.address];
  const permit = { owner, spender, value: 3n, nonce: 0n, deadline };
  await sent["permit(address,address,uint256,uint256,bytes)"](
    ...([owner, spender, 3n, deadline] as const),
    await sign("Permit", types.permit, permit),
  );
  const paid = {
    from: owner,
    to: spender,
    value: 4n,
    validAfter: 0n,
    validBefore: deadline,
    nonce,
  };
  await sent["transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)"](
    ...([owner, spender, 4n, 0n, deadline, nonce] as const),
    await sign("TransferWithAuthorization", types.paid, paid),
  );
  const cancelled = { authorizer: owner, nonce: cancelledNonce };
  await sent["cancelAuthorization(address,bytes32,bytes)"](
    ...([owner, cancelledNonce] as const),
    await sign("CancelAuthorization", types.cancelled, cancelled),
  );
}

const types = {
  permit: fields(
    ...["address owner", "address spender", "uint256 value", "uint256 nonce"],
    "uint256 deadline",
  ),
  paid: fields(
    ...["address from", "address to", "uint256 value", "uint256 validAfter"],
    ...["uint256 validBefore", "bytes32 nonce"],
  ),
  cancelled: fields("address authorizer", "bytes32 nonce"),
};

/** Signs in the token's domain. */
async function signing(token: DepositToken, holder: HardhatEthersSigner) {
  const { chainId, name, version, verifyingContract } = await token.eip712Domain();
  const domain = { name, version, chainId, verifyingContract };
  return (type: string, of: ReturnType<typeof fields>, value: Record<string, unknown>) =>
    holder.signTypedData(domain, { [type]: of }, value);
}
