// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SettlementHandler} from "./SettlementHandler.sol";

/// @title VoucherHandler
/// @notice Every action on voucher programmes, holders and merchants, over the accounts of `DepositHandler`.
abstract contract VoucherHandler is SettlementHandler {
    /// @dev Teaches the runner this handler's actions.
    function _learnVoucher() internal {
        _learnMerchants();
        _learnProgrammes();
        _learnHolders();
        _learnSpending();
        _learnClawbacks();
        _learnPurchases();
        _learnMixed();
        _learnRefunds();
        _learnSettlement();
    }

    function _tidyVoucher() internal {
        for (uint256 i = 0; i < SHOPS; ++i) {
            _makeEnrolled(_shops[i]);
        }
        _tidyProgrammes();
        _tidyRefunds();
    }
}
