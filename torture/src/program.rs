//! The program under test: an installation in a folder of its own, and `serve` as a process that can be killed.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};

/// The longest a start may take before it is a failure by itself.
const START: Duration = Duration::from_secs(60);

/// The longest a command may take: exports are long.
const COMMAND: Duration = Duration::from_secs(1200);

/// An installation.
#[derive(Clone)]
pub(crate) struct Program {
    binary: PathBuf,
    /// Its working folder; data, log and exports lie in it.
    pub(crate) folder: PathBuf,
    settings: Vec<(String, String)>,
    /// What `serve` is started with, as `strace …`.
    wrapper: Vec<String>,
    port: u16,
}

/// A running server.
pub(crate) struct Serving {
    child: Child,
    /// How long it took from its start until it was ready.
    pub(crate) ready_after: Duration,
}

impl Program {
    /// An installation in this folder, without limits on how much one form takes.
    pub(crate) fn new(binary: &Path, folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let program = Self {
            binary: binary.to_owned(),
            folder: folder.canonicalize()?,
            settings: Vec::new(),
            wrapper: Vec::new(),
            port,
        };
        Ok(program
            .with("MADOGUCHI_FORM_SUBMISSIONS_PER_MINUTE", "0")
            .with("MADOGUCHI_FORM_UPLOADS_PER_MINUTE", "0")
            .with("MADOGUCHI_EXAMPLE_FORM", "false")
            .with("MADOGUCHI_LOG", "warn,sqlx=error,sea_orm=error"))
    }

    /// The same with one more setting.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, started by another program.
    pub(crate) fn under(mut self, wrapper: &[&str]) -> Self {
        self.wrapper = wrapper.iter().map(|part| (*part).to_owned()).collect();
        self
    }

    /// The same installation served by another process.
    pub(crate) fn another(&self) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        Ok(Self { port, ..self.clone() })
    }

    /// Its address; the same after every start.
    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where its data lie.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn command(&self, wrapper: &[String], arguments: &[&str]) -> Command {
        let mut command = match wrapper.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(&self.binary);
                command
            }
            None => Command::new(&self.binary),
        };
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MADOGUCHI_")) {
            command.env_remove(name);
        }
        let settings = self.settings.iter().map(|(name, value)| (name, value));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("MADOGUCHI_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("MADOGUCHI_BASE_URL", self.base_url())
            .env("MADOGUCHI_DATA_DIR", self.data())
            .envs(settings)
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let ended = tokio::time::timeout(COMMAND, self.command(&[], arguments).output()).await;
        let output = ended.map_err(|_| anyhow::anyhow!("{arguments:?} has not ended after {COMMAND:?}"))??;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The same for a command that reads what it is told.
    pub(crate) async fn run_with(&self, arguments: &[&str], input: &str) -> anyhow::Result<String> {
        let mut command = self.command(&[], arguments);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn()?;
        child.stdin.take().context("it reads nothing")?.write_all(input.as_bytes()).await?;
        let output = child.wait_with_output().await?;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Makes the installation and publishes a form.
    pub(crate) async fn publish(&self, slug: &str, document: &Value) -> anyhow::Result<()> {
        // The first start makes the organization.
        self.serve().await?.kill().await?;
        let path = self.folder.join(format!("{slug}.json"));
        std::fs::write(&path, document.to_string())?;
        let path = path.display().to_string();
        self.run(&["form", "import", &path, "--slug", slug, "--publish"]).await.map(|_| ())
    }

    /// All submissions of a form, as its export has them.
    pub(crate) async fn export(&self, slug: &str) -> anyhow::Result<Vec<Value>> {
        let path = self.folder.join("export.json");
        let text = path.display().to_string();
        self.run(&["export", slug, "--format", "json", "--out", &text]).await?;
        let rows: Value = serde_json::from_slice(&std::fs::read(&path)?)?;
        rows.as_array().cloned().context("an export is a list")
    }

    /// Starts the server and waits until it is ready.
    pub(crate) async fn serve(&self) -> anyhow::Result<Serving> {
        let mut serving = self.spawn()?;
        let (http, began) = (reqwest::Client::builder().no_proxy().build()?, Instant::now());
        let url = format!("{}/readyz", self.base_url());
        loop {
            if let Ok(answer) = http.get(&url).send().await
                && answer.status() == 200
            {
                serving.ready_after = began.elapsed();
                return Ok(serving);
            }
            if let Some(status) = serving.child.try_wait()? {
                bail!("the server ended with {status} instead of starting; see {}", self.log().display());
            }
            ensure!(began.elapsed() < START, "the server is not ready after {START:?}; see {}", self.log().display());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Starts the server and waits for nothing.
    pub(crate) fn spawn(&self) -> anyhow::Result<Serving> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let child = self.command(&self.wrapper, &["serve"]).stdout(Stdio::null()).stderr(log).spawn()?;
        Ok(Serving { child, ready_after: Duration::ZERO })
    }

    /// What the servers said.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }
}

impl Serving {
    /// SIGKILL: no chance to tidy up.
    pub(crate) async fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("the server cannot be killed")
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self, within: Duration) -> anyhow::Result<Option<i32>> {
        let status = tokio::time::timeout(within, self.child.wait()).await.context("the server goes on")??;
        Ok(status.code())
    }

    /// Whether it still runs.
    pub(crate) fn is_running(&mut self) -> anyhow::Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }
}

/// A folder below the working directory, gone afterwards: the system's own folder for temporary files is memory on many
/// machines, and nothing is durable there.
pub(crate) fn folder(name: &str) -> anyhow::Result<tempfile::TempDir> {
    let target = Path::new("target");
    std::fs::create_dir_all(target)?;
    // TORTURE_KEEP leaves it, to look at what went wrong.
    let is_kept = std::env::var_os("TORTURE_KEEP").is_some();
    let mut folder = tempfile::Builder::new();
    Ok(folder.prefix(&format!("torture-{name}-")).disable_cleanup(is_kept).tempdir_in(target.canonicalize()?)?)
}
