// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDualControl} from "./IDualControl.sol";

/// @notice Two offices that one person may not hold, together or one after the other.
struct OfficePair {
    uint64 one;
    uint64 other;
}

/// @notice Acts of `office` are proposed, and those who hold `checkedBy` approve them.
struct OfficeCheck {
    uint64 office;
    uint64 checkedBy;
}

/// @title IAuthority
/// @notice What `Authority` adds to OpenZeppelin's `IAccessManager`. Offices are its role ids, numbered 1 to 255.
interface IAuthority {
    /// @notice At deployment: `one` and `other` may never be held by one person.
    event OfficesExcluded(uint64 indexed one, uint64 indexed other);

    /// @notice At deployment: what `office` proposes, `checkedBy` approves.
    event OfficeChecked(uint64 indexed office, uint64 indexed checkedBy);

    /// @notice `account` belongs to `person`, a keyed commitment, for ever.
    event PersonBound(address indexed account, bytes32 indexed person);

    /// @notice From now on offices change only through `dualControl`.
    event DualControlSet(address indexed dualControl);

    /// @notice The person of `account` holds or once held `held` (bit n is office n), one of which excludes `office`.
    error IncompatibleOffices(address account, uint256 held, uint64 office);

    /// @notice `office` cannot be used so: it is the administrator's, the public's, paired with itself or above 255.
    error InvalidOffice(uint64 office);

    /// @notice Every office is administered by the administrator alone.
    error OfficeAdministrationIsFixed(uint64 office);

    /// @notice `account` cannot become an administrator who waits only `delay` seconds.
    error AdminDelayTooShort(address account, uint32 delay, uint32 shortest);

    /// @notice `account` cannot hold an office: it is nobody's, or deployed this authority.
    error InvalidOfficer(address account);

    /// @notice `account` is one of the last who administer: another person is appointed first. Dual control takes two.
    error LastAdministrator(address account);

    /// @notice A delay of `delay` seconds would take as long to undo, or outlast the proposals of its office.
    error DelayTooLong(uint32 delay, uint32 longest);

    /// @notice `target` keeps the authority it was deployed with, and the authority its administrator.
    error AuthorityIsFixed(address target);

    /// @notice `account` is bound to no person.
    error PersonUnknown(address account);

    /// @notice `account` belongs to `person` already.
    error AlreadyBound(address account, bytes32 person);

    /// @notice The authority's dual control is `dualControl`, for ever.
    error DualControlIsSet(address dualControl);

    /// @notice `account` is no dual control of this authority.
    error InvalidDualControl(address account);

    /// @notice Beside the deployer, `have` persons administer; dual control takes `need`.
    error TooFewAdministrators(uint256 have, uint256 need);

    /// @notice Binds `account` to `person`, a keyed hash that the institution alone can open. By an administrator, through dual
    /// control once it is set. Fails with `AlreadyBound`, with `PersonUnknown` for a zero person, and with `InvalidOfficer` for
    /// the zero address and the deployer. Emits `PersonBound`.
    function bindPerson(address account, bytes32 person) external;

    /// @notice Makes `dualControl_` the only way by which offices change. By the deployer, before the hand-over and once. Fails
    /// with `DualControlIsSet`, `InvalidDualControl` or `TooFewAdministrators`. Emits `DualControlSet`.
    function setDualControl(IDualControl dualControl_) external;

    /// @notice Where this institution's people propose and approve; the zero address before the hand-over.
    function dualControl() external view returns (IDualControl);

    /// @notice The person to whom `account` is bound; zero where it is nobody's.
    function personOf(address account) external view returns (bytes32 person);

    /// @notice The offices `person` holds with any of its accounts, and those it holds or ever held: bit n is office n.
    function officesOfPerson(bytes32 person) external view returns (uint256 held, uint256 everHeld);

    /// @notice The office whose holders approve what `office` proposes; 0 where its acts are not proposed.
    function checkingOffice(uint64 office) external view returns (uint64 checkedBy);

    /// @notice The offices `account` holds: bit n is office n, bit 0 the administrator's.
    function officesOf(address account) external view returns (uint256 offices);

    /// @notice Who called the `execute` that is running; the zero address while none is.
    function executor() external view returns (address);

    /// @notice Whether no person may hold both offices.
    function areIncompatible(uint64 one, uint64 other) external view returns (bool);
}
