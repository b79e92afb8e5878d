// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMerchantErrors} from "./IMerchantErrors.sol";
import {MerchantStatus, MerchantWord} from "./MerchantWord.sol";

/// @notice Why a merchant with this word takes no vouchers now, as the encoding of a typed error; empty where it does.
/// @dev One function for the registry and for every programme, so that a till and the registry give the same reason.
function merchantRefusal(address merchant, MerchantWord word) view returns (bytes memory refusal) {
    if (word.isEnrolled()) return refusal;
    MerchantStatus status = word.status();
    if (status == MerchantStatus.None)
        return abi.encodeWithSelector(IMerchantErrors.MerchantNotEnrolled.selector, merchant);
    if (status == MerchantStatus.Suspended)
        return abi.encodeWithSelector(IMerchantErrors.MerchantIsSuspended.selector, merchant);

    // A bar that has ended leaves a merchant off the list, as one that left by itself.
    uint48 until = word.barredUntil();
    if (block.timestamp < until)
        return abi.encodeWithSelector(IMerchantErrors.MerchantIsBarred.selector, merchant, until);
    return abi.encodeWithSelector(IMerchantErrors.MerchantIsDelisted.selector, merchant);
}
