// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {Region} from "../../contracts/types/Region.sol";
import {ISpendingTerms} from "../../contracts/voucher/ISpendingTerms.sol";
import {IVoucherErrors} from "../../contracts/voucher/IVoucherErrors.sol";
import {VoucherFacts} from "../../contracts/voucher/VoucherFacts.sol";
import {Terms} from "../../contracts/voucher/Terms.sol";
import {actor} from "./Gukgo.sol";
import {ProgrammeHandler} from "./ProgrammeHandler.sol";

/// @title HolderHandler
/// @notice What happens to holders: consents, attestations, moves to another district or to another key.
abstract contract HolderHandler is ProgrammeHandler {
    bytes32 private constant CONSENT = keccak256(
        "Consent(uint64 programme,address holder,bytes32 noticeHash)"
    );

    address[] private _attestors;

    constructor() {
        _attestors.push(actor("attestor", 1));
        _attestors.push(actor("attestor", 2));
    }

    function _learnHolders() internal {
        _learn("appoint an attestor", this.appointAttestor);
        _learn("dismiss an attestor", this.dismissAttestor);
        _learn("attest evidence", this.attestEvidence);
        _learn("revoke an attestation", this.revokeAttestation);
        _learn("consent", this.consent);
        _learn("consent by signature", this.consentSigned);
        _learn("move home", this.moveHome);
    }

    // ---------------------------------------------------------------------------------------------- attestors

    function appointAttestor() external returns (bool) {
        (ProgrammeId programme, address attestor) = (_programme(), _oneOf(_attestors));
        if (_oneIn(9)) attestor = actor("programmeController");
        if (_oneIn(4) && _s.programmes.isManager(programme, _managers[0])) attestor = _managers[0];
        bytes memory data = abi.encodeCall(_s.programmes.appointAttestor, (programme, attestor));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.ControllerIsManager.selector,
            IVoucherErrors.ManagerIsAttestor.selector
        );
        return _try(actor("programmeController"), address(_s.programmes), data, reasons);
    }

    function dismissAttestor() external returns (bool) {
        (ProgrammeId programme, address attestor) = (_programme(), _oneOf(_attestors));
        if (_likely()) (programme, ) = _grantable(true);
        if (_likely()) _makeAttestor(programme, attestor);
        bytes memory data = abi.encodeCall(_s.programmes.dismissAttestor, (programme, attestor));
        bytes memory reasons = abi.encodePacked(IVoucherErrors.NotProgrammeAttestor.selector);
        return _try(actor("programmeController"), address(_s.programmes), data, reasons);
    }

    /// @dev Done exactly by an attestor of the programme where it has not been done, and not for itself.
    function attestEvidence() external returns (bool) {
        return _attestOrRevoke(true);
    }

    function revokeAttestation() external returns (bool) {
        return _attestOrRevoke(false);
    }

    function _attestOrRevoke(bool attests) private returns (bool ok) {
        (ProgrammeId programme, address attestor) = (_programme(), _oneOf(_attestors));
        address holder = _oneOf(_citizens);
        if (_oneIn(6)) holder = attestor;
        bool isOther = holder != attestor;
        if (_likely()) _makeAttestor(programme, attestor);
        bool attested = _s.programmes.voucherOf(programme, holder).attested;
        if (isOther && attested == attests && _likely() && _s.programmes.isAttestor(programme, attestor)) {
            _attest(programme, holder, attestor, !attests);
            attested = !attests;
        }
        bool right = isOther && attested != attests && _s.programmes.isAttestor(programme, attestor);
        bytes memory reasons = abi.encodePacked(
            IVoucherErrors.NotProgrammeAttestor.selector,
            IVoucherErrors.EvidenceAlreadyAttested.selector,
            ISpendingTerms.EvidenceMissing.selector
        );
        bytes memory data = _attestation(programme, holder, attests);
        ok = _try(attestor, address(_s.programmes), data, reasons);
        _assert(ok == right, "an attestor attests what is not attested, and revokes what is");
    }

    // --------------------------------------------------------------------------------------- consent and moves

    function consent() external returns (bool) {
        (ProgrammeId programme, address holder) = _consentable();
        bytes32 notice = _oneIn(8) ? bytes32("other") : NOTICE;
        bytes memory data = abi.encodeCall(_s.programmes.consent, (programme, notice));
        return _try(holder, address(_s.programmes), data, _consentReasons());
    }

    function consentSigned() external returns (bool) {
        (ProgrammeId programme, address holder) = _consentable();
        address signer = _oneIn(8) ? _oneOf(_citizens) : holder;
        bytes32 act = keccak256(abi.encode(CONSENT, programme, holder, NOTICE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[signer], _voucherDigest(act));
        bytes memory data = abi.encodeCall(
            _s.programmes.consentSigned,
            (programme, holder, NOTICE, abi.encodePacked(r, s, v))
        );
        return _try(_customer(), address(_s.programmes), data, _consentReasons());
    }

    function moveHome() external returns (bool) {
        (ProgrammeId programme, address manager) = _likely()
            ? _grantable(true)
            : (_programme(), _managers[0]);
        Region home = Region.wrap(_oneIn(8) ? 0 : [uint24(11_000), 11_110, 26_110][_below(3)]);
        bytes memory data = abi.encodeCall(_s.programmes.moveHome, (programme, _oneOf(_citizens), home));
        bytes memory reasons = abi.encodePacked(
            ISpendingTerms.ProgrammeUnknown.selector,
            IVoucherErrors.NotProgrammeManager.selector,
            IVoucherErrors.HomeRegionMissing.selector,
            IVoucherErrors.HomeRegionDiffers.selector
        );
        return _try(manager, address(_s.programmes), data, reasons);
    }

    function _moveVouchers(uint64 id, address account) internal override {
        if (_s.programmes.balanceOf(account, id) == 0) return;
        bytes memory data = abi.encodeCall(_s.programmes.moveToSuccessor, (ProgrammeId.wrap(id), account));
        bytes memory reasons = abi.encodePacked(
            IVoucherErrors.HomeRegionDiffers.selector,
            IVoucherErrors.ClawbackRunning.selector
        );
        if (!_try(_customer(), address(_s.programmes), data, reasons)) return;
        _passedOn(ProgrammeId.wrap(id), account, _s.token.currentOf(account));
    }

    // ---------------------------------------------------------------------------------------------- arranging

    /// @dev Consents and attests for the holder, where the programme asks for it.
    function _meetConditions(ProgrammeId programme, address holder) internal {
        Terms memory terms = _s.programmes.termsOf(programme);
        VoucherFacts memory voucher = _s.programmes.voucherOf(programme, holder);
        bytes memory data = abi.encodeCall(_s.programmes.consent, (programme, NOTICE));
        if (terms.consentRequired && !voucher.consented) _do(holder, address(_s.programmes), data);
        if (!terms.evidenceRequired || voucher.attested) return;
        _makeAttestor(programme, _attestors[0]);
        _attest(programme, holder, _attestors[0], true);
    }

    function _makeAttestor(ProgrammeId programme, address attestor) private {
        if (ProgrammeId.unwrap(programme) > _s.programmes.programmes()) return;
        if (_s.programmes.isAttestor(programme, attestor)) return;
        bytes memory data = abi.encodeCall(_s.programmes.appointAttestor, (programme, attestor));
        _do(actor("programmeController"), address(_s.programmes), data);
    }

    function _attest(ProgrammeId programme, address holder, address attestor, bool attests) private {
        _do(attestor, address(_s.programmes), _attestation(programme, holder, attests));
    }

    function _attestation(
        ProgrammeId programme,
        address holder,
        bool attests
    ) private view returns (bytes memory) {
        if (attests) return abi.encodeCall(_s.programmes.attest, (programme, holder, "evidence"));
        return abi.encodeCall(_s.programmes.revokeAttestation, (programme, holder, "reason"));
    }

    /// @dev Mostly a programme with a notice and a holder who has not consented.
    function _consentable() private returns (ProgrammeId programme, address holder) {
        (programme, holder) = (_programme(), _oneOf(_citizens));
        if (_oneIn(4)) return (programme, holder);
        for (uint256 i = 0; i < 8; ++i) {
            bool open = !_s.programmes.voucherOf(programme, holder).consented;
            if (open && _s.programmes.noticeOf(programme) != 0) return (programme, holder);
            (programme, holder) = (_programme(), _oneOf(_citizens));
        }
        _open(true, Flavour.Conditions);
        programme = ProgrammeId.wrap(_s.programmes.programmes());
    }

    /// @dev What is signed for the programmes (EIP-712).
    function _voucherDigest(bytes32 act) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("Gukgo Voucher"),
                keccak256("1"),
                block.chainid,
                address(_s.programmes)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, act));
    }

    function _consentReasons() private pure returns (bytes memory) {
        return
            abi.encodePacked(
                ISpendingTerms.ProgrammeUnknown.selector,
                IVoucherErrors.NoticeDiffers.selector,
                IVoucherErrors.AlreadyConsented.selector,
                IVoucherErrors.ConsentNotSigned.selector
            );
    }
}
