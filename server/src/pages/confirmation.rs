//! The last page before sending: everything that will be sent, as normalised, grouped by page, each with its own
//! way back. The same answer lists stand on the receipt.

use askama::Template;
use madoguchi_schema::{DisplayPage, DisplayRow, Field, PublishedForm, Widget};

use super::journey::{self, CONFIRMATION, JourneyView};
use super::steps::{Step, steps};
use super::{Chrome, FileLabels, languages, prose};
use crate::words::{Words, value};

/// One page of answers.
pub struct Section {
    pub(super) title: String,
    page_id: String,
    pub(super) answers: String,
}

struct Row {
    label: String,
    lines: Vec<String>,
    /// Rows of a repeating group: a line with its name, then its answers, set in by full-width spaces.
    is_group: bool,
}

#[derive(Template)]
#[template(path = "resident/answers.html")]
struct Answers {
    /// For the questions, where they are in another language than the page.
    lang: &'static str,
    rows: Vec<Row>,
}

impl Answers {
    /// How far a line of a group's row is set in: by style, so that what does not fit on the line stays behind it.
    fn set_in(line: &str) -> &'static str {
        match line.chars().take_while(|sign| *sign == '\u{3000}').count() {
            0 => "row-title",
            1 => "in1",
            _ => "in2",
        }
    }
}

#[derive(Template)]
#[template(path = "resident/confirmation.html")]
struct ConfirmationTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    steps: Vec<Step>,
    notice: Option<&'a str>,
    action_url: &'a str,
    version: &'a str,
    hiddens: String,
    sections: Vec<Section>,
    privacy: Option<String>,
    can_save: bool,
}

impl ConfirmationTemplate<'_> {
    fn step_count(&self) -> String {
        journey::step_count(self.chrome.words, self.steps.len(), self.steps.len())
    }
}

/// Draws the confirmation.
///
/// # Errors
/// When the template cannot be written.
pub fn page(view: &JourneyView<'_>, notice: Option<&str>) -> askama::Result<String> {
    let template = ConfirmationTemplate {
        chrome: journey::chrome(view, &view.words.say("confirm-title")),
        form_title: view.form.title(),
        steps: steps(view, None, false),
        notice,
        action_url: view.action_url,
        version: view.version,
        hiddens: journey::hiddens(view, CONFIRMATION, String::new())?,
        sections: sections(view)?,
        privacy: view.form.settings().privacy_notice.as_deref().map(prose::html),
        can_save: view.can_save(),
    };
    super::finished(view.words, &template)
}

/// Every shown page that asks something, also where nothing was answered: the way back to it must be there.
fn sections(view: &JourneyView<'_>) -> askama::Result<Vec<Section>> {
    let displayed = value::pages(view.words, view.form, &view.evaluation.answers);
    let lang = languages::theirs(view.words, view.form);
    let mut sections = Vec::new();
    for (index, page) in view.form.pages().iter().enumerate() {
        let asked: Vec<&str> = view
            .form
            .fields()
            .filter(|field| field.page() == index && view.evaluation.is_shown(field.name()))
            .map(|field| field.name())
            .collect();
        if asked.is_empty() {
            continue;
        }
        let rows = displayed.iter().filter(|display| display.page == index).flat_map(|display| &display.rows);
        let rows: Vec<&DisplayRow> = rows.collect();
        let all = asked.into_iter().filter_map(|name| match rows.iter().find(|row| row.name == name) {
            Some(row) => Some(shown_row(view.words, view.form, row, view.files)),
            // Nobody was asked for what is hidden.
            None => view.form.field(name).filter(|field| field.widget() != Widget::Hidden).map(|field| {
                let missing = if field.is_calculated() { "confirm-nothing" } else { "confirm-not-answered" };
                Row { label: field.label().to_owned(), lines: vec![view.words.say(missing)], is_group: false }
            }),
        });
        let answers = Answers { lang, rows: all.collect() }.render()?;
        sections.push(Section { title: page.title.clone(), page_id: page.id.clone(), answers });
    }
    Ok(sections)
}

/// The sections of accepted answers, for the receipt.
pub(super) fn accepted(
    words: Words,
    form: &PublishedForm,
    pages: &[DisplayPage],
    files: FileLabels<'_>,
) -> askama::Result<Vec<Section>> {
    let lang = languages::theirs(words, form);
    let draw = |page: &DisplayPage| {
        let rows = page.rows.iter().map(|row| shown_row(words, form, row, files)).collect();
        Ok(Section { title: page.title.clone(), page_id: String::new(), answers: Answers { lang, rows }.render()? })
    };
    pages.iter().map(draw).collect()
}

fn shown_row(words: Words, form: &PublishedForm, row: &DisplayRow, files: FileLabels<'_>) -> Row {
    let field = form.field(&row.name);
    let lines = if field.is_some_and(Field::takes_files) {
        row.lines.iter().map(|token| file_line(words, token, files)).collect()
    } else {
        row.lines.clone()
    };
    Row { label: row.label.clone(), lines, is_group: field.is_some_and(|field| field.group().is_some()) }
}

fn file_line(words: Words, token: &str, files: FileLabels<'_>) -> String {
    files(token).map_or_else(|| words.say("common-unreadable-file"), |label| label.in_words(words))
}

#[cfg(test)]
mod tests {
    use super::{Answers, Row};
    use askama::Template;

    #[test]
    fn rows_of_a_group_are_set_in_by_style_and_other_answers_stay_as_they_are() {
        let row = |is_group, lines: &[&str]| Row {
            label: "お子さん".to_owned(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            is_group,
        };
        let lines = ["お子さん 1", "　氏名：窓口　花子", "　　マドグチ　ハナコ"];
        let html = Answers { lang: "", rows: vec![row(true, &lines), row(false, &["　字下げ", "次の行"])] }
            .render()
            .expect("drawn");
        assert!(
            html.contains("<span class=\"row-title\">お子さん 1</span><span class=\"in1\">氏名：窓口　花子</span>")
        );
        assert!(html.contains("<span class=\"in2\">マドグチ　ハナコ</span>"));
        assert!(html.contains("<dd>　字下げ\n次の行</dd>"), "{html}");
    }
}
