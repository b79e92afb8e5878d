// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AwardId} from "../types/AwardId.sol";
import {Invoice} from "../types/Invoice.sol";
import {AssetKind} from "./Asset.sol";

/// @notice An invoice that is paid from an award.
struct AwardPayment {
    AwardId award;
    address payee;
    Invoice invoice;
    uint64 amount; // whole won, the beneficiary's own share included
    bytes32 asset; // a keyed hash of what identifies what is bought, such as its serial number; 0: no asset
    AssetKind kind; // of the asset
}
