// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDepositToken} from "../deposit/IDepositToken.sol";
import {AwardId} from "../types/AwardId.sol";
import {Award} from "./Award.sol";
import {AwardStatus} from "./AwardStatus.sol";
import {AwardWord} from "./AwardWord.sol";
import {BeneficiaryFacts} from "./BeneficiaryFacts.sol";
import {GrantDebt} from "./GrantDebt.sol";
import {SubsidyState} from "./SubsidyState.sol";

/// @title SubsidyMoney
/// @notice How money of awards goes home, and how what is owed on them is counted and paid.
abstract contract SubsidyMoney is SubsidyState {
    using SafeERC20 for IDepositToken;

    /// @dev What of a payment of a debt is principal, and what is interest, penalty and surcharge.
    struct Share {
        uint64 principal;
        uint64 interest;
        uint64 penalty;
        uint64 surcharge;
    }

    /// @dev `amount` of an award that was not spent goes to its parent while that is open, else home on its obligation.
    function _returnLeftover(AwardId id, Award storage kept, uint64 amount) internal {
        if (amount == 0) return;
        AwardId parent = kept.party.parent;
        Award storage above = _awards[parent];
        AwardWord word = above.word;
        bool isKept = word.status() == AwardStatus.Open;
        if (!isKept) parent = AwardId.wrap(0);

        kept.fund.returned += uint48(amount);
        if (isKept) {
            (above.fund.granted, above.fund.advanced) = (
                above.fund.granted + uint48(amount),
                above.fund.advanced + uint48(amount)
            );
            above.word = word.addReleased(amount);
        }

        emit LeftoverReturned(id, parent, amount);

        if (isKept) return;
        token.forceApprove(address(treasury), amount);
        treasury.receiveReturn(address(this), kept.matter, amount);
    }

    /// @dev The award's beneficiary owes these, within 30 days.
    function _owe(
        AwardId id,
        Award storage kept,
        uint256 principal,
        uint256 interest,
        uint256 penalty
    ) internal returns (uint48 dueAt) {
        dueAt = _periodEnd(30);
        uint256 sum = principal + interest + penalty;
        if (sum == 0) return dueAt;
        GrantDebt storage debt = _debts[id];
        BeneficiaryFacts storage facts = _facts[kept.party.beneficiary];

        kept.fund.claimed += uint48(principal);
        debt.principal += uint48(principal);
        (debt.interest, debt.penalty) = (debt.interest + uint56(interest), debt.penalty + uint56(penalty));
        debt.dueAt = uint40(dueAt);
        if (facts.owed == 0 || dueAt < facts.overdueFrom) facts.overdueFrom = uint40(dueAt);
        facts.owed += uint64(sum);
    }

    function _owedOn(AwardId id) internal view returns (uint64) {
        GrantDebt memory debt = _debts[id];
        return uint64(debt.principal) + debt.interest + debt.penalty + debt.surcharge;
    }

    /// @dev Counts that `amount` of what is owed on the award is paid: principal first, so that the line has its money back, then
    /// interest, penalty and surcharge. Needs amount ≤ what is owed.
    function _reduceDebt(AwardId id, uint64 amount, address payer) internal returns (Share memory share) {
        GrantDebt memory debt = _debts[id];
        BeneficiaryFacts storage facts = _facts[_awards[id].party.beneficiary];
        uint64 left = amount;
        (share.principal, left) = _take(left, debt.principal);
        (share.interest, left) = _take(left, debt.interest);
        (share.penalty, left) = _take(left, debt.penalty);
        share.surcharge = left;

        debt.principal -= uint48(share.principal);
        (debt.interest, debt.penalty) = (
            debt.interest - uint56(share.interest),
            debt.penalty - uint56(share.penalty)
        );
        debt.surcharge -= uint56(share.surcharge);
        _debts[id] = debt;
        facts.owed -= amount;

        emit DebtPaid(id, payer, share.principal, share.interest, share.penalty, share.surcharge);
    }

    /// @dev Sends home what was paid of a debt: principal on the award's obligation, the rest as revenue.
    function _sendDebtHome(AwardId id, uint64 amount, uint64 principal) internal {
        bytes32 matter = _awards[id].matter;
        token.forceApprove(address(treasury), amount);
        if (principal != 0) treasury.receiveReturn(address(this), matter, principal);
        if (principal != amount) treasury.receiveRevenue(amount - principal, matter);
    }

    function _take(uint64 amount, uint256 most) private pure returns (uint64 taken, uint64 left) {
        taken = amount < most ? amount : uint64(most);
        left = amount - taken;
    }
}
