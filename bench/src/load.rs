//! A load generator: connections that are kept alive, each with one request under way at a time, over loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::report::Figure;

/// Answers before the clock starts: connections, caches and processors warm up.
const WARM_UP: Duration = Duration::from_millis(500);

/// A connection is idle when so long nothing was asked over it.
const IDLE: Duration = Duration::from_secs(1);

/// What is asked, over how many connections and for how long.
pub struct Load<F> {
    /// Where.
    pub address: SocketAddr,
    /// Connections side by side.
    pub connections: usize,
    /// How long is measured.
    pub span: Duration,
    /// The bytes of the next request: connection and running number are given.
    pub request: F,
    /// The status that counts; any other one fails the measurement.
    pub status: u16,
}

/// One answer; the buffer it was read into begins with its head.
struct Answer {
    status: u16,
    /// Length of the body.
    body: usize,
}

/// Somebody who asks one thing after the other over one connection that is kept, and reads the answers.
pub struct Talk {
    address: SocketAddr,
    stream: TcpStream,
    /// The last answer.
    buffer: Vec<u8>,
    /// When it came.
    answered: Option<Instant>,
}

impl Talk {
    /// Connects.
    pub async fn with(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { address, stream, buffer: Vec::new(), answered: None })
    }

    /// Asks, and returns status and body. (Answers come with their length.)
    pub async fn say(&mut self, request: &[u8]) -> anyhow::Result<(u16, Vec<u8>)> {
        let answer = self.exchange(request).await?;
        let begins = self.buffer.len() - answer.body;
        Ok((answer.status, self.buffer[begins..].to_vec()))
    }

    /// Asks, and returns the status.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        Ok(self.exchange(request).await?.status)
    }

    /// A server closes what was idle for long, perhaps at the instant of the request: then it is asked anew, as browsers do.
    async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        let was_idle = self.answered.is_some_and(|at| at.elapsed() > IDLE);
        let mut answer = self.attempt(request).await;
        if answer.is_err() && was_idle && self.buffer.is_empty() {
            *self = Self::with(self.address).await?;
            answer = self.attempt(request).await;
        }
        self.answered = Some(Instant::now());
        answer
    }

    async fn attempt(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        read_answer(&mut self.stream, &mut self.buffer).await
    }

    /// A header of the last answer; `name` as the server writes it, between line end and value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = memmem::find(&self.buffer, b"\r\n\r\n")? + 2;
        header(&self.buffer[..head], name)
    }
}

/// Runs a load. The figure counts answers with the expected status.
pub async fn run<F>(what: &str, load: Load<F>) -> anyhow::Result<Figure>
where
    F: Fn(usize, u64) -> Vec<u8> + Send + Sync + 'static,
{
    let load = Arc::new(load);
    let begins = Instant::now() + WARM_UP;
    let tasks: Vec<_> =
        (0..load.connections).map(|index| tokio::spawn(connection(load.clone(), index, begins))).collect();
    let (mut times, mut late) = (Vec::new(), Vec::new());
    for task in tasks {
        let (within, after) = task.await??;
        times.extend(within);
        late.extend(after);
    }
    let mut took = load.span;
    if times.is_empty() {
        // Answers take longer than the whole measurement: whatever was under way at its end says at least how slow it is.
        took = begins.elapsed();
        times = late;
    }
    ensure!(!times.is_empty(), "{what}: no answer came");
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let mut figure = Figure::of(what, times.len() as u64, took);
    figure.latency = Some((at(0.5), at(0.99)));
    Ok(figure)
}

/// The number of bytes in the body of one answer.
pub async fn body_length(address: SocketAddr, request: &[u8]) -> anyhow::Result<usize> {
    let answer = Talk::with(address).await?.exchange(request).await?;
    ensure!(answer.status == 200, "answered {}", answer.status);
    Ok(answer.body)
}

/// How long answers took: those within the measurement, and the one that came after its end.
type Times = (Vec<Duration>, Option<Duration>);

async fn connection<F>(load: Arc<Load<F>>, index: usize, begins: Instant) -> anyhow::Result<Times>
where
    F: Fn(usize, u64) -> Vec<u8>,
{
    let mut talk = Talk::with(load.address).await?;
    let ends = begins + load.span;
    let (mut times, mut late) = (Vec::new(), None);
    for number in 0.. {
        let asked = Instant::now();
        if asked >= ends {
            break;
        }
        let status = talk.ask(&(load.request)(index, number)).await?;
        let answered = Instant::now();
        ensure!(status == load.status, "answered {status} instead of {}", load.status);
        if answered >= begins && answered < ends {
            times.push(answered - asked);
        } else if answered >= ends {
            late = Some(answered - asked);
        }
    }
    Ok((times, late))
}

/// Reads exactly one answer into the empty buffer, for one request is under way at a time.
async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<Answer> {
    let head = loop {
        if let Some(place) = memmem::find(buffer, b"\r\n\r\n") {
            break place + 4;
        }
        ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
    };
    let status = std::str::from_utf8(buffer.get(9..12).context("no status")?)?.parse()?;
    if header(&buffer[..head], "\r\ntransfer-encoding: ").is_some_and(|coding| coding.contains("chunked")) {
        let (mut at, mut body) = (head, 0);
        loop {
            let line_end = loop {
                if let Some(place) = memmem::find(&buffer[at..], b"\r\n") {
                    break at + place;
                }
                ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
            };
            let size = usize::from_str_radix(std::str::from_utf8(&buffer[at..line_end])?.trim(), 16)?;
            at = line_end + 2 + size + 2;
            fill(stream, buffer, at).await?;
            if size == 0 {
                return Ok(Answer { status, body });
            }
            body += size;
        }
    }
    let body = header(&buffer[..head], "\r\ncontent-length: ").context("no length")?.parse()?;
    fill(stream, buffer, head + body).await?;
    Ok(Answer { status, body })
}

async fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> anyhow::Result<()> {
    while buffer.len() < length {
        ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
    }
    Ok(())
}

/// A header's value. Reading must cost little beside what is measured: the names are looked for as both servers write them.
fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    let value = &head[memmem::find(head, name.as_bytes())? + name.len()..];
    std::str::from_utf8(&value[..memmem::find(value, b"\r\n")?]).ok()
}
