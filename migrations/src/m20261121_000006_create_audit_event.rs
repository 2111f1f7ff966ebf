//! The audit log: who did what to which object, without any answer.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        audit_event(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["audit_event"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn audit_event(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("audit_event")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::time("happened_at"))
        .col(columns::optional_reference("staff_id"))
        .col(columns::text("action"))
        .col(columns::text("object_kind"))
        .col(columns::optional_reference("object_id"))
        .col(columns::text("detail"))
        .foreign_key(&mut columns::foreign_key("audit_event", "organization_id", "organization"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("audit_event", &["organization_id", "happened_at"], false)).await?;
    manager.create_index(columns::index("audit_event", &["object_id"], false)).await?;
    Ok(())
}
