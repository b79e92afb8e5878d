// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAuthority, OfficePair} from "./IAuthority.sol";

/// @title Authority
/// @notice One institution's table of offices: who may call which restricted function of which contract.
/// Every institution has its own; none stands above another.
/// @dev OpenZeppelin's `AccessManager` with refusals added:
/// - two incompatible offices on one account (separation of duties, Treasury Funds Act art. 27);
/// - `ADMIN_ROLE` acting on a contract: an administrator appoints, with a delay, and does nothing else;
/// - a restricted function opened to everyone, or left to the administrator;
/// - a contract moved to another authority;
/// - an office administered by anyone but the administrator, and an administrator who does not wait.
contract Authority is AccessManager, IAuthority {
    /// @notice The shortest time, in seconds, that an act of an administrator waits.
    uint32 public constant MIN_ADMIN_DELAY = 1 hours;

    /// @notice The longest delay that can be set for grants of an office or for acts on a contract: a longer one would take
    /// as long to undo.
    uint32 public constant MAX_DELAY = 30 days;

    /// @dev Bit n of `_held[account]` is set while the account holds office n. Offices are numbered below 256.
    mapping(address account => uint256 offices) private _held;

    /// @dev Bit n of `_excluded[office]` is set where office n may not be held beside it.
    mapping(uint64 office => uint256 offices) private _excluded;

    /// @dev How many accounts hold `ADMIN_ROLE`; never none after deployment.
    uint256 private _administrators;

    /// @inheritdoc IAuthority
    address public transient executor;

    /// @param initialAdmin Holds `ADMIN_ROLE` until it has handed over and renounced.
    /// @param pairs Offices that no account may hold together. `ADMIN_ROLE` excludes every office without being listed.
    constructor(address initialAdmin, OfficePair[] memory pairs) AccessManager(initialAdmin) {
        for (uint256 i = 0; i < pairs.length; ++i) {
            (uint64 a, uint64 b) = (pairs[i].one, pairs[i].other);
            if (a == b || a > type(uint8).max || b > type(uint8).max)
                revert InvalidOffice(a == b ? a : (a > b ? a : b));
            _excluded[a] |= 1 << b;
            _excluded[b] |= 1 << a;
            emit OfficesExcluded(a, b);
        }
    }

    /// @inheritdoc IAuthority
    function officesOf(address account) external view returns (uint256 offices) {
        return _held[account];
    }

    /// @inheritdoc IAuthority
    function areIncompatible(uint64 one, uint64 other) public view returns (bool) {
        if (one == ADMIN_ROLE || other == ADMIN_ROLE) return one != other;
        return one <= type(uint8).max && other <= type(uint8).max && _excluded[one] & (1 << other) != 0;
    }

    /// @dev An administrator may not act: a function whose office is `ADMIN_ROLE`, which is what an unassigned function
    /// has, answers to nobody.
    function canCall(
        address caller,
        address target,
        bytes4 selector
    ) public view override returns (bool immediate, uint32 delay) {
        if (getTargetFunctionRole(target, selector) == ADMIN_ROLE) return (false, 0);
        return super.canCall(caller, target, selector);
    }

    /// @dev Remembers who acts while the target runs, so that its event names the officer.
    function execute(address target, bytes calldata data) public payable override returns (uint32 nonce) {
        address outer = executor;
        executor = msg.sender;
        nonce = super.execute(target, data);
        executor = outer;
    }

    /// @dev A contract keeps its authority: another one might not refuse what this one refuses.
    function updateAuthority(address target, address) public pure override {
        revert AuthorityIsFixed(target);
    }

    /// @dev Refuses an office beside one that excludes it. An office whose grant delay still runs counts as held.
    function _grantRole(
        uint64 office,
        address account,
        uint32 grantDelay,
        uint32 executionDelay
    ) internal override returns (bool newMember) {
        if (office > type(uint8).max) revert InvalidOffice(office);
        if (account == address(0)) revert InvalidOfficer(account);
        // Only the deployer, before it hands over, administers without waiting.
        bool isDeployed = address(this).code.length != 0;
        if (office == ADMIN_ROLE && isDeployed && executionDelay < MIN_ADMIN_DELAY) {
            revert AdminDelayTooShort(account, executionDelay, MIN_ADMIN_DELAY);
        }
        uint256 held = _held[account];
        uint256 excluded = office == ADMIN_ROLE ? ~uint256(1) : _excluded[office] | 1;
        if (held & excluded != 0) revert IncompatibleOffices(account, held, office);

        _held[account] = held | (1 << office);

        newMember = super._grantRole(office, account, grantDelay, executionDelay);
        if (newMember && office == ADMIN_ROLE) ++_administrators;
    }

    function _revokeRole(uint64 office, address account) internal override returns (bool wasMember) {
        wasMember = super._revokeRole(office, account);
        if (!wasMember) return false;

        // Without an administrator nobody could ever be appointed or dismissed again.
        if (office == ADMIN_ROLE && --_administrators == 0) revert LastAdministrator(account);
        _held[account] &= ~(1 << office);
    }

    /// @dev Every office is given and taken by the administrator alone, who waits; another office would not.
    function _setRoleAdmin(uint64 office, uint64) internal pure override {
        revert OfficeAdministrationIsFixed(office);
    }

    /// @dev A guardian may cancel what an office has scheduled; that is never everyone's to do.
    function _setRoleGuardian(uint64 office, uint64 guardian) internal override {
        if (guardian > type(uint8).max) revert InvalidOffice(guardian);
        super._setRoleGuardian(office, guardian);
    }

    /// @dev A restricted function belongs to an office that is neither the administrator's nor the public's.
    function _setTargetFunctionRole(address target, bytes4 selector, uint64 office) internal override {
        // The administrator alone administers: no office gets a function of the authority itself.
        if (target == address(this)) revert AuthorityIsFixed(target);
        if (office == ADMIN_ROLE || office > type(uint8).max) revert InvalidOffice(office);
        super._setTargetFunctionRole(target, selector, office);
    }

    function _setGrantDelay(uint64 office, uint32 delay) internal override {
        if (delay > MAX_DELAY) revert DelayTooLong(delay, MAX_DELAY);
        super._setGrantDelay(office, delay);
    }

    function _setTargetAdminDelay(address target, uint32 delay) internal override {
        if (delay > MAX_DELAY) revert DelayTooLong(delay, MAX_DELAY);
        super._setTargetAdminDelay(target, delay);
    }
}
