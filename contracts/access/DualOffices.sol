// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IAuthority} from "./IAuthority.sol";
import {IDualControl} from "./IDualControl.sol";

/// @title DualOffices
/// @notice What an institution's authority says, now, about the two people behind an act.
abstract contract DualOffices is IDualControl {
    /// @dev The administrator's office, which belongs to every act on the authority itself and checks it too.
    uint64 private constant ADMIN_ROLE = 0;

    /// @inheritdoc IDualControl
    IAccessManager public immutable authority;

    constructor(IAccessManager authority_) {
        authority = authority_;
    }

    /// @dev Whether `account` may be the maker of a call of `selector`, now.
    function _makerRefusal(
        address account,
        address target,
        bytes4 selector
    ) internal view returns (bytes memory refusal) {
        (uint64 office, uint64 checking) = _officesFor(target, selector);
        // Several acts in one call would hide what each is about.
        bool isMany = target == address(authority) && selector == Multicall.multicall.selector;
        if (isMany) return abi.encodeWithSelector(NoCheckingOffice.selector, office);
        if (target != address(authority)) {
            if (checking == ADMIN_ROLE) return abi.encodeWithSelector(NoCheckingOffice.selector, office);
            if (authority.isTargetClosed(target))
                return abi.encodeWithSelector(TargetIsClosed.selector, target);
        }
        (bool holds, ) = authority.hasRole(office, account);
        if (!holds) return abi.encodeWithSelector(OfficeNotHeld.selector, account, office);
        // The deployer, who administers until the hand-over, is nobody's account.
        if (_personOf(account) == 0)
            return abi.encodeWithSelector(IAuthority.PersonUnknown.selector, account);
    }

    /// @dev Whether `account` may be the checker of a call of `selector`, now; and the delay of its office, seconds.
    function _checkerRefusal(
        address account,
        address target,
        bytes4 selector
    ) internal view returns (bytes memory refusal, uint32 delay) {
        (, uint64 checking) = _officesFor(target, selector);
        bool holds;
        (holds, delay) = authority.hasRole(checking, account);
        if (!holds) refusal = abi.encodeWithSelector(OfficeNotHeld.selector, account, checking);
    }

    /// @dev The delay of the office that `account` makes proposals by, seconds.
    function _makerDelay(
        address account,
        address target,
        bytes4 selector
    ) internal view returns (uint32 delay) {
        (uint64 office, ) = _officesFor(target, selector);
        (, delay) = authority.hasRole(office, account);
    }

    /// @dev Whether the authority no longer has the act in its schedule: an administrator may cancel there too.
    function _scheduleRefusal(
        address proposer,
        bytes memory data
    ) internal view returns (bytes memory refusal) {
        bytes32 operation = authority.hashOperation(proposer, address(authority), data);
        if (authority.getSchedule(operation) != 0) return "";
        return abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, operation);
    }

    /// @dev Whether a call gives or takes an office.
    function _isAppointment(address target, bytes4 selector) internal view returns (bool) {
        bool isOne =
            selector == IAccessManager.grantRole.selector || selector == IAccessManager.revokeRole.selector;
        return isOne && target == address(authority);
    }

    /// @dev The office that a function belongs to, and the one that checks it; 0 where none does, except on the authority.
    function _officesFor(
        address target,
        bytes4 selector
    ) private view returns (uint64 office, uint64 checking) {
        if (target == address(authority)) return (ADMIN_ROLE, ADMIN_ROLE);
        office = authority.getTargetFunctionRole(target, selector);
        checking = IAuthority(address(authority)).checkingOffice(office);
    }

    /// @dev Whether `account` holds the office that checks calls of `selector`.
    function _checks(address account, address target, bytes4 selector) internal view returns (bool holds) {
        (, uint64 checking) = _officesFor(target, selector);
        if (checking == ADMIN_ROLE && target != address(authority)) return false;
        (holds, ) = authority.hasRole(checking, account);
    }

    /// @dev The person to whom `account` is bound; zero where it is nobody's.
    function _personOf(address account) internal view returns (bytes32 person) {
        return IAuthority(address(authority)).personOf(account);
    }
}
