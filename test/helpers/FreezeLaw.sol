// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountState, IDepositToken} from "../../contracts/deposit/IDepositToken.sol";
import {Sentence} from "./Sentence.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {CaseBasis} from "../../contracts/deposit/CaseBasis.sol";
import {FreezeCase} from "../../contracts/deposit/FreezeCase.sol";

/// @title FreezeLaw
/// @notice Law 7. Spendable = max(0, balance - frozen); what is frozen is the sum of the cases that run, at most eight;
/// no protected account is frozen for a debt, and no account of a contract of the system at all.
library FreezeLaw {
    /// @notice The first violation among `accounts`, or nothing.
    function violation(
        IDepositToken token,
        address[] memory accounts
    ) internal view returns (string memory found) {
        for (uint256 i = 0; i < accounts.length; ++i) {
            found = _ofAccount(token, accounts[i]);
            if (bytes(found).length != 0) return found;
        }
    }

    function _ofAccount(IDepositToken token, address account) private view returns (string memory) {
        AccountState memory state = token.accountOf(account);
        FreezeCase[] memory cases = token.casesOf(account);
        (uint256 frozen, bool debt) = _sum(cases);
        uint256 spendable = state.balance > frozen ? state.balance - frozen : 0;

        if (state.frozen != frozen || token.getFrozenTokens(account) != frozen)
            return Sentence.differ("law 7: frozen = sum of cases", account, state.frozen, frozen);
        if (token.spendableOf(account) != spendable) {
            uint256 said = token.spendableOf(account);
            return Sentence.differ("law 7: spendable = max(0, balance - frozen)", account, said, spendable);
        }
        if (cases.length > 8) return "law 7: at most eight cases";
        if (state.protected && debt) return "law 7: a protected account is not frozen for a debt";
        if (state.kind == AccountKind.System && cases.length != 0)
            return "law 7: no account of a contract of the system is frozen";
        return "";
    }

    function _sum(FreezeCase[] memory cases) private pure returns (uint256 frozen, bool debt) {
        for (uint256 i = 0; i < cases.length; ++i) {
            frozen += cases[i].amount;
            debt = debt || (cases[i].basis == CaseBasis.Debt && cases[i].amount != 0);
        }
        if (frozen > type(uint64).max) frozen = type(uint64).max;
    }
}
