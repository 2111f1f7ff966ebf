//! Calendars that are put away, and the slots of a calendar that changed: asked every second by every process, of the
//! calendars it shows and no others.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

const OLD_INDEX: &str = "ix_slot_updated_at";
const CHANGED: [&str; 2] = ["calendar_id", "updated_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = columns::optional_time("archived_at");
        manager.alter_table(Table::alter().table("calendar").add_column(column).take()).await?;
        manager.drop_index(Index::drop().name(OLD_INDEX).table("slot").to_owned()).await?;
        manager.create_index(columns::index("slot", &CHANGED, false)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = format!("ix_slot_{}", CHANGED.join("_"));
        manager.drop_index(Index::drop().name(name).table("slot").to_owned()).await?;
        manager.create_index(columns::index("slot", &["updated_at"], false)).await?;
        manager.alter_table(Table::alter().table("calendar").drop_column("archived_at").take()).await
    }
}
