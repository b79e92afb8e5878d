// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthority} from "./IAuthority.sol";

/// @title Persons
/// @notice To which person each account belongs, what offices each holds, and what a person has ever held.
/// @dev A person is a keyed commitment that only the institution can open. Nothing here forgets: another account, a revocation
/// and a new grant leave a person where it was.
abstract contract Persons is IAuthority {
    /// @dev Offices are bits: bit n is office n, bit 0 the administrator's.
    uint256 private constant ADMINISTRATOR = 1;

    /// @inheritdoc IAuthority
    mapping(address account => bytes32 person) public personOf;

    mapping(bytes32 person => address[] accounts) private _accounts;

    /// @dev What each account holds; an office whose grant delay still runs counts as held.
    mapping(address account => uint256 offices) private _held;

    /// @dev What each person holds or ever held.
    mapping(bytes32 person => uint256 offices) private _everHeld;

    /// @dev With how many accounts each person administers; the deployer counts as person zero.
    mapping(bytes32 person => uint256 accounts) private _administering;

    /// @dev How many persons administer.
    uint256 internal _administrators;

    /// @inheritdoc IAuthority
    function officesOf(address account) public view returns (uint256 offices) {
        return _held[account];
    }

    /// @inheritdoc IAuthority
    function officesOfPerson(bytes32 person) external view returns (uint256 held, uint256 everHeld) {
        address[] storage accounts = _accounts[person];
        for (uint256 i = 0; i < accounts.length; ++i) held |= _held[accounts[i]];
        return (held, _everHeld[person]);
    }

    /// @dev Binds `account` to `person`, for ever.
    function _bind(address account, bytes32 person) internal {
        if (account == address(0)) revert InvalidOfficer(account);
        if (person == 0) revert PersonUnknown(account);
        if (personOf[account] != 0) revert AlreadyBound(account, personOf[account]);

        personOf[account] = person;
        _accounts[person].push(account);

        emit PersonBound(account, person);
    }

    /// @dev Notes that `account` holds `office`, unless its person ever held one of `excluded` (bit n is office n).
    function _take(address account, uint64 office, uint256 excluded) internal {
        bytes32 person = personOf[account];
        uint256 ever = _everHeld[person];
        if (ever & excluded != 0) revert IncompatibleOffices(account, ever, office);
        uint256 bit = 1 << office;
        bool isFirst = _held[account] & bit == 0;

        // The deployer is no person: what it held before the hand-over binds nobody.
        if (person != 0) _everHeld[person] = ever | bit;
        _held[account] |= bit;
        if (isFirst && bit == ADMINISTRATOR && ++_administering[person] == 1) ++_administrators;
    }

    /// @dev Notes that `account` no longer holds `office`, and keeps `fewest` persons administering.
    function _leave(address account, uint64 office, uint256 fewest) internal {
        uint256 bit = 1 << office;
        bytes32 person = personOf[account];

        _held[account] &= ~bit;
        if (bit != ADMINISTRATOR || --_administering[person] != 0) return;
        if (--_administrators < fewest) revert LastAdministrator(account);
    }
}
