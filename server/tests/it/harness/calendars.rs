//! Calendars of appointments as scenarios need them.

use madoguchi::clock::Timestamp;
use madoguchi::db::entity::{calendar, place, slot};
use madoguchi::ids::{CalendarId, PlaceId, SlotId};
use sea_orm::{DbErr, EntityTrait, IntoActiveModel};
use serde_json::Value;

use super::TestApp;

/// The slot that the answers of the gallery and the examples of ways name.
const EXAMPLE: &str = "slt_00000000000070008000000000000001";

/// An instant.
pub fn at(text: &str) -> Timestamp {
    Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

impl TestApp {
    /// A calendar whose bookings anybody may change at any time, with one place per title and a slot in each at these
    /// instants, half an hour long and with room for so many. Returns the slots, place by place.
    pub async fn add_calendar(&self, key: &str, places: &[&str], begins: &[&str], capacity: i64) -> Vec<slot::Model> {
        self.add_calendar_with(key, places, begins, capacity, |_| {}).await
    }

    /// The same with other terms.
    pub async fn add_calendar_with(
        &self,
        key: &str,
        titles: &[&str],
        begins: &[&str],
        capacity: i64,
        terms: impl FnOnce(&mut calendar::Model),
    ) -> Vec<slot::Model> {
        let mut row = self.calendar_row(key);
        terms(&mut row);
        let places: Vec<place::Model> =
            titles.iter().zip(0..).map(|(title, position)| self.place_row(&row, title, position)).collect();
        let mut slots = Vec::new();
        for place in &places {
            slots.extend(begins.iter().map(|begin| self.slot_row(place, at(begin), capacity)));
        }
        self.insert_calendar(row, places, slots.clone()).await;
        slots
    }

    /// The calendars that a form of the gallery names, with the one slot its answers name.
    pub async fn add_calendars_of(&self, document: &Value) {
        for field in document["properties"].as_object().unwrap().values() {
            if field["x-kind"] != "slot" {
                continue;
            }
            let row = self.calendar_row(field["x-slots"].as_str().unwrap());
            let place = self.place_row(&row, "例の会場", 0);
            let mut slot = self.slot_row(&place, at("2026-04-08T09:30:00+09:00"), 1_000_000);
            slot.id = EXAMPLE.parse::<SlotId>().unwrap();
            self.insert_calendar(row, vec![place], vec![slot]).await;
        }
    }

    /// As if there had never been a calendar: nothing may be booked.
    pub async fn forget_calendars(&self) {
        let known = calendar::Entity::find().all(self.app.db.read()).await.unwrap();
        let removed = self.app.db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                slot::Entity::delete_many().exec(transaction).await?;
                place::Entity::delete_many().exec(transaction).await?;
                calendar::Entity::delete_many().exec(transaction).await
            })
        });
        removed.await.unwrap();
        known.iter().for_each(|calendar| self.app.slots.forget(calendar.id));
    }

    /// A slot as it is now.
    pub async fn slot(&self, id: SlotId) -> slot::Model {
        slot::Entity::find_by_id(id).one(self.app.db.read()).await.unwrap().unwrap()
    }

    fn calendar_row(&self, key: &str) -> calendar::Model {
        let now = self.app.clock.now();
        calendar::Model {
            id: CalendarId::new(&self.app.random, now),
            organization_id: self.organization.id,
            department_id: self.department,
            key: key.to_owned(),
            title: format!("予約 {key}"),
            rules: "{}".to_owned(),
            opens_at: None,
            earliest_days: 0,
            latest_minutes: 0,
            cutoff_minutes: 0,
            max_persons: 10,
            one_per_field: None,
            hold_minutes: 0,
            reminder_days: 0,
            revision: 1,
            created_at: now,
            updated_at: now,
            archived_at: None,
        }
    }

    fn place_row(&self, calendar: &calendar::Model, title: &str, position: i64) -> place::Model {
        place::Model {
            id: PlaceId::new(&self.app.random, self.app.clock.now()),
            organization_id: self.organization.id,
            calendar_id: calendar.id,
            title: title.to_owned(),
            note: String::new(),
            position,
        }
    }

    fn slot_row(&self, place: &place::Model, starts_at: Timestamp, capacity: i64) -> slot::Model {
        let now = self.app.clock.now();
        slot::Model {
            id: SlotId::new(&self.app.random, now),
            organization_id: self.organization.id,
            calendar_id: place.calendar_id,
            place_id: place.id,
            day: starts_at.day_in(&self.app.time_zone).to_string(),
            starts_at,
            ends_at: starts_at.plus_seconds(30 * 60),
            capacity,
            reserved: 0,
            taken: 0,
            taken_online: 0,
            is_closed: false,
            is_edited: false,
            updated_at: now,
        }
    }

    async fn insert_calendar(&self, row: calendar::Model, places: Vec<place::Model>, slots: Vec<slot::Model>) {
        let write = self.app.db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                calendar::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
                let places = places.into_iter().map(IntoActiveModel::into_active_model);
                place::Entity::insert_many(places).exec_without_returning(transaction).await?;
                let slots = slots.into_iter().map(IntoActiveModel::into_active_model);
                slot::Entity::insert_many(slots).exec_without_returning(transaction).await?;
                Ok(())
            })
        });
        write.await.unwrap();
    }
}
