//! Accepted submissions (answers sealed), what happened to each, and the files attached to them.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        submission(manager).await?;
        submission_event(manager).await?;
        stored_file(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["stored_file", "submission_event", "submission"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn submission(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("submission")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::reference("form_version_id"))
        .col(columns::text("receipt_number"))
        .col(columns::text("idempotency_key"))
        .col(columns::bytes("body_hmac"))
        .col(columns::bytes("wrapped_key"))
        .col(columns::bytes("sealed_answers"))
        .col(columns::text("state"))
        .col(columns::time("received_at"))
        .col(columns::time("updated_at"))
        .foreign_key(&mut columns::foreign_key("submission", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("submission", "form_id", "form"))
        .foreign_key(&mut columns::foreign_key("submission", "form_version_id", "form_version"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("submission", &["form_id", "received_at", "id"], false)).await?;
    manager.create_index(columns::index("submission", &["form_id", "state", "received_at"], false)).await?;
    manager.create_index(columns::index("submission", &["form_id", "idempotency_key"], true)).await?;
    manager.create_index(columns::index("submission", &["organization_id", "receipt_number"], true)).await?;
    Ok(())
}

async fn submission_event(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("submission_event")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("submission_id"))
        .col(columns::text("kind"))
        .col(columns::time("happened_at"))
        .col(columns::optional_reference("staff_id"))
        .col(columns::optional_text("from_state"))
        .col(columns::optional_text("to_state"))
        .col(columns::optional_bytes("sealed_note"))
        .foreign_key(&mut columns::foreign_key("submission_event", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("submission_event", "submission_id", "submission"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("submission_event", &["submission_id", "happened_at"], false)).await?;
    Ok(())
}

async fn stored_file(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("stored_file")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::optional_reference("submission_id"))
        .col(columns::text("field"))
        .col(columns::bytes("sealed_name"))
        .col(columns::text("media_type"))
        .col(columns::integer("size"))
        .col(columns::bytes("sha256"))
        .col(columns::bytes("wrapped_key"))
        .col(columns::time("created_at"))
        .foreign_key(&mut columns::foreign_key("stored_file", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("stored_file", "form_id", "form"))
        .foreign_key(&mut columns::foreign_key("stored_file", "submission_id", "submission"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("stored_file", &["submission_id"], false)).await?;
    manager.create_index(columns::index("stored_file", &["created_at"], false)).await?;
    Ok(())
}
