// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {VoucherState} from "./VoucherState.sol";

/// @title VoucherFace
/// @notice The ERC-1155 face of vouchers: balances, events and metadata for wallets and explorers.
/// @dev Where it departs from ERC-1155: the only transfer is a spend to an eligible merchant, which burns; no operator
/// can be approved; no receiver is called back. So `supportsInterface` does not claim ERC-1155 itself.
abstract contract VoucherFace is VoucherState, IERC1155MetadataURI, IERC1155Errors {
    string private _uri;

    constructor(string memory uri_) {
        _uri = uri_;
    }

    /// @inheritdoc IERC1155
    function balanceOf(address account, uint256 id) public view returns (uint256) {
        return
            id > type(uint64).max
                ? 0
                : _vouchers[ProgrammeId.wrap(uint64(id)).join(uint160(account))].word.balance();
    }

    /// @inheritdoc IERC1155
    function balanceOfBatch(
        address[] calldata accounts,
        uint256[] calldata ids
    ) external view returns (uint256[] memory balances) {
        if (accounts.length != ids.length) revert ERC1155InvalidArrayLength(ids.length, accounts.length);
        balances = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            balances[i] = balanceOf(accounts[i], ids[i]);
        }
    }

    /// @notice Spends the caller's vouchers at `to`, with no receipt number. `data` must be empty: nothing reads it.
    /// @dev As `spend`. Fails: `VoucherNotTransferable` for another's vouchers or with data.
    function safeTransferFrom(
        address from,
        address to,
        uint256 id,
        uint256 value,
        bytes calldata data
    ) external {
        bool fits = id <= type(uint64).max && value <= type(uint64).max;
        if (from != msg.sender || data.length != 0 || !fits) {
            revert VoucherNotTransferable(id, from, to);
        }
        _spend(ProgrammeId.wrap(uint64(id)), to, uint64(value), 0);
    }

    /// @notice Always refused: one payment, one merchant, one programme.
    function safeBatchTransferFrom(
        address from,
        address to,
        uint256[] calldata ids,
        uint256[] calldata,
        bytes calldata
    ) external pure {
        revert VoucherNotTransferable(ids.length == 0 ? 0 : ids[0], from, to);
    }

    /// @notice Always refused: nobody spends another's vouchers.
    function setApprovalForAll(address operator, bool) external pure {
        revert ERC1155InvalidOperator(operator);
    }

    /// @notice Always false.
    function isApprovedForAll(address, address) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IERC1155MetadataURI
    function uri(uint256) external view returns (string memory) {
        return _uri;
    }

    /// @notice ERC-165 and the ERC-1155 metadata extension.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC1155MetadataURI).interfaceId;
    }

    function _spend(ProgrammeId programme, address merchant, uint64 amount, uint64 receipt) internal virtual;
}
