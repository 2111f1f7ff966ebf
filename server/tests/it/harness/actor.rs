//! Somebody who talks HTTP to the server under test, and what they are told.

use reqwest::header::{HeaderMap, HeaderName};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

/// A client with or without a bearer token.
#[derive(Clone)]
pub struct Actor {
    http: Client,
    base_url: String,
    token: Option<String>,
}

/// A complete answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Actor {
    /// Somebody who talks to the server at this address.
    pub fn new(base_url: &str, token: Option<String>) -> Self {
        // Nothing here is TLS: to read the roots of the machine for each of many actors takes seconds.
        let http = Client::builder().tls_certs_only([]).redirect(reqwest::redirect::Policy::none()).no_proxy();
        let http = http.build().unwrap();
        Self { http, base_url: base_url.to_owned(), token }
    }

    /// A request to be completed and passed to [`Actor::send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base_url));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends the request and reads the whole answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// Sends answers the way machines do.
    pub async fn submit(&self, slug: &str, key: &str, answers: &Value) -> Answer {
        let path = format!("/api/v1/forms/{slug}/submissions");
        self.send(self.request(Method::POST, &path).header("Idempotency-Key", key).json(answers)).await
    }

    /// Uploads a file for a field and returns its token.
    pub async fn upload(&self, slug: &str, field: &str, name: &str, content: Vec<u8>) -> String {
        let answer = self.try_upload(slug, field, name, content).await.expect(201);
        answer.json()["files"][0]["token"].as_str().unwrap().to_owned()
    }

    /// Uploads a file for a field.
    pub async fn try_upload(&self, slug: &str, field: &str, name: &str, content: Vec<u8>) -> Answer {
        let body =
            Form::new().text("field", field.to_owned()).part("file", Part::bytes(content).file_name(name.to_owned()));
        self.send(self.request(Method::POST, &format!("/api/v1/forms/{slug}/files")).multipart(body)).await
    }
}

impl Answer {
    /// The answer, when it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The answer, when it is the problem with this status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let body = answer.json();
        assert_eq!(body["code"], code, "{body}");
        assert_eq!(body["status"], status);
        assert_eq!(body["request_id"], answer.header("x-request-id"));
        answer
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let name: HeaderName = name.parse().unwrap();
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
