//! A small clamd: speaks `zINSTREAM`, finds the EICAR test file, and can be switched off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The harmless file that every scanner calls a virus, in two pieces so that no scanner minds this source.
pub const EICAR: [&str; 2] = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

/// A scanner that runs until the test ends.
pub struct Clamd {
    pub address: String,
    is_on: Arc<AtomicBool>,
}

impl Clamd {
    /// Starts one that answers.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let is_on = Arc::new(AtomicBool::new(true));
        let on = is_on.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Switched off it hangs up, as a clamd does that is being restarted.
                if on.load(Ordering::SeqCst) {
                    tokio::spawn(answer(stream));
                }
            }
        });
        Self { address, is_on }
    }

    /// Switches it on or off.
    pub fn switch(&self, is_on: bool) {
        self.is_on.store(is_on, Ordering::SeqCst);
    }
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut content = Vec::new();
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut piece).await?;
        content.extend_from_slice(&piece);
    }
    let eicar = EICAR.concat();
    let is_found = content.windows(eicar.len()).any(|window| window == eicar.as_bytes());
    let said: &[u8] = if is_found { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
    stream.write_all(said).await
}
