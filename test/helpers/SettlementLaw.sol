// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {VoucherFacts} from "../../contracts/voucher/VoucherFacts.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {FlatPayment} from "./FlatPayment.sol";

/// @notice What a payment is known by: who pays whom how much in which programme, under which number.
function paymentKey(FlatPayment memory p) pure returns (bytes32) {
    return paymentKeyOf(ProgrammeId.unwrap(p.programme), p.holder, p.merchant, p.amount, p.id);
}

function paymentKeyOf(
    uint64 programme,
    address holder,
    address merchant,
    uint256 amount,
    uint24 id
) pure returns (bytes32) {
    return keccak256(abi.encode(programme, holder, merchant, amount, id));
}

/// @notice What a witness outside the programmes has counted.
interface IPaymentWitness {
    /// @notice Whether the holder signed this payment.
    function isSigned(bytes32 payment) external view returns (bool);

    /// @notice What the holder spent of a programme that limits it, less what was refunded, on the Korean day and in the
    /// Korean month of `time`, and in all.
    function countsOf(
        ProgrammeId programme,
        address holder,
        uint256 time
    ) external view returns (uint256 today, uint256 thisMonth, uint256 inAll);
}

/// @title SettlementLaw
/// @notice Law 11, as far as it is about what is kept: a holder's sums equal a plain model's.
library SettlementLaw {
    function countViolation(
        VoucherProgramme programmes,
        IPaymentWitness witness,
        address[] memory holders
    ) internal view returns (string memory) {
        for (uint64 n = 1; n <= programmes.programmes(); ++n) {
            for (uint256 i = 0; i < holders.length; ++i) {
                if (!_equals(programmes, witness, ProgrammeId.wrap(n), holders[i])) {
                    return "law 11: what a holder has spent is what the model counts";
                }
            }
        }
        return "";
    }

    function _equals(
        VoucherProgramme programmes,
        IPaymentWitness witness,
        ProgrammeId programme,
        address holder
    ) private view returns (bool) {
        VoucherFacts memory facts = programmes.voucherOf(programme, holder);
        (uint256 today, uint256 thisMonth, uint256 inAll) = witness.countsOf(
            programme,
            holder,
            block.timestamp
        );
        return facts.spentToday == today && facts.spentThisMonth == thisMonth && facts.spentInAll == inAll;
    }
}
