//! The floors: the same work without Madoguchi.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use futures_util::future::try_join_all;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, Value};

use crate::report::Figure;
use crate::stand::DATABASE_CONNECTIONS;

/// A handler that answers every request with the same bytes, on as many workers as Madoguchi uses.
pub fn static_page(length: usize) -> anyhow::Result<(SocketAddr, ServerHandle)> {
    let page = Bytes::from(vec![b'x'; length]);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = HttpServer::new(move || {
        let page = page.clone();
        let handler = move || {
            let page = page.clone();
            async move { HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page) }
        };
        App::new().default_service(web::to(handler))
    })
    .workers(std::thread::available_parallelism().map_or(2, std::num::NonZero::get))
    .listen(listener)?
    .run();
    let handle = server.handle();
    tokio::spawn(server);
    Ok((address, handle))
}

/// One row per transaction, each durable before the next one of that connection begins: one connection on SQLite, which
/// has one writer, and as many as Madoguchi has on PostgreSQL.
pub async fn durable_inserts(url: &str, row_bytes: usize, span: Duration) -> anyhow::Result<Figure> {
    let is_sqlite = url.starts_with("sqlite:");
    let connections = if is_sqlite { 1 } else { DATABASE_CONNECTIONS };
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(connections).sqlx_logging(false);
    let db = Database::connect(options).await?;
    if is_sqlite {
        db.execute_unprepared("PRAGMA journal_mode = WAL").await?;
        db.execute_unprepared("PRAGMA synchronous = FULL").await?;
    }
    let bytes = if is_sqlite { "BLOB" } else { "BYTEA" };
    db.execute_unprepared(&format!("CREATE TABLE floor (id TEXT PRIMARY KEY, body {bytes} NOT NULL)")).await?;
    let began = Instant::now();
    let counts =
        try_join_all((0..connections).map(|writer| insert_until(&db, writer, row_bytes, began + span))).await?;
    let figure = Figure::of("one row per transaction", counts.iter().sum(), began.elapsed());
    db.execute_unprepared("DROP TABLE floor").await?;
    db.close().await?;
    Ok(figure)
}

async fn insert_until(db: &DatabaseConnection, writer: u32, row_bytes: usize, end: Instant) -> anyhow::Result<u64> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "INSERT INTO floor (id, body) VALUES (?, ?)",
        _ => "INSERT INTO floor (id, body) VALUES ($1, $2)",
    };
    let mut count = 0;
    while Instant::now() < end {
        let values: [Value; 2] = [format!("{writer}-{count}").into(), vec![0_u8; row_bytes].into()];
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        count += 1;
    }
    Ok(count)
}
