// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardFacts} from "../../contracts/subsidy/AwardFacts.sol";
import {GrantDebt} from "../../contracts/subsidy/GrantDebt.sol";
import {SubsidyGrants} from "../../contracts/subsidy/SubsidyGrants.sol";
import {AwardId} from "../../contracts/types/AwardId.sol";
import {Beneficiary} from "../../contracts/types/Beneficiary.sol";
import {Sentence} from "./Sentence.sol";
import {AwardCount} from "./SubsidyModel.sol";

/// @notice What a witness outside the contract has counted from the acts that succeeded.
interface ISubsidyWitness {
    function countOf(uint64 award) external view returns (AwardCount memory);
}

/// @title SubsidyLaw
/// @notice Law 3 of awards. Each check returns the violation as a sentence, or nothing.
library SubsidyLaw {
    /// @notice Of one award: held = advanced − paid − set off − returned, as was counted; nothing is claimed that was not paid.
    function awardViolation(
        SubsidyGrants grants,
        ISubsidyWitness witness,
        uint64 award
    ) internal view returns (string memory) {
        AwardCount memory c = witness.countOf(award);
        AwardFacts memory f = grants.awardOf(AwardId.wrap(award));
        uint256 gone = c.paid + c.setOff + c.returned;
        if (f.held + gone != c.advanced)
            return
                Sentence.differ(
                    "law 3: held = advanced - paid - set off - returned",
                    f.held + gone,
                    c.advanced
                );
        if (f.paid != c.paid) return Sentence.differ("law 3: paid is what payees have", f.paid, c.paid);
        if (f.released != c.open)
            return Sentence.differ("law 3: released is what evidence let go", f.released, c.open);
        if (f.claimed > f.paid) return Sentence.differ("law 3: claimed within paid", f.claimed, f.paid);
        if (f.paid > f.released) return Sentence.differ("law 3: paid within released", f.paid, f.released);
        if (f.advanced > f.granted)
            return Sentence.differ("law 3: advanced within granted", f.advanced, f.granted);
        GrantDebt memory debt = grants.debtOf(AwardId.wrap(award));
        if (debt.principal != c.principal)
            return
                Sentence.differ("law 3: owed is what was claimed and not paid", debt.principal, c.principal);
        return "";
    }

    /// @notice Of all: the account holds what awards hold, and each beneficiary owes what is owed on its awards.
    function totalViolation(
        SubsidyGrants grants,
        uint256 beneficiaries
    ) internal view returns (string memory) {
        uint256[] memory owed = new uint256[](beneficiaries + 1);
        uint256 held;
        for (uint64 n = 1; n <= grants.awards(); ++n) {
            AwardFacts memory f = grants.awardOf(AwardId.wrap(n));
            GrantDebt memory debt = grants.debtOf(AwardId.wrap(n));
            held += f.held;
            uint256 whose = uint160(Beneficiary.unwrap(f.beneficiary));
            owed[whose] += uint256(debt.principal) + debt.interest + debt.penalty + debt.surcharge;
        }
        uint256 account = grants.token().balanceOf(address(grants));
        if (account != held)
            return Sentence.differ("law 3: the account holds what awards hold", account, held);
        for (uint256 n = 1; n <= beneficiaries; ++n) {
            uint256 told = grants.factsOf(Beneficiary.wrap(bytes20(uint160(n)))).owed;
            if (told != owed[n])
                return Sentence.differ("law 3: a beneficiary owes what its awards do", told, owed[n]);
        }
        return "";
    }
}
