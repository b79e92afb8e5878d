// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAppropriationLedger} from "../../contracts/budget/IAppropriationLedger.sol";
import {ITreasury} from "../../contracts/budget/ITreasury.sol";
import {LineFacts, ObligationFacts} from "../../contracts/budget/LineFacts.sol";
import {LineId} from "../../contracts/types/LineId.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {Debt, LineCount} from "./BudgetModel.sol";
import {Sentence} from "./Sentence.sol";

/// @notice What a witness outside the budget has counted from the acts that succeeded.
interface IBudgetWitness {
    function countOf(LineId line) external view returns (LineCount memory);

    function debts() external view returns (Debt[] memory);

    /// @notice Won of revenue, of bare transfers, and come back after the books closed.
    function revenue() external view returns (uint256);

    function loose() external view returns (uint256);

    function late() external view returns (uint256);

    /// @notice On which sides an account has acted: bit 0 it obligated, bit 1 it disbursed.
    function sidesOf(address account) external view returns (uint256);
}

/// @notice What a witness has counted of programmes in trust.
interface ITrustWitness {
    function advancedTo(ProgrammeId programme) external view returns (uint256);

    function homeFrom(ProgrammeId programme) external view returns (uint256);

    function spentOf(ProgrammeId programme) external view returns (uint256);
}

/// @title BudgetLaw
/// @notice Laws 3, 4, 10 and 12. Each check returns the violation as a sentence, or nothing.
library BudgetLaw {
    /// @notice Law 4, of one line: appropriated ≥ allotted ≥ reserved + obligated; obligated ≥ advanced + liquidated − returned;
    /// and each is what was counted.
    function lineViolation(
        IAppropriationLedger ledger,
        IBudgetWitness witness,
        LineId line
    ) internal view returns (string memory) {
        LineFacts memory f = ledger.lineOf(line);
        if (f.allotted > f.appropriated)
            return Sentence.differ("law 4: allotted within appropriated", f.allotted, f.appropriated);
        if (f.reserved + f.obligated > f.allotted)
            return
                Sentence.differ(
                    "law 4: reserved and obligated within allotted",
                    f.reserved + f.obligated,
                    f.allotted
                );
        uint256 spent = uint256(f.advanced) + f.liquidated - f.returned;
        if (spent > f.obligated) return Sentence.differ("law 4: spent within obligated", spent, f.obligated);
        return _countViolation(f, witness.countOf(line));
    }

    /// @notice Law 4, of all lines: every won paid belongs to one obligation of one line.
    function debtViolation(
        IAppropriationLedger ledger,
        IBudgetWitness witness,
        LineId[] memory lines
    ) internal view returns (string memory) {
        Debt[] memory debts = witness.debts();
        uint256 paid;
        for (uint256 i = 0; i < debts.length; ++i) {
            ObligationFacts memory f = ledger.obligationOf(debts[i].creditor, debts[i].matter);
            bool isSame = f.line == LineId.unwrap(debts[i].line) && f.amount == debts[i].amount;
            if (!isSame || f.paid != debts[i].paid || f.paidBefore != debts[i].before)
                return
                    Sentence.differ("law 4: an obligation is what was bound and paid", f.paid, debts[i].paid);
            paid += uint256(f.paid) + f.paidBefore;
        }
        uint256 spent = _spent(ledger, lines);
        if (spent != paid + witness.late())
            return
                Sentence.differ(
                    "law 4: what lines have paid = what obligations have paid + late returns",
                    spent,
                    paid + witness.late()
                );
        return "";
    }

    /// @notice Law 12: revenue = what the Treasury holds + what lines have spent; the rest of its account came without a word.
    function treasuryViolation(
        ITreasury treasury,
        IBudgetWitness witness,
        LineId[] memory lines
    ) internal view returns (string memory) {
        uint256 held = treasury.holdings();
        uint256 spent = _spent(treasury.ledger(), lines);
        if (held + spent != witness.revenue())
            return Sentence.differ("law 12: revenue = holdings + spent", witness.revenue(), held + spent);
        uint256 told = 0;
        for (uint256 year = 2025; year < 2031; ++year) told += treasury.revenueOf(year);
        if (told != witness.revenue())
            return Sentence.differ("law 12: revenue is told by year", told, witness.revenue());
        uint256 balance = treasury.token().balanceOf(address(treasury));
        if (balance != held + witness.loose())
            return
                Sentence.differ(
                    "law 12: the account = holdings + unattributed",
                    balance,
                    held + witness.loose()
                );
        return "";
    }

    /// @notice Law 10, of officers, each of whom is one person: nobody has both obligated and disbursed, and somebody has done each.
    function officerViolation(
        IBudgetWitness witness,
        address[] memory accounts
    ) internal view returns (string memory) {
        uint256 seen;
        for (uint256 i = 0; i < accounts.length; ++i) {
            uint256 sides = witness.sidesOf(accounts[i]);
            if (sides == 3) return "law 10: nobody both obligates and disburses";
            seen |= sides;
        }
        return seen == 3 ? "" : "law 10 of officers was tried on nobody";
    }

    /// @notice Law 3, of programmes in trust: each holds what was advanced, less what came home and what was spent; together they hold
    /// what their account does.
    function trustViolation(
        VoucherProgramme programmes,
        ITrustWitness witness,
        address[] memory holders
    ) internal view returns (string memory) {
        uint256 all;
        for (uint64 n = 1; n <= programmes.programmes(); ++n) {
            ProgrammeId programme = ProgrammeId.wrap(n);
            (, , uint64 ungranted) = programmes.programmeOf(programme);
            uint256 held = ungranted;
            for (uint256 i = 0; i < holders.length; ++i) held += programmes.balanceOf(holders[i], n);
            uint256 gone = witness.homeFrom(programme) + witness.spentOf(programme);
            uint256 advanced = witness.advancedTo(programme);
            if (held + gone != advanced)
                return Sentence.differ("law 3: held = advanced - home - spent", held + gone, advanced);
            all += held;
        }
        uint256 account = programmes.token().balanceOf(address(programmes));
        if (account != all) return Sentence.differ("law 3: programmes hold what they should", account, all);
        return "";
    }

    function _countViolation(LineFacts memory f, LineCount memory c) private pure returns (string memory) {
        uint256[7] memory found = [
            uint256(f.appropriated),
            f.allotted,
            f.reserved,
            f.obligated,
            f.advanced,
            f.liquidated,
            f.returned
        ];
        uint256[7] memory counted = [
            c.appropriated,
            c.allotted,
            c.reserved,
            c.obligated,
            c.advanced,
            c.liquidated,
            c.returned
        ];
        for (uint256 i = 0; i < 7; ++i) {
            string memory law =
                i < 4 ? "law 4: a line is what was done to it" : "law 4: a line has paid what was paid";
            if (found[i] != counted[i]) return Sentence.differ(law, found[i], counted[i]);
        }
        uint256 lapsed = c.lapsed ? c.appropriated + c.returned - c.advanced - c.liquidated : 0;
        if (f.lapsed != lapsed) return Sentence.differ("law 4: what lapses was not spent", f.lapsed, lapsed);
        return "";
    }

    function _spent(IAppropriationLedger ledger, LineId[] memory lines) private view returns (uint256 spent) {
        for (uint256 i = 0; i < lines.length; ++i) {
            LineFacts memory f = ledger.lineOf(lines[i]);
            spent += uint256(f.advanced) + f.liquidated - f.returned;
        }
    }
}
