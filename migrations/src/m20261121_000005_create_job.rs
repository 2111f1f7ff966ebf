//! The transactional outbox: work to be done after a commit.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        job(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["job"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn job(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("job")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::text("kind"))
        .col(columns::text("payload"))
        .col(columns::text("state"))
        .col(columns::integer("attempts"))
        .col(columns::time("run_at"))
        .col(columns::optional_time("lease_until_at"))
        .col(columns::optional_text("last_error"))
        .col(columns::time("created_at"))
        .col(columns::optional_time("finished_at"))
        .foreign_key(&mut columns::foreign_key("job", "organization_id", "organization"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("job", &["state", "run_at"], false)).await?;
    Ok(())
}
