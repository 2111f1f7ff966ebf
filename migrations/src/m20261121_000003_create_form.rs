//! Forms with their one draft, and the immutable published versions.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        form(manager).await?;
        form_version(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["form_version", "form"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn form(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("form")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("department_id"))
        .col(columns::text("slug"))
        .col(columns::text("title"))
        .col(columns::text("state"))
        .col(columns::text("draft_document"))
        .col(columns::integer("draft_revision"))
        .col(columns::time("draft_saved_at"))
        .col(columns::optional_reference("draft_saved_by"))
        .col(columns::optional_reference("published_version_id"))
        .col(ColumnDef::new("published_revision").big_integer().null().take())
        .col(columns::text("notification_emails"))
        .col(columns::bytes("wrapped_key"))
        .col(columns::time("created_at"))
        .col(columns::time("updated_at"))
        .foreign_key(&mut columns::foreign_key("form", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("form", "department_id", "department"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("form", &["department_id"], false)).await?;
    manager.create_index(columns::index("form", &["organization_id", "slug"], true)).await?;
    Ok(())
}

async fn form_version(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("form_version")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::integer("number"))
        .col(columns::text("document"))
        .col(columns::time("published_at"))
        .col(columns::optional_reference("published_by"))
        .foreign_key(&mut columns::foreign_key("form_version", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("form_version", "form_id", "form"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("form_version", &["form_id", "number"], true)).await?;
    Ok(())
}
