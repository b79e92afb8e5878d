// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IMerchantErrors
/// @notice Why a merchant takes no vouchers: said by the registry to officers, and by programmes to a till.
interface IMerchantErrors {
    /// @notice `merchant` was never enrolled.
    error MerchantNotEnrolled(address merchant);
    error MerchantIsSuspended(address merchant);

    /// @notice `merchant` closed its shop, or its bar has ended; it must be enrolled anew.
    error MerchantIsDelisted(address merchant);

    /// @notice `merchant`, or the business it belongs to, is not enrolled or reinstated before `until`, UTC seconds.
    error MerchantIsBarred(address merchant, uint48 until);
}
