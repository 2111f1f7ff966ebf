//! A copy of a SQLite database while it is in use: everything that was committed before it began, and nothing half.

use std::path::Path;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

use super::Db;

impl Db {
    /// Whether the database is one file of this machine.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.readers.get_database_backend() == DbBackend::Sqlite
    }

    /// Writes a copy to a file that is not there yet, through a reader: nobody waits for it. (SQLite only.) SQLite does
    /// not flush it; the caller does.
    ///
    /// # Errors
    /// The database's.
    pub async fn copy_to(&self, target: &Path) -> Result<(), DbErr> {
        let target = target.display().to_string();
        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]);
        self.readers.execute_raw(statement).await.map(|_| ())
    }
}

/// Opens such a copy for reading. Nothing is written beside it.
///
/// # Errors
/// The database's.
pub async fn open(copy: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite:{}", copy.display()));
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.read_only(true).immutable(true));
    Database::connect(options).await
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
