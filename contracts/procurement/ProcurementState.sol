// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Governed} from "../access/Governed.sol";
import {CreditorWord} from "../budget/CreditorWord.sol";
import {IAppropriationLedger} from "../budget/IAppropriationLedger.sol";
import {ITreasury} from "../budget/ITreasury.sol";
import {Officer, OfficerRole} from "../budget/Officer.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {Refusal} from "../types/Refusal.sol";
import {IBusinessCalendar} from "../voucher/IBusinessCalendar.sol";
import {IInvoiceRegister} from "../voucher/IInvoiceRegister.sol";
import {AgreementStatus, MilestoneStatus, OverseerRole} from "./AgreementStatus.sol";
import {ProcurementRules} from "./AgreementTerms.sol";
import {AgreementTermsWord} from "./AgreementTermsWord.sol";
import {AgreementWord} from "./AgreementWord.sol";
import {Party, PartyWord} from "./PartyWord.sol";
import {IProcurementErrors} from "./IProcurementErrors.sol";
import {IProcurementEvents} from "./IProcurementEvents.sol";
import {MilestoneState, MilestoneWord, packMilestone} from "./MilestoneWord.sol";
import {ProcurementSurroundings} from "./ProcurementSurroundings.sol";
import {WHOLE_BPS} from "./Share.sol";

