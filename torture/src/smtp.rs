//! A mail server that keeps what it gets: who, which Message-ID, how often. It can be told to fail now and then.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One mail as it came, headers and all.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) text: String,
}

/// The server; it ends with the runtime.
#[derive(Clone)]
pub(crate) struct MailServer {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
    /// Drops the connection after every so-many-th mail without saying that it was taken; 0: never.
    drops: Arc<AtomicUsize>,
}

impl MailServer {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let server = Self { port, mails: Arc::default(), drops: Arc::default() };
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

    /// From now on every so-many-th mail is taken and not answered.
    pub(crate) fn drop_every(&self, count: usize) {
        self.drops.store(count, Ordering::SeqCst);
    }

    /// All mails so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often each mail came, by recipient and Message-ID.
    pub(crate) fn counted(&self) -> HashMap<(String, String), usize> {
        let mut counted = HashMap::new();
        for mail in self.mails() {
            *counted.entry((mail.to, mail.message_id)).or_default() += 1;
        }
        counted
    }

    /// Takes a mail; `false` when the client is not to be told.
    fn keep(&self, to: String, text: String) -> bool {
        let header = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim().trim_matches(['<', '>']).to_owned()
        };
        let message_id = header("Message-ID:");
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push(Mail { to, message_id, text });
        let drops = self.drops.load(Ordering::SeqCst);
        drops == 0 || !mails.len().is_multiple_of(drops)
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 torture\r\n").await?;
        let mut to = String::new();
        while let Some(line) = lines.next_line().await? {
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let answer: &[u8] = match verb.as_str() {
                "EHLO" | "HELO" => b"250 torture\r\n",
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    b"250 yes\r\n"
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut text = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        text.push_str(&line);
                        text.push('\n');
                    }
                    if !self.keep(std::mem::take(&mut to), text) {
                        return Ok(());
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => {
                    write.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => b"250 yes\r\n",
            };
            write.write_all(answer).await?;
        }
        Ok(())
    }
}
