// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Why a payment by voucher is refused, in the order in which the interfaces say that it is checked.
enum Why {
    Allowed,
    ZeroAmount,
    RebateOnly,
    ProgrammeUnknown,
    VoucherExpired,
    ProgrammeIsPaused,
    WeekdayNotAllowed,
    OutsideHours,
    HolidayNotAllowed,
    PaymentLimitExceeded,
    MerchantNotEnrolled,
    MerchantIsSuspended,
    MerchantIsDelisted,
    MerchantIsBarred,
    CategoryNotAllowed,
    SalesBandExceeded,
    RegionNotListed,
    MerchantNotNamed,
    OwnShop,
    NotHomeRegion,
    ConsentMissing,
    EvidenceMissing,
    PurposeMissing,
    DailyLimitExceeded,
    MonthlyLimitExceeded,
    TotalLimitExceeded,
    VoucherInsufficient,
    VoucherHeld, // the same error, where the balance would do but a clawback holds a part of it
    EnforcedPause,
    StoppedBySupervisor,
    HolderNotAdmitted,
    HolderClosed,
    HolderSuspended,
    HolderExpired,
    PayeeNotAdmitted,
    PayeeClosed,
    PayeeSuspended,
    PayeeExpired,
    PayeeIsSystem,
    PayeeIsCitizen,
    PayeeIsHolder, // under the key that took the shop's place at the bank
    Count
}

/// @dev How an account at the bank stands; `until` says when it ends.
enum Standing {
    Admitted,
    NotAdmitted,
    Suspended,
    Closed,
    System,
    Citizen // in order, but a person's: only a merchant is asked for this
}

/// @dev Where a shop stands in the registry.
enum Listing {
    Never,
    Enrolled,
    Suspended,
    Delisted,
    Barred // until `barredUntil`; then as one that is delisted
}

/// @dev What the oracle knows of an account, whether a holder's or a merchant's.
struct Customer {
    address account;
    Standing standing;
    uint48 until;
    uint24 home; // of a holder's vouchers
}

struct Shop {
    Customer customer;
    Customer payee; // whom the bank pays: the same, or the key that took its place
    Listing listing;
    uint48 barredUntil;
    uint16 mcc;
    uint24 region;
    uint8 band;
}

/// @dev A programme's terms. 0: none, unless it is said otherwise.
struct Rules {
    uint48 expiresAt;
    uint64 limit;
    uint64 daily;
    uint64 monthly;
    uint64 total;
    uint8 categoryRule; // 0: any, 1: only the listed, 2: all but the listed
    uint16[2] codes;
    uint8 maxBand;
    bool homeOnly;
    bool listedOnly;
    uint24[2] districts;
    bool namedOnly;
    uint256 named; // bit n: merchant n
    uint16 opensAt;
    uint16 closesAt;
    uint8 weekdays;
    bool noHolidays;
    bool consent;
    bool evidence;
    bool purpose;
    bool rebate;
}

/// @dev A holder's vouchers of one programme, as the oracle counts them.
struct Slip {
    uint64 balance;
    uint64 held;
    bool consented;
    bool attested;
    uint64 inAll;
    uint64 inMonth; // in `month`, the last in which anything was paid
    uint64 onDay; // on `day`
    uint256 month;
    uint256 day;
}

struct World {
    Customer[] holders;
    Shop[] shops;
    Rules[] rules; // of programme n + 1
    Slip[] slips; // of holder h in programme p: [p * holders + h]
    uint256[] holidays;
    bool[] halted; // how the programmes stand now
}

/// @dev One payment to be made or refused.
struct SpendCase {
    uint64 programme; // number, from 1
    uint256 holder;
    uint256 shop;
    uint64 amount;
    uint256 time;
    bool stated; // its purpose is
    bool paused; // the token
    bool stopped; // by the supervisor
    bool halted; // the programme
}
