//! Which draft a form's erased tests had tried out: erasing them does not undo the trying.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("tested_revision").big_integer().null().take();
        manager.alter_table(Table::alter().table("form").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("form").drop_column("tested_revision").take()).await
    }
}
