// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A contract that is asked for its signature (ERC-1271) and answers as it was told to, rightly or not.
contract OddSigner {
    enum Manner {
        Answer, // gives the answer
        Revert,
        BurnAll, // uses up all the gas it is given
        BurnSome, // uses up two million gas, then gives the answer
        Write // changes its storage, then gives the answer
    }

    Manner public manner;
    bytes public answer;
    bytes32 public question;
    uint256 public asked;

    error NotNow();

    /// @notice How to behave; where `question_` is not empty, only to exactly these bytes.
    function behave(Manner manner_, bytes calldata answer_, bytes calldata question_) external {
        manner = manner_;
        answer = answer_;
        question = question_.length == 0 ? bytes32(0) : keccak256(question_);
    }

    fallback(bytes calldata asking) external returns (bytes memory) {
        return _reply(asking);
    }

    function _reply(bytes calldata asking) private returns (bytes memory) {
        if (manner == Manner.Revert) revert NotNow();
        while (manner == Manner.BurnAll) {}
        if (manner == Manner.BurnSome) _burn(2_000_000);
        if (manner == Manner.Write) ++asked;
        if (question != bytes32(0) && question != keccak256(asking)) return "";
        return answer;
    }

    function _burn(uint256 gas) private view {
        uint256 before = gasleft();
        while (before - gasleft() < gas) {}
    }
}
