//! Organizations (municipalities), their departments, and the record that names the installation key.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        installation(manager).await?;
        organization(manager).await?;
        department(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["department", "organization", "installation"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn installation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("installation")
        .col(ColumnDef::new("id").integer().not_null().primary_key().take())
        .col(columns::text("key_fingerprint"))
        .col(columns::time("created_at"));
    manager.create_table(table).await?;
    Ok(())
}

async fn organization(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("organization")
        .col(columns::id())
        .col(columns::text("name"))
        .col(columns::text("base_url"))
        .col(columns::text("time_zone"))
        .col(columns::time("created_at"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("organization", &["base_url"], true)).await?;
    Ok(())
}

async fn department(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("department")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::text("name"))
        .col(columns::optional_text("notification_email"))
        .col(columns::optional_time("disabled_at"))
        .col(columns::time("created_at"))
        .foreign_key(&mut columns::foreign_key("department", "organization_id", "organization"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("department", &["organization_id", "name"], true)).await?;
    Ok(())
}
