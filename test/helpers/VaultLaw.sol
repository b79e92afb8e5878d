// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {VoucherProgramme} from "../../contracts/voucher/VoucherProgramme.sol";
import {Sentence} from "./Sentence.sol";

/// @notice What a witness outside the programmes has counted from the acts that succeeded.
interface IVaultWitness {
    /// @notice Won paid in for the programme, less won paid out to merchants and sent home.
    function vaultOf(ProgrammeId programme) external view returns (uint256);

    /// @notice Won granted to the holder, less won the holder spent and won reclaimed from the holder.
    function entitlementOf(ProgrammeId programme, address holder) external view returns (uint256);
}

/// @title VaultLaw
/// @notice Law 2. Per programme: vault = Σ live entitlements + ungranted rest; never unbacked, never transferable.
/// Each check returns the violation as a sentence, or nothing.
library VaultLaw {
    /// @param holders Everyone who may hold vouchers, each once.
    function violation(
        VoucherProgramme programmes,
        IVaultWitness witness,
        address[] memory holders
    ) internal view returns (string memory) {
        uint256 vaults;
        for (uint64 n = 1; n <= programmes.programmes(); ++n) {
            ProgrammeId programme = ProgrammeId.wrap(n);
            uint256 entitled = _entitled(programmes, n, holders);
            (, , uint64 ungranted) = programmes.programmeOf(programme);
            uint256 vault = witness.vaultOf(programme);

            // What a programme holds is what it granted and nobody used, and what it did not grant.
            if (vault != entitled + ungranted) {
                return
                    Sentence.differ(
                        "law 2: vault = live entitlements + ungranted rest",
                        vault,
                        entitled + ungranted
                    );
            }
            vaults += vault;
        }

        // All programmes together hold what the token says that their account holds.
        uint256 held = programmes.token().balanceOf(address(programmes));
        if (vaults != held)
            return Sentence.differ("law 2: vaults of all programmes = deposit tokens held", vaults, held);
        return "";
    }

    /// @notice No voucher passes between holders: each holds what was granted, less what was spent and reclaimed.
    function transferViolation(
        VoucherProgramme programmes,
        IVaultWitness witness,
        address[] memory holders
    ) internal view returns (string memory) {
        for (uint64 n = 1; n <= programmes.programmes(); ++n) {
            for (uint256 i = 0; i < holders.length; ++i) {
                uint256 found = programmes.balanceOf(holders[i], n);
                uint256 own = witness.entitlementOf(ProgrammeId.wrap(n), holders[i]);
                if (found != own) {
                    return
                        Sentence.differ(
                            "law 2: vouchers are never transferable: those",
                            holders[i],
                            found,
                            own
                        );
                }
            }
        }
        return "";
    }

    function _entitled(
        VoucherProgramme programmes,
        uint64 programme,
        address[] memory holders
    ) private view returns (uint256 total) {
        uint256[] memory ids = new uint256[](holders.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = programme;
        }
        uint256[] memory balances = programmes.balanceOfBatch(holders, ids);
        for (uint256 i = 0; i < balances.length; ++i) {
            total += balances[i];
        }
    }
}
