// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {AccountState} from "../../contracts/deposit/IDepositToken.sol";
import {IERC7943Fungible} from "../../contracts/deposit/IERC7943Fungible.sol";
import {Handler} from "./Handler.sol";
import {actor} from "./Gukgo.sol";
import {SupplyLaw} from "./SupplyLaw.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {IssueReason} from "../../contracts/deposit/IssueReason.sol";
import {Limits} from "../../contracts/deposit/Limits.sol";

/// @title DepositArranger
/// @notice Who holds deposits, and what puts accounts, allowances and the bank in the state that an act asks for.
abstract contract DepositArranger is Handler {
    uint256 internal constant CITIZENS = 5;
    uint256 internal constant SHOPS = 4;
    uint256 internal constant AGENCIES = 2;

    /// @dev How far above the last attestation the interface lets the next lie.
    uint64 internal constant ATTESTATION_STEP = 2 ** 32;

    /// @notice Won issued and redeemed so far, as this handler counts them.
    uint256 public issued;
    uint256 public redeemed;

    /// @notice The last attestation, and won redeemed since.
    uint256 public attested;
    uint256 public redeemedSince;

    /// @dev Those who have an account now, in their slots: citizens, shops, agencies.
    address[] internal _citizens;
    address[] internal _shops;
    address[] internal _agencies;

    /// @dev Every account there ever was, with the vault.
    address[] internal _everyone;
    address[] internal _issuers;
    mapping(address issuer => uint64) internal _lastRef;
    uint64 internal _lastAttestation;
    uint256 private _named;

    /// @dev With which a customer signs.
    mapping(address account => uint256 key) internal _keys;

    constructor() {
        _everyone.push(address(_s.programmes));
        for (uint256 n = 1; n <= 2; ++n) {
            address issuer = actor("issuer", n);
            _issuers.push(issuer);
            bytes memory data = abi.encodeCall(_s.bank.bindPerson, (issuer, keccak256(abi.encode(issuer))));
            _do(actor("bankAdmin"), address(_s.bank), data);
        }
        for (uint256 i = 0; i < CITIZENS; ++i) {
            _citizens.push(_newCustomer("citizen", AccountKind.Citizen));
        }
        for (uint256 i = 0; i < SHOPS; ++i) {
            _shops.push(_newCustomer("shop", AccountKind.Merchant));
        }
        for (uint256 i = 0; i < AGENCIES; ++i) {
            _agencies.push(_newCustomer("agency", AccountKind.Agency));
        }
    }

    // -------------------------------------------------------------------------------------------- arranging

    /// @dev Lets the service run: the token open in its authority, neither paused nor stopped.
    function _makeRunning() internal {
        (bool paused, bool stopped) = _s.token.policy();
        if (paused) {
            bytes memory data = abi.encodeCall(_s.token.unpause, ());
            bool done = _joint("resumer", "resumerChecker", data, "");
            _assert(done, "a pause ends");
        }
        if (stopped) _do(actor("stopLifter"), address(_s.token), abi.encodeCall(_s.token.liftStop, (1)));
    }

    function _makeOpen() internal {
        if (_s.bank.isTargetClosed(address(_s.token))) _setTargetClosed(false);
    }

    /// @dev Makes a customer's account usable, if bank offices can.
    function _makeReady(address account) internal {
        AccountState memory state = _s.token.accountOf(account);
        if (state.kind == AccountKind.None || state.kind == AccountKind.System || state.closed) return;
        if (!state.suspended && !state.inRecovery && state.admittedUntil > nowAt) return;
        _makeOpen();
        if (state.suspended) _reinstate(account);
        if (state.inRecovery) _leaveRecovery(account);
        if (state.admittedUntil <= nowAt) _admit(account, state.kind, uint48(nowAt + _between(1, 60 days)));
    }

    /// @dev The holder of an account in recovery objects, if it still can.
    function _leaveRecovery(address account) internal {
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.SuspendedAccount.selector,
            IDepositErrors.ObjectionClosed.selector
        );
        _try(account, address(_s.token), abi.encodeCall(_s.token.objectToRecovery, ()), reasons);
    }

    /// @dev As `_makeReady`, and a business's account where it has become a citizen's, who is paid with no voucher.
    function _makeShopReady(address shop) internal {
        _makeReady(shop);
        if (_s.token.accountOf(shop).kind != AccountKind.Citizen) return;
        _makeOpen();
        _admit(shop, AccountKind.Merchant, uint48(nowAt + 60 days));
    }

    /// @dev Empties and closes an agency's account; another agency takes the slot.
    function _closeAgency(uint256 slot) internal returns (address closed) {
        closed = _agencies[slot];
        uint256 balance = _s.token.balanceOf(closed);
        if (balance != 0) _redeem(closed, uint64(balance), _s.token.nextRedemption(closed));
        AccountState memory state = _s.token.accountOf(closed);
        bool held = state.balance != 0 || state.inRecovery || _s.token.casesOf(closed).length != 0;
        if (held) return address(0);
        _makeOpen();
        _do(actor("admissionOfficer"), address(_s.token), abi.encodeCall(_s.token.close, (closed)));
        _agencies[slot] = _newCustomer("agency", AccountKind.Agency);
    }

    /// @dev Lets `issuer` issue `amount`: allowance, attestation and a running service.
    function _makeIssuable(address issuer, uint64 amount) internal {
        _makeRunning();
        if (_s.token.issuanceAllowance(issuer) < amount)
            _setAllowance(issuer, amount + uint64(_below(1_000_000)));
        (uint64 issuable, uint48 until, ) = _s.token.reserve();
        _liftThreshold(issuer, amount);
        if (issuable >= amount && until > nowAt) return;
        _attest(uint64(_s.token.totalSupply() + amount + _below(2_000_000)), _lastAttestation + 1);
    }

    /// @dev Lets `issuer` issue `amount` more today by itself.
    function _liftThreshold(address issuer, uint64 amount) internal {
        (uint64 threshold, uint64 today) = _s.token.issueThreshold(issuer);
        if (threshold == 0 || uint256(today) + amount <= threshold) return;
        _joint("limitsOfficer", "limitsChecker", abi.encodeCall(_s.token.setIssueThreshold, (0)), "");
    }

    /// @dev Puts at least `amount` won into a usable account.
    function _makeRich(address account, uint64 amount) internal {
        _makeReady(account);
        if (_s.token.spendableOf(account) >= amount) return;
        address issuer = _oneOf(_issuers);
        _makeIssuable(issuer, amount);
        uint64 ref = _lastRef[issuer] + 1;
        bytes memory data = abi.encodeCall(_s.token.issue, (account, amount, ref, IssueReason.Correction));
        _do(issuer, address(_s.token), data);
        _wasIssued(issuer, ref, amount);
    }

    function _tidyDeposit() internal {
        _makeOpen();
        _makeRunning();
        if (_oneIn(3)) {
            AccountKind kind = AccountKind(1 + _below(5));
            Limits memory none;
            _joint("limitsOfficer", "limitsChecker", abi.encodeCall(_s.token.setLimits, (kind, none)), "");
        }
        if (_oneIn(2)) _makeReady(_oneOf(_agencies));
    }

    /// @dev One officer of the bank proposes, another approves. What the token refuses must be among `reasons`.
    function _joint(
        string memory maker,
        string memory checker,
        bytes memory data,
        bytes memory reasons
    ) internal returns (bool) {
        _makeOpen();
        bytes memory proposal = abi.encodeCall(_s.dual.propose, (address(_s.token), data));
        _do(actor(maker), address(_s.dual), proposal);
        uint64 id = _s.dual.proposals();
        return _try(actor(checker), address(_s.dual), abi.encodeCall(_s.dual.approve, (id)), reasons);
    }

    function _approve(address owner, address spender, uint256 amount) internal {
        _do(owner, address(_s.token), abi.encodeCall(IERC20.approve, (spender, amount)));
    }

    function _setAllowance(address issuer, uint64 amount) internal {
        _makeOpen();
        bytes memory data = abi.encodeCall(_s.token.setIssuanceAllowance, (issuer, amount));
        _do(actor("issuanceController"), address(_s.token), data);
    }

    function _setTargetClosed(bool closed) internal {
        bytes memory data = abi.encodeCall(_s.bank.setTargetClosed, (address(_s.token), closed));
        _do(actor("bankAdmin"), address(_s.bank), data);
    }

    /// @dev A running admission is not cut short.
    function _admit(address account, AccountKind kind, uint48 until) private {
        uint48 running = _s.token.accountOf(account).admittedUntil;
        if (until < running) until = running;
        bytes memory data = abi.encodeCall(_s.token.admit, (account, kind, until));
        _do(actor("admissionOfficer"), address(_s.token), data);
    }

    function _suspend(address account) internal {
        if (_s.token.accountOf(account).suspended) return;
        _makeOpen();
        _do(
            actor("enforcementOfficer"),
            address(_s.token),
            abi.encodeCall(_s.token.suspend, (account, "case"))
        );
    }

    function _reinstate(address account) private {
        _do(
            actor("admissionOfficer"),
            address(_s.token),
            abi.encodeCall(_s.token.reinstate, (account, "case"))
        );
    }

    function _newCustomer(string memory name, AccountKind kind) internal returns (address account) {
        account = _newKey(name);
        _everyone.push(account);
        _makeOpen();
        _admit(account, kind, uint48(nowAt + 60 days));
    }

    /// @dev The account of a new key, which this handler can sign with.
    function _newKey(string memory name) internal returns (address account) {
        uint256 key = uint256(keccak256(abi.encode(name, ++_named)));
        account = vm.addr(key);
        _keys[account] = key;
    }

    /// @dev Whoever held the slot of `account` is followed by `next`.
    function _follow(address account, address next) internal {
        _everyone.push(next);
        for (uint256 i = 0; i < _citizens.length; ++i) if (_citizens[i] == account) _citizens[i] = next;
        for (uint256 i = 0; i < _shops.length; ++i) if (_shops[i] == account) _shops[i] = next;
        for (uint256 i = 0; i < _agencies.length; ++i) if (_agencies[i] == account) _agencies[i] = next;
    }

    /// @dev Whoever held the slot of a closed account is followed by a new customer.
    function _replace(address closed) internal {
        for (uint256 i = 0; i < _citizens.length; ++i) {
            if (_citizens[i] == closed) _citizens[i] = _newCustomer("citizen", AccountKind.Citizen);
        }
        for (uint256 i = 0; i < _shops.length; ++i) {
            if (_shops[i] == closed) _shops[i] = _newCustomer("shop", AccountKind.Merchant);
        }
    }

    // --------------------------------------------------------------------------------------------- accounting

    function _attest(uint64 amount, uint64 ref) internal returns (bool done) {
        uint32 lifetime = uint32(_between(1, 10 days));
        bytes memory data = abi.encodeCall(_s.token.attestReserve, (amount, ref, lifetime));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.AlreadyAttested.selector,
            IDepositErrors.AttestationTooFar.selector
        );
        bool right = ref > _lastAttestation && ref - _lastAttestation <= ATTESTATION_STEP;
        done = _try(actor("reserveAttestor"), address(_s.token), data, reasons);
        _assert(done == right, "an attestation is accepted where its reference rises by 2^32 at most");
        if (!done) return false;
        _lastAttestation = ref;
        attested = amount;
        redeemedSince = 0;
    }

    /// @dev Law 1: every issue leaves supply ≤ attested - redeemed since.
    function _wasIssued(address issuer, uint64 ref, uint64 amount) internal {
        issued += amount;
        _lastRef[issuer] = ref;
        _assertLaw(SupplyLaw.issueViolation(_s.token.totalSupply(), attested, redeemedSince));
    }

    function _redeem(address holder, uint64 amount, uint64 sequence) internal returns (bool ok) {
        bool right =
            amount != 0 &&
                amount <= _s.token.spendableOf(holder) &&
                sequence == _s.token.nextRedemption(holder);
        bytes memory data = abi.encodeCall(_s.token.redeem, (amount, sequence));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.ZeroAmount.selector,
            IERC20Errors.ERC20InsufficientBalance.selector,
            IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector,
            IDepositErrors.AlreadyRedeemed.selector,
            IDepositErrors.RedemptionOutOfSequence.selector
        );
        ok = _try(holder, address(_s.token), data, reasons);
        _assert(ok == right, "law 8: a redemption succeeds where amount and sequence are right");
        if (!ok) return false;
        redeemed += amount;
        redeemedSince += amount;
    }

    // ------------------------------------------------------------------------------------------------ choice

    function _customer() internal returns (address) {
        uint256 slot = _below(CITIZENS + SHOPS + AGENCIES);
        if (slot < CITIZENS) return _citizens[slot];
        return slot < CITIZENS + SHOPS ? _shops[slot - CITIZENS] : _agencies[slot - CITIZENS - SHOPS];
    }

    /// @dev A customer with money, if a few looks find one.
    function _withBalance() internal returns (address account) {
        for (uint256 i = 0; i < 6; ++i) {
            account = _customer();
            if (_s.token.balanceOf(account) != 0) return account;
        }
    }

    /// @dev Mostly part of `most`; else all of it, one more, or nothing.
    function _amountUpTo(uint256 most) internal returns (uint256) {
        uint256 kind = _below(8);
        if (kind == 0) return most;
        if (kind == 1) return most + 1;
        if (kind == 2) return 0;
        return most == 0 ? 0 : _between(1, most);
    }

    // ----------------------------------------------------------------------------------------------- reasons

    function _unauthorized() internal pure returns (bytes memory) {
        return abi.encodePacked(IAccessManaged.AccessManagedUnauthorized.selector);
    }

    function _stopReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                IDepositErrors.EnforcedPause.selector,
                IDepositErrors.StoppedBySupervisor.selector
            );
    }

    function _accountReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                IDepositErrors.AccountNotAdmitted.selector,
                IDepositErrors.AdmissionExpired.selector,
                IDepositErrors.SuspendedAccount.selector,
                IDepositErrors.ClosedAccount.selector,
                IDepositErrors.AccountReplaced.selector,
                IDepositErrors.AccountInRecovery.selector,
                IDepositErrors.ProtectedAccountNotCredited.selector,
                IDepositErrors.HolderCapExceeded.selector
            );
    }

    function _issueReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                _stopReasons(),
                _accountReasons(),
                IDepositErrors.ZeroAmount.selector,
                IDepositErrors.IssuanceAllowanceExceeded.selector,
                IDepositErrors.IssueNeedsApproval.selector,
                IDepositErrors.ReserveStale.selector,
                IDepositErrors.ReserveExceeded.selector
            );
    }

    function _transferReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                _stopReasons(),
                _accountReasons(),
                IDepositErrors.TransferLimitExceeded.selector,
                IDepositErrors.DailyLimitExceeded.selector,
                IERC7943Fungible.ERC7943InsufficientUnfrozenBalance.selector,
                IERC20Errors.ERC20InsufficientBalance.selector,
                IERC20Errors.ERC20InsufficientAllowance.selector
            );
    }

    function _admissionReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                _unauthorized(),
                IDepositErrors.InvalidAdmission.selector,
                IDepositErrors.ClosedAccount.selector,
                IDepositErrors.SystemAccountUntouchable.selector
            );
    }

    function _officeReasons() internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                _unauthorized(),
                IDepositErrors.AccountNotAdmitted.selector,
                IDepositErrors.ClosedAccount.selector,
                IDepositErrors.SystemAccountUntouchable.selector
            );
    }
}
