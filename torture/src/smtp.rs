//! A mail server that keeps what it gets: who, which Message-ID, how often. It can be told to fail now and then.

use std::collections::{BTreeMap, HashMap};
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
    /// Does to a mail what its address begins with, see [`TRICKS`].
    pub(crate) has_tricks: bool,
    /// Hangs up before it says anything.
    pub(crate) is_down: bool,
}

/// Beginnings of addresses, and how often it does this to each: says nothing more, answers 451, answers 550, has the mail and
/// breaks off.
pub(crate) const TRICKS: [(&str, usize); 4] = [("hangs", 1), ("puts-off", 2), ("refuses", usize::MAX), ("drops", 1)];

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
    /// How often a trick was played on an address.
    tricked: Arc<Mutex<HashMap<String, usize>>>,
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
        let server =
            Self { port, mails: Arc::default(), mood: Arc::default(), failed: Arc::default(), tricked: Arc::default() };
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

    /// How many mails so far.
    pub(crate) fn count(&self) -> usize {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// All mails so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether one came to this address.
    pub(crate) fn has_one_to(&self, to: &str) -> bool {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|mail| mail.to == to)
    }

    /// How often it played each trick.
    pub(crate) fn tricked(&self) -> BTreeMap<&'static str, usize> {
        let mut counted = BTreeMap::new();
        for (to, count) in self.tricked.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if let Some((name, _)) = TRICKS.iter().find(|(name, _)| to.starts_with(name)) {
                *counted.entry(*name).or_default() += count;
            }
        }
        counted
    }

    /// The trick that is played on this address now.
    fn trick(&self, to: &str) -> Option<&'static str> {
        if !self.mood().has_tricks {
            return None;
        }
        let (name, times) = TRICKS.iter().find(|(name, _)| to.starts_with(name))?;
        let mut tricked = self.tricked.lock().unwrap_or_else(PoisonError::into_inner);
        let count = tricked.entry(to.to_owned()).or_default();
        (*count < *times).then(|| {
            *count += 1;
            *name
        })
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mood = self.mood();
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
        if self.mood().is_down {
            return Ok(());
        }
        say(&mut write, "220 torture").await?;
        let (mut to, mut trick) = (String::new(), None);
        while let Some(line) = lines.next_line().await? {
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => say(&mut write, "250 torture").await?,
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    trick = self.trick(&to);
                    match trick {
                        Some("hangs") => while lines.next_line().await?.is_some() {},
                        Some("puts-off") => say(&mut write, "451 not now").await?,
                        Some("refuses") => say(&mut write, "550 nobody here").await?,
                        _ => say(&mut write, "250 yes").await?,
                    }
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
                        // The client sends the end of a mail when its beginning is acknowledged, and the system takes 40 ms
                        // for that: hours, with a hundred thousand mails.
                        #[cfg(target_os = "linux")]
                        lines.get_ref().get_ref().as_ref().set_quickack(true)?;
                        text.push_str(line.strip_prefix('.').unwrap_or(&line));
                        text.push_str("\r\n");
                    }
                    match self.keep(std::mem::take(&mut to), text) {
                        _ if trick == Some("drops") => return Ok(()),
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
