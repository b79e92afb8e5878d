// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Governed} from "../access/Governed.sol";
import {KoreaTime} from "../types/KoreaTime.sol";
import {LineId} from "../types/LineId.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {AuthorityWord} from "./AuthorityWord.sol";
import {CreditorWord} from "./CreditorWord.sol";
import {IAppropriationLedger} from "./IAppropriationLedger.sol";
import {ObligationWord} from "./ObligationWord.sol";
import {OfficerRole, OfficerWord, toOfficerWord} from "./Officer.sol";
import {PaidWord} from "./PaidWord.sol";
import {MONTHS, PlanWord} from "./PlanWord.sol";

/// @title BudgetState
/// @notice What the appropriation ledger keeps, and the rules that several acts share.
abstract contract BudgetState is Governed, IAppropriationLedger {
    /// @dev A budget line: three words.
    struct Line {
        AuthorityWord authority;
        PaidWord paid;
        PlanWord plan;
    }

    mapping(LineId line => Line) internal _lines;
    mapping(ObligationId obligation => ObligationWord) internal _obligations;
    mapping(bytes32 payeeKey => bool) internal _assigned;
    mapping(address creditor => CreditorWord) internal _creditors;
    mapping(address account => OfficerWord) internal _officers;

    /// @dev On which side a person has been an officer, for ever. Persons are those of one authority.
    mapping(address authority => mapping(bytes32 person => OfficerRole)) internal _sides;

    /// @inheritdoc IAppropriationLedger
    mapping(uint16 ministry => IAccessManager) public authorityOf;

    /// @inheritdoc IAppropriationLedger
    mapping(address trustee => bool) public isTrustee;

    /// @dev The line, to which something was appropriated once, and of which nothing has lapsed.
    function _live(LineId line) internal view returns (Line storage kept, AuthorityWord word) {
        kept = _lines[line];
        word = kept.authority;
        if (!word.isKnown()) revert LineUnknown(line);
        if (word.isLapsed()) revert LineHasLapsed(line);
    }

    /// @dev The caller is an officer of the line's ministry who does this.
    function _onlyOfficer(LineId line, OfficerRole role) internal view {
        uint16 ministry = line.ministry();
        if (!_officers[msg.sender].equals(toOfficerWord(ministry, role)))
            revert NotOfficer(msg.sender, ministry, role);
    }

    function _running(LineId line) internal view {
        (uint48 from, uint48 until) = (line.startsAt(), line.endsAt());
        if (block.timestamp < from || block.timestamp >= until) revert YearNotRunning(line, from, until);
    }

    function _booksOpen(LineId line) internal view {
        uint48 closedAt = line.booksCloseAt();
        if (block.timestamp >= closedAt) revert BooksClosed(line, closedAt);
    }

    function _known(address creditor, bytes32 matter, ObligationWord word) internal pure {
        if (word.isNone()) revert ObligationUnknown(creditor, matter);
    }

    /// @dev The month of the line's year, 1 to 12. The weeks in which its books are still open are December's.
    function _monthOf(LineId line) internal view returns (uint256 month) {
        unchecked {
            uint256 january = (line.year() - 1970) * MONTHS;
            month = KoreaTime.monthIndex(KoreaTime.dayIndex(block.timestamp)) + 1 - january;
        }
        if (month > MONTHS) month = MONTHS;
    }
}
