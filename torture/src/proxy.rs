//! A chaos proxy: it passes connections on and cuts them when it likes to.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, watch};

/// A running proxy; it ends with the runtime.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    cuts: watch::Sender<usize>,
    rages: watch::Sender<bool>,
}

impl Proxy {
    /// Before a server on this port of this machine, calm at first. While it rages each connection lives for at most so
    /// long, drawn anew for each.
    pub(crate) async fn before(port: u16, longest: Duration, seed: u64) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let own = listener.local_addr()?.port();
        let (cuts, chance) = (watch::Sender::new(0), Arc::new(Mutex::new(StdRng::seed_from_u64(seed))));
        let rages = watch::Sender::new(false);
        let (counted, mood) = (cuts.clone(), rages.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let life = chance.lock().await.random_range(Duration::from_millis(50)..longest);
                tokio::spawn(pass(client, port, (mood.subscribe(), life), counted.clone()));
            }
        });
        Ok(Self { port: own, cuts, rages })
    }

    /// Whether it cuts connections: a program that starts may say that it cannot, and a test of what runs waits until it does.
    pub(crate) fn rages(&self, rages: bool) {
        self.rages.send_replace(rages);
    }

    /// How many connections were cut.
    pub(crate) fn cuts(&self) -> usize {
        *self.cuts.borrow()
    }
}

async fn pass(
    mut client: TcpStream,
    port: u16,
    (mut rages, life): (watch::Receiver<bool>, Duration),
    cuts: watch::Sender<usize>,
) {
    let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    // In the middle of whatever is being said.
    let cut = async {
        let _ = rages.wait_for(|rages| *rages).await;
        tokio::time::sleep(life).await;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => {}
        () = cut => cuts.send_modify(|cuts| *cuts += 1),
    }
}
