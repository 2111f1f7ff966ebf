//! Somebody who sends answers the way machines do, and keeps what was said.

use std::time::Duration;

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// A client; cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base_url: String,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// 201, with the whole answer.
    Received(Receipt),
    /// Any other status, with the code of the problem.
    Refused(u16, String),
    /// No answer, or half of one, and why.
    Nothing(String),
}

/// What the resident keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) number: String,
    /// Path of the receipt.
    pub(crate) path: String,
}

impl Client {
    pub(crate) fn new(base_url: &str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { http, base_url: base_url.to_owned() })
    }

    /// Sends answers under a key.
    pub(crate) async fn submit(&self, slug: &str, key: &str, answers: &Value) -> Answer {
        let url = format!("{}/api/v1/forms/{slug}/submissions", self.base_url);
        let response = match self.http.post(url).header("Idempotency-Key", key).json(answers).send().await {
            Ok(response) => response,
            Err(error) => return Answer::Nothing(format!("{error:?}")),
        };
        let status = response.status().as_u16();
        let body: Value = match response.json().await {
            Ok(body) => body,
            Err(error) => return Answer::Nothing(format!("{status}, and then {error:?}")),
        };
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        if status != 201 {
            return Answer::Refused(status, text("code"));
        }
        let url = text("receipt_url");
        let path = url.find("/r/").map(|place| url[place..].to_owned()).unwrap_or_default();
        Answer::Received(Receipt { number: text("receipt_number"), path })
    }

    /// Uploads a picture for a field and returns its token; nothing when it was not taken.
    pub(crate) async fn upload(&self, slug: &str, field: &str) -> Option<String> {
        let part = Part::bytes(PICTURE.to_vec()).file_name("写真.png");
        let body = Form::new().text("field", field.to_owned()).part("file", part);
        let url = format!("{}/api/v1/forms/{slug}/files", self.base_url);
        let response = self.http.post(url).multipart(body).send().await.ok()?;
        let taken: Value = response.json().await.ok()?;
        taken["files"][0]["token"].as_str().map(str::to_owned)
    }

    /// GET: status and body.
    pub(crate) async fn get(&self, path: &str) -> Option<(u16, Vec<u8>)> {
        let response = self.http.get(format!("{}{path}", self.base_url)).send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, response.bytes().await.ok()?.to_vec()))
    }
}

/// A PNG of four white pixels.
const PICTURE: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x02\x08\
    \x02\x00\x00\x00\xfd\xd4\x9a\x73\x00\x00\x00\x0e\x49\x44\x41\x54\x78\xda\x63\xf8\x0f\x06\x0c\x10\x0a\
    \x00\x53\xba\x0b\xf5\x85\xc4\x6e\x11\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// The form of these tests: a name, an address for the mail, and a picture.
pub(crate) fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "負荷試験の届出",
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 100 },
            "email": { "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" },
            "photo": { "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 1 },
            "memo": { "type": "string", "title": "連絡事項", "x-kind": "longText", "maxLength": 2000 }
        },
        "required": ["name"]
    })
}
