//! A chaos proxy before PostgreSQL: it passes everything on until it is told to cut.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Where a connection is cut that commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The server never sees the COMMIT.
    Before,
    /// The server has committed, and nobody is told.
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Open,
    AtCommit(Cut),
    Closed,
}

/// A running proxy.
pub struct Proxy {
    /// `host:port` to connect to.
    pub address: String,
    mode: watch::Sender<Mode>,
    cuts: Arc<AtomicUsize>,
}

impl Proxy {
    /// A proxy before this `host:port`.
    pub async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (mode, cuts) = (watch::Sender::new(Mode::Open), Arc::new(AtomicUsize::new(0)));
        let (server, modes, counted) = (server.to_owned(), mode.clone(), cuts.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, server.clone(), modes.clone(), counted.clone()));
            }
        });
        Self { address, mode, cuts }
    }

    /// Cuts the next connection that commits.
    pub fn cut_at_commit(&self, cut: Cut) {
        self.mode.send_replace(Mode::AtCommit(cut));
    }

    /// Cuts every connection and takes no new one.
    pub fn close(&self) {
        self.mode.send_replace(Mode::Closed);
    }

    /// Passes everything on again.
    pub fn open(&self) {
        self.mode.send_replace(Mode::Open);
    }

    /// How many commits were cut.
    pub fn cuts(&self) -> usize {
        self.cuts.load(Ordering::SeqCst)
    }
}

async fn pass(mut client: TcpStream, server: String, mode: watch::Sender<Mode>, cuts: Arc<AtomicUsize>) {
    let mut modes = mode.subscribe();
    if *modes.borrow() == Mode::Closed {
        return;
    }
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    let (mut asked, mut answered) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(length @ 1..) = read else { return };
                let asked = &asked[..length];
                if let Some(cut) = taken(&mode, asked) {
                    if cut == Cut::After {
                        let _ = server.write_all(asked).await;
                        // The answer is there when the commit is; it goes nowhere.
                        let _ = server.read(&mut answered).await;
                    }
                    cuts.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                if server.write_all(asked).await.is_err() { return; }
            }
            read = server.read(&mut answered) => {
                let Ok(length @ 1..) = read else { return };
                if client.write_all(&answered[..length]).await.is_err() { return; }
            }
            () = closed(&mut modes) => return,
        }
    }
}

async fn closed(modes: &mut watch::Receiver<Mode>) {
    let _ = modes.wait_for(|mode| *mode == Mode::Closed).await;
}

/// The cut that was ordered, when this is the COMMIT it was ordered for. It is used up then.
fn taken(mode: &watch::Sender<Mode>, asked: &[u8]) -> Option<Cut> {
    if !asked.windows(6).any(|part| part == b"COMMIT") {
        return None;
    }
    let mut taken = None;
    mode.send_if_modified(|mode| match *mode {
        Mode::AtCommit(cut) => {
            taken = Some(cut);
            *mode = Mode::Open;
            true
        }
        _ => false,
    });
    taken
}
