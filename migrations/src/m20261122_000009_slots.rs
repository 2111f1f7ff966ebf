//! Appointments: calendars with their places, the slots that rules made, bookings, and places held for somebody who is
//! still filling in. What is taken of a slot is counted in the slot; the checks here are the last fence against selling
//! one place twice, and the partial unique indexes against two bookings of one case or of one key.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        calendar(manager).await?;
        place(manager).await?;
        slot(manager).await?;
        booking(manager).await?;
        slot_hold(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["slot_hold", "booking", "slot", "place", "calendar"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// Whose appointments, under which rules and which terms. Leads and the cut-off are counted back from the beginning of a
/// slot; 0 days of the earliest lead, of reminders and 0 minutes of holds mean "none".
async fn calendar(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("calendar")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("department_id"))
        .col(columns::text("key"))
        .col(columns::text("title"))
        .col(columns::text("rules"))
        .col(columns::optional_time("opens_at"))
        .col(columns::integer("earliest_days"))
        .col(columns::integer("latest_minutes"))
        .col(columns::integer("cutoff_minutes"))
        .col(columns::integer("max_persons"))
        .col(columns::optional_text("one_per_field"))
        .col(columns::integer("hold_minutes"))
        .col(columns::integer("reminder_days"))
        .col(columns::integer("revision"))
        .col(columns::time("created_at"))
        .col(columns::time("updated_at"))
        .foreign_key(&mut columns::foreign_key("calendar", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("calendar", "department_id", "department"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("calendar", &["organization_id", "key"], true)).await
}

/// Where appointments take place.
async fn place(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("place")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("calendar_id"))
        .col(columns::text("title"))
        .col(columns::text("note"))
        .col(columns::integer("position"))
        .foreign_key(&mut columns::foreign_key("place", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("place", "calendar_id", "calendar"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("place", &["calendar_id", "title"], true)).await
}

/// One time at one place. `day` is the local day it begins on; `taken` counts persons of active bookings and live holds,
/// `taken_online` those of them that came online, which may take what is not reserved for telephone and counter.
async fn slot(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("slot")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("calendar_id"))
        .col(columns::reference("place_id"))
        .col(columns::text("day"))
        .col(columns::time("starts_at"))
        .col(columns::time("ends_at"))
        .col(columns::integer("capacity"))
        .col(columns::integer("reserved"))
        .col(columns::integer("taken"))
        .col(columns::integer("taken_online"))
        .col(ColumnDef::new("is_closed").boolean().not_null())
        .col(ColumnDef::new("is_edited").boolean().not_null())
        .col(columns::time("updated_at"))
        .check(Expr::cust("starts_at < ends_at"))
        .check(Expr::cust("reserved >= 0 AND reserved <= capacity"))
        .check(Expr::cust("taken >= 0 AND taken <= capacity"))
        .check(Expr::cust("taken_online >= 0 AND taken_online <= taken AND taken_online <= capacity - reserved"))
        .foreign_key(&mut columns::foreign_key("slot", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("slot", "calendar_id", "calendar"))
        .foreign_key(&mut columns::foreign_key("slot", "place_id", "place"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("slot", &["place_id", "starts_at"], true)).await?;
    manager.create_index(columns::index("slot", &["calendar_id", "day"], false)).await?;
    // What changed since the last look, every second, in every process.
    manager.create_index(columns::index("slot", &["updated_at"], false)).await
}

/// Somebody's appointment. A cancelled one stays, for the record; only active ones count.
async fn booking(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("booking")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("calendar_id"))
        .col(columns::reference("slot_id"))
        .col(columns::reference("submission_id"))
        .col(columns::reference("form_id"))
        .col(columns::integer("persons"))
        .col(columns::text("channel"))
        .col(columns::text("state"))
        .col(columns::optional_bytes("key_hmac"))
        .col(columns::time("booked_at"))
        .col(columns::optional_time("cancelled_at"))
        .col(columns::optional_time("reminded_at"))
        .check(Expr::cust("persons >= 1"))
        .foreign_key(&mut columns::foreign_key("booking", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("booking", "calendar_id", "calendar"))
        .foreign_key(&mut columns::foreign_key("booking", "slot_id", "slot"))
        .foreign_key(&mut columns::foreign_key("booking", "submission_id", "submission"))
        .foreign_key(&mut columns::foreign_key("booking", "form_id", "form"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("booking", &["slot_id", "state"], false)).await?;
    manager.create_index(columns::index("booking", &["submission_id"], false)).await?;
    for (name, of) in [("submission", "submission_id"), ("key", "calendar_id, key_hmac")] {
        let sql = format!("CREATE UNIQUE INDEX uq_booking_active_{name} ON booking ({of}) WHERE state = 'active'");
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// A place kept for a journey for some minutes. Counted as taken online until it is used, expires, or is given up.
async fn slot_hold(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("slot_hold")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("calendar_id"))
        .col(columns::reference("slot_id"))
        .col(columns::bytes("journey_hmac"))
        .col(columns::integer("persons"))
        .col(columns::time("expires_at"))
        .check(Expr::cust("persons >= 1"))
        .foreign_key(&mut columns::foreign_key("slot_hold", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("slot_hold", "calendar_id", "calendar"))
        .foreign_key(&mut columns::foreign_key("slot_hold", "slot_id", "slot"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("slot_hold", &["calendar_id", "journey_hmac"], true)).await?;
    manager.create_index(columns::index("slot_hold", &["expires_at"], false)).await?;
    manager.create_index(columns::index("slot_hold", &["slot_id"], false)).await
}
