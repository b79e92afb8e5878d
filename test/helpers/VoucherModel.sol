// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Business} from "../../contracts/types/Business.sol";
import {Invoice} from "../../contracts/types/Invoice.sol";
import {ProgrammeId} from "../../contracts/types/ProgrammeId.sol";
import {PackedEntry, packMoney, packSource} from "../../contracts/voucher/InvoiceEntry.sol";
import {Terms} from "../../contracts/voucher/Terms.sol";
import {Counts, koreanDay} from "./CountModel.sol";
import {SignatureHandler} from "./SignatureHandler.sol";
import {IPaymentWitness} from "./SettlementLaw.sol";
import {IVaultWitness} from "./VaultLaw.sol";

/// @title VoucherModel
/// @notice What the handlers of vouchers count by themselves, from the acts that succeeded.
abstract contract VoucherModel is SignatureHandler, IVaultWitness, IPaymentWitness {
    /// @dev An invoice that something was paid on.
    struct Bill {
        address payee;
        Invoice invoice;
    }

    /// @inheritdoc IVaultWitness
    mapping(ProgrammeId programme => uint256) public vaultOf;

    /// @inheritdoc IVaultWitness
    mapping(ProgrammeId programme => mapping(address holder => uint256)) public entitlementOf;

    /// @inheritdoc IPaymentWitness
    mapping(bytes32 payment => bool) public isSigned;

    mapping(ProgrammeId programme => mapping(address holder => Counts)) private _counts;

    Bill[] internal _bills;

    /// @dev By the business, which no account of a merchant ever changes here.
    mapping(Business seller => mapping(Invoice invoice => PackedEntry[])) private _entries;

    /// @inheritdoc IPaymentWitness
    function countsOf(
        ProgrammeId programme,
        address holder,
        uint256 time
    ) external view returns (uint256 today, uint256 thisMonth, uint256 inAll) {
        Counts storage counts = _counts[programme][holder];
        return (counts.on(time), counts.in_(time), counts.inAll);
    }

    // -------------------------------------------------------------------------------------------- payments

    /// @dev Vouchers paid.
    function _debited(ProgrammeId programme, address holder, uint256 amount) internal {
        vaultOf[programme] -= amount;
        entitlementOf[programme][holder] -= amount;
        if (_isCounted(programme)) _counts[programme][holder].count(amount, nowAt);
    }

    /// @dev Vouchers went home without a payment.
    function _sentHome(ProgrammeId programme, address holder, uint256 amount) internal {
        vaultOf[programme] -= amount;
        entitlementOf[programme][holder] -= amount;
    }

    /// @dev What was paid on Korean day `day` was refunded to the vouchers.
    function _restored(ProgrammeId programme, address holder, uint256 amount, uint256 day) internal {
        // A key that has passed its vouchers on has no counts either: they come back where the vouchers are.
        bool nothingLeft = entitlementOf[programme][holder] == 0 && _counts[programme][holder].inAll == 0;
        if (nothingLeft && _s.programmes.voucherOf(programme, holder).home.isNone())
            holder = _s.token.currentOf(holder);
        vaultOf[programme] += amount;
        entitlementOf[programme][holder] += amount;
        if (_isCounted(programme)) _counts[programme][holder].discount(amount, day);
    }

    function _passedOn(ProgrammeId programme, address holder, address successor) internal {
        entitlementOf[programme][successor] += entitlementOf[programme][holder];
        entitlementOf[programme][holder] = 0;
        _counts[programme][successor].join(_counts[programme][holder]);
    }

    /// @dev The most that limits still let the holder pay; the highest number where none is set.
    function _limitLeft(ProgrammeId programme, address holder) internal view returns (uint256 left) {
        Terms memory terms = _s.programmes.termsOf(programme);
        Counts storage counts = _counts[programme][holder];
        left = terms.perPaymentLimit == 0 ? type(uint64).max : terms.perPaymentLimit;
        left = _atMost(left, terms.dailyLimit, counts.on(nowAt));
        left = _atMost(left, terms.monthlyLimit, counts.in_(nowAt));
        left = _atMost(left, terms.totalLimit, counts.inAll);
    }

    function _atMost(uint256 most, uint256 limit, uint256 spent) private pure returns (uint256) {
        if (limit == 0) return most;
        uint256 left = limit > spent ? limit - spent : 0;
        return left < most ? left : most;
    }

    function _isCounted(ProgrammeId programme) private view returns (bool) {
        Terms memory terms = _s.programmes.termsOf(programme);
        return terms.dailyLimit != 0 || terms.monthlyLimit != 0 || terms.totalLimit != 0;
    }

    // -------------------------------------------------------------------------------------------- invoices

    /// @dev A payment on an invoice was recorded: `ref` is the programme, or 0 for own money.
    function _billed(Bill memory bill, address holder, uint64 ref, uint256 amount, uint256 rebate) internal {
        if (bill.invoice.isNone()) return;
        PackedEntry[] storage entries = _entriesOf(bill);
        if (entries.length == 0) _bills.push(bill);
        uint256 paid = amount;
        for (uint256 i = 0; i < entries.length; ++i) {
            if (entries[i].source.refundOf() == 0) paid += entries[i].money.amount();
        }
        _assert(paid <= bill.invoice.total(), "law 11: no invoice of a business is paid beyond its total");
        entries.push(
            PackedEntry(
                bill.payee,
                packSource(address(_s.programmes), ref, koreanDay(nowAt), 0),
                packMoney(holder, uint64(amount), uint64(rebate))
            )
        );
    }

    /// @dev All that was paid and refunded on the invoice, whichever account of the business was paid.
    function _entriesOf(Bill memory bill) internal view returns (PackedEntry[] storage) {
        (Business business, ) = _s.registry.businessOf(bill.payee);
        return _entries[business][bill.invoice];
    }

    /// @dev What was refunded of the payment at `index`.
    function _refundedOf(Bill memory bill, uint256 index) internal view returns (uint256 sum) {
        PackedEntry[] storage entries = _entriesOf(bill);
        for (uint256 i = index + 1; i < entries.length; ++i) {
            if (entries[i].source.refundOf() == index + 1) sum += entries[i].money.amount();
        }
    }

    /// @dev Now and then no invoice.
    function _invoiceFor(address merchant, uint256 amount) internal returns (Invoice) {
        return _oneIn(3) ? Invoice.wrap(0) : _anInvoiceFor(merchant, amount);
    }

    /// @dev A new invoice for `amount` or up to three times as much, or one of the merchant's there is already.
    function _anInvoiceFor(address merchant, uint256 amount) internal returns (Invoice) {
        if (_bills.length != 0 && _oneIn(3)) {
            Bill memory bill = _bills[_below(_bills.length)];
            if (bill.payee == merchant || _oneIn(4)) return bill.invoice;
        }
        uint256 total = _oneIn(12) ? amount / 2 : _between(amount, 3 * amount);
        bytes32 hash = keccak256(abi.encode("invoice", acts, _below(1_000)));
        return Invoice.wrap(((hash >> 48) << 48) | bytes32(uint256(uint48(total))));
    }
}
