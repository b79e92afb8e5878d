// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }
    function prank(address) external;
    function startPrank(address) external;
    function stopPrank() external;
    function warp(uint256) external;
    function roll(uint256) external;
    function deal(address, uint256) external;
    function load(address, bytes32) external view returns (bytes32);
    function store(address, bytes32, bytes32) external;
    function label(address, string calldata) external;
    function assume(bool) external pure;
    function bound(uint256, uint256, uint256) external view returns (uint256);
    function expectRevert() external;
    function expectRevert(bytes4) external;
    function expectRevert(bytes calldata) external;
    function expectPartialRevert(bytes4) external;
    function expectEmit(bool, bool, bool, bool) external;
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function snapshotState() external returns (uint256);
    function revertToState(uint256) external returns (bool);
    function lastCallGas() external view returns (Gas memory);
    function cool(address) external;
    function pauseGasMetering() external;
    function resumeGasMetering() external;
    function startSnapshotGas(string calldata) external;
    function stopSnapshotGas() external returns (uint256);
    function addr(uint256) external pure returns (address);
    function sign(uint256, bytes32) external pure returns (uint8, bytes32, bytes32);
    function toString(uint256) external pure returns (string memory);
    function toString(address) external pure returns (string memory);
    function etch(address, bytes calldata) external;
    function mockCall(address, bytes calldata, bytes calldata) external;
    function getBlockTimestamp() external view returns (uint256);
    function isolate() external;
    function readFile(string calldata) external view returns (string memory);
    function parseJsonUint(string calldata, string calldata) external pure returns (uint256);
    function getNonce(address) external view returns (uint64);
    function startStateDiffRecording() external;
    function assertEq(uint256, uint256) external pure;
    function assertEq(uint256, uint256, string calldata) external pure;
    function assertTrue(bool, string calldata) external pure;
    function expectCall(address, bytes calldata) external;
    function skip(bool) external;
    function setArbitraryStorage(address) external;
    function txGasPrice(uint256) external;
    function fee(uint256) external;
    function accesses(address) external returns (bytes32[] memory, bytes32[] memory);
    function record() external;
}
