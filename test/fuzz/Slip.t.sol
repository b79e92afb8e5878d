// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdState, IdWindow} from "../../contracts/types/IdWindow.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {Slip} from "../../contracts/voucher/Slip.sol";
import {VoucherWord} from "../../contracts/voucher/VoucherWord.sol";

/// @notice What a slip asks and does at once is what the words' own functions ask and do one by one.
contract SlipTest {
    function testFuzz_usual(uint256 raw, uint256 numbers, uint8 spoilt) external view {
        spoilt %= 16;
        Slip memory slip = _slip(numbers, spoilt);
        VoucherWord word = spoilt == 0 ? VoucherWord.wrap(raw) : _word(raw, slip, spoilt);
        uint256 most = spoilt == 1 ? slip.amount - 1 : slip.amount + (raw % 3);
        bool each = slip.amount != 0 && slip.amount <= most && slip.amount <= word.balance();
        each = each && !word.isHeld() && slip.invoice.isNone() && slip.id > word.ids().highestId();
        each = each && block.timestamp > slip.validAfter && block.timestamp < slip.validBefore;
        each = each && slip.holder != slip.merchant;
        require(each || spoilt < 10, "nothing is spoilt");
        require(slip.isUsual(word, most) == each, "usual");
        if (!each) return;
        (IdState state, IdWindow ids) = word.ids().useId(slip.id);
        require(state == IdState.Fresh, "fresh");
        VoucherWord taken = word.debit(slip.amount).withIds(ids);
        require(VoucherWord.unwrap(slip.takeFrom(word)) == VoucherWord.unwrap(taken), "taken");
    }

    /// @dev A slip in order but for what is spoilt.
    function _slip(uint256 numbers, uint8 spoilt) private view returns (Slip memory slip) {
        slip.holder = address(uint160(1 + (numbers >> 96)));
        slip.merchant = spoilt == 9 ? slip.holder : address(uint160(numbers >> 96));
        slip.amount = spoilt == 2 ? 0 : uint64(1 + (numbers % 2 ** 40));
        slip.id = uint24(20 + ((numbers >> 64) % (2 ** 24 - 20)));
        slip.validAfter = uint48(spoilt == 3 ? block.timestamp : block.timestamp - 1);
        slip.validBefore = uint48(spoilt == 4 ? block.timestamp : block.timestamp + 1);
        if (spoilt == 5) slip.invoice = Invoice.wrap(bytes32(numbers | 1));
    }

    /// @dev A word in order but for what is spoilt: it covers the amount, and its highest id is at most 19 behind.
    function _word(uint256 raw, Slip memory slip, uint8 spoilt) private pure returns (VoucherWord word) {
        uint256 highest = spoilt == 6 ? slip.id + (raw % 2) : slip.id - 1 - (raw % 19);
        uint256 ids = ((highest % 2 ** 24) << 16) | ((raw >> 8) & 0xffff);
        uint256 balance = spoilt == 7 && slip.amount != 0 ? slip.amount - 1 : slip.amount + (raw % 5);
        word = VoucherWord.wrap(((raw >> 48) << 48) | balance).withHold(spoilt == 8);
        return word.withIds(IdWindow.wrap(uint40(ids)));
    }
}
