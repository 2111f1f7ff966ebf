//! Power cuts: the data folder lies on a disk that ends without flushing while 64 clients send submissions, some with a
//! picture. Whatever was acknowledged is there afterwards, with its file; the database is whole; the server is ready again
//! within three seconds. The control, the same disk under SQLite with `synchronous=NORMAL`, must lose something, or the
//! test would prove nothing.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sha2::{Digest, Sha256};

use crate::client::document;
use crate::crowd::{self, Crowd, Manner};
use crate::disk::{Disk, FileSystem};
use crate::ledger::Ledger;
use crate::program::{Program, folder};
use crate::{Missing, Plan};

const SLUG: &str = "cut";
const READY: Duration = Duration::from_secs(3);
const MANNER: Manner = Manner { clients: 64, is_patient: false, pictures: 4 };
/// XFS cannot be smaller.
const MEBIBYTES: u64 = 512;

/// Runs the cuts on both file systems; one that cannot be made here is named, and fails the test at the end.
pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let mut missing = Vec::new();
    for file_system in [FileSystem::Ext4, FileSystem::Xfs] {
        match cuts(plan, file_system).await {
            Err(error) if error.is::<Missing>() => {
                eprintln!("{}: {error}", file_system.name());
                missing.push(file_system.name());
            }
            done => done?,
        }
    }
    if missing.is_empty() { Ok(()) } else { bail!(Missing(format!("without {}", missing.join(" and ")))) }
}

async fn cuts(plan: &Plan, file_system: FileSystem) -> anyhow::Result<()> {
    let place = folder("cut")?;
    let mut disk = Disk::new(place.path(), file_system, MEBIBYTES)?;
    let lost = control(&mut disk, plan).await?;
    println!("{}: the control (synchronous=NORMAL) lost {lost} acknowledged rows", file_system.name());
    let mut chance = StdRng::seed_from_u64(plan.seed);
    let program = Program::new(&plan.program, &place.path().join("work"))?
        .with("MADOGUCHI_DATA_DIR", &disk.path().join("data").display().to_string());
    program.publish(SLUG, &document()).await?;
    let ledger = Arc::new(Ledger::default());
    let (mut slowest, mut files, mut settled) = (Duration::ZERO, 0, 0);
    for cut in 0..plan.count {
        let mut serving = program.serve().await?;
        // The start after the installation was made is none after a cut.
        if cut > 0 {
            slowest = slowest.max(serving.ready_after);
        }
        settled += crowd::settle(&program.base_url(), SLUG, &ledger).await?;
        let crowd = Crowd::begins((&[program.base_url()], SLUG, &format!("c{cut}")), &ledger, MANNER)?;
        let until = chance.random_range(10..400);
        crowd.has_received(until).await?;
        // First nobody hears anything any more, then the disk ends: the kernel lets a few of the flushes that are under way at
        // that moment succeed although nothing of them lasts, which no real power cut would live to tell.
        crowd.goes_dark();
        disk.cut_power()?;
        tokio::time::sleep(Duration::from_millis(50)).await;
        serving.kill().await?;
        crowd.ends().await?;
        disk.unmount()?;
        disk.mount()?;
        files = check(&disk.path().join("data"), &ledger).await?;
    }
    let mut serving = program.serve().await?;
    slowest = slowest.max(serving.ready_after);
    settled += crowd::settle(&program.base_url(), SLUG, &ledger).await?;
    serving.kill().await?;
    let figures = ledger.compare(&program.export(SLUG).await?)?;
    println!(
        "{}: {} cuts: {figures}; {files} files whole; {settled} sent again; slowest start {slowest:?}",
        file_system.name(),
        plan.count
    );
    ensure!(figures.acknowledged > 0 && files > 0, "nothing was acknowledged");
    ensure!(slowest <= READY, "ready again only after {slowest:?}");
    disk.unmount()
}

