//! Staff, the departments they belong to, their browser sessions and their API tokens.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        staff(manager).await?;
        staff_department(manager).await?;
        session(manager).await?;
        api_token(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["api_token", "session", "staff_department", "staff"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

async fn staff(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("staff")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::text("email"))
        .col(columns::text("name"))
        .col(columns::text("password_hash"))
        .col(columns::text("role"))
        .col(columns::optional_time("disabled_at"))
        .col(columns::integer("failed_sign_ins"))
        .col(columns::optional_time("blocked_until_at"))
        .col(columns::optional_time("last_sign_in_at"))
        .col(columns::time("created_at"))
        .foreign_key(&mut columns::foreign_key("staff", "organization_id", "organization"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("staff", &["organization_id", "email"], true)).await?;
    Ok(())
}

async fn staff_department(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("staff_department")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("staff_id"))
        .col(columns::reference("department_id"))
        .foreign_key(&mut columns::foreign_key("staff_department", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("staff_department", "staff_id", "staff"))
        .foreign_key(&mut columns::foreign_key("staff_department", "department_id", "department"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("staff_department", &["department_id"], false)).await?;
    manager.create_index(columns::index("staff_department", &["staff_id", "department_id"], true)).await?;
    Ok(())
}

async fn session(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("session")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("staff_id"))
        .col(columns::bytes("token_hash"))
        .col(columns::time("created_at"))
        .col(columns::time("last_seen_at"))
        .col(columns::time("expires_at"))
        .foreign_key(&mut columns::foreign_key("session", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("session", "staff_id", "staff"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("session", &["staff_id"], false)).await?;
    manager.create_index(columns::index("session", &["token_hash"], true)).await?;
    Ok(())
}

async fn api_token(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("api_token")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("staff_id"))
        .col(columns::bytes("token_hash"))
        .col(columns::time("created_at"))
        .col(columns::optional_time("last_used_at"))
        .col(columns::optional_time("revoked_at"))
        .foreign_key(&mut columns::foreign_key("api_token", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("api_token", "staff_id", "staff"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("api_token", &["staff_id"], false)).await?;
    manager.create_index(columns::index("api_token", &["token_hash"], true)).await?;
    Ok(())
}
