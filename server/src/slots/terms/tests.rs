//! What `terms` promises.

use jiff::civil::date;

use super::*;

fn at(text: &str) -> Timestamp {
    Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

fn slot() -> Standing {
    Standing {
        day: date(2026, 12, 1),
        starts_at: at("2026-12-01T09:30:00+09:00"),
        ends_at: at("2026-12-01T10:00:00+09:00"),
        capacity: 10,
        reserved: 3,
        taken: 0,
        taken_online: 0,
        is_closed: false,
    }
}

fn terms() -> Terms {
    Terms { opens_at: None, earliest_days: 0, latest_minutes: 60, cutoff_minutes: 24 * 60, max_persons: 4 }
}

fn wish(channel: Channel, persons: i64, when: &str) -> Wish {
    let at = at(when);
    Wish { channel, persons, at, today: at.to_jiff().to_zoned(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap()).date() }
}

#[test]
fn what_is_reserved_is_kept_for_telephone_and_counter() {
    let mut slot = slot();
    assert_eq!((slot.left(Channel::Online), slot.left(Channel::Phone)), (7, 10));
    slot.take(Channel::Online, 7);
    assert_eq!((slot.left(Channel::Online), slot.left(Channel::Counter)), (0, 3));
    let mut other = self::slot();
    other.take(Channel::Counter, 8);
    assert_eq!((other.left(Channel::Online), other.left(Channel::Phone)), (2, 2), "the counter may take all");
}

#[test]
fn marks_tell_how_much_is_left() {
    let room = |capacity, taken, persons| {
        Standing { capacity, reserved: 0, taken, taken_online: taken, ..slot() }.room(Channel::Online, persons)
    };
    assert_eq!((room(1, 0, 1), room(2, 0, 1), room(1, 1, 1)), (Room::Free, Room::Free, Room::None));
    assert_eq!((room(100, 79, 1), room(100, 80, 1), room(100, 99, 1)), (Room::Free, Room::Few, Room::Few));
    assert_eq!((room(5, 2, 1), room(5, 3, 1), room(5, 3, 3)), (Room::Free, Room::Few, Room::None));
    assert_eq!(Standing { is_closed: true, ..slot() }.room(Channel::Counter, 1), Room::None);
}

#[test]
fn leads_and_the_opening_bind_those_who_come_online() {
    let refused = |terms: &Terms, channel, when| refusal(terms, &slot(), &wish(channel, 1, when));
    let online = Channel::Online;
    assert_eq!(refused(&terms(), online, "2026-12-01T08:29:59+09:00"), None);
    assert_eq!(refused(&terms(), online, "2026-12-01T08:30:00+09:00"), Some(NoPlace::TooLate));
    assert_eq!(refused(&terms(), Channel::Phone, "2026-12-01T09:59:59+09:00"), None);
    assert_eq!(refused(&terms(), Channel::Phone, "2026-12-01T10:00:00+09:00"), Some(NoPlace::TooLate));

    let early = Terms { earliest_days: 30, ..terms() };
    assert_eq!(refused(&early, online, "2026-11-01T00:00:00+09:00"), None, "from midnight on");
    let from = date(2026, 11, 1);
    assert_eq!(refused(&early, online, "2026-10-31T23:59:59+09:00"), Some(NoPlace::TooEarly { from }));
    assert_eq!(refused(&early, Channel::Counter, "2026-01-01T00:00:00+09:00"), None);

    let opening = at("2026-11-20T09:00:00+09:00");
    let opens = Terms { opens_at: Some(opening), ..terms() };
    assert_eq!(refused(&opens, online, "2026-11-20T08:59:59+09:00"), Some(NoPlace::NotYet { at: opening }));
    assert_eq!(refused(&opens, online, "2026-11-20T09:00:00+09:00"), None);
    assert_eq!(refused(&opens, Channel::Phone, "2026-11-20T08:00:00+09:00"), None);
}

#[test]
fn people_and_places_are_counted() {
    let now = "2026-11-20T09:00:00+09:00";
    let most = 4;
    let refused = |slot: &Standing, persons| refusal(&terms(), slot, &wish(Channel::Online, persons, now));
    assert_eq!(refused(&slot(), 5), Some(NoPlace::TooMany { most }));
    assert_eq!(refused(&slot(), 0), Some(NoPlace::TooMany { most }));
    let nearly = Standing { taken: 5, taken_online: 5, ..slot() };
    assert_eq!((refused(&nearly, 2), refused(&nearly, 3)), (None, Some(NoPlace::Taken)));
    let staff = |persons| refusal(&terms(), &slot(), &wish(Channel::Phone, persons, now));
    assert_eq!((staff(10), staff(11)), (None, Some(NoPlace::Taken)), "room alone binds staff");
    assert_eq!(refused(&Standing { is_closed: true, ..slot() }, 1), Some(NoPlace::Closed));
}

#[test]
fn the_applicant_may_change_until_the_cut_off() {
    let starts = slot().starts_at;
    assert!(terms().may_change(starts, at("2026-11-30T09:29:59+09:00")));
    assert!(!terms().may_change(starts, at("2026-11-30T09:30:00+09:00")));
}

#[test]
fn a_first_attempt_counts_for_the_latest_lead_and_never_against_the_opening() {
    let opening = Terms { opens_at: Some(at("2026-11-01T09:00:00+09:00")), earliest_days: 30, ..terms() };
    let before = at("2026-11-01T08:59:58+09:00");
    let after = wish(Channel::Online, 1, "2026-11-01T09:00:05+09:00");
    assert_eq!(refusal_since(&opening, &slot(), &after, before), None);
    let early = Wish { at: before, ..after };
    assert_eq!(
        refusal_since(&opening, &slot(), &early, before),
        Some(NoPlace::NotYet { at: opening.opens_at.unwrap() })
    );
    let late = wish(Channel::Online, 1, "2026-12-01T08:31:00+09:00");
    assert_eq!(refusal_since(&opening, &slot(), &late, at("2026-12-01T08:29:59+09:00")), None);
    assert_eq!(refusal(&opening, &slot(), &late), Some(NoPlace::TooLate));
}
