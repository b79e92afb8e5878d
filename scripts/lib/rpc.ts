/** Where the network `localhost` is asked: a chain of `npx hardhat node`, unless `GUKGO_RPC_URL` names another. */
export const rpcUrl = process.env["GUKGO_RPC_URL"] ?? "http://127.0.0.1:8545";