/// @title ProcurementState
/// @notice What agreements keep, and what several acts share.
/// @dev `ProcurementEscrow` and `ProcurementOffices`, whose code it runs as its own, both begin with this, so that both see one
/// storage.
abstract contract ProcurementState is Governed, IProcurementErrors, IProcurementEvents {
    using SafeERC20 for IDepositToken;
    using Refusal for bytes;

    /// @dev An agreement: three words.
    struct Agreement {
        AgreementWord word;
        AgreementTermsWord terms;
        PartyWord party;
    }

    /// @dev What was funded on a matter, and for which agreement: one word.
    struct Fund {
        AgreementId agreement;
        uint64 net; // has not gone home, whole won
    }

    struct Guarantee {
        bytes32 document;
        uint64 amount; // whole won
    }

    struct Shares {
        bytes32 proposed;
        bytes32 approved;
    }

    /// @dev From which Korean day a rate of interest holds: one word.
    struct LateRate {
        uint16 fromDay;
        uint16 rateBps;
    }

    /// @notice The money. Fixed.
    IDepositToken public immutable token;

    /// @notice Whose money is held. Fixed.
    ITreasury public immutable treasury;

    /// @notice Whose officers act. Fixed.
    IAppropriationLedger public immutable ledger;

    /// @notice Where invoices are kept. Fixed.
    IInvoiceRegister public immutable invoices;

    /// @notice By which days of inspection and payment are reckoned. Fixed.
    IBusinessCalendar public immutable calendar;

    /// @dev How many agreements have opened; they are numbered from 1.
    uint64 internal _agreementCount;

    ProcurementRules internal _rules;
    LateRate[] internal _lateRates;

    mapping(AgreementId agreement => Agreement) internal _agreements;

    /// @dev The key joins the agreement with a milestone, or with an account.
    mapping(uint256 agreementAndMilestone => MilestoneWord) internal _milestones;
    mapping(uint256 agreementAndMilestone => Shares) internal _shares;
    mapping(uint256 agreementAndAccount => OverseerRole) internal _overseers;
    mapping(uint256 agreementAndPayee => uint64 amount) internal _withheld;
    mapping(AgreementId agreement => uint64 amount) internal _withheldIn;
    mapping(AgreementId agreement => mapping(bytes32 person => OverseerRole)) internal _overseerSides;
    mapping(AgreementId agreement => Guarantee) internal _guarantees;
    mapping(AgreementId agreement => bytes32) internal _amendments;
    mapping(AgreementId agreement => bytes32[]) internal _matters;
    mapping(bytes32 matter => Fund) internal _funds;
    mapping(address supplier => CreditorWord) internal _suppliers;

    constructor(ProcurementSurroundings memory around) Governed(around.ministry) {
        (treasury, calendar) = (around.treasury, around.calendar);
        (token, invoices) = (around.treasury.token(), around.treasury.invoices());
        ledger = around.treasury.ledger();
    }

    // ---------------------------------------------------------------------------------------------- rules

    /// @dev Shares are of a whole, days and rates are some.
    function _setRules(ProcurementRules memory rules_, address by) internal {
        bool isValid = rules_.advanceCeilingBps <= WHOLE_BPS && rules_.leastBondBps <= WHOLE_BPS;
        isValid = isValid && rules_.penaltyCapBps <= WHOLE_BPS && rules_.inspectionDays != 0;
        for (uint256 i = 0; i < rules_.delayRates.length; ++i) isValid = isValid && rules_.delayRates[i] != 0;
        if (!isValid || rules_.paymentDays == 0) revert InvalidRules();

        _rules = rules_;

        emit RulesSet(rules_, by);
    }

    function _setLateRate(uint16 fromDay, uint16 rateBps, address by) internal {
        if (rateBps > WHOLE_BPS) revert InvalidRules();

        _lateRates.push(LateRate(fromDay, rateBps));

        emit LateRateSet(fromDay, rateBps, by);
    }

    // ----------------------------------------------------------------------------------------- what is kept

    function _known(AgreementId agreement) internal view returns (Agreement storage kept) {
        kept = _agreements[agreement];
        if (AgreementTermsWord.unwrap(kept.terms) == 0) revert AgreementUnknown(agreement);
    }

    function _opened(AgreementId agreement, AgreementStatus status) internal pure {
        if (status != AgreementStatus.Open) revert AgreementNotOpen(agreement, status);
    }

    /// @dev Work is still inspected and paid after a termination.
    function _working(AgreementId agreement, AgreementStatus status) internal pure {
        bool isWorking = status == AgreementStatus.Open || status == AgreementStatus.Terminated;
        if (!isWorking) revert AgreementNotOpen(agreement, status);
    }

    function _ended(AgreementId agreement, AgreementStatus status) internal pure {
        bool isEnded = status == AgreementStatus.Completed || status == AgreementStatus.Terminated;
        if (!isEnded) revert AgreementNotEnded(agreement, status);
    }

    function _milestoneOf(
        AgreementId agreement,
        uint8 milestone
    ) internal view returns (MilestoneState memory state) {
        MilestoneWord word = _milestones[agreement.join(milestone)];
        if (MilestoneWord.unwrap(word) == 0) revert MilestoneUnknown(agreement, milestone);
        return word.unpack();
    }

    function _keepMilestone(AgreementId agreement, uint8 milestone, MilestoneState memory state) internal {
        _milestones[agreement.join(milestone)] = packMilestone(state);
    }

    /// @dev Nothing of the agreement is claimed or to be paid. Milestones are few.
    function _nothingPending(AgreementId agreement, uint256 milestones) internal view {
        for (uint8 i = 1; i <= milestones; ++i) {
            MilestoneStatus status = _milestones[agreement.join(i)].unpack().status;
            bool isPending = status == MilestoneStatus.Claimed || status == MilestoneStatus.Accepted;
            if (isPending) revert ClaimPending(agreement, i);
        }
    }

    // -------------------------------------------------------------------------------------------- who acts

    /// @dev The account does this for the buyer.
    function _onlyOfficer(address account, uint256 ministry, OfficerRole role) internal view {
        if (!_isOfficer(account, ministry, role)) revert NotOfficer(account, uint16(ministry), role);
    }

    function _isOfficer(address account, uint256 ministry, OfficerRole role) internal view returns (bool) {
        Officer memory officer = ledger.officerOf(account);
        return officer.ministry == ministry && officer.role == role;
    }

    /// @dev The supplier, also by the key that took the place of a lost one.
    function _isSupplier(Party memory party, address account) internal view returns (bool) {
        return account == party.supplier || account == token.currentOf(party.supplier);
    }

    function _onlySupplier(AgreementId agreement, Party memory party) internal view {
        if (!_isSupplier(party, msg.sender)) revert NotSupplier(agreement, msg.sender);
    }

    // ----------------------------------------------------------------------------------------------- bond

    /// @dev What secures the agreement: what the supplier deposited and what a guarantor answers for.
    function _security(AgreementId agreement, Party memory party) internal view returns (uint256) {
        return party.bond + _guarantees[agreement].amount;
    }

    // ---------------------------------------------------------------------------------------------- money

    /// @dev Pays `amount` to the payee's account, under the key it has now; where that cannot be credited, it waits. Nobody's account
    /// stops what others get.
    function _send(AgreementId agreement, address payee, uint256 amount) internal {
        if (amount == 0) return;
        (bool isSent, bytes memory refusal) = _transferred(payee, amount);
        if (isSent) return;

        _withheld[agreement.join(uint160(payee))] += uint64(amount);
        _withheldIn[agreement] += uint64(amount);

        emit PartWithheld(agreement, payee, uint64(amount), refusal);
    }

    /// @dev Whether `amount` went to the payee, and if not, why. A token that is stopped for all reverts: nothing waits for it.
    function _transferred(address payee, uint256 amount) private returns (bool isSent, bytes memory refusal) {
        try token.transfer(token.currentOf(payee), amount) returns (bool) {
            return (true, "");
        } catch (bytes memory why) {
            (bool paused, bool stopped) = token.policy();
            if (paused || stopped) why.enforce();
            return (false, why);
        }
    }

    /// @dev Pays `amount` to the Treasury as revenue.
    function _toRevenue(uint256 amount, bytes32 ref) internal {
        if (amount == 0) return;
        token.forceApprove(address(treasury), amount);
        treasury.receiveRevenue(uint64(amount), ref);
    }

    /// @dev Sends `amount` home on the obligations that funded the agreement, the last one first.
    function _sendHome(AgreementId agreement, uint256 amount) internal {
        token.forceApprove(address(treasury), amount);
        bytes32[] storage matters = _matters[agreement];
        for (uint256 i = matters.length; amount != 0; --i) {
            Fund storage fund = _funds[matters[i - 1]];
            uint256 part = amount < fund.net ? amount : fund.net;
            if (part == 0) continue;
            fund.net -= uint64(part);
            amount -= part;
            treasury.receiveReturn(address(this), matters[i - 1], uint64(part));
        }
    }

    /// @dev The least of two numbers.
    function _least(uint256 one, uint256 other) internal pure returns (uint256) {
        return one < other ? one : other;
    }

    function _today() internal view returns (uint256) {
        return KoreaTime.dayIndex(block.timestamp);
    }
}
