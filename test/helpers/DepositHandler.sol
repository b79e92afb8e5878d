// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDepositErrors} from "../../contracts/deposit/IDepositErrors.sol";
import {AccountState, IssueItem} from "../../contracts/deposit/IDepositToken.sol";
import {IERC7943Fungible} from "../../contracts/deposit/IERC7943Fungible.sol";
import {Handler} from "./Handler.sol";
import {actor} from "./Gukgo.sol";
import {SupplyLaw} from "./SupplyLaw.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {IssueReason} from "../../contracts/deposit/IssueReason.sol";
import {Limits} from "../../contracts/deposit/Limits.sol";

/// @title DepositHandler
/// @notice Every action on the deposit token: by two issuers, and by citizens, shops and agencies who come and go.
abstract contract DepositHandler is Handler {
    uint256 internal constant CITIZENS = 5;
    uint256 internal constant SHOPS = 4;
    uint256 internal constant AGENCIES = 2;

    /// @dev How far above the last attestation the interface lets the next lie.
    uint64 private constant ATTESTATION_STEP = 2 ** 32;

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
    uint64 private _lastAttestation;
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

    /// @notice Every account there ever was, with the vault.
    function everyone() external view returns (address[] memory) {
        return _everyone;
    }

    /// @dev Teaches the runner this handler's actions.
    function _learnDeposit() internal {
        _learn("attest", this.attest);
        _learn("attest less than the supply", this.attestLess);
        _learn("set an issuance allowance", this.setIssuanceAllowance);
        _learn("issue", this.issue);
        _learn("issue to many", this.issueBatch);
        _learn("issue again under a used reference", this.issueAgain);
        _learn("redeem", this.redeem);
        _learn("transfer", this.transfer);
        _learn("transfer from", this.transferFrom);
        _learn("approve", this.approve);
        _learn("pay into the vault", this.payIntoVault);
        _learn("admit", this.admit);
        _learn("admit many", this.admitBatch);
        _learn("suspend an account", this.suspend);
        _learn("reinstate an account", this.reinstate);
        _learn("close an account", this.close);
        _learn("set the limits of a kind", this.setLimits);
        _learn("pause", this.pause);
        _learn("unpause", this.unpause);
        _learn("order a stop", this.orderStop);
        _learn("lift a stop", this.liftStop);
        _learn("close the token in the bank's authority", this.closeTarget);
        _learn("let time pass", this.passTime);
    }

    // --------------------------------------------------------------------------------------- reserve and issue

    function attest() external returns (bool) {
        uint64 amount = uint64(_s.token.totalSupply() + _between(0, 20_000_000));
        // Sometimes as far as a reference may lie above the last one, or one further.
        uint64 step = uint64(_oneIn(4) ? ATTESTATION_STEP + _below(2) : _below(8));
        return _attest(amount, _lastAttestation + step);
    }

    /// @dev Law 1: a lower attestation is accepted at any time, and stops issue until it is made good.
    function attestLess() external returns (bool) {
        uint256 supply = _s.token.totalSupply();
        if (supply == 0) return false;
        uint64 amount = uint64(_below(supply));
        bool done = _attest(amount, _lastAttestation + 1);
        _assert(done, "law 1: a lower attestation is accepted");

        address issuer = _oneOf(_issuers);
        (address to, uint64 ref) = (_oneOf(_citizens), _lastRef[issuer] + 1);
        _makeRunning();
        _makeReady(to);
        _setAllowance(issuer, 1);
        _liftThreshold(issuer, 1);
        bytes memory data = abi.encodeCall(_s.token.issue, (to, 1, ref, IssueReason.Deposit));
        _mustRefuse(
            issuer,
            address(_s.token),
            data,
            abi.encodePacked(IDepositErrors.ReserveExceeded.selector)
        );
        return true;
    }

    function setIssuanceAllowance() external returns (bool) {
        address controller = actor("issuanceController");
        address issuer = _oneIn(8) ? controller : (_oneIn(8) ? actor("nobody") : _oneOf(_issuers));
        uint64 amount = _oneIn(5) ? 0 : uint64(_between(1, 5_000_000));
        bytes memory data = abi.encodeCall(_s.token.setIssuanceAllowance, (issuer, amount));
        return
            _try(
                controller,
                address(_s.token),
                data,
                abi.encodePacked(
                    _unauthorized(),
                    IDepositErrors.IssuerIsController.selector,
                    IDepositErrors.PersonUnknown.selector
                )
            );
    }

    function issue() external returns (bool) {
        (address issuer, address to) = (_oneOf(_issuers), _customer());
        uint64 amount = uint64(_between(1, 500_000));
        if (_likely()) {
            _makeReady(to);
            _makeIssuable(issuer, amount);
        }
        if (_oneIn(5)) {
            // the whole reserve or the whole allowance, or one won more
            (uint64 issuable, , ) = _s.token.reserve();
            amount = (_oneIn(2) ? issuable : _s.token.issuanceAllowance(issuer)) + uint64(_below(2));
        }
        uint64 ref = _lastRef[issuer] + 1 + uint64(_below(3));
        bytes memory data = abi.encodeCall(_s.token.issue, (to, amount, ref, IssueReason.Deposit));
        if (!_try(issuer, address(_s.token), data, _issueReasons())) return false;
        _wasIssued(issuer, ref, amount);
        return true;
    }

    function issueBatch() external returns (bool) {
        address issuer = _oneOf(_issuers);
        IssueItem[] memory items = new IssueItem[](_below(6));
        bool arranged = _likely();
        uint64 total;
        for (uint256 i = 0; i < items.length; ++i) {
            items[i] = IssueItem(_customer(), uint64(_between(_oneIn(9) ? 0 : 1, 100_000)));
            total += items[i].amount;
            if (arranged) _makeReady(items[i].to);
        }
        if (arranged) _makeIssuable(issuer, total);

        uint64 ref = _lastRef[issuer] + 1;
        bytes memory data = abi.encodeCall(_s.token.issueBatch, (items, ref, IssueReason.Refund));
        if (!_try(issuer, address(_s.token), data, _issueReasons())) return false;
        _wasIssued(issuer, ref, total);
        return true;
    }

    /// @dev A repeated reference is refused as already done, whatever the amount.
    function issueAgain() external returns (bool) {
        address issuer = _oneOf(_issuers);
        address to = _customer();
        uint64 ref = _lastRef[issuer];
        _makeReady(to);
        _makeIssuable(issuer, 10);
        bytes memory data = abi.encodeCall(
            _s.token.issue,
            (to, 1 + uint64(_below(9)), ref, IssueReason.Deposit)
        );
        bytes4 reason =
            ref == 0 ? IDepositErrors.ReferenceTooOld.selector : IDepositErrors.AlreadyIssued.selector;
        _mustRefuse(issuer, address(_s.token), data, abi.encodePacked(reason));
        return true;
    }

    // ------------------------------------------------------------------------------------- redeem and transfer

    /// @dev Succeeds exactly where amount and sequence are right; nothing else is asked.
    function redeem() external returns (bool) {
        address holder = _withBalance();
        uint256 balance = _s.token.balanceOf(holder);
        uint256 amount = _amountUpTo(balance);
        uint64 next = _s.token.nextRedemption(holder);
        uint64 sequence = _oneIn(8) ? next + uint64(_below(3)) - 1 : next;
        return _redeem(holder, uint64(amount), sequence);
    }

    function transfer() external returns (bool) {
        address from = _withBalance();
        address to = _oneIn(10) ? actor("stranger") : _customer();
        uint256 amount = _amountUpTo(_s.token.balanceOf(from));
        if (_likely()) {
            _makeRunning();
            _makeReady(from);
            _makeReady(to);
        }
        bytes memory refusal = _s.token.transferRefusal(from, to, amount);
        uint256 spendable = _s.token.spendableOf(from);
        (bool ok, bytes memory result) = _call(
            from,
            address(_s.token),
            abi.encodeCall(IERC20.transfer, (to, amount))
        );
        if (!ok) _assertEq(result, refusal, "transferRefusal gives the bytes with which transfer reverts");
        _assert(ok == (refusal.length == 0), "transferRefusal is empty where transfer succeeds");
        _assert(!ok || amount <= spendable, "law 7: no more than is spendable is spent");
        return ok;
    }

    function transferFrom() external returns (bool) {
        (address from, address spender, address to) = (_withBalance(), _customer(), _customer());
        uint256 amount = _amountUpTo(_s.token.balanceOf(from));
        if (_likely()) {
            _makeRunning();
            _makeReady(from);
            _makeReady(to);
            _approve(from, spender, amount + _below(2));
        }
        bytes memory data = abi.encodeCall(IERC20.transferFrom, (from, to, amount));
        return _try(spender, address(_s.token), data, _transferReasons());
    }

    function approve() external returns (bool) {
        address spender = _oneIn(8) ? address(0) : _customer();
        uint256 amount = _oneIn(6) ? type(uint256).max : _below(2_000_000);
        bytes memory data = abi.encodeCall(IERC20.approve, (spender, amount));
        return
            _try(
                _customer(),
                address(_s.token),
                data,
                abi.encodePacked(IERC20Errors.ERC20InvalidSpender.selector)
            );
    }

    /// @dev Law 2: no won lies in the vault without an entitlement; a transfer into it is refused.
    function payIntoVault() external returns (bool) {
        address from = _withBalance();
        _makeRunning();
        _makeReady(from);
        bytes memory data = abi.encodeCall(IERC20.transfer, (address(_s.programmes), _below(10)));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.SystemAccountNotCredited.selector,
            IDepositErrors.AccountInRecovery.selector
        );
        _mustRefuse(from, address(_s.token), data, reasons);

        address issuer = _oneOf(_issuers);
        _makeIssuable(issuer, 1);
        uint64 ref = _lastRef[issuer] + 1;
        data = abi.encodeCall(_s.token.issue, (address(_s.programmes), 1, ref, IssueReason.Deposit));
        _mustRefuse(issuer, address(_s.token), data, reasons);
        return true;
    }

    // --------------------------------------------------------------------------------------------- accounts

    function admit() external returns (bool) {
        address account = _oneIn(4) ? _oneOf(_everyone) : _customer();
        AccountKind kind = _s.token.accountOf(account).kind;
        // An agency stays one: as a citizen it would have a daily limit, and no programme could be opened.
        if (_oneIn(8) && kind != AccountKind.Agency) kind = AccountKind(_below(7));
        uint48 until = uint48(nowAt + (_oneIn(8) ? 0 : _between(1, 90 days)));
        uint48 running = _s.token.accountOf(account).admittedUntil;
        if (until < running && !_oneIn(4)) until = running;
        bytes memory data = abi.encodeCall(_s.token.admit, (account, kind, until));
        return _try(actor("admissionOfficer"), address(_s.token), data, _admissionReasons());
    }

    function admitBatch() external returns (bool) {
        address[] memory accounts = new address[](_below(4));
        for (uint256 i = 0; i < accounts.length; ++i) {
            accounts[i] = _oneIn(9) ? _oneOf(_everyone) : _oneOf(_citizens);
            if (accounts[i] == _agencies[0] || accounts[i] == _agencies[1]) accounts[i] = _shops[0];
        }
        uint48 until = uint48(nowAt + _between(_oneIn(8) ? 0 : 1, 90 days));
        bytes memory data = abi.encodeCall(_s.token.admitBatch, (accounts, AccountKind.Citizen, until));
        return _try(actor("admissionOfficer"), address(_s.token), data, _admissionReasons());
    }

    function suspend() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        bytes memory data = abi.encodeCall(
            _s.token.suspend,
            (account, keccak256(abi.encode(account, nowAt)))
        );
        bytes memory reasons = abi.encodePacked(_officeReasons(), IDepositErrors.SuspendedAccount.selector);
        return _try(actor("enforcementOfficer"), address(_s.token), data, reasons);
    }

    function reinstate() external returns (bool) {
        address account = _oneIn(6) ? _oneOf(_everyone) : _customer();
        if (_likely()) {
            account = _customer();
            _suspend(account);
        }
        bytes memory data = abi.encodeCall(
            _s.token.reinstate,
            (account, keccak256(abi.encode(account, nowAt)))
        );
        bytes memory reasons = abi.encodePacked(_officeReasons(), IDepositErrors.NotSuspended.selector);
        return _try(actor("admissionOfficer"), address(_s.token), data, reasons);
    }

    /// @dev Closes a citizen's account, which must be empty; a new citizen takes the slot. An agency's
    /// account is closed where its programmes get another one.
    function close() external returns (bool) {
        uint256 slot = _below(_citizens.length);
        address account = _oneIn(6) ? _oneOf(_everyone) : _citizens[slot];
        if (_likely()) {
            account = _citizens[slot];
            uint256 balance = _s.token.balanceOf(account);
            if (balance != 0) _redeem(account, uint64(balance), _s.token.nextRedemption(account));
            if (_s.token.accountOf(account).inRecovery) _leaveRecovery(account);
            _makeOpen();
        }
        if (account == _agencies[0] || account == _agencies[1]) return false;
        bytes memory data = abi.encodeCall(_s.token.close, (account));
        bytes memory reasons = abi.encodePacked(
            _officeReasons(),
            IDepositErrors.AccountNotEmpty.selector,
            IDepositErrors.AccountInRecovery.selector,
            IDepositErrors.InvalidCase.selector
        );
        if (!_try(actor("admissionOfficer"), address(_s.token), data, reasons)) return false;

        _replace(account);
        return true;
    }

    // ------------------------------------------------------------------------------------- limits, stops, time

    function setLimits() external returns (bool) {
        AccountKind kind = AccountKind(_oneIn(3) ? _below(7) : 1);
        Limits memory limits;
        limits.transfer = _oneIn(2) ? 0 : uint64(_between(1, 8_191) * 100);
        if (kind != AccountKind.Merchant || _oneIn(4)) limits.daily = uint64(_between(0, 300) * 1_000);
        if (_oneIn(3)) limits.cap = uint64(_between(1, 900) * 10_000);
        if (_oneIn(8)) limits.transfer = uint64(_between(8_192, 9_999));
        bytes memory data = abi.encodeCall(_s.token.setLimits, (kind, limits));
        bytes memory reasons = abi.encodePacked(
            IDepositErrors.KindWithoutLimit.selector,
            IDepositErrors.AmountNotRound.selector
        );
        return _joint("limitsOfficer", "limitsChecker", data, reasons);
    }

    function pause() external returns (bool) {
        bytes memory reasons = abi.encodePacked(_unauthorized(), IDepositErrors.EnforcedPause.selector);
        return _try(actor("pauser"), address(_s.token), abi.encodeCall(_s.token.pause, ()), reasons);
    }

    function unpause() external returns (bool) {
        (bool paused, ) = _s.token.policy();
        if (!paused && _likely()) {
            _makeOpen();
            _do(actor("pauser"), address(_s.token), abi.encodeCall(_s.token.pause, ()));
        }
        bytes memory data = abi.encodeCall(_s.token.unpause, ());
        return
            _joint(
                "resumer",
                "resumerChecker",
                data,
                abi.encodePacked(IDepositErrors.ExpectedPause.selector)
            );
    }

    function orderStop() external returns (bool) {
        bytes memory data = abi.encodeCall(_s.token.orderStop, (uint64(acts)));
        bytes memory reasons = abi.encodePacked(IDepositErrors.StoppedBySupervisor.selector);
        return _try(actor("stopOfficer"), address(_s.token), data, reasons);
    }

    function liftStop() external returns (bool) {
        (, bool stopped) = _s.token.policy();
        if (!stopped && _likely()) {
            _do(actor("stopOfficer"), address(_s.token), abi.encodeCall(_s.token.orderStop, (uint64(acts))));
        }
        bytes memory data = abi.encodeCall(_s.token.liftStop, (uint64(acts)));
        return
            _try(
                actor("stopLifter"),
                address(_s.token),
                data,
                abi.encodePacked(IDepositErrors.NotStopped.selector)
            );
    }

    /// @dev The bank's administrator closes the token: every restricted function of it is refused.
    function closeTarget() external returns (bool) {
        _setTargetClosed(true);
        return true;
    }

    /// @dev Seconds to days, with a liking for both sides of midnight in Korea, which is 15:00:00 UTC.
    function passTime() external returns (bool) {
        uint256 kind = _below(4);
        uint256 midnight = ((nowAt + 9 hours) / 1 days) * 1 days + 1 days - 9 hours;
        if (kind == 0) _warp(nowAt + _between(1, 2 hours));
        else if (kind == 1) _warp(midnight - 1);
        else if (kind == 2) _warp(midnight);
        else _warp(nowAt + _between(1 days, 9 days));
        return true;
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

    function _setAllowance(address issuer, uint64 amount) private {
        _makeOpen();
        bytes memory data = abi.encodeCall(_s.token.setIssuanceAllowance, (issuer, amount));
        _do(actor("issuanceController"), address(_s.token), data);
    }

    function _setTargetClosed(bool closed) private {
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

    function _newCustomer(string memory name, AccountKind kind) private returns (address account) {
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
    function _replace(address closed) private {
        for (uint256 i = 0; i < _citizens.length; ++i) {
            if (_citizens[i] == closed) _citizens[i] = _newCustomer("citizen", AccountKind.Citizen);
        }
        for (uint256 i = 0; i < _shops.length; ++i) {
            if (_shops[i] == closed) _shops[i] = _newCustomer("shop", AccountKind.Merchant);
        }
    }

    // --------------------------------------------------------------------------------------------- accounting

    function _attest(uint64 amount, uint64 ref) private returns (bool done) {
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

    function _admissionReasons() private pure returns (bytes memory) {
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
