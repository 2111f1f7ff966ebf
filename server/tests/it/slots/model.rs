//! Any sequence of bookings and cancellations, several at once, leaves what a list of the same would: nothing is taken
//! that nobody has, and nothing is refused that is free.

use std::collections::HashMap;

use futures_util::future::join_all;
use madoguchi::ids::SlotId;
use madoguchi::slots::change::{self, By};
use serde_json::json;

use super::{active, book, case, document};
use crate::harness::TestApp;

const BEGINS: [&str; 3] = ["2026-04-08T09:00:00+09:00", "2026-04-08T10:00:00+09:00", "2026-04-08T11:00:00+09:00"];
const CAPACITY: i64 = 4;
const ROUNDS: usize = 12;

/// What is taken of a slot, as the bookings say.
async fn counted(app: &TestApp) -> HashMap<SlotId, i64> {
    let mut counted = HashMap::new();
    for booking in active(app).await {
        *counted.entry(booking.slot_id).or_default() += booking.persons;
    }
    counted
}

on_both_databases! {
    /// Rounds of bookings at once; between them some are cancelled or moved. After each, slots and bookings agree, and a
    /// slot was only refused when it was full at the end of the round, because rounds only book.
    async fn random_bookings_and_cancellations_agree_with_a_list(app) {
        let slots = app.add_calendar("hall", &["中央公民館", "北公民館"], &BEGINS, CAPACITY).await;
        app.publish("visit", document()).await;
        let mut dice = app.app.random.bytes::<2048>().into_iter();
        let mut roll = |sides: usize| usize::from(dice.next().unwrap()) % sides;
        let mut held = Vec::new();
        for round in 0..ROUNDS {
            let wishes: Vec<_> =
                (0..6).map(|number| (format!("{round}-{number}"), slots[roll(slots.len())].id, 1 + roll(2))).collect();
            let book = |(key, slot, people): &(String, SlotId, usize)| {
                let (key, slot, people) = (key.clone(), *slot, *people);
                async move { book(app, &key, slot, json!({ "people": people })).await }
            };
            let answers = join_all(wishes.iter().map(book)).await;
            let now = counted(app).await;
            for ((_, slot, people), answer) in wishes.iter().zip(answers) {
                let taken = now.get(slot).copied().unwrap_or_default();
                match answer.status {
                    201 => held.push(answer.json()),
                    409 => assert!(taken + i64::try_from(*people).unwrap() > CAPACITY, "a free place was refused"),
                    status => panic!("{status}: {}", answer.text()),
                }
            }
            for _ in 0..roll(4) {
                if held.is_empty() {
                    break;
                }
                let receipt = held.swap_remove(roll(held.len()));
                let opened = case(app, &receipt).await;
                if roll(2) == 0 {
                    change::cancel(&app.app, By::Applicant, &opened, None).await.unwrap();
                } else {
                    let to = slots[roll(slots.len())].id;
                    let _full = change::move_to(&app.app, By::Applicant, &opened, to, None).await;
                    held.push(receipt);
                }
            }
            let now = counted(app).await;
            for slot in &slots {
                let row = app.slot(slot.id).await;
                assert_eq!((row.taken, row.taken_online), {
                    let taken = now.get(&slot.id).copied().unwrap_or_default();
                    (taken, taken)
                });
                assert!(row.taken <= CAPACITY);
            }
            assert_eq!(active(app).await.len(), held.len());
        }
        app.run_jobs().await;
    }
}
