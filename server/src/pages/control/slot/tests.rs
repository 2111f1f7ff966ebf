use jiff::civil::date;
use jiff::tz::TimeZone;
use madoguchi_schema::{PublishedForm, publish};
use serde_json::json;

use super::*;
use crate::pages::field::FieldErrors;
use crate::pages::seat::Seat;
use crate::slots::testing::{at, snapshot};
use crate::words::Language;

fn form() -> PublishedForm {
    publish(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "x-language": 3, "type": "object", "title": "予約",
        "properties": { "visit": { "type": "object", "title": "予約の日時", "x-kind": "slot", "x-slots": "hall" } }
    }))
    .unwrap()
}

fn wish(persons: i64) -> Wish {
    let now = at("2026-11-20T09:00:00+09:00");
    Wish { channel: Channel::Online, persons, at: now, today: date(2026, 11, 20) }
}

/// The picker as text, for this calendar, answer and look.
fn drawn(calendar: Option<&Snapshot>, raw: Option<&Value>, sought: &Sought, wish: Wish, words: Words) -> String {
    let form = form();
    let field = form.field("visit").unwrap();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let slots = Appointments { calendar, wish, zone: &zone, sought, current: None, is_preview: false };
    let asked = Asked {
        words,
        field,
        seat: &Seat::of(field),
        raw,
        errors: &FieldErrors::default(),
        described_by: "",
        files: &|_| None,
        is_required: true,
        slots: Some(&slots),
        focus: None,
        worked_out: None,
    };
    picker(&asked).render().unwrap()
}

fn looking_at(day: Date) -> Sought {
    Sought { day: Some(day), month: Some(day.first_of_month()), focus: Focus::Times, ..Sought::default() }
}

#[test]
fn days_are_buttons_with_words_and_days_without_slots_are_text() {
    let (calendar, rows) = snapshot(2, &[9, 10], 1);
    let html = drawn(Some(&calendar), None, &Sought::default(), wish(1), Words::default());
    assert!(html.contains("<caption tabindex=\"-1\">2026年12月</caption>"), "{html}");
    assert!(html.contains("value=\"slot:visit:day:2026-12-01\""));
    assert!(html.contains("<span class=\"hidden\">12月1日 火曜日 空きあり</span>"));
    assert!(html.contains("<td><span>2</span></td>"));
    assert_eq!(html.matches("<th scope=\"col\">").count(), 7);
    // December 2026 begins on a Tuesday: two empty cells before it, and as many weeks as it takes.
    assert_eq!((html.matches("<td></td>").count(), html.matches("<tr>").count()), (4, 6));
    assert!(html.contains("会場1") && html.contains("会場2") && !html.contains("slot:visit:month:"));
    // The only day there is stands open: two times, free.
    assert!(html.contains("12月1日 火曜日の時間") && html.contains("9時00分から9時30分"));

    for row in &rows[..2] {
        let full = crate::db::entity::slot::Model { taken: 1, taken_online: 1, ..row.clone() };
        calendar.note(&full);
    }
    // The first place that has something free is looked at.
    let html = drawn(Some(&calendar), None, &Sought::default(), wish(1), Words::default());
    assert!(html.contains(&format!("value=\"{}\" checked", calendar.places[1].id)), "{html}");
    let here = Sought { place: Some(calendar.places[0].id), ..looking_at(date(2026, 12, 1)) };
    let html = drawn(Some(&calendar), None, &here, wish(1), Words::default());
    assert!(html.contains("この会場は、いまのところすべて満員です") && html.contains("12月1日 火曜日 満員"));
    assert_eq!(html.matches(" disabled").count(), 2);
    assert!(html.contains("<legend tabindex=\"-1\" autofocus>"));
}

#[test]
fn what_was_picked_stays_while_another_day_is_looked_at() {
    let (calendar, rows) = snapshot(1, &[9, 10], 1);
    let raw = json!({ "slot": rows[1].id, "place": "お城" });
    let html = drawn(Some(&calendar), Some(&raw), &Sought::default(), wish(1), Words::default());
    assert!(
        html.contains(&format!("value=\"{}\" checked", rows[1].id)) && !html.contains("type=\"hidden\" name=\"visit\"")
    );
    // The month is looked at, no day: the answer travels hidden.
    let month = Sought { month: Some(date(2026, 12, 1)), ..Sought::default() };
    let other = json!(rows[0].id);
    let html = drawn(Some(&calendar), Some(&other), &month, wish(1), Words::default());
    assert!(html.contains("選んでいる日時") && html.contains("9時00分〜9時30分"), "{html}");
    assert!(!html.contains("お城"));
    // Who asks for more people than there is room for finds everything full.
    let html = drawn(Some(&calendar), None, &looking_at(date(2026, 12, 1)), wish(2), Words::default());
    assert!(html.contains("いまのところ、すべて満員です") && html.contains("このページの下の問い合わせ先"));
}

#[test]
fn nothing_is_a_dead_end() {
    let words = Words::default();
    let none = drawn(None, None, &Sought::default(), wish(1), words);
    assert!(none.contains("表示できません") && none.contains("slot:visit:look:"));
    let (calendar, _) = snapshot(1, &[], 1);
    let nothing = drawn(Some(&calendar), None, &Sought::default(), wish(1), words);
    assert!(nothing.contains("いま予約できる日時はありません") && nothing.contains("問い合わせ先"));
    let (mut calendar, _) = snapshot(1, &[9], 1);
    calendar.terms.opens_at = Some(at("2026-11-20T09:00:05+09:00"));
    let early = drawn(Some(&calendar), None, &Sought::default(), wish(1), words);
    assert!(early.contains("2026年11月20日 金曜日 9時00分05秒に始まります") && !early.contains("<table"), "{early}");
    let on_time = Wish { at: at("2026-11-20T09:00:05+09:00"), ..wish(1) };
    assert!(drawn(Some(&calendar), None, &Sought::default(), on_time, words).contains("<table"));
    let many = drawn(Some(&calendar), None, &Sought::default(), Wish { persons: 11, ..on_time }, words);
    assert!(many.contains("1回の予約は10人までです"));
}

#[test]
fn months_without_slots_are_skipped_and_every_language_speaks() {
    let day = |date: Date, room| crate::slots::snapshot::Day { day: date, room, left: 1 };
    let days =
        [day(date(2026, 11, 30), Room::None), day(date(2027, 2, 1), Room::Few), day(date(2027, 4, 5), Room::Free)];
    let months = |month: Option<Date>| {
        let month = Month::new(Words::default(), &days, (month, None), "q");
        (month.before.map(|other| other.first), month.first, month.after.map(|other| other.first))
    };
    let (november, february, april) = (date(2026, 11, 1), date(2027, 2, 1), date(2027, 4, 1));
    assert_eq!(months(None), (Some(november), february, Some(april)), "the first with something free");
    assert_eq!(months(Some(november)), (None, november, Some(february)));
    assert_eq!(months(Some(date(2026, 12, 1))).1, february);
    assert_eq!(months(Some(date(2030, 1, 1))), (Some(february), april, None));

    let (calendar, rows) = snapshot(1, &[9], 1);
    let offered = Sought { offers: vec![rows[0].id], held_until: None, ..Sought::default() };
    for (tag, said) in [("ja", "空きあり"), ("en", "Tuesday, 1 December free"), ("ja-easy", "かようび")] {
        let words = Words::of(Language::of_tag(tag).unwrap());
        let html = drawn(Some(&calendar), None, &offered, wish(1), words);
        assert!(html.contains(said), "{tag}: {html}");
        assert!(html.contains(&format!("slot:visit:take:{}", rows[0].id)));
    }
}
