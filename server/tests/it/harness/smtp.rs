//! A mail server that does what a scenario wants: takes mails, hangs, refuses, or breaks off.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the server does with a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes the mail.
    Takes,
    /// Says nothing more after MAIL, until [`SmtpServer::release`].
    HangsAfterMail,
    /// Says nothing more after the mail's last line, until [`SmtpServer::release`].
    HangsAfterData,
    /// Answers RCPT with this code.
    Answers(u16),
    /// Has the mail, and breaks off before it says so.
    DropsAfterData,
    /// Breaks off at once.
    IsDown,
}

type Moods = Arc<Mutex<Box<dyn FnMut(usize) -> Mood + Send>>>;

/// The server; it ends with the scenario.
pub struct SmtpServer {
    address: SocketAddr,
    moods: Moods,
    taken: Arc<Mutex<Vec<(String, String)>>>,
    seen: Arc<Mutex<Vec<(String, String)>>>,
    hanging: Arc<AtomicUsize>,
    released: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl SmtpServer {
    /// A server whose mood depends on how many mails were begun before.
    pub async fn start(mood: impl FnMut(usize) -> Mood + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let moods: Moods = Arc::new(Mutex::new(Box::new(mood)));
        let (taken, seen, count) = (Arc::default(), Arc::default(), Arc::new(Mutex::new(0)));
        let (released, _) = watch::channel(false);
        let hanging: Arc<AtomicUsize> = Arc::default();
        let conversation = Conversation {
            moods: moods.clone(),
            count,
            taken: Arc::clone(&taken),
            seen: Arc::clone(&seen),
            hanging: hanging.clone(),
            released: released.clone(),
        };
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(conversation.clone().hold(stream));
            }
        });
        Self { address, moods, taken, seen, hanging, released, task }
    }

    /// The setting that sends mails here.
    pub fn setting(&self) -> String {
        format!("smtp_url = \"smtp://{}?tls=none\"", self.address)
    }

    /// From now on it is in this mood.
    pub fn turns(&self, mood: impl FnMut(usize) -> Mood + Send + 'static) {
        *self.moods.lock().unwrap() = Box::new(mood);
    }

    /// How many conversations have come to hang until now.
    pub fn hanging(&self) -> usize {
        self.hanging.load(Ordering::SeqCst)
    }

    /// Lets those go on that hang.
    pub fn release(&self) {
        self.released.send_replace(true);
    }

    /// The mails it said it took: recipient and message id.
    pub fn taken(&self) -> Vec<(String, String)> {
        self.taken.lock().unwrap().clone()
    }

    /// The mails it got to the last line, whatever it said then.
    pub fn seen(&self) -> Vec<(String, String)> {
        self.seen.lock().unwrap().clone()
    }
}

#[derive(Clone)]
struct Conversation {
    moods: Moods,
    count: Arc<Mutex<usize>>,
    taken: Arc<Mutex<Vec<(String, String)>>>,
    seen: Arc<Mutex<Vec<(String, String)>>>,
    hanging: Arc<AtomicUsize>,
    released: watch::Sender<bool>,
}

impl Conversation {
    async fn hold(self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let (mut mood, mut to) = (Mood::Takes, String::new());
        say(&mut write, "220 mail.example.jp").await;
        while let Ok(Some(line)) = lines.next_line().await {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match verb.as_str() {
                "EHLO" => say(&mut write, "250 mail.example.jp").await,
                "MAIL" => {
                    mood = self.next_mood();
                    match mood {
                        Mood::IsDown => return,
                        Mood::HangsAfterMail => self.hang().await,
                        _ => {}
                    }
                    say(&mut write, "250 OK").await;
                }
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    match mood {
                        Mood::Answers(code) => say(&mut write, &format!("{code} no: {to}")).await,
                        _ => say(&mut write, "250 OK").await,
                    }
                }
                "DATA" => {
                    say(&mut write, "354 go on").await;
                    let mut id = String::new();
                    while let Ok(Some(line)) = lines.next_line().await {
                        if let Some(given) = line.strip_prefix("Message-ID: ") {
                            id = given.to_owned();
                        }
                        if line == "." {
                            break;
                        }
                    }
                    self.seen.lock().unwrap().push((to.clone(), id.clone()));
                    match mood {
                        Mood::DropsAfterData => return,
                        Mood::HangsAfterData => self.hang().await,
                        _ => {}
                    }
                    self.taken.lock().unwrap().push((to.clone(), id));
                    say(&mut write, "250 taken").await;
                }
                "QUIT" => return,
                _ => say(&mut write, "250 OK").await,
            }
        }
    }

    fn next_mood(&self) -> Mood {
        let mut count = self.count.lock().unwrap();
        *count += 1;
        (self.moods.lock().unwrap())(*count - 1)
    }

    async fn hang(&self) {
        self.hanging.fetch_add(1, Ordering::SeqCst);
        let _ = self.released.subscribe().wait_for(|released| *released).await;
    }
}

async fn say(write: &mut OwnedWriteHalf, line: &str) {
    let _ = write.write_all(format!("{line}\r\n").as_bytes()).await;
}
