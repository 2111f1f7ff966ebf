//! A copy of a SQLite database while it is in use: everything that was committed before it began, and nothing half. The
//! database is taken as it is: nothing here migrates it.

use std::path::{Path, PathBuf};

use madoguchi_migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

use super::PATIENCE;
use super::tables::{self, MIGRATIONS};

/// The file that an address (`sqlite:…`) names; nothing when it is none on a disk.
#[must_use]
pub fn file(url: &str) -> Option<PathBuf> {
    if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
        return None;
    }
    let options: SqliteConnectOptions = url.parse().ok()?;
    Some(options.get_filename().to_owned())
}

/// Opens a database that others may be using. It has to be there.
///
/// # Errors
/// The database's.
pub async fn source(database: &Path) -> Result<DatabaseConnection, DbErr> {
    connect(database, |sqlite| sqlite.create_if_missing(false).busy_timeout(PATIENCE)).await
}

/// Opens a copy for reading. Nothing is written beside it.
///
/// # Errors
/// The database's.
pub async fn open(copy: &Path) -> Result<DatabaseConnection, DbErr> {
    connect(copy, |sqlite| sqlite.read_only(true).immutable(true)).await
}

async fn connect(
    file: &Path,
    options: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> Result<DatabaseConnection, DbErr> {
    // The name as it is: in an address some characters would mean something.
    let mut all = ConnectOptions::new("sqlite:file");
    let file = file.to_owned();
    all.max_connections(1).sqlx_logging(false);
    all.map_sqlx_sqlite_opts(move |sqlite| options(sqlite.filename(&file)));
    Database::connect(all).await
}

/// Writes a copy to a file that is empty: nobody waits for it. SQLite does not flush it; the caller does.
///
/// # Errors
/// The database's.
pub async fn copy(source: &DatabaseConnection, target: &Path) -> Result<(), DbErr> {
    let target = target.display().to_string();
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]);
    source.execute_raw(statement).await.map(|_| ())
}

/// What is wrong with a copy, in SQLite's words; nothing when it is whole.
///
/// # Errors
/// The database's.
pub async fn problem(copy: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    let found = copy.query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check(1)")).await?;
    let said: String = found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if said != "ok" {
        return Ok(Some(said));
    }
    let broken = copy.query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check")).await?;
    let table: Option<String> = broken.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(table.map(|table| format!("a row of {table} refers to nothing")))
}

/// The last migration that was applied to a copy; empty when there was none.
///
/// # Errors
/// The database's, as when it is no database of this program.
pub async fn last_migration(copy: &DatabaseConnection) -> Result<String, DbErr> {
    let sql = format!("SELECT max(version) FROM {MIGRATIONS}");
    let row = copy.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    let last: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(last.unwrap_or_default())
}

/// Whether this version of the program knows a migration.
#[must_use]
pub fn knows(migration: &str) -> bool {
    migration.is_empty() || Migrator::get_migration_files().iter().any(|known| known.name() == migration)
}

/// Whether a copy has a table: an older version has fewer.
///
/// # Errors
/// The database's.
pub async fn has(copy: &DatabaseConnection, table: &str) -> Result<bool, DbErr> {
    Ok(tables::names(copy).await?.iter().any(|name| name == table))
}
