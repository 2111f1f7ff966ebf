//! A PostgreSQL server of our own that can be killed and started again: in a folder, on a loopback port, durable.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use tokio::process::{Child, Command};

use crate::Missing;

pub(crate) struct Postgres {
    programs: PathBuf,
    data: PathBuf,
    pub(crate) port: u16,
    child: Option<Child>,
}

const START: Duration = Duration::from_secs(60);

impl Postgres {
    /// Makes a cluster in this folder and starts it.
    ///
    /// # Errors
    /// [`Missing`] where no server is installed.
    pub(crate) async fn start(folder: &Path) -> anyhow::Result<Self> {
        let programs = programs().context(Missing("no PostgreSQL server is installed".to_owned()))?;
        let data = folder.join("postgres");
        std::fs::create_dir(&data)?;
        if is_root() {
            let given = Command::new("chown").arg("postgres").arg(&data).status().await?;
            ensure!(given.success(), Missing("run as root this needs an account named postgres".to_owned()));
            // The way to it lies in a folder of root's.
            for above in data.ancestors().skip(1).take(2) {
                let _ = Command::new("chmod").arg("a+x").arg(above).status().await;
            }
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = Self { programs, data, port, child: None };
        let made = server
            .command("initdb")
            .args(["--username=madoguchi", "--auth=trust", "--encoding=UTF8", "--locale=C", "--pgdata"])
            .arg(&server.data)
            .output()
            .await?;
        ensure!(made.status.success(), Missing(format!("initdb: {}", String::from_utf8_lossy(&made.stderr).trim())));
        server.run().await?;
        server.connect("postgres").await?.execute_unprepared("CREATE DATABASE madoguchi").await?;
        Ok(server)
    }

    /// PostgreSQL refuses to run as root; then its own account runs it.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/").kill_on_drop(true);
        command
    }

    /// Starts it and waits until it answers. Right after a kill the shared memory may still be in use: then again.
    pub(crate) async fn run(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        let mut child = self.spawn()?;
        while let Err(error) = self.connect("postgres").await {
            ensure!(began.elapsed() < START, "PostgreSQL does not start: {error:#}");
            if child.try_wait()?.is_some() {
                child = self.spawn()?;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.child = Some(child);
        Ok(())
    }

    fn spawn(&self) -> anyhow::Result<Child> {
        let mut command = self.command("postgres");
        command.arg("-D").arg(&self.data).args(["-p", &self.port.to_string()]);
        for setting in ["listen_addresses=127.0.0.1", "max_connections=100", "fsync=on", "synchronous_commit=on"] {
            command.args(["-c", setting]);
        }
        command.args(["-c", &format!("unix_socket_directories={}", self.data.display())]);
        Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// SIGKILL for the postmaster and everything below it; then started again.
    pub(crate) async fn killed_and_restarted(&mut self) -> anyhow::Result<()> {
        let mut child = self.child.take().context("it does not run")?;
        let postmaster = child.id().context("it has ended")?;
        let below =
            std::fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children")).unwrap_or_default();
        child.kill().await?;
        for backend in below.split_whitespace() {
            let _ = Command::new("kill").args(["-KILL", backend]).stderr(Stdio::null()).status().await;
        }
        self.run().await
    }

    /// One connection to one of its databases.
    pub(crate) async fn connect(&self, name: &str) -> anyhow::Result<DatabaseConnection> {
        let mut options = ConnectOptions::new(address(self.port, name));
        options.max_connections(1).acquire_timeout(Duration::from_millis(500)).sqlx_logging(false);
        Ok(Database::connect(options).await?)
    }
}

/// The address of a database behind this port.
pub(crate) fn address(port: u16, name: &str) -> String {
    format!("postgres://madoguchi@127.0.0.1:{port}/{name}")
}

fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    found.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    found.into_iter().find(|folder| folder.join("initdb").is_file())
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}
