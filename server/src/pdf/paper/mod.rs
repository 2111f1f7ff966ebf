//! The blank paper form (紙の様式): what an office hands out to those who cannot go online.
//! It knows sheets, boxes and lines and receives finished words; nothing here knows a form engine, storage or the clock,
//! and the same paper form always gives the same bytes.
//!
//! The way of a paper form: `compose` puts its parts one below the other as strips (`head`, `question`, `table`, `foot`;
//! what is written into is drawn by `entry` and `slots`), `sheet` distributes the strips over pages, `press` draws them.

mod compose;
mod entry;
mod foot;
mod head;
mod press;
mod question;
mod sheet;
mod slots;
mod table;

#[cfg(test)]
pub(crate) mod tests;

use super::canvas::Canvas;
use super::document::{self, About};
use super::{Fonts, PdfError, moment};

/// Everything that is printed on a paper form. All words are plain text in one language.
#[derive(Clone, Debug)]
pub struct PaperForm {
    /// The language of the words (BCP 47).
    pub language: String,
    /// Whose form it is.
    pub organization: String,
    /// The title of the procedure.
    pub title: String,
    /// Whom the form is handed to (（提出先）見本市).
    pub addressee: String,
    /// The day of writing (令和　年　月　日).
    pub day: Vec<Slot>,
    /// What the office fills in, on the first page.
    pub office: Office,
    /// What the procedure is, and how to fill in the form.
    pub introduction: Vec<String>,
    /// The questions.
    pub sections: Vec<Section>,
    /// What follows the questions: who may see it, whom to ask.
    pub closing: Vec<Section>,
    /// The way online.
    pub online: Online,
    /// What stands at the foot of every page.
    pub footer: String,
    /// Beside a question that goes on over the page.
    pub continued: String,
    /// When this version was published, in the time zone in which it is to be printed.
    pub published_at: jiff::Zoned,
    /// What no other paper form is: the identifier of the file is derived from it.
    pub identity: String,
}

/// The box that only the office writes in.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its title (事務処理欄).
    pub title: String,
    /// Where the stamp of receipt goes (受付印).
    pub stamp: String,
    /// Boxes with a caption (受付番号).
    pub boxes: Vec<String>,
}

/// The same form online.
#[derive(Clone, Debug)]
pub struct Online {
    /// The heading.
    pub title: String,
    /// The sentence before the address.
    pub lead: String,
    /// The address, which is printed, linked, and encoded in two dimensions.
    pub address: String,
}

/// A titled part of the form; an empty title prints no heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Who fills it in, where not everybody does.
    pub condition: Option<String>,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// One thing in a section, and who it is for where it is not for everybody. Neighbours for the same people are
/// announced once.
#[derive(Clone, Debug)]
pub struct Item {
    /// Who it is for.
    pub condition: Option<String>,
    /// The thing.
    pub content: Content,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A sub-heading.
    Heading(String),
    /// Paragraphs.
    Text(Vec<String>),
    /// Something to know before going on, in a frame.
    Notice {
        /// Its heading.
        title: String,
        /// Its paragraphs.
        text: Vec<String>,
    },
    /// A question: its label at the left, room to write at the right.
    Question(Question),
    /// A question in the form of a table.
    Table(Table),
}

/// A label and what is written beside it.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The label.
    pub label: String,
    /// Whether it must be filled in (必須).
    pub mark: Option<String>,
    /// Small print above the room to write.
    pub hints: Vec<String>,
    /// The room to write, from above.
    pub entries: Vec<Entry>,
}

/// A table to write in. The row of column heads is repeated on every page.
#[derive(Clone, Debug)]
pub struct Table {
    /// Above the table: its label, mark and hints. The entries are empty.
    pub question: Question,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// Below the table (足りないときは…).
    pub note: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its share of the width.
    pub share: f32,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// The head of a row.
    Head(String),
    /// A square to tick.
    Square,
    /// Room to write.
    Room(Vec<Entry>),
}

/// Room to write.
#[derive(Clone, Debug)]
pub enum Entry {
    /// One line of boxes, blanks and words.
    Line(Vec<Slot>),
    /// Captioned boxes side by side.
    Boxes(Vec<Captioned>),
    /// Choices to tick, in as many columns as fit.
    Choices(Vec<Choice>),
    /// So many ruled lines for prose.
    Ruled(usize),
    /// An empty space of this height in millimetres (a sketch, a signature).
    Space(f32),
    /// Small print.
    Print(String),
}

/// A box with a small caption in its corner.
#[derive(Clone, Debug)]
pub struct Captioned {
    /// The caption.
    pub caption: String,
    /// What stands in it.
    pub slots: Vec<Slot>,
    /// Its share of the width.
    pub share: f32,
    /// A low box, for readings.
    pub is_low: bool,
}

/// Something to tick.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The words beside the square.
    pub text: String,
    /// Room to write behind the words (その他).
    pub has_blank: bool,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// Words.
    Word(String),
    /// A square to tick, and its words.
    Tick(String),
    /// A blank of so many millimetres.
    Blank(f32),
    /// A blank that takes what is left of the line.
    Rest,
    /// A box for every digit, in groups.
    Digits(Vec<usize>),
}

/// Renders a paper form as a tagged PDF file in A4.
///
/// # Errors
/// [`PdfError`] when an embedded font is damaged or the file cannot be put together.
pub fn render_paper(fonts: &Fonts, form: &PaperForm) -> Result<Vec<u8>, PdfError> {
    let (strips, structure) = compose::compose(fonts, form);
    let pages = sheet::paginate(strips, sheet::TEXT_HEIGHT);
    let mut canvas = Canvas::new(structure);
    press::print(&mut canvas, fonts, pages, form);
    let about = About {
        title: form.title.clone(),
        author: form.organization.clone(),
        created_at: moment::for_file(&form.published_at),
        identity: form.identity.clone(),
        language: form.language.clone(),
    };
    document::assemble(fonts, canvas, &about)
}
