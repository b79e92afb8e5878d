// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Vm
/// @notice The cheatcodes of Hardhat's Solidity test runner that the tests use. The runner answers them at one fixed
/// address; `TestBase.vm` is that address.
interface Vm {
    /// @notice One event as the runner recorded it.
    struct Log {
        bytes32[] topics; // topic 0 is the event's signature hash
        bytes data; // the parameters that are not indexed, ABI-encoded
        address emitter;
    }

    /// @notice The next call comes from `sender`.
    function prank(address sender) external;

    /// @notice Sets the block's time to UTC second `time`; earlier times are allowed.
    function warp(uint256 time) external;

    /// @notice Reads one storage slot of `target`.
    function load(address target, bytes32 slot) external view returns (bytes32 value);

    /// @notice Writes one storage slot of `target`.
    function store(address target, bytes32 slot, bytes32 value) external;

    /// @notice The account of private key `key`.
    function addr(uint256 key) external pure returns (address account);

    /// @notice The signature of `digest` with private key `key`.
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    /// @notice Shows `account` as `name` in traces.
    function label(address account, string calldata name) external;

    /// @notice Puts `code` at `target`.
    function etch(address target, bytes calldata code) external;

    /// @notice Answers calls of `target` whose data begins with `data` by `answer`.
    function mockCall(address target, bytes calldata data, bytes calldata answer) external;

    /// @notice The next call must revert with exactly `reason`.
    function expectRevert(bytes calldata reason) external;

    /// @notice Starts recording every event.
    function recordLogs() external;

    /// @notice The events since recording started or since this was last asked, in their order.
    function getRecordedLogs() external returns (Log[] memory logs);

    /// @notice Sets variable `name` of the test process.
    function setEnv(string calldata name, string calldata value) external;

    /// @notice Variable `name` of the test process, or `otherwise` where there is none.
    function envOr(
        string calldata name,
        string calldata otherwise
    ) external view returns (string memory value);

    /// @notice Variable `name` of the test process as a number, or `otherwise` where there is none.
    function envOr(string calldata name, uint256 otherwise) external view returns (uint256 value);

    /// @notice Decimal digits of `value`.
    function toString(uint256 value) external pure returns (string memory text);

    /// @notice Hexadecimal digits of `value`.
    function toString(address value) external pure returns (string memory text);

    /// @notice Hexadecimal digits of `value`.
    function toString(bytes calldata value) external pure returns (string memory text);
}
