//! A mail server that keeps what it gets: who, which Message-ID, how often. It can be told to fail now and then.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use mail_parser::MessageParser;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};

/// One mail as it came, headers and all.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) message_id: String,
    text: String,
}

impl Mail {
    /// The text as a mail program shows it, without any header.
    pub(crate) fn body(&self) -> anyhow::Result<String> {
        let mail = MessageParser::default().parse(self.text.as_bytes()).context("no mail")?;
        Ok(mail.body_text(0).context("a mail without a text")?.into_owned())
    }
}

/// What the server fails to do for every so-many-th mail; 0: never.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mood {
    /// Has the mail, and breaks off without saying so.
    pub(crate) drops: usize,
    /// Has the mail, and says nothing until the other side hangs up.
    pub(crate) hangs: usize,
}

/// How often it failed.
#[derive(Default)]
struct Failed {
    dropped: AtomicUsize,
    hung: AtomicUsize,
}

/// The server; it ends with the runtime.
#[derive(Clone)]
pub(crate) struct MailServer {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
    mood: Arc<Mutex<Mood>>,
    failed: Arc<Failed>,
}

/// What is done with a mail.
enum Reply {
    Taken,
    Dropped,
    Hung,
}

impl MailServer {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let server = Self { port, mails: Arc::default(), mood: Arc::default(), failed: Arc::default() };
        let keeper = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let keeper = keeper.clone();
                // A client that goes away in the middle is no trouble of ours.
                tokio::spawn(async move { keeper.talk(stream).await });
            }
        });
        Ok(server)
    }

    /// For `MADOGUCHI_SMTP_URL`.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// From now on it fails like this.
    pub(crate) fn turns(&self, mood: Mood) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
    }

    /// How many mails it broke off, and on how many it hung.
    pub(crate) fn failed(&self) -> (usize, usize) {
        (self.failed.dropped.load(Ordering::SeqCst), self.failed.hung.load(Ordering::SeqCst))
    }

    /// All mails so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often mails came that had come before, told apart by recipient and Message-ID: a mail that came three times
    /// counts twice.
    pub(crate) fn repeated(&self) -> usize {
        let mut counted: HashMap<(String, String), usize> = HashMap::new();
        for mail in self.mails() {
            *counted.entry((mail.to, mail.message_id)).or_default() += 1;
        }
        counted.into_values().map(|count| count - 1).sum()
    }

    fn keep(&self, to: String, text: String) -> Reply {
        let header = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim().trim_matches(['<', '>']).to_owned()
        };
        let message_id = header("Message-ID:");
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push(Mail { to, message_id, text });
        let mood = *self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        let is_turn = |every: usize| every > 0 && mails.len().is_multiple_of(every);
        if is_turn(mood.hangs) {
            self.failed.hung.fetch_add(1, Ordering::SeqCst);
            Reply::Hung
        } else if is_turn(mood.drops) {
            self.failed.dropped.fetch_add(1, Ordering::SeqCst);
            Reply::Dropped
        } else {
            Reply::Taken
        }
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        say(&mut write, "220 torture").await?;
        let mut to = String::new();
        while let Some(line) = lines.next_line().await? {
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => say(&mut write, "250 torture").await?,
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    say(&mut write, "250 yes").await?;
                }
                "DATA" => {
                    say(&mut write, "354 go on").await?;
                    let mut text = String::new();
                    loop {
                        // A mail that breaks off was never there.
                        let Some(line) = lines.next_line().await? else { return Ok(()) };
                        if line == "." {
                            break;
                        }
                        text.push_str(line.strip_prefix('.').unwrap_or(&line));
                        text.push_str("\r\n");
                    }
                    match self.keep(std::mem::take(&mut to), text) {
                        Reply::Taken => say(&mut write, "250 taken").await?,
                        Reply::Dropped => return Ok(()),
                        Reply::Hung => while lines.next_line().await?.is_some() {},
                    }
                }
                "QUIT" => return say(&mut write, "221 bye").await,
                _ => say(&mut write, "250 yes").await?,
            }
        }
        Ok(())
    }
}

async fn say(write: &mut OwnedWriteHalf, line: &str) -> std::io::Result<()> {
    write.write_all(format!("{line}\r\n").as_bytes()).await
}
