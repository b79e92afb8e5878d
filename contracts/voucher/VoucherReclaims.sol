// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {IVoucherHolders} from "./IVoucherHolders.sol";
import {VoucherState} from "./VoucherState.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherReclaims
/// @notice How what is unspent at expiry comes home. See `IVoucherHolders`.
abstract contract VoucherReclaims is VoucherState, IVoucherHolders {
    /// @notice The most holders of one `reclaimBatch`: it stays under 2^24 gas.
    uint256 public constant MAX_RECLAIM_BATCH = 1_000;

    /// @inheritdoc IVoucherHolders
    function reclaim(ProgrammeId programme, address holder) external {
        _onlyExpired(programme);
        uint64 left = _takeRest(programme, holder);
        if (left == 0) revert NothingToReclaim(programme, holder);
        _sendHome(programme, left);
    }

    /// @inheritdoc IVoucherHolders
    function reclaimBatch(ProgrammeId programme, address[] calldata holders) external {
        if (holders.length > MAX_RECLAIM_BATCH) revert BatchTooLong(holders.length, MAX_RECLAIM_BATCH);
        _onlyExpired(programme);
        uint256 total;
        for (uint256 i = 0; i < holders.length; ++i) {
            total += _takeRest(programme, holders[i]);
        }
        if (total == 0) revert NothingToReclaim(programme, address(0));
        _sendHome(programme, total);
    }

    // --------------------------------------------------------------------------------------------- internals

    /// @dev Burns what the holder has left, which may be nothing.
    function _takeRest(ProgrammeId programme, address holder) private returns (uint64 left) {
        Voucher storage voucher = _vouchers[programme.join(uint160(holder))];
        VoucherWord word = voucher.word;
        left = word.balance();
        if (left == 0) return 0;

        // What a clawback holds goes to the same account.
        if (word.isHeld()) delete _clawbacks[programme.join(uint160(holder))];
        voucher.word = word.debit(left).withHold(false);

        emit IERC1155.TransferSingle(msg.sender, holder, address(0), programme.toTokenId(), left);
        emit VoucherReclaimed(programme, holder, msg.sender);
    }

    function _onlyExpired(ProgrammeId programme) private view {
        uint48 expiresAt = uint48(_known(programme).expiresAt());
        if (block.timestamp < expiresAt) revert ProgrammeNotExpired(programme, expiresAt, block.timestamp);
    }
}
