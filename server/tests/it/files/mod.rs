//! Files of residents, over HTTP: chosen, received, refused, kept.

mod choosing;
mod corpus;
mod hostile;
mod limits;
mod pace;
mod scanner;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, fixtures};
use crate::residents::Page;

/// The short form with two questions for files.
fn document() -> Value {
    let mut document = fixtures::short_form();
    for (name, title) in [("photo", "写真"), ("proof", "証明書類")] {
        document["properties"][name] = json!({
            "type": "array", "title": title, "x-kind": "file", "maxItems": 2, "x-max-bytes": 100_000,
            "items": { "type": "string" },
        });
    }
    document
}

/// A file in a page post: its input, its name, its bytes.
type Chosen<'a> = (&'a str, &'a str, Vec<u8>);

/// Sends a page with files, as a browser without JavaScript does.
async fn send(
    page: &Page,
    resident: &Actor,
    path: &str,
    answers: &[(&str, &str)],
    files: Vec<Chosen<'_>>,
    button: &str,
) -> Answer {
    let mut form = Form::new();
    for (name, value) in &page.hiddens {
        form = form.text(name.clone(), value.clone());
    }
    for (name, value) in answers.iter().chain(&[("_action", button)]) {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    for (field, name, content) in files {
        form = form.part(field.to_owned(), Part::bytes(content).file_name(name.to_owned()));
    }
    resident.send(resident.request(Method::POST, path).multipart(form)).await
}
