//! The corpus against the real program: each file is refused with the right words or stored without what it hid, quickly
//! and in little memory.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::corpus::{self, Fate, Sample};
use super::document;
use crate::harness::{Actor, Binary, Serving};

/// What a file may take at most. Two seconds are asked for; a busy machine gets more.
const LONGEST: Duration = Duration::from_secs(10);
const MOST_MEMORY: u64 = 100 * 1024 * 1024;

/// Forgets the highest memory use so far (proc(5): clear_refs).
fn forget_peak(pid: u32) {
    std::fs::write(format!("/proc/{pid}/clear_refs"), "5").unwrap();
}

/// A line of the process's status, in bytes.
fn memory(pid: u32, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let found = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
    found.trim_matches([':', ' ', '\t', 'k', 'B']).parse::<u64>().unwrap() * 1024
}

/// The server, with the form that the files are for.
fn open(binary: &Binary) -> (Serving, Actor) {
    binary.prepare();
    let mut form = document();
    form["properties"]["photo"]["maxItems"] = json!(10);
    form["properties"]["photo"]["x-max-bytes"] = json!(10_000_000);
    let path = binary.folder().join("short.json");
    std::fs::write(&path, form.to_string()).unwrap();
    binary.run(&["form", "import", path.to_str().unwrap(), "--slug", "short", "--publish"]).expect(0);
    let admin = ["--email", "corpus@example.jp"];
    let add = [&["staff", "add"], &admin[..], &["--role", "admin"]].concat();
    binary.run_with(&add, &[], "a long enough password\n").expect(0);
    let token = binary.run(&[&["token", "issue"], &admin[..]].concat()).expect(0).stdout.trim().to_owned();
    let server = binary.serve();
    let staff = Actor::new(&server.base_url, Some(token));
    (server, staff)
}

/// Uploads a file; fails when that takes too long or too much.
async fn measured(server: &Serving, sample: &Sample) -> (u16, Value) {
    forget_peak(server.pid());
    let before = memory(server.pid(), "VmRSS");
    let began = Instant::now();
    let answer = server.resident().try_upload("short", "photo", &sample.name, sample.content.clone()).await;
    let (took, grown) = (began.elapsed(), memory(server.pid(), "VmHWM").saturating_sub(before));
    println!("{:<45} {} {took:>10.2?} {:>4} MB", sample.what, answer.status, grown / 1024 / 1024);
    assert!(took < LONGEST, "{} took {took:?}", sample.what);
    assert!(grown < MOST_MEMORY, "{} took {grown} bytes of memory", sample.what);
    (answer.status, answer.json())
}

/// Gives back the token of a file that is to be taken.
fn decided(sample: &Sample, status: u16, answer: &Value) -> Option<String> {
    match &sample.fate {
        Fate::Refused(code, found) => {
            assert_eq!(status, 422, "{}: {answer}", sample.what);
            let violation = &answer["violations"][0];
            assert_eq!(violation["code"], *code, "{}", sample.what);
            assert_eq!(violation["params"]["found"].as_str(), *found, "{}", sample.what);
            let message = violation["message"].as_str().unwrap();
            assert!(message.contains(&sample.name) && message.ends_with("ください。"), "{message}");
            None
        }
        Fate::Unreadable => {
            assert_eq!((status, &answer["code"]), (400, &json!("invalid-request")), "{}", sample.what);
            None
        }
        Fate::Taken(name, _) => {
            assert_eq!(status, 201, "{}: {answer}", sample.what);
            let given = answer["files"][0]["name"].as_str().unwrap();
            assert!(given.chars().count() <= 200 && (name.is_empty() || given == *name), "{}: {given}", sample.what);
            answer["files"][0]["token"].as_str().map(str::to_owned)
        }
    }
}

/// What staff get of a submitted file.
async fn original(staff: &Actor, form: &str, token: &str, key: &str) -> Vec<u8> {
    staff.submit("short", key, &json!({ "name": key, "photo": [token] })).await.expect(201);
    let list = staff.get(&format!("/api/v1/staff/forms/{form}/submissions")).await.expect(200).json();
    let id = list["submissions"][0]["id"].as_str().unwrap().to_owned();
    let case = staff.get(&format!("/api/v1/staff/submissions/{id}")).await.expect(200).json();
    let file = case["files"][0]["id"].as_str().unwrap();
    let answer = staff.get(&format!("/api/v1/staff/submissions/{id}/files/{file}")).await.expect(200);
    assert!(answer.header("content-disposition").starts_with("attachment"), "never shown, always saved");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    answer.body
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_corpus_is_refused_or_neutralised_quickly_and_in_little_memory() {
    let samples = corpus::all();
    assert!(samples.len() >= 25);
    let binary = Binary::new("");
    let (server, staff) = open(&binary);
    let forms = staff.get("/api/v1/staff/forms").await.expect(200).json();
    let forms = forms["forms"].as_array().unwrap_or_else(|| panic!("{forms}"));
    let form = forms.iter().find(|form| form["slug"] == "short").unwrap()["id"].as_str().unwrap().to_owned();
    // The first upload warms up what every later one uses.
    measured(&server, samples.iter().find(|sample| sample.what == "PDF").unwrap()).await;
    let mut taken = BTreeMap::new();
    for (index, sample) in samples.iter().enumerate() {
        let (status, answer) = measured(&server, sample).await;
        if let Some(token) = decided(sample, status, &answer) {
            taken.insert(index, token);
        }
    }
    for (index, token) in taken {
        let sample = &samples[index];
        let stored = original(&staff, &form, &token, &format!("sample-{index}")).await;
        let Fate::Taken(_, gone) = &sample.fate else { unreachable!() };
        for bytes in *gone {
            assert!(sample.content.windows(bytes.len()).any(|window| window == *bytes), "{}", sample.what);
            assert!(!stored.windows(bytes.len()).any(|window| window == *bytes), "{} keeps {bytes:?}", sample.what);
        }
        assert!(stored.len() > 100 && stored[..3] == sample.content[..3], "{}", sample.what);
    }
    let spool = binary.folder().join("data/tmp");
    assert_eq!(std::fs::read_dir(spool).unwrap().count(), 0, "nothing is left on the way");
}
