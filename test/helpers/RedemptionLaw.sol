// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositToken} from "../../contracts/deposit/IDepositToken.sol";
import {Sentence} from "./Sentence.sol";
import {TestBase} from "./TestBase.sol";

/// @title RedemptionLaw
/// @notice Law 8. Nothing but a freeze of that amount ever stops a redemption at par.
/// @dev Every holder redeems everything that is not frozen, one after the other from the same state: a trial always reverts, and its
/// outcome is the error it reverts with, so that nothing of it remains.
contract RedemptionLaw is TestBase {
    error Outcome(string violation);

    /// @notice The first violation among `holders`, or nothing. Contracts of the system hold for others and do not
    /// redeem: they are not to be among them.
    function violation(
        IDepositToken token,
        address[] calldata holders
    ) external returns (string memory found) {
        for (uint256 i = 0; i < holders.length; ++i) {
            if (token.spendableOf(holders[i]) == 0) continue;
            try this.redeemAll(token, holders[i]) {} catch (bytes memory outcome) {
                found =
                    bytes4(outcome) == Outcome.selector
                        ? Sentence.inside(outcome)
                        : "law 8: the trial of a redemption failed";
            }
            if (bytes(found).length != 0) return found;
        }
    }

    /// @notice Redeems all of `holder` that is not frozen, and reverts with what was wrong about it.
    function redeemAll(IDepositToken token, address holder) external {
        uint256 held = token.spendableOf(holder);
        uint256 frozen = token.balanceOf(holder) - held;
        uint256 supply = token.totalSupply();
        uint64 sequence = token.nextRedemption(holder);

        vm.prank(holder);
        try token.redeem(uint64(held), sequence) {
            // At par: the holder's tokens are gone one for one, and the sequence says that it is done.
            uint256 left = token.balanceOf(holder);
            uint256 fell = supply - token.totalSupply();
            if (left != frozen)
                revert Outcome(
                    Sentence.differ("law 8: a redemption takes all it says", holder, left, frozen)
                );
            if (fell != held)
                revert Outcome(Sentence.differ("law 8: a redemption is at par", holder, fell, held));
            if (token.nextRedemption(holder) != sequence + 1) {
                revert Outcome("law 8: a redemption uses up its sequence number");
            }
            revert Outcome("");
        } catch (bytes memory refusal) {
            revert Outcome(
                string.concat(
                    "law 8: nothing stops a redemption: that of ",
                    vm.toString(holder),
                    " was refused with ",
                    vm.toString(refusal)
                )
            );
        }
    }
}
