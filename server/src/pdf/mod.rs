//! The PDF receipt (受付票): what a resident keeps and what a clerk prints.
//! It receives finished text and gives back bytes; it knows nothing of forms, answers, storage or the clock, and the
//! same receipt always gives the same bytes. No other room imports the PDF library.
//!
//! The way of a receipt: `receipt` composes blocks (with `shape` and `linebreak` measuring text in `fonts`), `layout`
//! distributes them over pages, `paint` draws them on the `canvas`, and `document` writes the file.

mod block;
mod canvas;
mod composer;
mod document;
mod fonts;
mod layout;
mod linebreak;
mod masthead;
mod moment;
mod paint;
pub mod paper;
pub mod poster;
mod receipt;
mod shape;
mod structure;
mod tagging;

#[cfg(test)]
pub(crate) mod tests;

pub use fonts::Fonts;

use crate::words::Words;

/// Everything that is printed on a receipt. Not `Debug`, like its parts: answers must not slip into a log.
#[derive(Clone)]
pub struct Receipt {
    /// The words around the answers; readings are left out.
    pub words: Words,
    /// The municipality that received the submission.
    pub organization: String,
    /// What the paper is called; 受付票 where there is none.
    pub heading: Option<String>,
    /// The title of the form.
    pub title: String,
    /// The number by which the submission is found again.
    pub receipt_number: String,
    /// Printed for staff who try the form out, which it says under the title.
    pub is_test: bool,
    /// The moment of receipt, in the time zone in which it is to be printed.
    pub received_at: jiff::Zoned,
    /// The answers, in the order of the form.
    pub sections: Vec<Section>,
    /// What happens after the receipt; line ends begin new paragraphs.
    pub next_steps: Option<String>,
    /// Whom to ask, line by line.
    pub contact: Vec<String>,
    /// The page where the state of the submission can be looked up.
    pub status_url: Option<String>,
    /// The last paragraph, in the form's own words.
    pub note: Option<String>,
}

/// A titled group of answers; an empty title prints no heading.
#[derive(Clone)]
pub struct Section {
    /// Heading above the answers.
    pub title: String,
    /// The answers.
    pub rows: Vec<Row>,
}

/// One question and its answer.
#[derive(Clone)]
pub struct Row {
    /// The question.
    pub label: String,
    /// The answer; each entry begins a new line.
    pub lines: Vec<String>,
}

/// Why no receipt could be made. Neither case depends on what residents wrote.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// An embedded font cannot be used.
    #[error("the embedded font {name} is not usable: {reason}")]
    Font {
        /// PostScript name of the font.
        name: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The file could not be put together.
    #[error("the PDF file could not be written: {0}")]
    Write(String),
}

/// How the file names its language; Japanese with the country, as it always did.
fn language(words: Words) -> &'static str {
    match words.language.html_tag() {
        "ja" => "ja-JP",
        other => other,
    }
}

/// Renders a receipt as a tagged PDF file in A4.
///
/// # Errors
/// [`PdfError`] when an embedded font is damaged or the file cannot be put together.
pub fn render_receipt(fonts: &Fonts, receipt: &Receipt) -> Result<Vec<u8>, PdfError> {
    let (blocks, structure) = receipt::compose(fonts, receipt);
    let pages = layout::paginate(blocks, paint::TEXT_HEIGHT);
    let mut canvas = canvas::Canvas::new(structure);
    let number = [("number", receipt.receipt_number.as_str().into())];
    let number = receipt.words.text("receipt-pdf-footer", &number);
    let footer = paint::Footer { title: &receipt.title, number: &number };
    paint::paint(&mut canvas, fonts, pages, &footer);
    let title = receipt.words.text(
        "receipt-pdf-title",
        &[("title", receipt.title.as_str().into()), ("number", receipt.receipt_number.as_str().into())],
    );
    let about = document::About {
        title: if receipt.is_test { receipt.words.text("test-marked", &[("text", title.into())]) } else { title },
        author: receipt.organization.clone(),
        created_at: moment::for_file(&receipt.received_at),
        identity: format!("{}\n{}", receipt.receipt_number, receipt.received_at.timestamp()),
        language: language(receipt.words).to_owned(),
    };
    document::assemble(fonts, canvas, &about)
}
