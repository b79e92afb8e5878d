// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementStatus, MilestoneStatus} from "../../contracts/procurement/AgreementStatus.sol";
import {AgreementFacts, MilestoneFacts} from "../../contracts/procurement/AgreementFacts.sol";
import {AgreementId} from "../../contracts/types/AgreementId.sol";
import {Sentence} from "./Sentence.sol";

/// @notice What the laws read of an escrow.
interface IEscrowFacts {
    function agreements() external view returns (uint64);
    function agreementOf(AgreementId agreement) external view returns (AgreementFacts memory);
    function milestoneOf(
        AgreementId agreement,
        uint8 milestone
    ) external view returns (MilestoneFacts memory);
}

/// @notice What a witness outside the escrow has counted, from the balances of those who were paid. Whole won.
interface IAgreementWitness {
    /// @notice Won that the Treasury funded.
    function fundedOf(AgreementId agreement) external view returns (uint256);

    /// @notice Won that the supplier deposited as a bond.
    function bondsOf(AgreementId agreement) external view returns (uint256);

    /// @notice Won that the supplier and those named beside it got.
    function paidOf(AgreementId agreement) external view returns (uint256);

    /// @notice Won that went home from what was held.
    function returnedOf(AgreementId agreement) external view returns (uint256);

    /// @notice Won that became revenue: bonds, penalties, defects.
    function forfeitedOf(AgreementId agreement) external view returns (uint256);

    /// @notice As what a person has acted in an agreement: bit 0 it supervised, bit 1 it inspected.
    function sidesOf(AgreementId agreement, address person) external view returns (uint256);
}

/// @title AgreementLaw
/// @notice Law 3, of agreements, and law 10, of those who look at the work. Each check returns the violation, or nothing.
library AgreementLaw {
    /// @notice Law 3. Per agreement: held = funded + bonds − paid − returned − forfeited.
    function heldViolation(
        IEscrowFacts escrow,
        IAgreementWitness witness,
        AgreementId agreement
    ) internal view returns (string memory) {
        AgreementFacts memory f = escrow.agreementOf(agreement);
        uint256 held = uint256(f.held) + f.bond + f.withheld;
        uint256 gone =
            witness.paidOf(agreement) + witness.returnedOf(agreement) + witness.forfeitedOf(agreement);
        uint256 came = witness.fundedOf(agreement) + witness.bondsOf(agreement);
        if (held + gone != came)
            return
                Sentence.differ(
                    "law 3: held = funded + bonds - paid - returned - forfeited",
                    held + gone,
                    came
                );
        if (f.retained > f.held) return Sentence.differ("law 3: retained is held", f.retained, f.held);
        return _workViolation(escrow, agreement, f);
    }

    /// @notice Law 3. All agreements together hold what the account does.
    function accountViolation(IEscrowFacts escrow, uint256 account) internal view returns (string memory) {
        uint256 all = 0;
        for (uint64 n = 1; n <= escrow.agreements(); ++n) {
            AgreementFacts memory f = escrow.agreementOf(AgreementId.wrap(n));
            all += uint256(f.held) + f.bond + f.withheld;
        }
        if (all != account)
            return Sentence.differ("law 3: agreements hold what their account does", all, account);
        return "";
    }

    /// @notice Law 10, of those who look at the work, each of whom is one person: nobody supervises and inspects one agreement.
    function overseerViolation(
        IAgreementWitness witness,
        uint64 agreements,
        address[] memory persons
    ) internal view returns (string memory) {
        uint256 seen = 0;
        for (uint64 n = 1; n <= agreements; ++n) {
            for (uint256 i = 0; i < persons.length; ++i) {
                uint256 sides = witness.sidesOf(AgreementId.wrap(n), persons[i]);
                if (sides == 3) return "law 10: nobody both supervises and inspects an agreement";
                seen |= sides;
            }
        }
        return seen == 3 ? "" : "law 10 of overseers was tried on nobody";
    }

    /// @dev What is paid was accepted, once; the advance is recovered, and no more.
    function _workViolation(
        IEscrowFacts escrow,
        AgreementId agreement,
        AgreementFacts memory f
    ) private view returns (string memory) {
        uint256 passed = 0;
        uint256 price = 0;
        for (uint8 i = 1; i <= f.milestones; ++i) {
            MilestoneFacts memory m = escrow.milestoneOf(agreement, i);
            price += m.value;
            passed += m.accepted;
            if (m.status == MilestoneStatus.Accepted) passed -= m.asked;
            if (m.accepted > m.value) return "law 3: no more is accepted than a milestone is worth";
        }
        if (price != f.price)
            return Sentence.differ("law 3: the price is the sum of milestones", f.price, price);
        if (passed != f.passed) return Sentence.differ("law 3: what is paid was accepted", f.passed, passed);
        if (f.recovered > f.advance)
            return Sentence.differ("law 3: no more is recovered than was advanced", f.recovered, f.advance);
        bool isDone = f.status == AgreementStatus.Completed;
        if (isDone && f.recovered != f.advance)
            return Sentence.differ("law 3: at the end the advance is recovered", f.recovered, f.advance);
        if (isDone && passed != price) return Sentence.differ("law 3: at the end all is paid", passed, price);
        return "";
    }
}
