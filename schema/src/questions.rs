//! A pasted list of questions becomes a form: one question per line, choices behind a colon or on indented lines, kinds
//! guessed from the wording. A guess is a beginning for a person to look at, so each one is reported with how it was made.
//!
//! `line` reads what stands in a line, `list` which lines belong together, `guess` decides by the table in `wordings`, `field` the
//! schema of a guess.

mod field;
mod guess;
mod line;
mod list;
#[cfg(test)]
mod tests;
mod wordings;

use crate::kind::KindName;
use crate::problem::Problem;
use guess::Sort;
use list::{Asked, Section};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What a list of questions became.
#[derive(Clone, Debug)]
pub struct Questions {
    /// The form document.
    pub document: Value,
    /// The questions in their order.
    pub guesses: Vec<Guess>,
}

/// A question and what was made of it.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The line of the list, from 1.
    pub line: usize,
    /// The field's name in the document.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: KindName,
    /// Whether it must be answered.
    pub is_required: bool,
    /// The titles of its choices.
    pub choices: Vec<String>,
    /// Other questions of the list that this one answers too (郵便番号 by 住所).
    pub includes: Vec<String>,
    /// Whether the wording said which kind it is; else it is a line of text until somebody decides.
    pub is_sure: bool,
}

/// Longer lists are something else that was pasted by mistake.
const MOST_QUESTIONS: usize = 300;
/// The longest list in bytes.
const MOST_BYTES: usize = 200_000;

/// Makes a form of a list of questions. `title` is the form's name; a first line that names a form (…申請書) counts where it
/// is none.
///
/// # Errors
/// `noFields` for a list without a question, `tooManyFields` and `tooLarge` for one nobody would fill in.
pub fn questions(text: &str, title: Option<&str>) -> Result<Questions, Vec<Problem>> {
    if text.len() > MOST_BYTES {
        return Err(vec![Problem::error("tooLarge", "").with("limit", MOST_BYTES)]);
    }
    let read = list::read(text);
    let count: usize = read.sections.iter().map(|section| section.questions.len()).sum();
    if count == 0 {
        return Err(vec![Problem::error("noFields", "")]);
    }
    if count > MOST_QUESTIONS {
        let problem = Problem::error("tooManyFields", "").with("limit", MOST_QUESTIONS);
        return Err(vec![problem.with("actual", count)]);
    }
    let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned).or(read.title);
    let mut form = Form::new(&read.sections);
    let pages: Vec<Value> =
        read.sections.iter().enumerate().map(|(index, section)| form.page(index, section)).collect();
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-language": crate::upgrade::LANGUAGE,
        "type": "object",
        "title": title.unwrap_or_else(|| "無題のフォーム".to_owned()),
        "properties": form.properties,
        "required": form.required,
        "additionalProperties": false,
        "x-pages": pages,
    });
    Ok(Questions { document, guesses: form.guesses })
}

/// The document while it is made.
struct Form {
    properties: Map<String, Value>,
    required: Vec<String>,
    guesses: Vec<Guess>,
    /// Whether marks tell the required questions; then the others are not.
    marks_required: bool,
    /// Whether the list asks for readings of its own; then a name need not bring one.
    asks_kana: bool,
}

impl Form {
    fn new(sections: &[Section]) -> Self {
        let all = || sections.iter().flat_map(|section| &section.questions);
        Self {
            properties: Map::new(),
            required: Vec::new(),
            guesses: Vec::new(),
            marks_required: all().any(|asked| asked.is_required == Some(true)),
            asks_kana: all().any(|asked| asked.sort() == Sort::Kana),
        }
    }

    fn page(&mut self, index: usize, section: &Section) -> Value {
        let mut blocks = Vec::new();
        for asked in &section.questions {
            blocks.push(json!({ "field": self.field(asked) }));
        }
        let title = if section.title.is_empty() { "入力" } else { &section.title };
        json!({ "id": format!("page-{}", index + 1), "title": title, "blocks": blocks })
    }

    /// Adds a question and gives its name.
    fn field(&mut self, asked: &Asked) -> String {
        let sort = match asked.sort() {
            Sort::NameWithKana if self.asks_kana => Sort::Name,
            sort => sort,
        };
        let made = field::field(asked, sort);
        let name = self.free_name(made.stem);
        let by_nature = !self.marks_required && !made.is_extra && !asked.is_conditional();
        let is_required = asked.is_required.unwrap_or(by_nature);
        if is_required {
            self.required.push(name.clone());
        }
        self.guesses.push(Guess {
            line: asked.line,
            name: name.clone(),
            label: asked.label.clone(),
            kind: made.kind,
            is_required,
            choices: made.choices,
            includes: asked.includes.clone(),
            is_sure: sort != Sort::Unknown || !asked.choices.is_empty(),
        });
        self.properties.insert(name.clone(), Value::Object(made.schema));
        name
    }

    fn free_name(&self, stem: &str) -> String {
        let mut name = stem.to_owned();
        let mut number = 1;
        while self.properties.contains_key(&name) {
            number += 1;
            name = format!("{stem}{number}");
        }
        name
    }
}
