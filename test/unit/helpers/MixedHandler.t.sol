// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountKind} from "../../../contracts/deposit/AccountKind.sol";
import {Gukgo, GukgoBase, actor} from "../../helpers/Gukgo.sol";
import {Sentence} from "../../helpers/Sentence.sol";
import {SystemHandler} from "../../helpers/SystemHandler.sol";

/// @notice An act of the handler never fails where nothing is wrong: here, where money cannot be issued to who is to spend it.
contract MixedHandlerTest is GukgoBase {
    /// @dev One act in eight arranges nothing first, and of those three in four give money.
    uint256 private constant TRIES = 100;

    error Undone();

    Gukgo private s;
    SystemHandler private handler;

    function setUp() public {
        s = _deploy();
        handler = new SystemHandler(s, START);
    }

    /// @notice Accounts that were suspended when their recovery was opened: no objection ends it.
    function test_own_money_is_spent_where_every_citizen_is_in_recovery() public {
        address[] memory everyone = handler.everyone();
        for (uint256 i = 0; i < everyone.length; ++i) {
            if (s.token.accountOf(everyone[i]).kind != AccountKind.Citizen) continue;
            vm.prank(actor("enforcementOfficer"));
            s.token.suspend(everyone[i], "case");
            bytes memory opening = abi.encodeCall(
                s.token.openRecovery,
                (everyone[i], actor("successor", i), "case")
            );
            _joint(s, "recoveryOfficer", "recoveryChecker", opening);
        }
        _tryAll();
    }

    /// @notice Acts once, and undoes it.
    function tryOnce(uint256 index, uint256 seed) external {
        handler.perform(index, seed);
        revert Undone();
    }

    function _tryAll() private {
        handler.actionCount();
        uint256 index = handler.indexOf("spend vouchers of several programmes and own money");
        for (uint256 seed = 0; seed < TRIES; ++seed) {
            try this.tryOnce(index, seed) {} catch (bytes memory why) {
                if (bytes4(why) != Undone.selector) _assertLaw(Sentence.inside(why));
            }
        }
    }
}
