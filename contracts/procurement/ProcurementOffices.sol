// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {OfficerRole} from "../budget/Officer.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AgreementId} from "../types/AgreementId.sol";
import {AgreementStatus, TerminationGround} from "./AgreementStatus.sol";
import {AgreementFixed} from "./AgreementTermsWord.sol";
import {AgreementState, packAgreement} from "./AgreementWord.sol";
import {Party, packParty} from "./PartyWord.sol";
import {Formulas} from "./Formulas.sol";
import {IProcurementOffices} from "./IProcurementOffices.sol";
import {ProcurementChanges} from "./ProcurementChanges.sol";
import {ProcurementState} from "./ProcurementState.sol";
import {ProcurementSurroundings} from "./ProcurementSurroundings.sol";

/// @title ProcurementOffices
/// @notice What is done to agreements seldom; here, how they end. See `IProcurementOffices`.
/// @dev Deployed once, before the `ProcurementEscrow` that runs this code on its own storage. Called at its own address it touches no
/// agreement: nothing is obligated to it in trust, and no office has a function here.
contract ProcurementOffices is ProcurementChanges {
    using SafeERC20 for IDepositToken;

    constructor(ProcurementSurroundings memory around) ProcurementState(around) {}

    /// @notice The contracts that agreements work with.
    function surroundings() external view returns (ProcurementSurroundings memory) {
        return ProcurementSurroundings(authority, treasury, calendar);
    }

    // ------------------------------------------------------------------------------------------- terminate

    /// @inheritdoc IProcurementOffices
    function terminate(AgreementId agreement, TerminationGround ground, bytes32 caseId) external {
        Agreement storage kept = _known(agreement);
        AgreementFixed memory terms = kept.terms.unpackTerms();
        _onlyOfficer(msg.sender, terms.ministry, OfficerRole.Obligating);
        AgreementState memory book = kept.word.unpackAgreement();
        _opened(agreement, book.status);
        if (caseId == 0) revert DocumentMissing();
        uint256 least = Formulas.leastBond(terms.price, terms.bondBps);
        // For delay alone, once the penalty has reached the bond; that completion is hopeless the case says (decree art. 75(2)).
        if (ground == TerminationGround.Delay) _penaltyReaches(agreement, terms, least);

        _terminate(agreement, ground, caseId, least);
    }

    /// @inheritdoc IProcurementOffices
    function returnAdvance(AgreementId agreement, uint64 amount) external {
        Agreement storage kept = _known(agreement);
        _onlySupplier(agreement, kept.party.unpackParty());
        AgreementState memory book = kept.word.unpackAgreement();
        _working(agreement, book.status);
        if (amount == 0) revert ZeroAmount();
        uint256 left = kept.terms.unpackTerms().advance - book.recovered;
        if (amount > left) revert AdvanceReturnExceeded(agreement, uint64(left), amount);

        book.recovered += amount;
        kept.word = packAgreement(book);

        emit AdvanceReturned(agreement, amount);

        token.safeTransferFrom(msg.sender, address(this), amount);
        _sendHome(agreement, amount);
    }

    // ------------------------------------------------------------------------------------ bond, retention

    /// @inheritdoc IProcurementOffices
    function returnBond(AgreementId agreement) external {
        Agreement storage kept = _known(agreement);
        AgreementState memory book = kept.word.unpackAgreement();
        if (book.status != AgreementStatus.Completed) revert AgreementNotEnded(agreement, book.status);
        Party memory party = kept.party.unpackParty();
        uint256 bond = party.bond;
        if (bond == 0) revert NothingToReturn(agreement);
        uint256 taken = _least(bond, book.owed);

        party.bond = 0;
        book.owed -= taken;
        (kept.word, kept.party) = (packAgreement(book), packParty(party));

        emit BondReturned(agreement, uint64(bond - taken), uint64(taken));

        _send(agreement, party.supplier, bond - taken);
        _toRevenue(taken, _refOf(agreement));
    }

    /// @inheritdoc IProcurementOffices
    function useRetention(AgreementId agreement, uint64 amount, bytes32 caseId) external {
        Agreement storage kept = _known(agreement);
        _onlyOfficer(msg.sender, kept.terms.unpackTerms().ministry, OfficerRole.Obligating);
        AgreementState memory book = kept.word.unpackAgreement();
        _ended(agreement, book.status);
        _nothingPending(agreement, kept.terms.unpackTerms().milestones);
        if (amount == 0) revert ZeroAmount();
        if (caseId == 0) revert DocumentMissing();
        uint64 left = uint64(book.retained);
        if (amount > left) revert RetentionExceeded(agreement, left, amount);

        (book.held, book.retained) = (book.held - amount, book.retained - amount);
        kept.word = packAgreement(book);

        emit RetentionUsed(agreement, caseId, amount, msg.sender);

        _toRevenue(amount, caseId);
    }

    /// @inheritdoc IProcurementOffices
    function releaseRetention(AgreementId agreement) external {
        Agreement storage kept = _known(agreement);
        AgreementState memory book = kept.word.unpackAgreement();
        _ended(agreement, book.status);
        AgreementFixed memory terms = kept.terms.unpackTerms();
        _nothingPending(agreement, terms.milestones);
        Party memory party = kept.party.unpackParty();
        uint256 dueDay = Formulas.yearsAfter(party.endedOn, terms.defectYears);
        uint256 today = _today();
        // Held for the whole of the defects period (decree arts. 60 and 62).
        if (today < dueDay) revert RetentionNotDue(agreement, uint16(dueDay), today);
        uint256 retained = book.retained;
        if (retained == 0) revert NothingToReturn(agreement);
        uint256 taken = _least(retained, book.owed);

        (book.held, book.retained, book.owed) = (book.held - retained, 0, book.owed - taken);
        kept.word = packAgreement(book);

        emit RetentionReleased(agreement, uint64(retained - taken), uint64(taken));

        _send(agreement, party.supplier, retained - taken);
        _toRevenue(taken, _refOf(agreement));
    }

    // ------------------------------------------------------------------------------------------------- end

    /// @inheritdoc IProcurementOffices
    function returnRest(AgreementId agreement) external {
        Agreement storage kept = _known(agreement);
        AgreementState memory book = kept.word.unpackAgreement();
        _ended(agreement, book.status);
        _nothingPending(agreement, kept.terms.unpackTerms().milestones);
        uint256 rest = book.held - book.retained;
        if (rest == 0) revert NothingToReturn(agreement);

        book.held = book.retained;
        kept.word = packAgreement(book);

        emit RestReturned(agreement, uint64(rest));

        _sendHome(agreement, rest);
    }

    /// @inheritdoc IProcurementOffices
    function close(AgreementId agreement) external {
        Agreement storage kept = _known(agreement);
        AgreementState memory book = kept.word.unpackAgreement();
        _ended(agreement, book.status);
        _nothingPending(agreement, kept.terms.unpackTerms().milestones);
        uint256 left = book.held + kept.party.unpackParty().bond;
        if (left != 0) revert MoneyStillHeld(agreement, uint64(left));

        book.status = AgreementStatus.Closed;
        kept.word = packAgreement(book);

        emit AgreementClosed(agreement, uint64(book.owed));
    }

    // --------------------------------------------------------------------------------------------- internals

    function _penaltyReaches(AgreementId agreement, AgreementFixed memory terms, uint256 least) private view {
        uint256 penalty = _penaltyToday(agreement, terms);
        if (penalty < least) revert PenaltyBelowBond(agreement, uint64(penalty), uint64(least));
    }

    /// @dev Ends it, and says what becomes of the bond.
    function _terminate(
        AgreementId agreement,
        TerminationGround ground,
        bytes32 caseId,
        uint256 least
    ) private {
        Agreement storage kept = _agreements[agreement];
        AgreementState memory book = kept.word.unpackAgreement();
        Party memory party = kept.party.unpackParty();
        bool isForfeited = ground != TerminationGround.Convenience;
        // What a waived bond would have been is owed. Any other is not set off against what is owed for work (decree art. 51(3)).
        uint64 owed = isForfeited && party.waived ? uint64(least) : 0;
        uint64 called = isForfeited ? _guarantees[agreement].amount : 0;
        (uint64 forfeited, uint64 returned) = (uint64(party.bond), 0);
        if (!isForfeited) (forfeited, returned) = (0, forfeited);

        delete _guarantees[agreement];
        (book.status, book.owed) = (AgreementStatus.Terminated, book.owed + owed);
        party.bond = 0;
        if (party.endedOn == 0) party.endedOn = _today();
        (kept.word, kept.party) = (packAgreement(book), packParty(party));

        emit AgreementTerminated(agreement, ground, caseId, forfeited, called, owed, returned, msg.sender);

        _toRevenue(forfeited, caseId);
        _send(agreement, party.supplier, returned);
    }

    function _refOf(AgreementId agreement) private pure returns (bytes32) {
        return bytes32(uint256(AgreementId.unwrap(agreement)));
    }
}
