//! What the tables look like, asked of the database itself, so that whoever copies rows needs no list of them: a table that
//! a later migration adds is copied too.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

/// What a column holds; the same on both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Uuid,
    Text,
    Integer,
    BigInteger,
    Truth,
    Bytes,
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// One table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The tables its rows refer to.
    pub(super) refers_to: Vec<String>,
}

/// The table that remembers which migrations were applied.
pub(super) const MIGRATIONS: &str = "seaql_migrations";

/// The tables of a PostgreSQL database, each after those it refers to. (SQLite knows no sizes of integers.)
///
/// # Errors
/// The database's, or when a column's type is none of ours.
pub(super) async fn of_postgres(db: &impl ConnectionTrait) -> Result<Vec<Table>, DbErr> {
    let mut tables = Vec::new();
    for name in names(db).await? {
        let columns = postgres_columns(db, &name).await?;
        let refers_to = references(db, &name).await?;
        tables.push(Table { name, columns, refers_to });
    }
    in_order(tables)
}

/// Whether an SQLite database has these tables with these columns, and no others.
///
/// # Errors
/// The database's.
pub(super) async fn are_in_sqlite(db: &DatabaseConnection, tables: &[Table]) -> Result<bool, DbErr> {
    let set = |names: Vec<String>| names.into_iter().collect::<BTreeSet<String>>();
    if set(names(db).await?) != tables.iter().map(|table| table.name.clone()).collect() {
        return Ok(false);
    }
    for table in tables {
        let sql = "SELECT name FROM pragma_table_info(?)";
        let found =
            column_of(db, Statement::from_sql_and_values(DbBackend::Sqlite, sql, [(&*table.name).into()])).await?;
        if set(found) != table.columns.iter().map(|column| column.name.clone()).collect() {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn column_of(db: &impl ConnectionTrait, statement: Statement) -> Result<Vec<String>, DbErr> {
    db.query_all_raw(statement).await?.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The names of all tables but that of the migrations.
///
/// # Errors
/// The database's.
pub(super) async fn names(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        }
        _ => {
            "SELECT CAST(table_name AS text) FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name"
        }
    };
    let names = column_of(db, Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(names.into_iter().filter(|name| name != MIGRATIONS).collect())
}

async fn postgres_columns(db: &impl ConnectionTrait, table: &str) -> Result<Vec<Column>, DbErr> {
    let sql = "SELECT CAST(column_name AS text), CAST(data_type AS text) FROM information_schema.columns \
               WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
    let rows = db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into()])).await?;
    rows.iter()
        .map(|row| {
            let (name, declared) = (row.try_get_by_index::<String>(0)?, row.try_get_by_index::<String>(1)?);
            let kind = kind_of(&declared).ok_or_else(|| {
                DbErr::Custom(format!("{table}.{name} is of a type that cannot be copied: {declared}"))
            })?;
            Ok(Column { name, kind })
        })
        .collect()
}

/// The types that the migrations use, in PostgreSQL's words.
fn kind_of(declared: &str) -> Option<Kind> {
    Some(match declared {
        "uuid" => Kind::Uuid,
        "text" | "character varying" => Kind::Text,
        "integer" => Kind::Integer,
        "bigint" => Kind::BigInteger,
        "boolean" => Kind::Truth,
        "bytea" => Kind::Bytes,
        _ => return None,
    })
}

async fn references(db: &impl ConnectionTrait, table: &str) -> Result<Vec<String>, DbErr> {
    let sql = "SELECT DISTINCT CAST(target.relname AS text) FROM pg_constraint \
               JOIN pg_class target ON target.oid = confrelid JOIN pg_class source ON source.oid = conrelid \
               WHERE contype = 'f' AND source.relnamespace = current_schema()::regnamespace AND source.relname = $1";
    column_of(db, Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into()])).await
}

/// Each table after those it refers to.
fn in_order(mut waiting: Vec<Table>) -> Result<Vec<Table>, DbErr> {
    let mut ordered: Vec<Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_ready = |table: &Table| {
            let is_there = |name: &String| *name == table.name || ordered.iter().any(|other| other.name == *name);
            table.refers_to.iter().all(is_there)
        };
        let place = waiting
            .iter()
            .position(is_ready)
            .ok_or_else(|| DbErr::Custom("the tables refer to one another in a circle".to_owned()))?;
        ordered.push(waiting.remove(place));
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, refers_to: &[&str]) -> Table {
        let refers_to = refers_to.iter().map(|name| (*name).to_owned()).collect();
        Table { name: name.to_owned(), columns: Vec::new(), refers_to }
    }

    #[test]
    fn a_table_comes_after_those_it_refers_to() {
        let ordered = in_order(vec![table("c", &["b", "a"]), table("a", &[]), table("b", &["a", "b"])]).unwrap();
        assert_eq!(ordered.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(in_order(vec![table("a", &["b"]), table("b", &["a"])]).is_err());
    }
}
