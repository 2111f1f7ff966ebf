//! A client that drips its body is told so and cut off, with headers and a log line like any other answer.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use madoguchi::http;
use madoguchi::http::pace::Pace;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::document;
use crate::harness::{TestApp, logs};

const QUICK: Pace =
    Pace { patience: Duration::from_millis(300), bytes_per_second: 2048, longest: Duration::from_secs(20) };

/// A second door to the same house, with less patience.
fn door(app: &TestApp) -> (String, actix_web::dev::ServerHandle) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let server = http::serve::server(app.app.clone(), listener, metrics, QUICK).unwrap();
    let handle = server.handle();
    tokio::spawn(server);
    (address, handle)
}

/// Sends a head and then one byte every twenty milliseconds, until the server has answered and closed.
async fn drip(address: &str, path: &str, media_type: &str) -> String {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    // The organization is found by its host only when there are several.
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {media_type}\r\nContent-Length: 1000000\r\n\r\n"
    );
    writing.write_all(head.as_bytes()).await.unwrap();
    let dripping = tokio::spawn(async move {
        while writing.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut answer = Vec::new();
    // A reset after the answer is an end as well.
    let _ = tokio::time::timeout(Duration::from_secs(20), reading.read_to_end(&mut answer)).await.unwrap();
    dripping.abort();
    String::from_utf8_lossy(&answer).into_owned()
}

on_both_databases! {
    /// Residents get a page that tells them what to do, machines a problem; no request of any kind gets around it.
    async fn a_dripping_client_is_cut_off(app) {
        logs::keep();
        app.publish("short", document()).await;
        let (address, handle) = door(app);
        let form = "application/x-www-form-urlencoded";
        let multipart = "multipart/form-data; boundary=x";
        let began = Instant::now();
        for (path, media_type) in [
            ("/f/short", form),
            ("/f/short", multipart),
            ("/api/v1/forms/short/submissions", "application/json"),
            ("/api/v1/forms/short/files", multipart),
            ("/api/v1/staff/session", "application/json"),
        ] {
            let answer = drip(&address, path, media_type).await;
            let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
            assert!(head.starts_with("http/1.1 408"), "{path}: {answer}");
            for header in ["content-security-policy: ", "x-content-type-options: nosniff", "x-request-id: ", "no-store"] {
                assert!(head.contains(header), "{path}: {header} is missing: {head}");
            }
            let id = head.split("x-request-id: ").nth(1).unwrap().split("\r\n").next().unwrap();
            let logged = logs::kept();
            let line = logged.lines().find(|line| line.contains(id) && line.contains("madoguchi::http"));
            assert!(line.is_some_and(|line| line.contains("status=408")), "{path}: {line:?}");
            if path.starts_with("/api/") {
                assert!(answer.contains("\"code\":\"request-timeout\""), "{answer}");
            } else {
                assert!(answer.contains("まだ何も送信されていません") && answer.contains("戻る"), "{answer}");
            }
        }
        assert!(began.elapsed() < Duration::from_secs(60));
        handle.stop(false).await;
    }
}
