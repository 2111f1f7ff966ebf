//! The forms and answers of `fixtures/`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// A folder of the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(relative)
}

/// A JSON file.
pub fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A form of the gallery.
pub fn form(slug: &str) -> Value {
    read(&path("fixtures/forms").join(format!("{slug}.json")))
}

/// Addresses of all forms of the gallery.
pub fn slugs() -> Vec<String> {
    let entries = std::fs::read_dir(path("fixtures/forms")).unwrap();
    let mut slugs: Vec<String> =
        entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    slugs.sort();
    slugs
}

/// The cases of answers to a form, and their day.
pub fn cases(slug: &str) -> (String, Vec<Value>) {
    let file = read(&path("fixtures/answers").join(format!("{slug}.json")));
    (file["today"].as_str().unwrap().to_owned(), file["cases"].as_array().unwrap().clone())
}

/// A short form: a required name, an optional memo and a number.
pub fn short_form() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "title": "試験用の手続",
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 100 },
            "memo": { "type": "string", "title": "連絡事項", "x-kind": "longText", "maxLength": 500 },
            "count": { "type": "integer", "title": "人数", "minimum": 0, "maximum": 99 }
        },
        "required": ["name"]
    })
}

/// The smallest picture there is: one white pixel.
pub fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([255, 255, 255]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
