//! The real program: its commands, and `serve` as a process of its own that can be killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use super::Actor;

/// The program with a data folder of its own.
pub struct Binary {
    folder: Arc<tempfile::TempDir>,
    database_url: String,
}

/// What a command left behind.
#[derive(Debug)]
pub struct Output {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A running server.
pub struct Serving {
    child: Child,
    pub base_url: String,
    /// What it printed at its start.
    pub greeting: String,
}

impl Binary {
    /// An empty data folder; an empty address is a SQLite file in it.
    pub fn new(database_url: &str) -> Self {
        Self { folder: Arc::new(tempfile::tempdir().unwrap()), database_url: database_url.to_owned() }
    }

    /// The same folder with another database.
    pub fn with_database(&self, database_url: &str) -> Self {
        Self { folder: self.folder.clone(), database_url: database_url.to_owned() }
    }

    /// The folder it works in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where mails are written.
    pub fn mail_dir(&self) -> PathBuf {
        self.folder().join("data/mail")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MADOGUCHI_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(self.folder())
            .env("MADOGUCHI_DATABASE_URL", &self.database_url)
            .env("MADOGUCHI_MINIMUM_FILL_SECONDS", "0")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[], "")
    }

    /// Runs a command with settings and with something on standard input.
    pub fn run_with(&self, arguments: &[&str], settings: &[(&str, &str)], input: &str) -> Output {
        let mut child = self.command(arguments).envs(settings.iter().copied()).spawn().unwrap();
        // A command that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Output {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts the server and waits until it says where it is, which is after it began to listen.
    pub fn serve(&self) -> Serving {
        self.serve_with(&[])
    }

    /// Starts the server with settings.
    pub fn serve_with(&self, settings: &[(&str, &str)]) -> Serving {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let base_url = format!("http://127.0.0.1:{port}");
        let log = std::fs::File::options().create(true).append(true).open(self.folder().join("server.log")).unwrap();
        let mut child = self
            .command(&["serve"])
            .env("MADOGUCHI_LISTEN", format!("127.0.0.1:{port}"))
            .env("MADOGUCHI_BASE_URL", &base_url)
            .envs(settings.iter().copied())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains("/admin/") {
            let length = lines.read_line(&mut greeting).unwrap();
            let log = || std::fs::read_to_string(self.folder().join("server.log")).unwrap();
            assert!(length > 0, "the server did not start: {}", log());
        }
        // What it prints later must not fill the pipe and stop it.
        std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Serving { child, base_url, greeting }
    }

    /// Makes organization, department and administrator as the first start does, and stops the server again.
    pub fn prepare(&self) {
        self.serve().stop();
    }
}

impl Output {
    /// The output, when the command ended with this code.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// The one sentence on standard error, when the command ended with this code and said one.
    #[track_caller]
    pub fn expect_sentence(self, code: i32) -> String {
        let output = self.expect(code);
        let lines: Vec<&str> = output.stderr.lines().collect();
        assert_eq!(lines.len(), 1, "one sentence, please: {output:#?}");
        assert!(lines[0].starts_with("madoguchi: "), "{output:#?}");
        assert!(!lines[0].contains("Some(") && !lines[0].contains("Err("), "this is no sentence: {output:#?}");
        assert_eq!(output.stdout, "", "nothing was done, so nothing is printed");
        lines[0].to_owned()
    }
}

impl Serving {
    /// Somebody who talks to it.
    pub fn resident(&self) -> Actor {
        Actor::new(&self.base_url, None)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no chance to tidy up.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The end of a server that is not needed any more.
    pub fn stop(mut self) {
        self.kill();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
