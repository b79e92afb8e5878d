// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @title IDualControl
/// @notice What a contract reads of the two people behind an act that one proposed and another approved.
interface IDualControl {
    /// @notice The authority of the institution whose offices propose and approve here.
    function authority() external view returns (IAccessManager);

    /// @notice Who proposed the act that is running; the zero address while none is.
    function maker() external view returns (address);

    /// @notice Who approved the act that is running; the zero address while none is.
    function checker() external view returns (address);
}
