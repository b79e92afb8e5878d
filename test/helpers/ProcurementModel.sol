// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {AgreementStatus, MilestoneStatus} from "../../contracts/procurement/AgreementStatus.sol";
import {AgreementFacts, MilestoneFacts} from "../../contracts/procurement/AgreementFacts.sol";
import {IProcurementErrors} from "../../contracts/procurement/IProcurementErrors.sol";
import {ProcurementEscrow} from "../../contracts/procurement/ProcurementEscrow.sol";
import {AgreementId} from "../../contracts/types/AgreementId.sol";
import {KoreaTime} from "../../contracts/types/KoreaTime.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {budgetLine} from "./BudgetBase.sol";
import {actor} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";

/// @title ProcurementModel
/// @notice Agreements counted a second time, by the balances of those who are paid, and how acts are chosen.
abstract contract ProcurementModel is Handler {
    uint256 internal constant MOST_AGREEMENTS = 36;
    uint256 internal constant PEOPLE = 3;

    ProcurementEscrow internal _escrow;

    mapping(AgreementId agreement => uint256) public fundedOf;
    mapping(AgreementId agreement => uint256) public bondsOf;
    mapping(AgreementId agreement => uint256) public paidOf;
    mapping(AgreementId agreement => uint256) public returnedOf;
    mapping(AgreementId agreement => uint256) public forfeitedOf;
    mapping(AgreementId agreement => mapping(address person => uint256)) public sidesOf;

    /// @notice Won that the escrow should hold, in all.
    uint256 public total;

    mapping(AgreementId agreement => bytes32) internal _matterOf;

    function _id(uint256 n) internal pure returns (AgreementId) {
        return AgreementId.wrap(uint64(n));
    }

    /// @dev An agreement in `status`, where there is one; now and then any.
    function _inStatus(AgreementStatus status) internal returns (AgreementId) {
        uint256 count = _escrow.agreements();
        if (count == 0) return _id(1);
        uint256 start = _below(count);
        for (uint256 i = 0; i < count && !_oneIn(12); ++i) {
            AgreementId agreement = _id(((start + i) % count) + 1);
            if (_escrow.agreementOf(agreement).status == status) return agreement;
        }
        return _id(start + 1);
    }

    /// @dev A milestone in `status` of any agreement, where there is one.
    function _milestoneIn(
        MilestoneStatus status
    ) internal returns (AgreementId agreement, uint8 milestone, MilestoneFacts memory facts) {
        uint256 count = _escrow.agreements();
        uint256 start = count == 0 ? 0 : _below(count);
        for (uint256 i = 0; i < count; ++i) {
            agreement = _id(((start + i) % count) + 1);
            milestone = _findIn(agreement, status);
            if (milestone != 0) return (agreement, milestone, _escrow.milestoneOf(agreement, milestone));
        }
        return (_id(start + 1), 1, facts);
    }

    /// @dev The first milestone in `status` of an agreement in which work goes on; a rejected one is due. 0: none.
    function _findIn(AgreementId agreement, MilestoneStatus status) private view returns (uint8) {
        AgreementFacts memory f = _escrow.agreementOf(agreement);
        bool isDue = status == MilestoneStatus.Due;
        bool isLive = f.status == AgreementStatus.Open;
        if (f.status == AgreementStatus.Terminated && !isDue) isLive = true;
        for (uint8 m = 1; isLive && m <= f.milestones; ++m) {
            MilestoneStatus found = _escrow.milestoneOf(agreement, m).status;
            if (found == status || (isDue && found == MilestoneStatus.Rejected)) return m;
        }
        return 0;
    }

    /// @dev What the suppliers, the worker and the citizens have.
    function _payees() internal view returns (uint256 sum) {
        for (uint256 n = 0; n < PEOPLE; ++n) {
            sum += _s.token.balanceOf(actor("supplier", n)) + _s.token.balanceOf(actor("citizen", n));
        }
    }

    /// @dev Calls the escrow, and counts what the payees got and the Treasury got.
    function _act(
        AgreementId agreement,
        address caller,
        bytes memory data,
        bool home
    ) internal returns (bool) {
        uint256 people = _payees();
        uint256 treasury = _s.token.balanceOf(address(_s.treasury));
        if (!_try(caller, address(_escrow), data, _reasons())) return false;
        uint256 paid = _payees() - people;
        uint256 came = _s.token.balanceOf(address(_s.treasury)) - treasury;
        paidOf[agreement] += paid;
        if (home) returnedOf[agreement] += came;
        else forfeitedOf[agreement] += came;
        total -= paid + came;
        return true;
    }

    /// @dev Who obligates and pays for the buyer: always ministry 0.
    function _buyer() internal pure returns (address) {
        return actor("obligator", 0);
    }

    function _payer() internal pure returns (address) {
        return actor("disburser", 0);
    }

    function _amount(uint256 most) internal returns (uint64) {
        if (_oneIn(10)) return uint64(most + 1);
        if (_oneIn(2)) return uint64(most);
        return uint64(_between(most == 0 ? 0 : 1, most));
    }

    /// @dev A line of this year with `amount` allotted, of which each month may pay anything.
    function _feed(uint64 amount) internal returns (LineId line) {
        uint256 month = KoreaTime.monthIndex(KoreaTime.dayIndex(nowAt));
        line = budgetLine(1970 + month / 12, 0);
        uint64[12] memory plan;
        for (uint256 i = 0; i < 12; ++i) plan[i] = 8_000_000_000_000;
        _do(
            actor("appropriator"),
            address(_s.ledger),
            abi.encodeCall(_s.ledger.appropriate, (line, amount, "act"))
        );
        uint8 quarter = uint8((month % 12) / 3 + 1);
        _do(
            actor("allotmentOfficer"),
            address(_s.ledger),
            abi.encodeCall(_s.ledger.allot, (line, quarter, amount))
        );
        _do(
            actor("allotmentOfficer"),
            address(_s.ledger),
            abi.encodeCall(_s.ledger.setPaymentPlan, (line, plan))
        );
    }

    function _today() internal view returns (uint16) {
        return uint16(KoreaTime.dayIndex(nowAt));
    }

    function _reasons() internal pure returns (bytes memory) {
        return
            bytes.concat(
                bytes4(IDepositErrors.SuspendedAccount.selector),
                _stateReasons(),
                _workReasons(),
                _moneyReasons(),
                _endReasons()
            );
    }

    function _stateReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IProcurementErrors.AgreementUnknown.selector,
                IProcurementErrors.AgreementNotOpen.selector,
                IProcurementErrors.AgreementNotEnded.selector,
                IProcurementErrors.MilestoneUnknown.selector,
                IProcurementErrors.MilestoneNotDue.selector,
                IProcurementErrors.MilestoneNotClaimed.selector,
                IProcurementErrors.MilestoneNotAccepted.selector,
                IProcurementErrors.ClaimPending.selector,
                IProcurementErrors.NotSupplier.selector
            );
    }

    function _workReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IProcurementErrors.NotOverseer.selector,
                IProcurementErrors.OverseerOnOtherSide.selector,
                IProcurementErrors.InvalidOverseer.selector,
                IProcurementErrors.FullInspectionDue.selector,
                IProcurementErrors.ConfirmationMissing.selector,
                IProcurementErrors.AlreadyConfirmed.selector,
                IProcurementErrors.ZeroAmount.selector,
                IProcurementErrors.BondMissing.selector,
                IProcurementErrors.BondIsWaived.selector
            );
    }

    function _moneyReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IProcurementErrors.AdvanceAboveCeiling.selector,
                IProcurementErrors.AdvanceTooLate.selector,
                IProcurementErrors.AdvanceReturnExceeded.selector,
                IProcurementErrors.ClaimAboveRest.selector,
                IProcurementErrors.AcceptanceAboveClaim.selector,
                IProcurementErrors.HeldExceeded.selector,
                IProcurementErrors.InvalidChange.selector,
                IProcurementErrors.AdvanceAboveRest.selector,
                IProcurementErrors.PriceAboveObligation.selector
            );
    }

    function _endReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IProcurementErrors.PenaltyBelowBond.selector,
                IProcurementErrors.RetentionNotDue.selector,
                IProcurementErrors.RetentionExceeded.selector,
                IProcurementErrors.NothingToReturn.selector,
                IProcurementErrors.NothingWithheld.selector,
                IProcurementErrors.MoneyStillHeld.selector
            );
    }
}
