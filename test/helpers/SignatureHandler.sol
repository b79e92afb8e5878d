// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositSignatures} from "../../contracts/deposit/IDepositSignatures.sol";
import {EnforcementHandler} from "./EnforcementHandler.sol";

/// @title SignatureHandler
/// @notice Acts that holders sign and others send: permits, transfers, cancellations, redemptions.
abstract contract SignatureHandler is EnforcementHandler {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant TRANSFER = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
    bytes32 private constant REDEMPTION = keccak256(
        "Redemption(address holder,uint64 amount,uint64 sequence,uint256 deadline)"
    );

    /// @dev Teaches the runner this handler's actions.
    function _learnSignatures() internal {
        _learn("permit", this.permit);
        _learn("transfer by signature", this.transferSigned);
        _learn("cancel an authorization", this.cancelSigned);
        _learn("redeem by signature", this.redeemSigned);
    }

    function permit() external returns (bool) {
        (address owner, address spender) = (_customer(), _customer());
        uint256 deadline = nowAt + _below(4);
        uint256 nonce = _s.token.nonces(owner) + (_oneIn(8) ? 1 : 0);
        uint256 value = _below(2_000_000);
        bytes memory signature = _sign(
            owner,
            keccak256(abi.encode(PERMIT, owner, spender, value, nonce, deadline))
        );
        bytes memory data = abi.encodeWithSignature(
            "permit(address,address,uint256,uint256,bytes)",
            owner,
            spender,
            value,
            deadline,
            signature
        );
        return _try(_customer(), address(_s.token), data, _signatureReasons());
    }

    /// @dev Used once, and never again.
    function transferSigned() external returns (bool) {
        (address from, address to) = (_withBalance(), _customer());
        if (_likely()) {
            _makeRunning();
            from = _makeFree(from);
            _makeReady(to);
        }
        uint256 amount = _amountUpTo(_s.token.spendableOf(from));
        bytes32 nonce = keccak256(abi.encode("payment", acts));
        // Mostly within its time, or a second before it or after it.
        (uint256 earliest, uint256 latest) = (nowAt - (_oneIn(6) ? 0 : 1), nowAt + (_oneIn(6) ? 0 : 1));
        bytes memory signature = _sign(
            from,
            keccak256(abi.encode(TRANSFER, from, to, amount, earliest, latest, nonce))
        );
        bytes memory data = abi.encodeWithSignature(
            "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
            from,
            to,
            amount,
            earliest,
            latest,
            nonce,
            signature
        );
        bytes memory reasons = abi.encodePacked(_transferReasons(), _signatureReasons());
        if (!_try(_customer(), address(_s.token), data, reasons)) return false;
        bytes memory replay = abi.encodePacked(IDepositSignatures.AuthorizationAlreadyUsed.selector);
        _mustRefuse(_customer(), address(_s.token), data, replay);
        return true;
    }

    function cancelSigned() external returns (bool) {
        address authorizer = _customer();
        bytes32 nonce = keccak256(abi.encode("cancelled", _oneIn(4) ? 0 : acts));
        bytes memory signature = _sign(authorizer, keccak256(abi.encode(CANCEL, authorizer, nonce)));
        bytes memory data = abi.encodeWithSignature(
            "cancelAuthorization(address,bytes32,bytes)",
            authorizer,
            nonce,
            signature
        );
        return _try(_customer(), address(_s.token), data, _signatureReasons());
    }

    /// @dev Law 8: a redemption by signature succeeds exactly where its amount, number and time are right.
    function redeemSigned() external returns (bool) {
        address holder = _withBalance();
        if (_keys[holder] == 0) return false;
        uint64 amount = uint64(_amountUpTo(_s.token.spendableOf(holder)));
        uint64 sequence = _s.token.nextRedemption(holder);
        uint256 deadline = _oneIn(6) ? nowAt - 1 : nowAt + _below(4);
        bytes memory signature = _sign(
            holder,
            keccak256(abi.encode(REDEMPTION, holder, amount, sequence, deadline))
        );
        bool right = amount != 0 && amount <= _s.token.spendableOf(holder) && deadline >= nowAt;
        (bool ok, ) = _call(
            _customer(),
            address(_s.token),
            abi.encodeCall(_s.token.redeemWithAuthorization, (holder, amount, sequence, deadline, signature))
        );
        _assert(ok == right, "law 8: a signed redemption succeeds where amount, number and time are right");
        if (!ok) return false;
        redeemed += amount;
        redeemedSince += amount;
        return true;
    }

    function _sign(address signer, bytes32 act) private view returns (bytes memory) {
        uint256 key = _keys[signer] == 0 ? 1 : _keys[signer];
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", _s.token.DOMAIN_SEPARATOR(), act));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _signatureReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                IDepositSignatures.SignatureExpired.selector,
                IDepositSignatures.SignatureInvalid.selector,
                IDepositSignatures.AuthorizationNotYetValid.selector,
                IDepositSignatures.AuthorizationExpired.selector,
                IDepositSignatures.AuthorizationAlreadyUsed.selector
            );
    }
}
