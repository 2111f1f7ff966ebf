//! A disk that is full, one that fails, one that turns read-only: no receipt without its row, and afterwards the server goes
//! on without repair. Full: the same process. Failing (`EIO` at fdatasync, injected by strace) and read-only: it ends with
//! code 74 or refuses, and the next start finds everything.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};

use crate::client::{Answer, Client, document};
use crate::crowd::{self, Crowd, Manner};
use crate::disk::{Disk, FileSystem};
use crate::ledger::{Ledger, answers};
use crate::program::{Program, Serving, folder};
use crate::{Missing, Plan};

const SLUG: &str = "disk";
const MANNER: Manner = Manner { clients: 16, is_patient: false, pictures: 4 };
/// What a process ends with whose disk failed.
const EXIT_IO: i32 = 74;
const SOON: Duration = Duration::from_secs(20);

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    full(plan).await.context("full disk")?;
    failing(plan).await.context("failing disk")?;
    read_only(plan).await.context("read-only disk")
}

struct Stand {
    program: Program,
    client: Client,
    ledger: Arc<Ledger>,
}

impl Stand {
    async fn new(plan: &Plan, place: &Path, data: &Path) -> anyhow::Result<Self> {
        let program =
            Program::new(&plan.program, &place.join("work"))?.with("MADOGUCHI_DATA_DIR", &data.display().to_string());
        program.publish(SLUG, &document()).await?;
        let client = Client::new(&program.base_url())?;
        Ok(Self { program, client, ledger: Arc::default() })
    }

    async fn is_ready(&self) -> bool {
        matches!(self.client.get("/readyz").await, Some((200, _)))
    }

    async fn until(&self, what: &str, mut is_true: impl AsyncFnMut() -> anyhow::Result<bool>) -> anyhow::Result<()> {
        let waited = tokio::time::timeout(SOON, async {
            while !is_true().await? {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            anyhow::Ok(())
        });
        waited.await.map_err(|_| anyhow::anyhow!("{what}: not within {SOON:?}"))?
    }

    /// Everything that was acknowledged is there; the rest is received now.
    async fn check(&self, mut serving: Serving) -> anyhow::Result<crate::ledger::Figures> {
        crowd::settle(&self.program.base_url(), SLUG, &self.ledger).await?;
        serving.kill().await?;
        self.ledger.compare(&self.program.export(SLUG).await?)
    }
}

/// The same process goes on when there is room again, as often as it happens.
async fn full(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("full")?;
    let disk = Disk::new(place.path(), FileSystem::Ext4, 32)?;
    let ballast = disk.path().join("ballast");
    let stand = Stand::new(plan, place.path(), &disk.path().join("data")).await?;
    let mut serving = stand.program.serve().await?;
    for round in 0..plan.count {
        fill(&ballast)?;
        let crowd = Crowd::begins((&[stand.program.base_url()], SLUG, &format!("f{round}")), &stand.ledger, MANNER)?;
        stand.until("the full disk is noticed", async || Ok(!stand.is_ready().await)).await?;
        ensure!(serving.is_running()?, "a full disk ended the process");
        crowd.ends().await?;
        std::fs::remove_file(&ballast)?;
        stand.until("ready when there is room again", async || Ok(stand.is_ready().await)).await?;
        ensure!(serving.is_running()?, "the process ended");
        crowd::settle(&stand.program.base_url(), SLUG, &stand.ledger).await?;
    }
    let figures = stand.check(serving).await?;
    println!("disk full {} times: {figures}", plan.count);
    Ok(())
}

/// Takes all the room there is.
fn fill(path: &Path) -> anyhow::Result<()> {
    use std::io::Write;
    let mut file = std::fs::File::create(path)?;
    for size in [1024 * 1024, 4096] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
    let _ = file.sync_all();
    Ok(())
}

/// After so many flushes of a thread each further one fails: in the middle of work, and at a start.
const FLUSHES: [usize; 10] = [40, 3, 90, 15, 60, 5, 25, 150, 8, 250];

/// Flushes fail as those of a dying disk.
async fn failing(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("eio")?;
    let stand = Stand::new(plan, place.path(), &place.path().join("data")).await?;
    let strace = std::process::Command::new("strace").args(["-f", "-e", "trace=none", "true"]).output();
    ensure!(strace.is_ok_and(|done| done.status.success()), Missing("strace may not trace processes".to_owned()));
    let (mut ends, mut at_work) = (0, 0);
    for round in 0..plan.count {
        let inject = format!("inject=fdatasync,fsync:error=EIO:when={}+", FLUSHES[round % FLUSHES.len()]);
        let dying = stand.program.clone().under(&[
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=fdatasync,fsync",
            "-e",
            &inject,
            "-o",
            "/dev/null",
        ]);
        let mut serving = dying.spawn()?;
        stand.until("ready or ended", async || Ok(stand.is_ready().await || !serving.is_running()?)).await?;
        let crowd = Crowd::begins((&[stand.program.base_url()], SLUG, &format!("e{round}")), &stand.ledger, MANNER)?;
        let code = serving.ended(Duration::from_secs(120)).await;
        let received = crowd.ends().await?;
        // A disk that fails at the very start lets nothing start, in plain words.
        let code = code?;
        ensure!([Some(EXIT_IO), Some(2)].contains(&code), "ended with {code:?}");
        ends += 1;
        at_work += usize::from(code == Some(EXIT_IO) && received > 0);
        let mut sound = stand.program.serve().await?;
        crowd::settle(&stand.program.base_url(), SLUG, &stand.ledger).await?;
        sound.kill().await?;
    }
    let figures = stand.check(stand.program.serve().await?).await?;
    ensure!(at_work > 0, "no disk failed a server that had received something: this proves nothing");
    println!("disk failed {ends} times, {at_work} of them a server at work (exit {EXIT_IO}): {figures}");
    Ok(())
}

/// The kernel turns a file system read-only when it finds an error.
async fn read_only(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("ro")?;
    let mut disk = Disk::new(place.path(), FileSystem::Ext4, 128)?;
    let stand = Stand::new(plan, place.path(), &disk.path().join("data")).await?;
    for round in 0..plan.count {
        let mut serving = stand.program.serve().await?;
        let servers = [stand.program.base_url()];
        let crowd = Crowd::begins((&servers, SLUG, &format!("r{round}")), &stand.ledger, MANNER)?;
        crowd.has_received(20).await?;
        // As with a power cut: flushes that are under way at that very moment may be told that they succeeded, although
        // nothing of them lasts. What is heard afterwards counts again.
        crowd.goes_dark();
        disk.abort()?;
        let late_crowd = Crowd::begins((&servers, SLUG, &format!("a{round}")), &stand.ledger, MANNER)?;
        stand.until("noticed", async || Ok(!serving.is_running()? || !stand.is_ready().await)).await?;
        let late = format!("r{round}-late");
        stand.ledger.sends(&late, &answers(&late));
        let answer = stand.client.submit(SLUG, &late, &answers(&late)).await;
        ensure!(!matches!(answer, Answer::Received(_)), "received on a read-only disk");
        serving.kill().await?;
        crowd.ends().await?;
        late_crowd.ends().await?;
        disk.unmount()?;
        disk.mount()?;
        let mut sound = stand.program.serve().await?;
        crowd::settle(&stand.program.base_url(), SLUG, &stand.ledger).await?;
        sound.kill().await?;
    }
    let figures = stand.check(stand.program.serve().await?).await?;
    disk.unmount()?;
    println!("disk read-only {} times: {figures}", plan.count);
    Ok(())
}
