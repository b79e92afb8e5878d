// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "../access/Governed.sol";
import {IAppropriationLedger} from "../budget/IAppropriationLedger.sol";
import {ITreasury} from "../budget/ITreasury.sol";
import {CreditorWord} from "../budget/CreditorWord.sol";
import {Officer, OfficerRole} from "../budget/Officer.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AwardId} from "../types/AwardId.sol";
import {Beneficiary} from "../types/Beneficiary.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {IBusinessCalendar} from "../voucher/IBusinessCalendar.sol";
import {IInvoiceRegister} from "../voucher/IInvoiceRegister.sol";
import {IMerchantRegistry} from "../voucher/IMerchantRegistry.sol";
import {Asset} from "./Asset.sol";
import {Award, AwardFund} from "./Award.sol";
import {AwardStatus} from "./AwardStatus.sol";
import {AwardWord} from "./AwardWord.sol";
import {EvidenceWord} from "./EvidenceWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {GrantCase} from "./GrantCase.sol";
import {GrantDebt} from "./GrantDebt.sol";
import {ISubsidyErrors} from "./ISubsidyErrors.sol";
import {ISubsidyEvents} from "./ISubsidyEvents.sol";
import {SubsidySurroundings} from "./SubsidySurroundings.sol";

/// @title SubsidyState
/// @notice What subsidies keep, and the rules that several acts share.
/// @dev `SubsidyGrants` and `SubsidyDecisions`, whose code it runs as its own, both begin with this, so that both see one
/// storage.
abstract contract SubsidyState is Governed, ISubsidyErrors, ISubsidyEvents {
    /// @notice Whose money awards hold in trust.
    ITreasury public immutable treasury;

    /// @notice The budget that it is paid by, and whose officers open and release.
    IAppropriationLedger public immutable ledger;

    /// @notice The money.
    IDepositToken public immutable token;

    /// @notice Where invoices are kept, so that none is paid twice.
    IInvoiceRegister public immutable invoices;

    /// @notice Which payees are enrolled, and whose they are.
    IMerchantRegistry public immutable registry;

    /// @notice Which days are business days.
    IBusinessCalendar public immutable calendar;

    /// @notice Won from which an outside accountant checks the settlement statement. Awards below it are small.
    uint64 public immutable verificationThreshold;

    /// @dev How many awards there are.
    uint64 internal _awardCount;

    mapping(AwardId award => Award) internal _awards;
    mapping(bytes32 matter => AwardId) internal _onMatter;
    mapping(uint256 instalmentKey => EvidenceWord) internal _evidence;
    mapping(address account => bool) internal _attestors;
    mapping(address account => Beneficiary) internal _beneficiaries;
    mapping(Beneficiary beneficiary => BeneficiaryFacts) internal _facts;
    mapping(Beneficiary beneficiary => CreditorWord) internal _watches;
    mapping(AwardId award => GrantCase) internal _cases;
    mapping(AwardId award => GrantDebt) internal _debts;
    mapping(bytes32 asset => Asset) internal _assets;

    constructor(SubsidySurroundings memory around) Governed(around.ministry) {
        treasury = around.treasury;
        (ledger, token, invoices) = (treasury.ledger(), treasury.token(), treasury.invoices());
        (registry, calendar) = (around.registry, around.calendar);
        verificationThreshold = around.verificationThreshold;
    }

    function _known(AwardId id) internal view returns (Award storage kept, AwardWord word) {
        kept = _awards[id];
        word = kept.word;
        if (word.status() == AwardStatus.None) revert AwardUnknown(id);
    }

    /// @dev Money moves in an award while it is open, not suspended, and no case holds it.
    function _requirePayable(AwardId id, AwardWord word) internal view {
        _requireOpen(id, word);
        if (word.isSuspended()) revert AwardIsSuspended(id);
        _requireNoCase(id, word);
    }

    function _requireOpen(AwardId id, AwardWord word) internal pure {
        if (word.status() != AwardStatus.Open) revert AwardNotOpen(id, word.status());
    }

    function _requireNoCase(AwardId id, AwardWord word) internal view {
        if (word.isHeld()) revert AwardHeld(id, _cases[id].caseId);
    }

    /// @dev The caller is an officer of the ministry who does this.
    function _onlyOfficer(uint16 ministry, OfficerRole role) internal view {
        Officer memory officer = ledger.officerOf(msg.sender);
        if (officer.ministry != ministry || officer.role != role)
            revert NotOfficer(msg.sender, ministry, role);
    }

    /// @dev The caller is the beneficiary, with the key its account has now.
    function _onlyBeneficiary(AwardId id, address account) internal view {
        if (token.currentOf(account) != msg.sender) revert NotBeneficiary(id, msg.sender);
    }

    /// @dev What the contract holds of an award: advanced, and neither paid nor set off nor returned.
    function _heldOf(AwardFund memory fund, AwardWord word) internal pure returns (uint64) {
        return fund.advanced - word.paid() - fund.setOff - fund.returned;
    }

    /// @dev UTC second at which a period of `count` days from now ends. This day is not counted (Civil Act art. 157); a last day
    /// that is no business day gives way to the next one (art. 161; verify both against the current text).
    function _periodEnd(uint256 count) internal view returns (uint48) {
        uint256 last = calendar.addBusinessDays(_today() + count - 1, 1);
        return uint48((last + 1) * 1 days - KoreaTime.OFFSET);
    }

    /// @dev The day in Korea, since 1970.
    function _today() internal view returns (uint256) {
        return KoreaTime.dayIndex(block.timestamp);
    }
}
