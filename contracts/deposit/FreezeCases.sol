// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoreaTime} from "../types/KoreaTime.sol";
import {Account, AccountWord} from "./AccountWord.sol";
import {CaseWord} from "./CaseWord.sol";
import {IDepositErrors} from "./IDepositErrors.sol";
import {IDepositEvents} from "./IDepositEvents.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {CaseBasis} from "./CaseBasis.sol";
import {FreezeCase} from "./FreezeCase.sol";

/// @title FreezeCases
/// @notice The cases that freeze an account's money: at most eight, which add up, and end on their own.
/// @dev The account's word holds their sum, so that a transfer reads no case. The sum stands until the day on which the
/// first of them ends; from then on it is summed again where it matters. Places are used from the first on and never
/// emptied, so a look through them stops at the first that was never used.
library FreezeCases {
    /// @notice The most cases of one account.
    uint256 internal constant MAX_CASES = 8;

    /// @dev Freezes whatever the account holds.
    uint256 private constant EVERYTHING = type(uint64).max;

    struct Book {
        CaseWord[MAX_CASES] cases;
    }

    // -------------------------------------------------------------------------------------- a case, opened or raised

    /// @dev Puts `next` in place: a new case, or more money or a later end of one that runs.
    function put(
        Account storage holder,
        Book storage book,
        address account,
        bytes32 caseId,
        CaseWord next
    ) internal {
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        AccountWord word = touchable(holder, account);
        if (caseId == 0 || !next.counts(day)) revert IDepositErrors.InvalidCase(account, caseId);
        if (word.isProtected() && next.basis() == CaseBasis.Debt)
            revert IDepositErrors.ProtectedAccount(account);

        // Mostly it is the only case, with more money; then nothing but two amounts changes.
        CaseWord first = book.cases[0];
        bool isMore = first.differsInAmount(next) && next.amount() >= first.amount();
        if (isMore && word.isExact(day)) {
            book.cases[0] = next;
            word = word.withMoreFrozen(next.amount() - first.amount());
        } else {
            word = _put(book, word, account, caseId, next, day);
        }
        holder.word = word;
    }

    /// @dev Puts `next` in its place, or in a free one; the account's word with what is frozen then.
    function _put(
        Book storage book,
        AccountWord word,
        address account,
        bytes32 caseId,
        CaseWord next,
        uint256 day
    ) private returns (AccountWord) {
        (uint256 place, CaseWord old) = _find(book, caseId, day);
        if (old.isUsed() && !_extends(old, next)) revert IDepositErrors.InvalidCase(account, caseId);
        if (place == MAX_CASES) revert IDepositErrors.TooManyCases(account, MAX_CASES);

        book.cases[place] = next;

        // The sum in the word is exact as long as nothing in it has ended, or was cut off at its field's end.
        if (!word.isExact(day) || old.isUsed()) {
            (uint256 sum, uint256 thaws) = total(book, day);
            return word.withFrozen(sum, thaws);
        }
        word = word.withMoreFrozen(next.amount());
        return
            next.endsOn() == 0
                ? word
                : word.withFrozen(word.frozen(), _earlier(word.thawsOn(), next.endsOn()));
    }

    /// @notice Opens a case of two people, in which nothing is frozen yet.
    function open(
        Account storage holder,
        Book storage book,
        address account,
        bytes32 caseId,
        CaseWord next
    ) internal {
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        (, CaseWord old) = _find(book, caseId, day);
        if (old.isUsed()) revert IDepositErrors.InvalidCase(account, caseId);
        (, uint256 newest) = _jointCase(book, day);
        if (newest == type(uint8).max) revert IDepositErrors.TooManyCases(account, MAX_CASES);
        put(holder, book, account, caseId, next.withJoint(newest + 1));
    }

    /// @notice Whether any case runs on Korean day `day`.
    function any(Book storage book, uint256 day) internal view returns (bool) {
        for (uint256 i = 0; i < MAX_CASES; ++i) {
            if (book.cases[i].counts(day)) return true;
        }
        return false;
    }

    // ---------------------------------------------------------------------------------------- a case, reduced or set

    /// @notice Releases `amount` of what `caseId` freezes.
    function release(
        Account storage holder,
        Book storage book,
        address account,
        bytes32 caseId,
        uint256 amount,
        address by
    ) internal {
        touchable(holder, account);
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        (uint256 place, CaseWord found) = _find(book, caseId, day);
        if (!found.isUsed()) revert IDepositErrors.CaseUnknown(account, caseId);
        if (amount > found.amount())
            revert IDepositErrors.CaseExceeded(account, caseId, found.amount(), amount);

        _reduce(holder, book, account, place, found.amount() - amount, by);
    }

    /// @notice Makes `amount` the frozen total, by what the newest case of two people freezes.
    function setTotal(
        Account storage holder,
        Book storage book,
        address account,
        uint256 amount,
        address by
    ) internal {
        AccountWord word = touchable(holder, account);
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        (uint256 place, ) = _jointCase(book, day);
        if (place == MAX_CASES) revert IDepositErrors.NoJointCase(account);
        uint256 others = _without(book, place, day);
        CaseWord found = book.cases[place];
        if (word.isProtected() && found.basis() == CaseBasis.Debt)
            revert IDepositErrors.ProtectedAccount(account);
        if (amount < others || amount > EVERYTHING)
            revert IDepositErrors.FrozenByOtherCases(account, others, amount);

        book.cases[place] = found.withAmount(amount - others);
        _sumUp(holder, book, account, day);

        emit IDepositEvents.CaseSet(account, found.id(), uint64(amount - others), by);
    }

    /// @notice Takes `amount` out of what `caseId` freezes, as far as it goes, before money under an order leaves.
    function take(
        Account storage holder,
        Book storage book,
        address account,
        bytes32 caseId,
        uint256 amount,
        address by
    ) internal {
        uint256 day = KoreaTime.dayIndex(block.timestamp);
        (uint256 place, CaseWord found) = _find(book, caseId, day);
        uint256 others = _without(book, found.isUsed() ? place : MAX_CASES, day);
        uint256 held = holder.word.balance();
        if (amount + others > held) {
            uint256 left = held > others ? held - others : 0;
            revert IERC7943Fungible.ERC7943InsufficientUnfrozenBalance(account, amount, left);
        }

        uint256 frozen = found.amount();
        if (frozen == 0) return;
        if (frozen == EVERYTHING) _sumUp(holder, book, account, day);
        else _reduce(holder, book, account, place, frozen > amount ? frozen - amount : 0, by);
    }

    // ------------------------------------------------------------------------------------------------- looking

    /// @notice The ground of `caseId`; none where it does not run.
    function basisOf(Book storage book, bytes32 caseId) internal view returns (CaseBasis) {
        (, CaseWord found) = _find(book, caseId, KoreaTime.dayIndex(block.timestamp));
        return found.basis();
    }

    /// @notice The cases that count on Korean day `day`.
    function list(Book storage book, uint256 day) internal view returns (FreezeCase[] memory found) {
        FreezeCase[] memory all = new FreezeCase[](MAX_CASES);
        uint256 count = 0;
        for (uint256 i = 0; i < MAX_CASES; ++i) {
            CaseWord word = book.cases[i];
            if (!word.isUsed()) break;
            if (!word.counts(day)) continue;
            uint48 until = word.endsOn() == 0 ? 0 : uint48(word.endsOn() * 1 days - KoreaTime.OFFSET);
            all[count] = FreezeCase(word.id(), word.basis(), word.isJoint(), uint64(word.amount()), until);
            ++count;
        }
        found = new FreezeCase[](count);
        for (uint256 i = 0; i < count; ++i) found[i] = all[i];
    }

    /// @dev The Korean day that begins at UTC second `until`; 0 for 0. No later than the field reaches, in the year 2149.
    function endDay(address account, bytes32 caseId, uint48 until) internal pure returns (uint256 day) {
        if (until == 0) return 0;
        day = KoreaTime.dayIndex(until);
        if (day * 1 days != until + KoreaTime.OFFSET || day > type(uint16).max)
            revert IDepositErrors.InvalidCase(account, caseId);
    }

    /// @dev An account that a bank office may act on: admitted once, not closed, no contract of the system.
    function touchable(Account storage holder, address account) internal view returns (AccountWord word) {
        word = holder.word;
        if (word.isTouchable()) return word;
        if (word.isSystem()) revert IDepositErrors.SystemAccountUntouchable(account);
        if (word.isClosed()) revert IDepositErrors.ClosedAccount(account);
        revert IDepositErrors.AccountNotAdmitted(account);
    }

    /// @dev What the cases freeze in all on Korean day `day`, at most 2^64 − 1, and when the first of them ends; 0: none does.
    function total(Book storage book, uint256 day) internal view returns (uint256 sum, uint256 thaws) {
        for (uint256 i = 0; i < MAX_CASES; ++i) {
            CaseWord word = book.cases[i];
            if (!word.isUsed()) break;
            if (!word.counts(day)) continue;
            sum += word.amount();
            thaws = _earlier(thaws, word.endsOn());
        }
        if (sum > EVERYTHING) sum = EVERYTHING;
    }

    /// @dev Where `caseId` runs; or the first free place, `MAX_CASES` where there is none, and no case.
    function _find(
        Book storage book,
        bytes32 caseId,
        uint256 day
    ) private view returns (uint256 place, CaseWord found) {
        place = MAX_CASES;
        for (uint256 i = 0; i < MAX_CASES; ++i) {
            CaseWord word = book.cases[i];
            bool counting = word.counts(day);
            if (counting && word.isOf(caseId)) return (i, word);
            if (!counting && place == MAX_CASES) place = i;
            if (!word.isUsed()) break;
        }
    }

    /// @dev Where the newest case of two people is that runs, and its number; `MAX_CASES` and 0 where there is none.
    function _jointCase(Book storage book, uint256 day) private view returns (uint256 place, uint256 newest) {
        place = MAX_CASES;
        for (uint256 i = 0; i < MAX_CASES; ++i) {
            CaseWord word = book.cases[i];
            if (!word.isUsed()) break;
            if (word.counts(day) && word.joint() > newest) (place, newest) = (i, word.joint());
        }
    }

    function _without(Book storage book, uint256 place, uint256 day) private view returns (uint256 sum) {
        for (uint256 i = 0; i < MAX_CASES; ++i) {
            CaseWord word = book.cases[i];
            if (!word.isUsed()) break;
            if (i != place && word.counts(day)) sum += word.amount();
        }
    }

    function _reduce(
        Account storage holder,
        Book storage book,
        address account,
        uint256 place,
        uint256 left,
        address by
    ) private {
        CaseWord found = book.cases[place];
        book.cases[place] = left == 0 ? found.ended() : found.withAmount(left);
        _sumUp(holder, book, account, KoreaTime.dayIndex(block.timestamp));

        emit IDepositEvents.CaseReduced(account, found.id(), uint64(left), by);
    }

    function _sumUp(Account storage holder, Book storage book, address account, uint256 day) private {
        (uint256 sum, uint256 thaws) = total(book, day);
        holder.word = holder.word.withFrozen(sum, thaws);

        emit IERC7943Fungible.Frozen(account, sum);
    }

    /// @dev More money or a later end, on the same ground.
    function _extends(CaseWord old, CaseWord next) private pure returns (bool) {
        bool isLater = next.endsOn() == 0 || (old.endsOn() != 0 && next.endsOn() >= old.endsOn());
        return isLater && next.basis() == old.basis() && next.amount() >= old.amount() && !old.isJoint();
    }

    /// @dev The earlier of two days, where 0 is never.
    function _earlier(uint256 one, uint256 other) private pure returns (uint256) {
        if (one == 0 || other == 0) return one + other;
        return one < other ? one : other;
    }
}
