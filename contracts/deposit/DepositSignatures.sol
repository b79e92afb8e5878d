// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC3009, IERC3009Cancel} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {DepositPayouts} from "./DepositPayouts.sol";
import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {IDepositSignatures} from "./IDepositSignatures.sol";

/// @title DepositSignatures
/// @notice Permits, transfers and redemptions that the holder signed and somebody else sends. See `IDepositSignatures`.
abstract contract DepositSignatures is DepositPayouts, EIP712, IDepositSignatures {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    /// @notice The type hash of a signed transfer, as ERC-3009 names it.
    bytes32 public constant TRANSFER_WITH_AUTHORIZATION_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    /// @notice The type hash of a signed transfer that the payee alone sends, as ERC-3009 names it.
    bytes32 public constant RECEIVE_WITH_AUTHORIZATION_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    /// @notice The type hash of a signed cancellation, as ERC-3009 names it.
    bytes32 public constant CANCEL_AUTHORIZATION_TYPEHASH = keccak256(
        "CancelAuthorization(address authorizer,bytes32 nonce)"
    );

    /// @dev ERC-3009's newer forms, with a signature of any length: transfer and receive, and cancel.
    bytes4 private constant ERC3009_BYTES = 0xaef483f4;
    bytes4 private constant ERC3009_CANCEL_BYTES = 0xb7b72899;

    bytes32 private constant REDEMPTION = keccak256(
        "Redemption(address holder,uint64 amount,uint64 sequence,uint256 deadline)"
    );

    /// @dev One transfer as its payer signed it.
    struct Authorization {
        address from;
        address to;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
    }

    mapping(address owner => uint256 nonce) private _nonces;
    mapping(address authorizer => mapping(bytes32 nonce => bool)) private _used;

    constructor(string memory name_) EIP712(name_, "1") {}

    // -------------------------------------------------------------------------------------------- ERC-2612

    /// @inheritdoc IERC20Permit
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _permit(owner, spender, value, deadline, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc IDepositSignatures
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _permit(owner, spender, value, deadline, signature);
    }

    // -------------------------------------------------------------------------------------------- ERC-3009

    /// @inheritdoc IERC3009
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        Authorization memory a = Authorization(from, to, value, validAfter, validBefore, nonce);
        _transferAuthorized(TRANSFER_WITH_AUTHORIZATION_TYPEHASH, a, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc IDepositSignatures
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        Authorization memory a = Authorization(from, to, value, validAfter, validBefore, nonce);
        _transferAuthorized(TRANSFER_WITH_AUTHORIZATION_TYPEHASH, a, signature);
    }

    /// @inheritdoc IERC3009
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        if (to != msg.sender) revert CallerNotPayee(msg.sender, to);
        Authorization memory a = Authorization(from, to, value, validAfter, validBefore, nonce);
        _transferAuthorized(RECEIVE_WITH_AUTHORIZATION_TYPEHASH, a, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc IDepositSignatures
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        if (to != msg.sender) revert CallerNotPayee(msg.sender, to);
        Authorization memory a = Authorization(from, to, value, validAfter, validBefore, nonce);
        _transferAuthorized(RECEIVE_WITH_AUTHORIZATION_TYPEHASH, a, signature);
    }

    /// @inheritdoc IERC3009Cancel
    function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s) external {
        _cancel(authorizer, nonce, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc IDepositSignatures
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        _cancel(authorizer, nonce, signature);
    }

    // ----------------------------------------------------------------------------------------------- redeem

    /// @inheritdoc IDepositSignatures
    function redeemWithAuthorization(
        address holder,
        uint64 amount,
        uint64 sequence,
        uint256 deadline,
        bytes calldata signature
    ) external {
        // Absent on purpose, as in `redeem`: no check of pause, stop, suspension, admission or limit.
        if (block.timestamp > deadline) revert SignatureExpired(deadline, block.timestamp);
        _checkSignature(
            holder,
            keccak256(abi.encode(REDEMPTION, holder, amount, sequence, deadline)),
            signature
        );
        _redeem(holder, amount, sequence);
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @inheritdoc IERC20Permit
    function nonces(address owner) external view returns (uint256) {
        return _nonces[owner];
    }

    /// @inheritdoc IERC3009
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool) {
        return _used[authorizer][nonce];
    }

    /// @inheritdoc IERC20Permit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @inheritdoc IERC5267
    function eip712Domain()
        public
        view
        override(EIP712, IERC5267)
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return super.eip712Domain();
    }

    /// @notice ERC-165, ERC-20 with its metadata, ERC-7943, ERC-2612, ERC-3009 with cancelling, ERC-5267.
    function supportsInterface(bytes4 interfaceId) external pure virtual returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC20).interfaceId ||
            interfaceId == type(IERC20Metadata).interfaceId ||
            interfaceId == type(IERC7943Fungible).interfaceId ||
            interfaceId == type(IERC20Permit).interfaceId ||
            interfaceId == type(IERC3009).interfaceId ||
            interfaceId == type(IERC3009Cancel).interfaceId ||
            interfaceId == ERC3009_BYTES ||
            interfaceId == ERC3009_CANCEL_BYTES ||
            interfaceId == type(IERC5267).interfaceId;
    }

    // -------------------------------------------------------------------------------------------- internals

    function _permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        bytes memory signature
    ) private {
        if (block.timestamp > deadline) revert SignatureExpired(deadline, block.timestamp);
        uint256 nonce = _nonces[owner];
        bytes32 act = keccak256(abi.encode(PERMIT, owner, spender, value, nonce, deadline));
        _checkSignature(owner, act, signature);

        _nonces[owner] = nonce + 1;
        _approve(owner, spender, value);

        emit PermitUsed(owner, nonce);
    }

    function _transferAuthorized(bytes32 act, Authorization memory a, bytes memory signature) private {
        // Within its time, which both ends lie outside of (ERC-3009), and once.
        if (block.timestamp <= a.validAfter) revert AuthorizationNotYetValid(a.validAfter, block.timestamp);
        if (block.timestamp >= a.validBefore) revert AuthorizationExpired(a.validBefore, block.timestamp);
        _useAuthorization(a.from, a.nonce);
        _checkSignature(a.from, keccak256(abi.encode(act, a)), signature);

        emit AuthorizationUsed(a.from, a.nonce);
        _transfer(a.from, a.to, a.value);
    }

    function _cancel(address authorizer, bytes32 nonce, bytes memory signature) private {
        _useAuthorization(authorizer, nonce);
        _checkSignature(
            authorizer,
            keccak256(abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce)),
            signature
        );

        emit AuthorizationCanceled(authorizer, nonce);
    }

    function _useAuthorization(address authorizer, bytes32 nonce) private {
        if (_used[authorizer][nonce]) revert AuthorizationAlreadyUsed(authorizer, nonce);
        _used[authorizer][nonce] = true;
    }

    /// @dev A key is tried first, which spares the look whether the signer has code. A contract that signs by ERC-1271 is
    /// asked by a static call, which changes nothing.
    function _checkSignature(address signer, bytes32 act, bytes memory signature) private view {
        bytes32 hash = _hashTypedDataV4(act);
        (address recovered, ECDSA.RecoverError fault, ) = ECDSA.tryRecover(hash, signature);
        if (fault == ECDSA.RecoverError.NoError && recovered == signer) return;
        if (!SignatureChecker.isValidERC1271SignatureNow(signer, hash, signature))
            revert SignatureInvalid(signer);
    }
}
