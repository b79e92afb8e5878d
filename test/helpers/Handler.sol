// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Gukgo} from "./Gukgo.sol";
import {Sentence} from "./Sentence.sol";
import {TestBase} from "./TestBase.sol";

/// @title Handler
/// @notice What the invariant runner calls: `act` performs one action of many, each as often as any other, at a time
/// that only moves forward. An action says whether it was done; whatever it is refused for must be in its list of
/// reasons, so an act never fails unless something is wrong.
abstract contract Handler is TestBase {
    /// @notice One kind of action, how often it was tried, and how often it was done.
    struct Action {
        string name;
        function() external returns (bool) run;
        uint256 calls;
        uint256 successes;
    }

    /// @notice The events that follow are in a block of UTC second `time`: what a reader of logs knows from its header.
    event BlockTime(uint256 time);

    /// @notice A call to the system begins; the one that began last was refused. The runner also records the events of
    /// calls that revert, which no chain keeps.
    event CallBegins();
    event CallRefused();

    /// @dev Actions done less often than this share of their calls make a test that tests little.
    uint256 internal constant LEAST_SUCCESSES_PERCENT = 5;

    /// @notice UTC second at which the last act left the chain. The runner need not keep the clock between its calls.
    uint256 public nowAt;

    /// @notice How many acts there were.
    uint256 public acts;

    Gukgo internal _s;
    Action[] private _actions;
    uint256[] private _deck;
    uint256 private _random;
    string private _current;

    constructor(Gukgo memory system, uint256 time) {
        _s = system;
        nowAt = time;
    }

    /// @notice Performs one action. Actions are dealt like cards: all of them once, in an order that `seed` shuffles,
    /// before any comes again.
    function act(uint256 seed) external {
        _begin(seed);
        if (_oneIn(2)) _tidy();
        _run(_deal());
    }

    /// @notice Performs action number `index`; whether it was done.
    function perform(uint256 index, uint256 seed) external returns (bool) {
        _begin(seed);
        _tidy();
        return _run(index);
    }

    /// @notice Whether action number `index` was ever done.
    function isDone(uint256 index) external view returns (bool) {
        return _actions[index].successes != 0;
    }

    /// @notice The number of the action called `name`.
    function indexOf(string calldata name) external view returns (uint256 index) {
        while (keccak256(bytes(_actions[index].name)) != keccak256(bytes(name))) ++index;
    }

    /// @notice How many actions there are.
    function actionCount() external returns (uint256) {
        if (_actions.length == 0) _learnAll();
        return _actions.length;
    }

    /// @notice Fails unless every action was called, and done in at least 5 % of its calls.
    function requireActive() external view {
        for (uint256 i = 0; i < _actions.length; ++i) {
            Action storage action = _actions[i];
            bool active =
                action.calls != 0 && action.successes * 100 >= action.calls * LEAST_SUCCESSES_PERCENT;
            _assert(
                active,
                string.concat(
                    "action `",
                    action.name,
                    "` was done ",
                    vm.toString(action.successes),
                    " times in ",
                    vm.toString(action.calls),
                    " calls, less than 5 %"
                )
            );
        }
    }

    function _begin(uint256 seed) private {
        _warp(nowAt);
        _random = uint256(keccak256(abi.encode(seed, ++acts)));
        if (_actions.length == 0) _learnAll();
    }

    function _run(uint256 index) private returns (bool done) {
        Action storage action = _actions[index];
        _current = action.name;
        try action.run() returns (bool result) {
            done = result;
        } catch (bytes memory why) {
            // A sentence says which action it is of; anything else does not.
            if (bytes4(why) == AssertionFailed.selector) _assertLaw(Sentence.inside(why));
            revert AssertionFailed(string.concat(action.name, ": ", vm.toString(why)));
        }
        ++action.calls;
        if (done) ++action.successes;
    }

    /// @dev Sets aside some of what stands in the way of most actions, so that the next is not refused for it.
    function _tidy() internal virtual;

    /// @dev Names every action with `_learn`.
    function _learnAll() internal virtual;

    function _learn(string memory name, function() external returns (bool) run) internal {
        _actions.push(Action(name, run, 0, 0));
    }

    /// @dev Calls `target` as `caller`. A refusal must begin with one of the four-byte selectors in `reasons`.
    function _try(
        address caller,
        address target,
        bytes memory data,
        bytes memory reasons
    ) internal returns (bool ok) {
        bytes memory result;
        (ok, result) = _call(caller, target, data);
        if (!ok) _mustBeOneOf(result, reasons);
    }

    /// @dev Calls `target` as `caller`, which must succeed.
    function _do(address caller, address target, bytes memory data) internal {
        (bool ok, bytes memory result) = _call(caller, target, data);
        if (!ok) revert AssertionFailed(string.concat(_current, ": refused ", vm.toString(result)));
    }

    /// @dev Calls `target` as `caller`, which must be refused with one of `reasons`.
    function _mustRefuse(address caller, address target, bytes memory data, bytes memory reasons) internal {
        (bool ok, bytes memory result) = _call(caller, target, data);
        if (ok) revert AssertionFailed(string.concat(_current, ": was not refused"));
        _mustBeOneOf(result, reasons);
    }

    function _call(
        address caller,
        address target,
        bytes memory data
    ) internal returns (bool ok, bytes memory result) {
        emit CallBegins();
        vm.prank(caller);
        (ok, result) = target.call(data);
        if (!ok) emit CallRefused();
    }

    function _mustBeOneOf(bytes memory result, bytes memory reasons) internal view {
        bytes4 found = bytes4(result);
        for (uint256 i = 0; i < reasons.length; i += 4) {
            bytes32 reason;
            assembly ("memory-safe") {
                reason := mload(add(add(reasons, 0x20), i))
            }
            if (bytes4(reason) == found) return;
        }
        revert AssertionFailed(string.concat(_current, ": unexpected refusal ", vm.toString(result)));
    }

    function _warp(uint256 time) internal {
        nowAt = time;
        vm.warp(time);
        emit BlockTime(time);
    }

    // ------------------------------------------------------------------------------------------------ chance

    /// @dev A number from 0 to `count` - 1.
    function _below(uint256 count) internal returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return _random % count;
    }

    /// @dev A number from `low` to `high`, both included.
    function _between(uint256 low, uint256 high) internal returns (uint256) {
        return low + _below(high - low + 1);
    }

    function _oneIn(uint256 count) internal returns (bool) {
        return _below(count) == 0;
    }

    /// @dev True in three of four cases.
    function _likely() internal returns (bool) {
        return !_oneIn(4);
    }

    function _oneOf(address[] storage accounts) internal returns (address) {
        return accounts[_below(accounts.length)];
    }

    /// @dev The next card of the deck, which is filled and shuffled anew when it runs out.
    function _deal() private returns (uint256 index) {
        if (_deck.length == 0) {
            for (uint256 i = 0; i < _actions.length; ++i) {
                _deck.push(i);
            }
        }
        uint256 card = _below(_deck.length);
        index = _deck[card];
        _deck[card] = _deck[_deck.length - 1];
        _deck.pop();
    }
}
