//! Floor (b) of the submissions: a server that takes a body and a key, commits whatever waits as one durable transaction
//! (known keys, rows, one outbox row each), and answers. It checks, seals and numbers nothing.

use std::collections::HashSet;
use std::net::{SocketAddr, TcpListener};

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, ExprTrait, TransactionTrait};
use tokio::sync::{mpsc, oneshot};

const BATCH: usize = 256;
const WAITING: usize = 4096;
const TABLES: [&str; 2] = ["batching", "batching_outbox"];

struct Job {
    key: String,
    body: Bytes,
    answer: oneshot::Sender<bool>,
}

/// A running server.
pub struct Batching {
    pub address: SocketAddr,
    server: ServerHandle,
    db: DatabaseConnection,
}

impl Batching {
    /// Makes its tables in this database and starts it.
    pub async fn start(url: &str) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await?;
        if url.starts_with("sqlite:") {
            for pragma in ["journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 8000"] {
                db.execute_unprepared(&format!("PRAGMA {pragma}")).await?;
            }
        }
        let bytes = if url.starts_with("sqlite:") { "BLOB" } else { "BYTEA" };
        drop_tables(&db).await?;
        db.execute_unprepared(&format!("CREATE TABLE {} (id TEXT PRIMARY KEY, body {bytes} NOT NULL)", TABLES[0]))
            .await?;
        db.execute_unprepared(&format!("CREATE TABLE {} (id TEXT PRIMARY KEY, state BIGINT NOT NULL)", TABLES[1]))
            .await?;
        let (jobs, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write(db.clone(), waiting));
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let jobs = Data::new(jobs);
        let server = HttpServer::new(move || App::new().app_data(jobs.clone()).default_service(web::to(take)))
            .workers(std::thread::available_parallelism().map_or(2, std::num::NonZero::get))
            .listen(listener)?
            .run();
        let handle = server.handle();
        tokio::spawn(server);
        Ok(Self { address, server: handle, db })
    }

    /// Stops it and removes its tables.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.server.stop(false).await;
        drop_tables(&self.db).await?;
        Ok(())
    }
}

async fn drop_tables(db: &DatabaseConnection) -> Result<(), DbErr> {
    for table in TABLES {
        db.execute_unprepared(&format!("DROP TABLE IF EXISTS {table}")).await?;
    }
    Ok(())
}

async fn take(request: HttpRequest, body: Bytes, jobs: Data<mpsc::Sender<Job>>) -> HttpResponse {
    let key = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default().to_owned();
    let (answer, answered) = oneshot::channel();
    if jobs.try_send(Job { key, body, answer }).is_err() {
        return HttpResponse::ServiceUnavailable().finish();
    }
    match answered.await {
        Ok(true) => HttpResponse::Created().finish(),
        _ => HttpResponse::InternalServerError().finish(),
    }
}

async fn write(db: DatabaseConnection, mut waiting: mpsc::Receiver<Job>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let is_written = commit(&db, &batch).await.is_ok();
        for job in batch.drain(..) {
            let _ = job.answer.send(is_written);
        }
    }
}

async fn commit(db: &DatabaseConnection, batch: &[Job]) -> Result<(), DbErr> {
    let (id, body, state) = (Alias::new("id"), Alias::new("body"), Alias::new("state"));
    let transaction = db.begin().await?;
    let keys = batch.iter().map(|job| job.key.as_str());
    let known = Query::select()
        .column(id.clone())
        .from(Alias::new(TABLES[0]))
        .and_where(Expr::col(id.clone()).is_in(keys))
        .take();
    let known = transaction.query_all(&known).await?;
    let known: HashSet<String> = known.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let (mut rows, mut outbox) = (Query::insert(), Query::insert());
    rows.into_table(Alias::new(TABLES[0])).columns([id.clone(), body]);
    outbox.into_table(Alias::new(TABLES[1])).columns([id, state]);
    let mut is_any = false;
    for job in batch.iter().filter(|job| !known.contains(&job.key)) {
        is_any = true;
        rows.values_panic([job.key.as_str().into(), job.body.to_vec().into()]);
        outbox.values_panic([job.key.as_str().into(), 0_i64.into()]);
    }
    if is_any {
        transaction.execute(&rows).await?;
        transaction.execute(&outbox).await?;
    }
    transaction.commit().await
}
