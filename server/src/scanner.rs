//! The virus scanner: a clamd, asked over TCP or a Unix socket with `zINSTREAM` (clamd(8)). Knows bytes and verdicts only;
//! what becomes of a file is decided where it is attached.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How long one answer may take, the way there included.
const PATIENCE: Duration = Duration::from_secs(20);
/// Files scanned at the same time: clamd has ten threads unless told otherwise.
const TURNS: usize = 8;
/// Bytes sent in one piece.
const PIECE: usize = 64 * 1024;
/// An answer is one short line.
const LONGEST_ANSWER: u64 = 4096;

/// What the scanner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found.
    Infected {
        /// What, in the scanner's words.
        signature: String,
    },
}

/// The scanner gave no verdict. Asking again later may help.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// It does not answer.
    #[error("the virus scanner does not answer: {0}")]
    Away(#[from] io::Error),
    /// It answered something else: a file beyond its own limits, for example.
    #[error("the virus scanner answers {0:?}")]
    Unclear(String),
}

enum Address {
    Tcp(String),
    Unix(PathBuf),
}

/// The way to the scanner, if there is one.
pub struct Scanner {
    address: Option<Address>,
    turns: Semaphore,
    is_away: AtomicBool,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl Scanner {
    /// `host:port`, `unix:/path`, or nothing for no scanner.
    #[must_use]
    pub fn at(address: &str) -> Self {
        let address = match address.strip_prefix("unix:") {
            _ if address.is_empty() => None,
            Some(path) => Some(Address::Unix(PathBuf::from(path))),
            None => Some(Address::Tcp(address.to_owned())),
        };
        Self { address, turns: Semaphore::new(TURNS), is_away: AtomicBool::new(false) }
    }

    /// Whether one is configured.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.address.is_some()
    }

    /// Whether the one that is configured did not answer when it was last asked.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.is_away.load(Ordering::Relaxed)
    }

    /// Asks for a verdict; none when there is no scanner.
    pub async fn scan(&self, content: &[u8]) -> Option<Result<Verdict, ScanError>> {
        let address = self.address.as_ref()?;
        let verdict = self.answered(address, content).await;
        self.is_away.store(matches!(verdict, Err(ScanError::Away(_))), Ordering::Relaxed);
        let outcome = match &verdict {
            Ok(Verdict::Clean) => "clean",
            Ok(Verdict::Infected { .. }) => "infected",
            Err(error) => {
                tracing::warn!(%error, "a file was not scanned");
                "none"
            }
        };
        metrics::counter!("madoguchi_files_scanned_total", "verdict" => outcome).increment(1);
        Some(verdict)
    }

    async fn answered(&self, address: &Address, content: &[u8]) -> Result<Verdict, ScanError> {
        let late = |_| io::Error::from(io::ErrorKind::TimedOut);
        let turn = timeout(PATIENCE, self.turns.acquire()).await.map_err(late)?;
        let answer = timeout(PATIENCE, ask(address, content)).await.map_err(late)??;
        drop(turn);
        understood(&answer)
    }
}

async fn ask(address: &Address, content: &[u8]) -> io::Result<String> {
    let mut stream: Box<dyn Stream> = match address {
        Address::Tcp(address) => Box::new(TcpStream::connect(address).await?),
        Address::Unix(path) => Box::new(UnixStream::connect(path).await?),
    };
    // It closes its side when a file is beyond its limits: what it said is read all the same.
    let sent = send(&mut stream, content).await;
    let mut answer = String::new();
    let read = stream.take(LONGEST_ANSWER).read_to_string(&mut answer).await;
    match (answer.is_empty(), sent, read) {
        (false, ..) => Ok(answer),
        (true, Err(error), _) | (true, _, Err(error)) => Err(error),
        (true, ..) => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

async fn send(stream: &mut (impl AsyncWrite + Unpin + ?Sized), content: &[u8]) -> io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in content.chunks(PIECE) {
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&[0; 4]).await?;
    stream.flush().await
}

/// `stream: OK`, or `stream: Eicar-Test-Signature FOUND`.
fn understood(answer: &str) -> Result<Verdict, ScanError> {
    let answer = answer.trim_end_matches(['\0', '\n']);
    let verdict = answer.strip_prefix("stream: ");
    match verdict.and_then(|verdict| verdict.strip_suffix(" FOUND")) {
        Some(signature) => Ok(Verdict::Infected { signature: signature.to_owned() }),
        None if verdict == Some("OK") => Ok(Verdict::Clean),
        None => Err(ScanError::Unclear(answer.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_understood_or_it_is_none() {
        assert_eq!(understood("stream: OK\0").unwrap(), Verdict::Clean);
        let found = Verdict::Infected { signature: "Eicar-Test-Signature".to_owned() };
        assert_eq!(understood("stream: Eicar-Test-Signature FOUND\0").unwrap(), found);
        for unclear in ["INSTREAM size limit exceeded. ERROR\0", "stream: OK not", "OK", ""] {
            assert!(matches!(understood(unclear), Err(ScanError::Unclear(_))), "{unclear}");
        }
    }

    #[tokio::test]
    async fn without_a_scanner_there_is_no_verdict_and_one_that_is_away_is_known() {
        let off = Scanner::at("");
        assert!(off.scan(b"x").await.is_none() && !off.is_away() && !off.is_on());
        let folder = tempfile::tempdir().unwrap();
        let away = Scanner::at(&format!("unix:{}", folder.path().join("clamd").display()));
        assert!(matches!(away.scan(b"x").await, Some(Err(ScanError::Away(_)))) && away.is_away());
    }
}
