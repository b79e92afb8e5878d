// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {DualControlled} from "./DualControlled.sol";
import {IAuthority, OfficeCheck, OfficePair} from "./IAuthority.sol";
import {IDualControl} from "./IDualControl.sol";
import {Persons} from "./Persons.sol";

/// @title Authority
/// @notice One institution's table of offices: who may call which restricted function of which contract.
/// Every institution has its own; none stands above another.
/// @dev OpenZeppelin's `AccessManager` with refusals added:
/// - two incompatible offices for one person, at once or one after the other (Treasury Funds Act art. 27);
/// - after the hand-over, a change of offices that two administrators have not made through dual control;
/// - `ADMIN_ROLE` acting on a contract: an administrator appoints, with a delay, and does nothing else;
/// - a restricted function opened to everyone, or left to the administrator;
/// - a contract moved to another authority;
/// - an office administered by anyone but the administrator, and an administrator who does not wait.
contract Authority is AccessManager, Persons {
    /// @notice The shortest time, in seconds, that an act of an administrator waits.
    uint32 public constant MIN_ADMIN_DELAY = 1 hours;

    /// @notice The longest delay that can be set for grants of an office or for acts on a contract: a longer one would take
    /// as long to undo.
    uint32 public constant MAX_DELAY = 30 days;

    /// @notice The longest delay, in seconds, of who holds an office: a proposal, which lives 7 days, outlasts it.
    uint32 public constant MAX_EXECUTION_DELAY = 5 days;

    /// @notice How many persons administer at least, once offices change only through dual control.
    uint256 public constant ADMINISTRATORS = 2;

    /// @dev Bit n of `_excluded[office]` is set where office n may not be held beside it.
    mapping(uint64 office => uint256 offices) private _excluded;

    /// @inheritdoc IAuthority
    mapping(uint64 office => uint64 checkedBy) public checkingOffice;

    /// @inheritdoc IAuthority
    IDualControl public dualControl;

    /// @dev Who deployed: no person, and never an officer.
    address private immutable _deployer;

    /// @inheritdoc IAuthority
    address public transient executor;

    /// @param initialAdmin Holds `ADMIN_ROLE` until it has handed over and renounced.
    /// @param pairs Offices that no person may hold both of. `ADMIN_ROLE` excludes every office without being listed.
    /// @param checks Offices whose acts another office approves. Administrators check each other without being listed.
    constructor(
        address initialAdmin,
        OfficePair[] memory pairs,
        OfficeCheck[] memory checks
    ) AccessManager(initialAdmin) {
        _deployer = initialAdmin;
        for (uint256 i = 0; i < pairs.length; ++i) {
            (uint64 a, uint64 b) = (pairs[i].one, pairs[i].other);
            if (a == b || a > type(uint8).max || b > type(uint8).max)
                revert InvalidOffice(a == b ? a : (a > b ? a : b));
            _excluded[a] |= 1 << b;
            _excluded[b] |= 1 << a;
            emit OfficesExcluded(a, b);
        }
        for (uint256 i = 0; i < checks.length; ++i) {
            (uint64 office, uint64 checkedBy) = (checks[i].office, checks[i].checkedBy);
            if (office == ADMIN_ROLE || office > type(uint8).max) revert InvalidOffice(office);
            if (checkedBy == ADMIN_ROLE || checkedBy > type(uint8).max || checkedBy == office) {
                revert InvalidOffice(checkedBy);
            }
            checkingOffice[office] = checkedBy;
            emit OfficeChecked(office, checkedBy);
        }
    }

    /// @dev Once dual control is set, passes only what two people have made there.
    modifier throughDualControl() {
        _onlyThroughDualControl();
        _;
    }

    /// @inheritdoc IAuthority
    function bindPerson(address account, bytes32 person) external throughDualControl onlyAuthorized {
        if (account == _deployer) revert InvalidOfficer(account);
        _bind(account, person);
    }

    /// @inheritdoc IAuthority
    function setDualControl(IDualControl dualControl_) external {
        if (address(dualControl) != address(0)) revert DualControlIsSet(address(dualControl));
        _setDualControl(dualControl_);
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

    // What changes offices: once dual control is set, two administrators do it there. To renounce one's own office takes one.

    /// @inheritdoc AccessManager
    function grantRole(uint64 office, address account, uint32 delay) public override throughDualControl {
        super.grantRole(office, account, delay);
    }

    /// @inheritdoc AccessManager
    function revokeRole(uint64 office, address account) public override throughDualControl {
        super.revokeRole(office, account);
    }

    /// @inheritdoc AccessManager
    function setRoleGuardian(uint64 office, uint64 guardian) public override throughDualControl {
        super.setRoleGuardian(office, guardian);
    }

    /// @inheritdoc AccessManager
    function setGrantDelay(uint64 office, uint32 delay) public override throughDualControl {
        super.setGrantDelay(office, delay);
    }

    /// @inheritdoc AccessManager
    function setTargetFunctionRole(
        address target,
        bytes4[] calldata selectors,
        uint64 office
    ) public override throughDualControl {
        super.setTargetFunctionRole(target, selectors, office);
    }

    /// @inheritdoc AccessManager
    function setTargetAdminDelay(address target, uint32 delay) public override throughDualControl {
        super.setTargetAdminDelay(target, delay);
    }

    /// @inheritdoc AccessManager
    function setTargetClosed(address target, bool closed) public override throughDualControl {
        super.setTargetClosed(target, closed);
    }

    /// @dev A call by the dual control counts as one by its maker, so that the maker's delay runs from the proposal.
    function _msgSender() internal view override returns (address) {
        return msg.sender == address(dualControl) ? dualControl.maker() : msg.sender;
    }

    /// @dev Refuses an office beside one that excludes it, held or ever held. An office whose grant delay still runs counts.
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
        if (isDeployed && personOf[account] == 0) revert PersonUnknown(account);
        if (executionDelay > MAX_EXECUTION_DELAY) revert DelayTooLong(executionDelay, MAX_EXECUTION_DELAY);
        _take(account, office, office == ADMIN_ROLE ? ~uint256(1) : _excluded[office] | 1);

        return super._grantRole(office, account, grantDelay, executionDelay);
    }

    function _revokeRole(uint64 office, address account) internal override returns (bool wasMember) {
        wasMember = super._revokeRole(office, account);
        // Without an administrator, or a second one where it takes two, nobody could ever be appointed or dismissed again.
        if (wasMember) _leave(account, office, address(dualControl) == address(0) ? 1 : ADMINISTRATORS);
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

    function _setDualControl(IDualControl dualControl_) private onlyAuthorized {
        bool isContract = address(dualControl_).code.length != 0;
        if (!isContract || address(dualControl_.authority()) != address(this)) {
            revert InvalidDualControl(address(dualControl_));
        }
        // The deployer, who sets it, administers too and leaves.
        uint256 others = _administrators - 1;
        if (others < ADMINISTRATORS) revert TooFewAdministrators(others, ADMINISTRATORS);

        dualControl = dualControl_;

        emit DualControlSet(address(dualControl_));
    }

    function _onlyThroughDualControl() private view {
        address dual = address(dualControl);
        if (dual != address(0) && msg.sender != dual) revert DualControlled.NeedsDualControl(msg.sender);
    }
}
