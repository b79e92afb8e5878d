// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IAuthority} from "../access/IAuthority.sol";
import {officerOf as actorOf} from "../access/Officer.sol";
import {hasLastingCode} from "../types/LastingCode.sol";
import {BudgetState} from "./BudgetState.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {Officer, OfficerRole, OfficerWord, toOfficerWord} from "./Officer.sol";

/// @title BudgetOfficers
/// @notice Who acts on the budget: ministries, their officers, contracts that hold money in trust; and who gets nothing.
abstract contract BudgetOfficers is BudgetState {
    uint16 private constant HIGHEST_MINISTRY = 999;

    /// @inheritdoc IAppropriationLedger
    function registerMinistry(uint16 ministry, IAccessManager authority_) external restricted {
        bool isCode = ministry != 0 && ministry <= HIGHEST_MINISTRY;
        bool isFree = address(authorityOf[ministry]) == address(0);
        if (!isCode || !isFree || !hasLastingCode(address(authority_))) revert InvalidMinistry(ministry);

        authorityOf[ministry] = authority_;

        emit MinistryRegistered(ministry, address(authority_), actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function appointOfficer(uint16 ministry, address account, OfficerRole role) external {
        address own = _onlyMinistry(ministry);
        bytes32 person = _eligible(own, account);
        if (role == OfficerRole.None) revert NotOfficer(account, ministry, role);
        Officer memory held = _officers[account].toOfficer();
        if (held.role != OfficerRole.None) revert AlreadyOfficer(account, held.ministry, held.role);

        // Who has obligated never pays, and who has paid never obligates.
        OfficerRole side = _sides[own][person];
        if (side != OfficerRole.None && side != role) revert PersonOnOtherSide(account, person, side);

        _sides[own][person] = role;
        _officers[account] = toOfficerWord(ministry, role);

        emit OfficerAppointed(ministry, account, role, actorOf(own));
    }

    /// @inheritdoc IAppropriationLedger
    function dismissOfficer(uint16 ministry, address account) external {
        address own = _onlyMinistry(ministry);
        Officer memory held = _officers[account].toOfficer();
        bool isIts = held.role != OfficerRole.None && held.ministry == ministry;
        if (!isIts) revert NotOfficer(account, ministry, held.role);

        _officers[account] = OfficerWord.wrap(0);

        emit OfficerDismissed(ministry, account, actorOf(own));
    }

    /// @inheritdoc IAppropriationLedger
    function setTrustee(address trustee, bool listed) external restricted {
        if (listed && !hasLastingCode(trustee)) revert NotTrustee(trustee);

        isTrustee[trustee] = listed;

        if (listed) emit TrusteeListed(trustee, actorOf(authority));
        else emit TrusteeDelisted(trustee, actorOf(authority));
    }

    /// @inheritdoc IAppropriationLedger
    function exclude(address creditor, uint40 until, bytes32 caseId) external restricted {
        if (caseId == 0) revert DocumentMissing();

        _creditors[creditor] = _creditors[creditor].withExclusion(until);

        emit CreditorExclusionSet(creditor, caseId, until, actorOf(authority));
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IAppropriationLedger
    function officerOf(address account) external view returns (Officer memory officer) {
        return _officers[account].toOfficer();
    }

    /// @inheritdoc IAppropriationLedger
    function sideOf(address authority_, bytes32 person) external view returns (OfficerRole side) {
        return _sides[authority_][person];
    }

    /// @inheritdoc IAppropriationLedger
    function excludedUntil(address creditor) external view returns (uint48) {
        return _creditors[creditor].excludedUntil();
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev The caller holds the office to which the ministry gave the function.
    function _onlyMinistry(uint16 ministry) private view returns (address own) {
        IAccessManager its = authorityOf[ministry];
        if (address(its) == address(0)) revert MinistryUnknown(ministry);
        _onlyOffice(its);
        return address(its);
    }

    /// @dev Somebody known to the ministry, who holds none of its offices: nobody appoints itself.
    function _eligible(address own, address account) private view returns (bytes32 person) {
        person = IAuthority(own).personOf(account);
        if (person == 0) revert InvalidOfficer(account);
        (uint256 held, ) = IAuthority(own).officesOfPerson(person);
        if (held != 0) revert InvalidOfficer(account);
    }
}
