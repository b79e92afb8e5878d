// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Sentence} from "./Sentence.sol";

/// @title SupplyLaw
/// @notice Law 1. Per bank: supply = Σ balances = Σ issued - redeemed; every issue leaves
/// supply ≤ attested - redeemed since. Each check returns the violation as a sentence, or nothing.
library SupplyLaw {
    /// @param accounts Everyone who may hold a balance, each once.
    /// @param issued Won issued since deployment, counted apart from the token.
    /// @param redeemed Won redeemed since deployment, counted apart from the token.
    function violation(
        IERC20 token,
        address[] memory accounts,
        uint256 issued,
        uint256 redeemed
    ) internal view returns (string memory) {
        uint256 supply = token.totalSupply();
        uint256 held;
        for (uint256 i = 0; i < accounts.length; ++i) {
            held += token.balanceOf(accounts[i]);
        }

        // The supply is what all accounts hold together.
        if (supply != held) return Sentence.differ("law 1: supply = sum of balances", supply, held);

        // The supply is what was issued, less what was redeemed.
        if (supply != issued - redeemed) {
            return Sentence.differ("law 1: supply = issued - redeemed", supply, issued - redeemed);
        }
        return "";
    }

    /// @notice To be asked right after an issue: it leaves the supply within what the last attestation still backs.
    function issueViolation(
        uint256 supply,
        uint256 attested,
        uint256 redeemedSince
    ) internal pure returns (string memory) {
        if (supply + redeemedSince <= attested) return "";
        return
            Sentence.differ(
                "law 1: an issue leaves supply + redeemed since <= attested",
                supply + redeemedSince,
                attested
            );
    }
}
