// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Refusal} from "../types/Refusal.sol";
import {DualOffices} from "./DualOffices.sol";
import {IDualControl} from "./IDualControl.sol";
import {Proposal, ProposalStatus, Side} from "./Proposal.sol";

/// @title DualControl
/// @notice One institution's acts that take two people.
/// @dev Nothing is checked once and then trusted: offices are read from the authority at the proposal and again at the approval,
/// so that a maker who was dismissed since, or a function that moved to another office, is judged as it is then.
contract DualControl is DualOffices {
    /// @notice How long a proposal can be approved once it is ready, seconds. The authority's own schedule ends then too.
    uint48 public constant LIFETIME = 7 days;

    /// @inheritdoc IDualControl
    address public transient maker;

    /// @inheritdoc IDualControl
    address public transient checker;

    /// @inheritdoc IDualControl
    uint64 public proposals;

    mapping(uint64 id => Proposal proposal) private _proposals;

    /// @inheritdoc IDualControl
    mapping(bytes32 matter => mapping(bytes32 person => Side side)) public sideOf;

    constructor(IAccessManager authority_) DualOffices(authority_) {}

    /// @inheritdoc IDualControl
    function propose(address target, bytes calldata data) external returns (uint64 id) {
        Refusal.enforce(proposalRefusal(msg.sender, target, data));

        uint48 readyAt = _readyAt(target, data);
        id = ++proposals;
        Proposal storage proposal = _proposals[id];
        (proposal.maker, proposal.readyAt, proposal.status) = (msg.sender, readyAt, ProposalStatus.Made);
        (proposal.target, proposal.madeAt) = (target, uint48(block.timestamp));
        proposal.data = data;
        _takeSide(msg.sender, matterOf(target, data), Side.Maker);

        emit ProposalMade(id, msg.sender, target, data, readyAt, readyAt + LIFETIME);
    }

    /// @inheritdoc IDualControl
    function approve(uint64 id) external {
        Refusal.enforce(approvalRefusal(id, msg.sender));

        (address proposer, address target, bytes memory data) = _actOf(id);
        _close(_proposals[id], ProposalStatus.Done);
        _takeSide(msg.sender, _matter(target, data), Side.Checker);

        emit ProposalApproved(id, proposer, msg.sender);

        (address outerMaker, address outerChecker) = (maker, checker);
        (maker, checker) = (proposer, msg.sender);
        Address.functionCall(target, data);
        // What runs may itself approve another proposal, whose two people are not these.
        (maker, checker) = (outerMaker, outerChecker);
    }

    /// @inheritdoc IDualControl
    function withdraw(uint64 id) external {
        Refusal.enforce(_standing(id));
        (address proposer, address target, bytes memory data) = _actOf(id);
        if (msg.sender != proposer && !_checks(msg.sender, target, bytes4(data))) {
            revert NotMakerNorChecker(id, msg.sender);
        }

        _close(_proposals[id], ProposalStatus.Withdrawn);

        emit ProposalWithdrawn(id, msg.sender);

        if (target == address(authority)) _unschedule(proposer, data);
    }

    /// @inheritdoc IDualControl
    function proposalOf(uint64 id) external view returns (Proposal memory proposal) {
        return _proposals[id];
    }

    /// @inheritdoc IDualControl
    function expiresAt(uint64 id) public view returns (uint48) {
        return _proposals[id].readyAt + LIFETIME;
    }

    /// @inheritdoc IDualControl
    function matterOf(address target, bytes calldata data) public view returns (bytes32 matter) {
        return _matter(target, data);
    }

    /// @inheritdoc IDualControl
    function proposalRefusal(
        address account,
        address target,
        bytes calldata data
    ) public view returns (bytes memory refusal) {
        if (data.length < 4) return abi.encodeWithSelector(SelectorMissing.selector, data);
        refusal = _makerRefusal(account, target, bytes4(data));
        if (refusal.length != 0) return refusal;

        return _pastRefusal(_personOf(account), _matter(target, data), Side.Checker);
    }

    /// @inheritdoc IDualControl
    function approvalRefusal(uint64 id, address account) public view returns (bytes memory refusal) {
        refusal = _standing(id);
        if (refusal.length != 0) return refusal;
        (address proposer, address target, bytes memory data) = _actOf(id);
        refusal = _makerRefusal(proposer, target, bytes4(data));
        if (refusal.length != 0) return refusal;

        uint32 delay;
        (refusal, delay) = _checkerRefusal(account, target, bytes4(data));
        if (refusal.length != 0) return refusal;
        refusal = _personRefusal(proposer, account, _matter(target, data));
        if (refusal.length != 0) return refusal;

        refusal = _waitRefusal(id, delay);
        if (refusal.length != 0) return refusal;
        if (target == address(authority)) return _scheduleRefusal(proposer, data);
    }

    /// @dev Whether it is too early for a checker whose office waits `delay` seconds. Both offices wait: the longer of their
    /// delays counts, from the proposal on.
    function _waitRefusal(uint64 id, uint32 delay) private view returns (bytes memory refusal) {
        uint48 readyAt = _proposals[id].madeAt + delay;
        if (_proposals[id].readyAt > readyAt) readyAt = _proposals[id].readyAt;
        if (block.timestamp < readyAt) return abi.encodeWithSelector(ProposalNotReady.selector, id, readyAt);
    }

    function _actOf(uint64 id) private view returns (address proposer, address target, bytes memory data) {
        Proposal storage proposal = _proposals[id];
        return (proposal.maker, proposal.target, proposal.data);
    }

    /// @dev Whether proposal `id` still waits, whoever asks.
    function _standing(uint64 id) private view returns (bytes memory refusal) {
        Proposal storage proposal = _proposals[id];
        (ProposalStatus status, address by, uint48 closedAt) = (
            proposal.status,
            proposal.closedBy,
            proposal.closedAt
        );
        if (status == ProposalStatus.None) return abi.encodeWithSelector(ProposalUnknown.selector, id);
        if (status == ProposalStatus.Done) {
            return abi.encodeWithSelector(AlreadyDone.selector, id, proposal.maker, by, closedAt);
        }
        if (status == ProposalStatus.Withdrawn) {
            return abi.encodeWithSelector(AlreadyWithdrawn.selector, id, by, closedAt);
        }
        uint48 end = expiresAt(id);
        if (block.timestamp >= end) return abi.encodeWithSelector(ProposalStale.selector, id, end);
    }

    /// @dev Whether two accounts are one person, or the second one's past acts are on the first one's side.
    function _personRefusal(
        address proposer,
        address account,
        bytes32 matter
    ) private view returns (bytes memory refusal) {
        bytes32 person = _personOf(account);
        if (person == _personOf(proposer)) {
            return abi.encodeWithSelector(SamePerson.selector, proposer, account, person);
        }
        return _pastRefusal(person, matter, Side.Maker);
    }

    /// @dev Whether `person` has acted on `matter` on `side`, the other one.
    function _pastRefusal(
        bytes32 person,
        bytes32 matter,
        Side side
    ) private view returns (bytes memory refusal) {
        if (sideOf[matter][person] != side) return "";
        return abi.encodeWithSelector(PastAct.selector, person, matter, side);
    }

    function _matter(address target, bytes memory data) private view returns (bytes32 matter) {
        if (data.length < 36) return 0;
        // The first argument stands after the length and the selector, the second after it.
        bytes32 second;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            matter := mload(add(data, 0x24))
            second := mload(add(data, 0x44))
        }
        // An office as one matter would run out of people who may approve: who is given or loses it is a matter of its own.
        bool isOne = data.length >= 68 && _isAppointment(target, bytes4(data));
        return keccak256(isOne ? abi.encode(target, matter, second) : abi.encode(target, matter));
    }

    /// @dev When the maker's office has waited long enough. The authority keeps the schedule of acts on itself, in the maker's
    /// name, and refuses one that it has already.
    function _readyAt(address target, bytes calldata data) private returns (uint48 readyAt) {
        if (target != address(authority)) {
            return uint48(block.timestamp) + _makerDelay(msg.sender, target, bytes4(data));
        }

        (address outerMaker, address outerChecker) = (maker, checker);
        (maker, checker) = (msg.sender, address(0));
        (bytes32 operation, ) = authority.schedule(target, data, 0);
        (maker, checker) = (outerMaker, outerChecker);
        return authority.getSchedule(operation);
    }

    function _unschedule(address proposer, bytes memory data) private {
        if (_scheduleRefusal(proposer, data).length != 0) return;
        (address outerMaker, address outerChecker) = (maker, checker);
        (maker, checker) = (proposer, address(0));
        authority.cancel(proposer, address(authority), data);
        (maker, checker) = (outerMaker, outerChecker);
    }

    function _close(Proposal storage proposal, ProposalStatus status) private {
        proposal.status = status;
        (proposal.closedBy, proposal.closedAt) = (msg.sender, uint48(block.timestamp));
    }

    function _takeSide(address account, bytes32 matter, Side side) private {
        if (matter != 0) sideOf[matter][_personOf(account)] = side;
    }
}
