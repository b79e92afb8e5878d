// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Two offices that one account may not hold together.
struct OfficePair {
    uint64 one;
    uint64 other;
}

/// @title IAuthority
/// @notice What `Authority` adds to OpenZeppelin's `IAccessManager`. Offices are its role ids, numbered 1 to 255.
interface IAuthority {
    /// @notice At deployment: `one` and `other` may never be held by one account.
    event OfficesExcluded(uint64 indexed one, uint64 indexed other);

    /// @notice `account` holds `held` (bit n is office n), one of which excludes `office`.
    error IncompatibleOffices(address account, uint256 held, uint64 office);

    /// @notice `office` cannot be used so: it is the administrator's, the public's, paired with itself or above 255.
    error InvalidOffice(uint64 office);

    /// @notice Every office is administered by the administrator alone.
    error OfficeAdministrationIsFixed(uint64 office);

    /// @notice `account` cannot become an administrator who waits only `delay` seconds.
    error AdminDelayTooShort(address account, uint32 delay, uint32 shortest);

    /// @notice `account` cannot hold an office: it is nobody's.
    error InvalidOfficer(address account);

    /// @notice `account` is the only administrator: another is appointed first.
    error LastAdministrator(address account);

    /// @notice A delay of `delay` seconds would take as long to undo.
    error DelayTooLong(uint32 delay, uint32 longest);

    /// @notice `target` keeps the authority it was deployed with, and the authority its administrator.
    error AuthorityIsFixed(address target);

    /// @notice The offices `account` holds: bit n is office n, bit 0 the administrator's.
    function officesOf(address account) external view returns (uint256 offices);

    /// @notice Who called the `execute` that is running; the zero address while none is.
    function executor() external view returns (address);

    /// @notice Whether no account may hold both offices.
    function areIncompatible(uint64 one, uint64 other) external view returns (bool);
}
