// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IdState, IdWindow} from "../types/IdWindow.sol";
import {ProgrammeId} from "../types/ProgrammeId.sol";
import {Region} from "../types/Region.sol";
import {IVoucherHolders} from "./IVoucherHolders.sol";
import {Proxy} from "./Proxy.sol";
import {Surroundings} from "./Surroundings.sol";
import {VoucherClawbacks} from "./VoucherClawbacks.sol";
import {VoucherReclaims} from "./VoucherReclaims.sol";
import {VoucherState} from "./VoucherState.sol";
import {Voucher, VoucherWord} from "./VoucherWord.sol";

/// @title VoucherHolders
/// @notice What happens to a holder between the grant and the last payment: another home, another key, a consent, an
/// attestation, a proxy, a clawback, a reclaim. See `IVoucherHolders`.
/// @dev Deployed once, before the `VoucherProgramme` that runs this code on its own storage. Called at its own address it touches
/// no programme: there is none here. Whoever cancels an id there changes nothing elsewhere.
contract VoucherHolders is VoucherClawbacks, VoucherReclaims, EIP712 {
    /// @notice The longest time for which a proxy is appointed, seconds.
    uint256 public constant MAX_PROXY_PERIOD = 365 days;

    bytes32 private constant CONSENT = keccak256(
        "Consent(uint64 programme,address holder,bytes32 noticeHash)"
    );

    constructor(Surroundings memory around) VoucherState(around) EIP712("Gukgo Voucher", "1") {}

    /// @inheritdoc IVoucherHolders
    function moveHome(ProgrammeId programme, address holder, Region home) external {
        _known(programme);
        _onlyManager(programme, msg.sender);
        if (!home.isCode()) revert HomeRegionMissing(programme);
        Voucher storage voucher = _vouchers[programme.join(uint160(holder))];
        Region old = voucher.word.home();
        if (Region.unwrap(old) == Region.unwrap(home)) revert HomeRegionDiffers(programme, holder, old, home);

        voucher.word = voucher.word.withHome(home);

        emit HomeMoved(programme, holder, home, msg.sender);
    }

    /// @inheritdoc IVoucherHolders
    function moveToSuccessor(ProgrammeId programme, address holder) external {
        address successor = token.currentOf(holder);
        if (successor == holder) revert NoSuccessor(holder);
        Voucher storage old = _vouchers[programme.join(uint160(holder))];
        Voucher storage next = _vouchers[programme.join(uint160(successor))];
        VoucherWord word = old.word;
        VoucherWord other = next.word;
        uint64 amount = word.balance();
        // Used up vouchers still tell what was consented, attested and spent.
        if (word.equals(word.emptied())) revert VoucherInsufficient(programme, holder, 0, 1);
        // The successor may have vouchers of its own: they must be at home in the same district.
        if (!word.home().isNone() && !other.mayBeAt(word.home()))
            revert HomeRegionDiffers(programme, successor, other.home(), word.home());

        if (word.isHeld()) _moveClawback(programme, holder, successor, other);
        next.word = other.joined(word);
        old.word = word.emptied();
        delete _proxies[programme.join(uint160(holder))];

        emit IERC1155.TransferSingle(msg.sender, holder, successor, programme.toTokenId(), amount);
        emit VoucherMoved(programme, holder, successor, msg.sender);
    }

    /// @inheritdoc IVoucherHolders
    function consent(ProgrammeId programme, bytes32 noticeHash) external {
        _consent(programme, msg.sender, noticeHash);
    }

    /// @inheritdoc IVoucherHolders
    function consentSigned(
        ProgrammeId programme,
        address holder,
        bytes32 noticeHash,
        bytes calldata signature
    ) external {
        bytes32 act = keccak256(abi.encode(CONSENT, programme, holder, noticeHash));
        bool isSigned = SignatureChecker.isValidSignatureNow(holder, _hashTypedDataV4(act), signature);
        if (!isSigned) revert ConsentNotSigned(programme, holder);

        _consent(programme, holder, noticeHash);
    }

    /// @inheritdoc IVoucherHolders
    function attest(ProgrammeId programme, address holder, bytes32 evidenceHash) external {
        Voucher storage voucher = _attestable(programme, holder);
        if (voucher.word.isAttested()) revert EvidenceAlreadyAttested(programme, holder);

        voucher.word = voucher.word.withAttestation(true);

        emit EvidenceAttested(programme, holder, evidenceHash, msg.sender);
    }

    /// @inheritdoc IVoucherHolders
    function revokeAttestation(ProgrammeId programme, address holder, bytes32 reasonHash) external {
        Voucher storage voucher = _attestable(programme, holder);
        if (!voucher.word.isAttested()) revert EvidenceMissing(programme, holder);

        voucher.word = voucher.word.withAttestation(false);

        emit AttestationRevoked(programme, holder, reasonHash, msg.sender);
    }

    /// @inheritdoc IVoucherHolders
    function appointProxy(
        ProgrammeId programme,
        address holder,
        Proxy calldata proxy,
        bytes32 consentHash
    ) external {
        _known(programme);
        // The holder itself, or a manager who has the holder's consent in writing, and appoints another than itself.
        if (msg.sender != holder) {
            _onlyManager(programme, msg.sender);
            bool isOwn = proxy.account == msg.sender;
            if (consentHash == 0 || isOwn) revert InvalidProxy(programme, holder, proxy.account);
        }
        _mayBeProxy(programme, holder, proxy);

        _proxies[programme.join(uint160(holder))] = proxy;

        emit ProxyAppointed(
            programme,
            holder,
            proxy.account,
            proxy.limit,
            proxy.until,
            proxy.category,
            consentHash,
            msg.sender
        );
    }

    /// @inheritdoc IVoucherHolders
    function dismissProxy(ProgrammeId programme, address holder) external {
        uint256 key = programme.join(uint160(holder));
        address proxy = _proxies[key].account;
        if (proxy == address(0)) revert NotProxy(programme, holder, proxy);
        if (msg.sender != holder && msg.sender != proxy) _onlyManager(programme, msg.sender);

        delete _proxies[key];

        emit ProxyDismissed(programme, holder, proxy, msg.sender);
    }

    /// @inheritdoc IVoucherHolders
    function cancelPayment(ProgrammeId programme, uint24 id) external {
        Voucher storage voucher = _vouchers[programme.join(uint160(msg.sender))];
        IdWindow old = voucher.word.ids();
        (IdState state, IdWindow ids) = old.useId(id);
        if (state == IdState.Used) revert PaymentIdUsed(programme, msg.sender, id);
        if (state == IdState.TooOld) revert PaymentIdTooOld(programme, msg.sender, id, old.highestId());

        voucher.word = voucher.word.withIds(ids);

        emit PaymentCancelled(programme, msg.sender, id);
    }

    // --------------------------------------------------------------------------------------------- internals

    function _consent(ProgrammeId programme, address holder, bytes32 noticeHash) private {
        _known(programme);
        bytes32 notice = _notices[programme];
        if (notice == 0 || notice != noticeHash) revert NoticeDiffers(programme, notice, noticeHash);
        Voucher storage voucher = _vouchers[programme.join(uint160(holder))];
        if (voucher.word.hasConsented()) revert AlreadyConsented(programme, holder);

        voucher.word = voucher.word.withConsent();

        emit ConsentGiven(programme, holder, noticeHash);
    }

    function _attestable(ProgrammeId programme, address holder) private view returns (Voucher storage) {
        // An attestor attests others' evidence, not its own, under none of the keys that replaced each other at the bank.
        bool attests =
            _attestors[programme][msg.sender] && token.currentOf(holder) != token.currentOf(msg.sender);
        if (!attests) revert NotProgrammeAttestor(programme, msg.sender);
        return _vouchers[programme.join(uint160(holder))];
    }

    /// @dev Somebody else, who takes no vouchers, for some money and some time.
    function _mayBeProxy(ProgrammeId programme, address holder, Proxy calldata proxy) private view {
        address account = proxy.account;
        bool isOther = account != address(0) && account != holder;
        bool isLimited = proxy.limit != 0 && proxy.until > block.timestamp;
        bool isShort = proxy.until <= block.timestamp + MAX_PROXY_PERIOD;
        if (!isOther || !isLimited || !isShort || !registry.merchantWord(account).isNone())
            revert InvalidProxy(programme, holder, account);
    }

    function _moveClawback(
        ProgrammeId programme,
        address holder,
        address successor,
        VoucherWord other
    ) private {
        uint256 key = programme.join(uint160(holder));
        uint256 nextKey = programme.join(uint160(successor));
        if (other.isHeld()) revert ClawbackRunning(programme, successor, _clawbacks[nextKey].caseId);
        _clawbacks[nextKey] = _clawbacks[key];
        delete _clawbacks[key];
    }
}
