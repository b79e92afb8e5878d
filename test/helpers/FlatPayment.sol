// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invoice} from "../../contracts/types/Invoice.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {PaymentWord, RunWord, SignedPayment} from "../../contracts/voucher/Payment.sol";

/// @notice One payment as its holder signed it, field by field, with the two words of the signature.
struct FlatPayment {
    ProgrammeId programme;
    address holder;
    address merchant;
    uint64 amount;
    Invoice invoice;
    bytes32 purposeHash;
    uint48 validAfter;
    uint48 validBefore;
    uint24 id;
    bytes32 r;
    bytes32 vs;
}

/// @notice A batch as `settle` takes it, put together as the descriptions of its words say: a run for each payment or, where
/// it continues the one before, one more in that run; papers one after the other in the bytes.
function packBatch(
    FlatPayment[] memory flat
) pure returns (RunWord[] memory runs, SignedPayment[] memory payments, bytes memory extras) {
    payments = new SignedPayment[](flat.length);
    uint256[] memory words = new uint256[](flat.length);
    uint256 count;
    for (uint256 i = 0; i < flat.length; ++i) {
        FlatPayment memory p = flat[i];
        uint256 run = uint160(p.merchant) | (uint256(ProgrammeId.unwrap(p.programme)) << 160);
        bool continues = count != 0 && words[count - 1] & (2 ** 224 - 1) == run;
        if (!continues) words[count++] = run;
        words[count - 1] += 1 << 224;

        uint256 papers;
        if (!p.invoice.isNone() || p.purposeHash != 0) {
            papers = extras.length + 1;
            extras = abi.encodePacked(extras, p.invoice, p.purposeHash);
        }
        uint256 word = p.amount | (uint256(p.validAfter) << 64) | (uint256(p.validBefore) << 112);
        word |= (uint256(p.id) << 160) | (papers << 184);
        payments[i] = SignedPayment(p.holder, PaymentWord.wrap(word), p.r, p.vs);
    }
    runs = new RunWord[](count);
    for (uint256 i = 0; i < count; ++i) runs[i] = RunWord.wrap(words[i]);
}
