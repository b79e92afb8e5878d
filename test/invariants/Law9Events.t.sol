// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDepositEvents} from "../../contracts/deposit/IDepositEvents.sol";
import {IDepositSignatures} from "../../contracts/deposit/IDepositSignatures.sol";
import {IBusinessCalendar} from "../../contracts/voucher/IBusinessCalendar.sol";
import {IInvoiceRegister} from "../../contracts/voucher/IInvoiceRegister.sol";
import {IMerchantRegistry} from "../../contracts/voucher/IMerchantRegistry.sol";
import {IVoucherEvents} from "../../contracts/voucher/IVoucherEvents.sol";
import {EventLaw} from "../helpers/EventLaw.sol";
import {actor} from "../helpers/Gukgo.sol";
import {LawTest} from "../helpers/LawTest.sol";
import {MinedLogs} from "../helpers/MinedLogs.sol";
import {Runner} from "../helpers/Runner.sol";
import {SystemHandler} from "../helpers/SystemHandler.sol";
import {Verdict} from "../helpers/Verdict.sol";
import {Vm} from "../helpers/Vm.sol";
import {AccountKind} from "../../contracts/deposit/AccountKind.sol";
import {Limits} from "../../contracts/deposit/Limits.sol";

/// @notice Lets the system act, and hands the events of each act to a reader who knows nothing else.
contract RecordedRunner is Runner {
    EventLaw private _reader;

    constructor(SystemHandler handler, EventLaw reader) Runner("LAW_9", handler) {
        _reader = reader;
    }

    function _beforeAct() internal override {
        vm.recordLogs();
    }

    function _afterAct() internal override {
        _reader.read(MinedLogs.take());
    }
}

