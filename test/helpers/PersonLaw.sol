// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthority} from "../../contracts/access/IAuthority.sol";
import {IDualControl} from "../../contracts/access/IDualControl.sol";
import {Proposal, ProposalStatus} from "../../contracts/access/Proposal.sol";

/// @title PersonLaw
/// @notice Law 10, of acts that take two people: no one person proposed and approved the same act, nor acted on both sides
/// of one matter.
library PersonLaw {
    struct Act {
        bytes32 matter;
        bytes32 maker;
        bytes32 checker; // 0: not approved
    }

    /// @notice The first violation among all proposals, or nothing.
    function violation(IDualControl control, IAuthority persons) internal view returns (string memory) {
        Act[] memory acts = _acts(control, persons);
        for (uint256 i = 0; i < acts.length; ++i) {
            if (acts[i].checker == 0) continue;
            if (acts[i].maker == 0) return "law 10: both people of an act are known";
            if (acts[i].maker == acts[i].checker) return "law 10: nobody approves what they proposed";
            for (uint256 k = 0; k < acts.length; ++k) {
                if (acts[k].matter == 0 || acts[k].matter != acts[i].matter) continue;
                if (acts[k].maker == acts[i].checker) return "law 10: nobody is on both sides of a matter";
            }
        }
        return "";
    }

    function _acts(IDualControl control, IAuthority persons) private view returns (Act[] memory acts) {
        acts = new Act[](control.proposals());
        for (uint64 id = 1; id <= acts.length; ++id) {
            Proposal memory proposal = control.proposalOf(id);
            acts[id - 1].matter = control.matterOf(proposal.target, proposal.data);
            acts[id - 1].maker = persons.personOf(proposal.maker);
            if (proposal.status == ProposalStatus.Done)
                acts[id - 1].checker = persons.personOf(proposal.closedBy);
        }
    }
}
