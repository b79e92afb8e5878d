// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITreasury} from "../../contracts/budget/ITreasury.sol";
import {ITrustee} from "../../contracts/budget/ITrustee.sol";
import {IDepositToken} from "../../contracts/deposit/IDepositToken.sol";

/// @notice A contract that is to hold money in trust, and takes an advance as it was told to, rightly or not.
contract OddTrustee is ITrustee {
    enum Sin {
        None, // takes the advance whole
        TakesNothing,
        TakesLess, // leaves one won
        SendsBack, // takes it, and returns it at once
        PaysAnother // takes nothing, and as a disbursing officer pays as much to a creditor
    }

    ITreasury public immutable treasury;
    IDepositToken public immutable token;
    Sin public sin;
    address public creditor;

    constructor(ITreasury treasury_) {
        treasury = treasury_;
        token = treasury_.token();
    }

    /// @notice How to behave; the creditor is whom `PaysAnother` pays.
    function behave(Sin sin_, address creditor_) external {
        (sin, creditor) = (sin_, creditor_);
    }

    function receiveAdvance(bytes32 matter, uint64 amount) external {
        if (sin == Sin.TakesNothing) return;
        if (sin == Sin.PaysAnother) return treasury.pay(creditor, matter, amount, matter);
        uint64 taken = sin == Sin.TakesLess ? amount - 1 : amount;
        token.transferFrom(address(treasury), address(this), taken);
        if (sin != Sin.SendsBack) return;
        token.approve(address(treasury), amount);
        treasury.receiveReturn(address(this), matter, amount);
    }
}