/// With the server stopped: the database is whole, it has every acknowledged number, and every file of a submission is as
/// it was stored. Returns how many files there are.
async fn check(data: &Path, ledger: &Ledger) -> anyhow::Result<usize> {
    let db = Database::connect(format!("sqlite:{}", data.join("madoguchi.db").display())).await?;
    let integrity = texts(&db, "PRAGMA integrity_check").await?;
    ensure!(integrity == ["ok"], "the database is damaged: {integrity:?}");
    let numbers: std::collections::HashSet<String> =
        texts(&db, "SELECT receipt_number FROM submission").await?.into_iter().collect();
    let lost: Vec<String> = ledger
        .receipts()
        .into_values()
        .map(|receipt| receipt.number)
        .filter(|number| !numbers.contains(number))
        .collect();
    ensure!(lost.is_empty(), "{} acknowledged submissions are lost: {lost:?}", lost.len());
    let sql = "SELECT lower(hex(organization_id)), lower(hex(id)), lower(hex(sha256)) FROM stored_file WHERE submission_id IS NOT NULL";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    for row in &rows {
        let text = |index| row.try_get_by_index::<String>(index);
        let path = data.join("files").join(format!("org_{}", text(0)?)).join(format!("file_{}", text(1)?));
        let sealed = std::fs::read(&path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        let found: String = Sha256::digest(&sealed).iter().map(|byte| format!("{byte:02x}")).collect();
        ensure!(found == text(2)?, "{} is not what was stored", path.display());
    }
    db.close().await?;
    Ok(rows.len())
}

async fn texts(db: &DatabaseConnection, sql: &str) -> anyhow::Result<Vec<String>> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Cuts of the control before it has to have lost something.
const CONTROL_CUTS: usize = 10;
/// How long the control may take for its rows before a cut.
const CONTROL_PATIENCE: Duration = Duration::from_secs(120);

/// Rows that SQLite with `synchronous=NORMAL` acknowledged and lost on this disk.
async fn control(disk: &mut Disk, plan: &Plan) -> anyhow::Result<i64> {
    let mut chance = StdRng::seed_from_u64(plan.seed);
    let path = disk.path().join("control.db");
    let mut lost = 0;
    for cut in 0..CONTROL_CUTS {
        let before = rows(&path).await?;
        let acknowledged = Arc::new(AtomicI64::new(before));
        let writer = tokio::spawn(write(path.clone(), acknowledged.clone()));
        let until = before + chance.random_range(200..2000);
        let began = Instant::now();
        while acknowledged.load(Ordering::SeqCst) < until {
            ensure!(began.elapsed() < CONTROL_PATIENCE, "the control writes nothing any more");
            ensure!(!writer.is_finished(), "the control stopped before the cut");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let heard = acknowledged.load(Ordering::SeqCst);
        disk.cut_power()?;
        let _ = tokio::time::timeout(Duration::from_secs(10), writer).await;
        disk.unmount()?;
        disk.mount()?;
        lost += (heard - rows(&path).await?).max(0);
        if lost > 0 && cut > 0 {
            break;
        }
    }
    ensure!(lost > 0, "{CONTROL_CUTS} cuts lost nothing of the control: this disk proves nothing");
    std::fs::remove_file(&path)?;
    Ok(lost)
}

async fn open(path: &Path) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("sqlite:{}?mode=rwc", path.display()));
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    for sql in
        ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "CREATE TABLE IF NOT EXISTS control (id INTEGER)"]
    {
        db.execute_unprepared(sql).await?;
    }
    Ok(db)
}

/// Writes rows, each its own transaction, until the disk ends.
async fn write(path: std::path::PathBuf, acknowledged: Arc<AtomicI64>) -> anyhow::Result<()> {
    let db = open(&path).await?;
    while db.execute_unprepared("INSERT INTO control VALUES (1)").await.is_ok() {
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
    let _ = db.close().await;
    Ok(())
}

async fn rows(path: &Path) -> anyhow::Result<i64> {
    let db = open(path).await?;
    let statement = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM control");
    let row = db.query_one_raw(statement).await?;
    let count = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    db.close().await?;
    Ok(count)
}