/// @notice Law 9. Every change has one canonical event from which it is recomputed; changes that time makes follow from
/// logged instants.
contract Law9EventsTest is LawTest {
    /// @dev How often an action is tried in a story until it is done.
    uint256 private constant TRIES = 12;

    EventLaw private reader;

    constructor() Verdict("LAW_9") {}

    function setUp() public {
        vm.recordLogs();
        s = _deploy();
        handler = new SystemHandler(s, START);
        reader = new EventLaw(s);
        reader.read(MinedLogs.take());
        _targetRunner(new RecordedRunner(handler, reader));
    }

    /// @notice Balances, approvals, supply, reserve, allowances, admissions, stops, limits, vouchers, ungranted rests,
    /// funding accounts, terms, managers, grants and merchants, rebuilt from events alone, are what the contracts say.
    function invariant_law9_the_books_rebuilt_from_events_are_the_contracts() public {
        _checkAct();
    }

    function checkAct() external override {
        if (handler.acts() % 16 == 0) _assertLaw(reader.violation(handler.nowAt()));
    }

    function checkWalk() external override {
        _assertLaw(reader.violation(handler.nowAt()));
        handler.requireActive();
    }

    function test_law9_holds_on_a_whole_story() public {
        Vm.Log[][] memory story = _story();
        _assertLaw(_readStory(story));
    }

    /// @notice Every event that changes a book: where one is missing from the record, the check says so.
    function test_law9_fails_on_a_story_with_one_event_deleted() public {
        _assertSeen(false);
    }

    /// @notice Every event that moves an amount, gives its reason or turns a state: where one is recorded twice, the check says so.
    function test_law9_fails_on_a_story_with_one_event_duplicated() public {
        _assertSeen(true);
    }

    function test_law9_fails_on_a_story_with_one_amount_changed() public {
        Vm.Log[][] memory story = _story();
        for (uint256 i = 0; i < story.length; ++i) {
            for (uint256 k = 0; k < story[i].length; ++k) {
                if (story[i][k].topics[0] != IERC20.Transfer.selector) continue;
                uint256 amount = abi.decode(story[i][k].data, (uint256));
                story[i][k].data = abi.encode(amount + 1);
                _assertViolates(_readStory(story), "law 9");
                return;
            }
        }
    }

    /// @dev Tells the same story again and again, each time with an event of another kind deleted or doubled. An event
    /// that set what was so already is not missed: then an earlier one of its kind is taken.
    function _assertSeen(bool doubled) private {
        Vm.Log[][] memory story = _story();
        bytes32[] memory kinds = doubled ? _singularEvents() : _changeEvents();
        for (uint256 i = 0; i < kinds.length; ++i) {
            string memory found;
            for (uint256 earlier = 0; bytes(found).length == 0 && earlier < 8; ++earlier) {
                found = _readStory(_edited(story, kinds[i], earlier, doubled));
            }
            string memory kind = string.concat("law 9 is blind to event ", vm.toString(abi.encode(kinds[i])));
            _assert(bytes(found).length != 0, kind);
        }
    }

    /// @dev What the check says of a story.
    function _readStory(Vm.Log[][] memory story) private returns (string memory found) {
        EventLaw fresh = new EventLaw(s);
        for (uint256 i = 0; i < story.length; ++i) {
            try fresh.read(story[i]) {} catch {
                return "law 9: the record contradicts itself";
            }
        }
        return fresh.violation(handler.nowAt());
    }

    /// @dev The story with its last event of kind `kind` but `earlier` left out, or told twice.
    function _edited(
        Vm.Log[][] memory story,
        bytes32 kind,
        uint256 earlier,
        bool doubled
    ) private pure returns (Vm.Log[][] memory edited) {
        edited = new Vm.Log[][](story.length);
        for (uint256 i = 0; i < story.length; ++i) {
            edited[i] = story[i];
        }
        for (uint256 i = story.length; i > 0; --i) {
            Vm.Log[] memory logs = story[i - 1];
            for (uint256 k = logs.length; k > 0; --k) {
                if (logs[k - 1].topics[0] != kind) continue;
                if (earlier == 0) {
                    edited[i - 1] = _edit(logs, k - 1, doubled);
                    return edited;
                }
                --earlier;
            }
        }
        revert AssertionFailed(string.concat("the story lacks an event ", vm.toString(abi.encode(kind))));
    }

    /// @dev Deploys anew and lets the system perform each of its actions, so that every kind of event occurs and every event
    /// since deployment is on record.
    function _story() private returns (Vm.Log[][] memory story) {
        vm.recordLogs();
        s = _deploy();
        handler = new SystemHandler(s, START);
        uint256 count = handler.actionCount();
        story = new Vm.Log[][](count + 3);
        story[0] = MinedLogs.take();
        for (uint256 i = 0; i < count; ++i) {
            vm.recordLogs();
            _perform(i);
            story[i + 1] = MinedLogs.take();
        }

        // Some need what others do after them.
        vm.recordLogs();
        for (uint256 i = 0; i < count; ++i) {
            if (!handler.isDone(i)) _perform(i);
        }
        // Nobody appoints again who is dismissed last: before an attestor is, a manager may be appointed.
        _perform(handler.indexOf("extend the expiry"));
        _perform(handler.indexOf("dismiss an attestor"));
        _perform(handler.indexOf("dismiss a manager"));
        // What was issued counts on its day.
        _perform(handler.indexOf("issue above the threshold"));
        // Nor is a shop enrolled again that is closed last.
        _perform(handler.indexOf("delist a merchant"));
        story[count + 1] = MinedLogs.take();

        // The story ends with a limit that nothing before it has set, and with invoices that nobody pays.
        vm.recordLogs();
        vm.prank(actor("invoiceRegistrar"));
        s.invoices.setPayer(address(s.programmes), false);
        vm.prank(actor("bankAdmin"));
        s.bank.setTargetClosed(address(s.token), false);
        _joint(
            s,
            "limitsOfficer",
            "limitsChecker",
            abi.encodeCall(s.token.setLimits, (AccountKind.Citizen, Limits(777_000, 0, 0)))
        );
        story[count + 2] = MinedLogs.take();
    }

    /// @dev Performs an action until it is done.
    function _perform(uint256 index) private {
        for (uint256 tries = 0; tries < TRIES; ++tries) {
            if (handler.perform(index, index + tries * 1_000)) return;
        }
    }

    function _edit(
        Vm.Log[] memory logs,
        uint256 line,
        bool doubled
    ) private pure returns (Vm.Log[] memory edited) {
        edited = new Vm.Log[](doubled ? logs.length + 1 : logs.length - 1);
        uint256 next;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (i == line && !doubled) continue;
            edited[next++] = logs[i];
            if (i == line) edited[next++] = logs[i];
        }
    }

    /// @dev Events that change a book, or give the reason for an amount.
    // A list, one line for each.
    // solhint-disable-next-line function-max-lines
    function _changeEvents() private pure returns (bytes32[] memory kinds) {
        kinds = new bytes32[](69);
        kinds[0] = IERC20.Transfer.selector;
        kinds[1] = IDepositEvents.ReserveAttested.selector;
        kinds[2] = IDepositEvents.IssuanceAllowanceSet.selector;
        kinds[3] = IDepositEvents.DepositIssued.selector;
        kinds[4] = IDepositEvents.DepositRedeemed.selector;
        kinds[5] = IDepositEvents.AccountAdmitted.selector;
        kinds[6] = IDepositEvents.AccountSuspended.selector;
        kinds[7] = IDepositEvents.AccountReinstated.selector;
        kinds[8] = IDepositEvents.AccountClosed.selector;
        kinds[9] = IDepositEvents.LimitsSet.selector;
        kinds[10] = IDepositEvents.Unpaused.selector;
        kinds[11] = IDepositEvents.StopLifted.selector;
        kinds[12] = IERC1155.TransferSingle.selector;
        kinds[13] = IVoucherEvents.ProgrammeOpened.selector;
        kinds[14] = IVoucherEvents.ManagerAppointed.selector;
        kinds[15] = IVoucherEvents.ManagerDismissed.selector;
        kinds[16] = IVoucherEvents.VoucherGranted.selector;
        kinds[17] = IVoucherEvents.VoucherSpent.selector;
        kinds[18] = IVoucherEvents.VoucherReclaimed.selector;
        kinds[19] = IVoucherEvents.ExpiryExtended.selector;
        kinds[20] = IVoucherEvents.ProgrammeClosed.selector;
        kinds[21] = IMerchantRegistry.MerchantEnrolled.selector;
        kinds[22] = IMerchantRegistry.MerchantReinstated.selector;
        kinds[23] = IMerchantRegistry.MerchantSuspended.selector;
        kinds[24] = IDepositEvents.SystemAccountRegistered.selector;
        kinds[25] = IDepositEvents.Paused.selector;
        kinds[26] = IDepositEvents.StopOrdered.selector;
        kinds[27] = IERC20.Approval.selector;
        kinds[28] = IVoucherEvents.FundingAccountReplaced.selector;
        kinds[29] = IDepositEvents.CaseFrozen.selector;
        kinds[30] = IDepositEvents.CaseReduced.selector;
        kinds[31] = IDepositEvents.CaseOpened.selector;
        kinds[32] = IDepositEvents.TransferOrdered.selector;
        kinds[33] = IDepositEvents.TransferOrderExecuted.selector;
        kinds[34] = IDepositEvents.AccountProtected.selector;
        kinds[35] = IDepositEvents.BankAccountLinked.selector;
        kinds[36] = IDepositEvents.RecoveryOpened.selector;
        kinds[37] = IDepositEvents.RecoveryObjected.selector;
        kinds[38] = IDepositEvents.AccountRecovered.selector;
        kinds[39] = IDepositSignatures.PermitUsed.selector;
        kinds[40] = IDepositEvents.LargeIssueApproved.selector;
        kinds[41] = IMerchantRegistry.MerchantDelisted.selector;
        kinds[42] = IMerchantRegistry.MerchantBarred.selector;
        kinds[43] = IDepositEvents.TransferOrderWithdrawn.selector;
        kinds[44] = IBusinessCalendar.HolidayAnnounced.selector;
        kinds[45] = IBusinessCalendar.HolidayWithdrawn.selector;
        kinds[46] = IVoucherEvents.ProgrammePaused.selector;
        kinds[47] = IVoucherEvents.ProgrammeResumed.selector;
        kinds[48] = IVoucherEvents.AttestorAppointed.selector;
        kinds[49] = IVoucherEvents.AttestorDismissed.selector;
        kinds[50] = IVoucherEvents.PaymentSettled.selector;
        kinds[51] = IVoucherEvents.PaymentCancelled.selector;
        kinds[52] = IVoucherEvents.RebatePaid.selector;
        kinds[53] = IVoucherEvents.VoucherRefunded.selector;
        kinds[54] = IVoucherEvents.HomeMoved.selector;
        kinds[55] = IVoucherEvents.ConsentGiven.selector;
        kinds[56] = IVoucherEvents.EvidenceAttested.selector;
        kinds[57] = IVoucherEvents.AttestationRevoked.selector;
        kinds[58] = IVoucherEvents.ProxyAppointed.selector;
        kinds[59] = IVoucherEvents.ProxyDismissed.selector;
        kinds[60] = IVoucherEvents.ClawbackOpened.selector;
        kinds[61] = IVoucherEvents.ClawbackObjected.selector;
        kinds[62] = IVoucherEvents.ClawbackConfirmed.selector;
        kinds[63] = IVoucherEvents.ClawbackReleased.selector;
        kinds[64] = IVoucherEvents.ClawedBack.selector;
        kinds[65] = IInvoiceRegister.InvoicePaid.selector;
        kinds[66] = IInvoiceRegister.InvoiceRefunded.selector;
        kinds[67] = IInvoiceRegister.InvoicePayerListed.selector;
        kinds[68] = IInvoiceRegister.InvoicePayerDelisted.selector;
    }

    /// @dev Events that move an amount, give the reason for one, or turn what is not so already.
    function _singularEvents() private pure returns (bytes32[] memory kinds) {
        kinds = new bytes32[](29);
        kinds[0] = IERC20.Transfer.selector;
        kinds[1] = IDepositEvents.DepositRedeemed.selector;
        kinds[2] = IERC1155.TransferSingle.selector;
        kinds[3] = IVoucherEvents.VoucherSpent.selector;
        kinds[4] = IVoucherEvents.VoucherReclaimed.selector;
        kinds[5] = IDepositEvents.AccountSuspended.selector;
        kinds[6] = IDepositEvents.AccountReinstated.selector;
        kinds[7] = IDepositEvents.AccountClosed.selector;
        kinds[8] = IDepositEvents.Paused.selector;
        kinds[9] = IDepositEvents.Unpaused.selector;
        kinds[10] = IVoucherEvents.ProgrammeClosed.selector;
        kinds[11] = IMerchantRegistry.MerchantSuspended.selector;
        kinds[12] = IVoucherEvents.ManagerDismissed.selector;
        kinds[13] = IBusinessCalendar.HolidayAnnounced.selector;
        kinds[14] = IBusinessCalendar.HolidayWithdrawn.selector;
        kinds[15] = IVoucherEvents.ProgrammePaused.selector;
        kinds[16] = IVoucherEvents.ProgrammeResumed.selector;
        kinds[17] = IVoucherEvents.AttestorDismissed.selector;
        kinds[18] = IVoucherEvents.PaymentSettled.selector;
        kinds[19] = IVoucherEvents.RebatePaid.selector;
        kinds[20] = IVoucherEvents.VoucherRefunded.selector;
        kinds[21] = IVoucherEvents.ConsentGiven.selector;
        kinds[22] = IVoucherEvents.EvidenceAttested.selector;
        kinds[23] = IVoucherEvents.AttestationRevoked.selector;
        kinds[24] = IVoucherEvents.ProxyDismissed.selector;
        kinds[25] = IVoucherEvents.ClawbackReleased.selector;
        kinds[26] = IVoucherEvents.ClawedBack.selector;
        kinds[27] = IInvoiceRegister.InvoicePaid.selector;
        kinds[28] = IInvoiceRegister.InvoiceRefunded.selector;
    }
}
