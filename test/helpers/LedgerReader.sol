// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {CalendarReader} from "./CalendarReader.sol";
import {Gukgo} from "./Gukgo.sol";
import {Handler} from "./Handler.sol";
import {HolderReader} from "./HolderReader.sol";
import {InvoiceReader} from "./InvoiceReader.sol";
import {Vm} from "./Vm.sol";

/// @title LedgerReader
/// @notice Rebuilds the books from recorded events and the times of their blocks, as an auditor would, and from nothing
/// else: it never asks a contract.
abstract contract LedgerReader is HolderReader, CalendarReader, InvoiceReader {
    Gukgo internal _s;
    uint256 private _time;

    /// @notice Reads on. The times of blocks stand among the logs as `BlockTime`.
    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            Vm.Log calldata log = logs[i];
            if (log.topics[0] == IAccessManaged.AuthorityUpdated.selector) continue;
            if (log.emitter == address(_s.token)) _readToken(log, _time);
            else if (log.emitter == address(_s.programmes)) _readProgrammes(log, _time);
            else if (log.emitter == address(_s.registry)) _readRegistry(log);
            else if (log.emitter == address(_s.calendar)) _readCalendar(log);
            else if (log.emitter == address(_s.invoices)) _readInvoices(log);
            else if (log.topics[0] == Handler.BlockTime.selector) {
                _time = abi.decode(log.data, (uint256));
                _at(_time);
            }
        }
    }

    /// @dev The account, its business, or one that it had.
    function _maySell(address seller, address payee) internal view override returns (bool) {
        bytes20 business = bytes20(seller);
        return seller == payee || _merchants[payee].business == business || _wasOf(payee, business);
    }

    /// @dev Whether every amount has had its reason.
    function _isExplained() internal view returns (bool) {
        return _isDepositExplained() && _isVoucherExplained();
    }
}
