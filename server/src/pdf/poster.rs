//! The poster (掲示用のちらし): one A4 page that an office pins up, with the title of a procedure, a large code to read with
//! a telephone, and what people ask before they begin. It receives finished words and gives back bytes; what does not fit
//! on the one page is shortened from the end, never the title, the code, the address or the office to ask.

mod draw;

#[cfg(test)]
mod tests;

use super::canvas::Canvas;
use super::document::{self, About};
use super::{Fonts, PdfError, moment};

/// Everything that is printed on a poster. All words are plain text in one language.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The language of the words (BCP 47).
    pub language: String,
    /// Whose form it is.
    pub organization: String,
    /// Above the title (オンラインで申請できます).
    pub kicker: String,
    /// The title of the procedure.
    pub title: String,
    /// What it is about; shortened to a few lines.
    pub description: String,
    /// What to do with the code, step by step.
    pub steps: Vec<String>,
    /// Before the address (パソコンからは).
    pub address_lead: String,
    /// The address, which is printed, linked, and encoded in two dimensions.
    pub address: String,
    /// Who, when, how much: a name and a text each.
    pub facts: Vec<(String, String)>,
    /// The heading over the office (問い合わせ先).
    pub contact_title: String,
    /// The office, line by line.
    pub contact: Vec<String>,
    /// When this version was published, in the time zone in which it is to be told.
    pub published_at: jiff::Zoned,
    /// What no other poster is: the identifier of the file is derived from it.
    pub identity: String,
}

/// Renders a poster as a tagged PDF file of one A4 page.
///
/// # Errors
/// [`PdfError`] when an embedded font is damaged or the file cannot be put together.
pub fn render_poster(fonts: &Fonts, poster: &Poster) -> Result<Vec<u8>, PdfError> {
    let (marks, structure) = draw::compose(fonts, poster);
    let mut canvas = Canvas::new(structure);
    canvas.begin_page();
    for mark in marks {
        super::paint::draw(&mut canvas, mark, 0.0);
    }
    let about = About {
        title: poster.title.clone(),
        author: poster.organization.clone(),
        created_at: moment::for_file(&poster.published_at),
        identity: poster.identity.clone(),
        language: poster.language.clone(),
    };
    document::assemble(fonts, canvas, &about)
}
