// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice On what ground money is frozen or taken.
enum CaseBasis {
    None, // no case
    Debt, // seizure for a debt; never on a protected account (Basic Livelihood Act art. 35)
    Fraud, // money got by fraud
    Error, // money paid or issued by error
    Offence // an order in criminal proceedings
}
