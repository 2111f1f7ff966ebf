//! The tables: up, all the way down, and up again, on both databases; nothing stays behind.

use madoguchi_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::harness::{Database, connect};

async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => {
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let names = rows.iter().map(|row| row.try_get::<String>("", "name").unwrap());
    names.filter(|name| name != "seaql_migrations").collect()
}

async fn up_down_up(url: &str) {
    let db = connect(url).await;
    Migrator::up(&db, None).await.unwrap();
    let first = tables(&db).await;
    for table in ["organization", "staff", "form", "form_version", "submission", "job", "audit_event"] {
        assert!(first.iter().any(|name| name == table), "{table} is missing: {first:?}");
    }
    // One step after the other, so that each way back is walked from exactly the state it was written for.
    for _ in Migrator::migrations() {
        Migrator::down(&db, Some(1)).await.unwrap();
    }
    assert_eq!(tables(&db).await, Vec::<String>::new());
    Migrator::up(&db, None).await.unwrap();
    assert_eq!(tables(&db).await, first);
    db.close().await.unwrap();
}

#[tokio::test]
async fn sqlite_goes_up_down_and_up() {
    let folder = tempfile::tempdir().unwrap();
    up_down_up(&format!("sqlite:{}?mode=rwc", folder.path().join("a.db").display())).await;
}

#[tokio::test]
async fn postgres_goes_up_down_and_up() {
    let database = Database::create_bare().await;
    up_down_up(database.url()).await;
    database.remove().await;
}
