//! A few hundred who book, are refused, cancel and book again at once, in two processes on one database where it has room
//! for two: what each was told, with the instants of question and answer, is judged as the long test does it
//! (`torture/src/slots`). Then everybody wants a place and nobody cancels.

#[path = "../../../../torture/src/slots/linear.rs"]
mod linear;

use std::collections::VecDeque;
use std::net::TcpListener;
use std::sync::Mutex;
use std::time::Instant;

use futures_util::future::join_all;
use madoguchi::app::App;
use madoguchi::http;
use madoguchi::ids::{Random, SlotId};
use madoguchi::slots::reconcile::reconcile;
use metrics_exporter_prometheus::PrometheusBuilder;
use reqwest::Method;
use serde_json::json;

use self::linear::{Operation, What, taken_after};
use super::{active, document};
use crate::harness::{Actor, Backend, TestApp, clock, config};

const BEGINS: [&str; 3] = ["2026-04-08T09:00:00+09:00", "2026-04-08T10:00:00+09:00", "2026-04-08T11:00:00+09:00"];
const CAPACITY: usize = 4;
const CLIENTS: usize = 300;
const AT_ONCE: usize = 16;
/// A place is given back after so many others were answered about the same slot.
const KEPT: usize = 12;

struct Hall<'a> {
    began: Instant,
    servers: &'a [Actor],
    slots: Vec<SlotId>,
    state: Mutex<State>,
}

struct State {
    next: usize,
    /// Who has a place: until how many answers, the path of the receipt, and the client.
    holders: Vec<VecDeque<(usize, String, usize)>>,
    history: Vec<Vec<Operation>>,
}

enum Step {
    Book(usize, usize),
    Cancel(usize, String, usize),
}

impl Hall<'_> {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap()
    }

    fn step(&self) -> Option<Step> {
        let mut state = self.state.lock().unwrap();
        for slot in 0..self.slots.len() {
            let answered = state.history[slot].len();
            if state.holders[slot].front().is_some_and(|(until, ..)| *until <= answered) {
                return state.holders[slot].pop_front().map(|(_, path, client)| Step::Cancel(slot, path, client));
            }
        }
        state.next += 1;
        (state.next <= CLIENTS).then(|| Step::Book(state.next, state.next * 7 % self.slots.len()))
    }

    async fn work(&self) {
        while let Some(step) = self.step() {
            match step {
                Step::Book(client, slot) => self.book(&format!("c{client}"), slot, client).await,
                Step::Cancel(slot, path, client) => {
                    // At another process than the one that booked, where there is one.
                    let server = &self.servers[(client + 1) % self.servers.len()];
                    let request = server.request(Method::POST, &format!("{path}/appointment"));
                    let asked = self.now();
                    let page = server.send(request.form(&[("_action", "cancel-yes")])).await.expect(200).text();
                    assert!(page.contains("予約を取り消しました"), "{page}");
                    self.note(slot, What::Cancelled, asked);
                }
            }
        }
    }

    async fn book(&self, key: &str, slot: usize, at: usize) {
        let asked = self.now();
        let answer =
            self.servers[at % self.servers.len()].submit("visit", key, &json!({ "visit": self.slots[slot] })).await;
        match answer.status {
            201 => {
                self.note(slot, What::Booked, asked);
                let url = answer.json()["receipt_url"].as_str().unwrap().to_owned();
                let path = url[url.find("/r/").unwrap()..].to_owned();
                let mut state = self.state.lock().unwrap();
                let until = state.history[slot].len() + KEPT;
                state.holders[slot].push_back((until, path, at));
            }
            _ => {
                assert_eq!(answer.expect_problem(409, "slot-taken").json()["reason"], "taken");
                self.note(slot, What::Refused, asked);
            }
        }
    }

    fn note(&self, slot: usize, what: What, asked: u64) {
        let answered = self.now();
        self.state.lock().unwrap().history[slot].push(Operation { what, asked, answered });
    }

    /// How many are taken of each slot, as everybody was told.
    fn judged(&self) -> Vec<usize> {
        let state = self.state.lock().unwrap();
        let judged = state.history.iter().map(|history| taken_after(history, CAPACITY));
        judged.map(|taken| taken.unwrap_or_else(|violation| panic!("{violation}"))).collect()
    }
}

/// Another process on the same database: where it listens.
async fn another(app: &TestApp) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let config = config(app.folder(), listener.local_addr().unwrap(), &app.app.config.database_url);
    let base_url = config.base_url.clone();
    let second = App::start(config, clock(), Random::system()).await.unwrap();
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    tokio::spawn(http::serve::server(second, listener, metrics, http::pace::Pace::default()).unwrap());
    base_url
}

on_both_databases! {
    /// A counter with four places explains what was said about each slot, and in the end each has four.
    async fn what_a_crowd_is_told_is_what_a_counter_would_say(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &BEGINS, CAPACITY as i64).await;
        app.publish("visit", document()).await;
        let mut servers = vec![app.resident()];
        // SQLite has one process.
        if app.backend() == Backend::Postgres {
            servers.push(Actor::new(&another(app).await, None));
        }
        let hall = Hall {
            began: Instant::now(),
            servers: &servers,
            slots: slots.iter().map(|slot| slot.id).collect(),
            state: Mutex::new(State {
                next: 0,
                holders: vec![VecDeque::new(); slots.len()],
                history: vec![Vec::new(); slots.len()],
            }),
        };
        join_all((0..AT_ONCE).map(|_| hall.work())).await;
        let told = hall.judged();
        let count = |what| hall.state.lock().unwrap().history.iter().flatten().filter(|one| one.what == what).count();
        assert!(count(What::Refused) > 20 && count(What::Cancelled) > 20, "enough of everything happened");
        assert_eq!(active(app).await.len(), told.iter().sum::<usize>());

        let late = |number: usize| {
            let hall = &hall;
            async move { hall.book(&format!("f{number}"), number % hall.slots.len(), number).await }
        };
        join_all((0..slots.len() * CAPACITY * 2).map(late)).await;
        assert_eq!(hall.judged(), vec![CAPACITY; slots.len()]);
        assert_eq!(active(app).await.len(), slots.len() * CAPACITY);
        assert!(reconcile(&app.app, app.organization.id, false).await.unwrap().is_empty());
        app.run_jobs().await;
    }
}
