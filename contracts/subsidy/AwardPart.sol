// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A part of an award's terms.
enum AwardPart {
    Account, // it is nobody's, a contract of the system, or that of the parent's beneficiary
    Beneficiary,
    Conditions, // the decision's document
    Instalments, // none, too many, one of nothing, or another sum than applied for less the cut
    Cut,
    OwnShare,
    Interest,
    End,
    Report,
    Category,
    Assets,
    Welfare
}
