//! The answers as the text of a mail: page by page, never those that may not be mailed, and saying so where some are left
//! out.

use madoguchi_schema::Word;

use super::Letter;
use crate::pdf::Row;
use crate::submissions::receipt_pdf::{PdfScope, sections};
use crate::words::{Words, value};

impl Letter<'_> {
    pub(super) fn answers_as_text(&self) -> String {
        let words = self.words;
        let of = |scope| sections(words, self.form, self.answers, self.files, scope);
        let (mailed, whole) = (of(PdfScope::Mail), of(PdfScope::Applicant));
        let mut text = String::new();
        for section in &mailed {
            if whole.len() > 1 && !section.title.is_empty() {
                let title = [("title", section.title.as_str().into())];
                text.push_str(&format!("\n{}\n", words.text("mail-section", &title)));
            }
            section.rows.iter().for_each(|row| text.push_str(&said(words, row)));
        }
        let rows = |sections: &[crate::pdf::Section]| sections.iter().map(|section| section.rows.len()).sum::<usize>();
        if rows(&mailed) < rows(&whole) {
            text.push_str(&format!("\n{}\n", words.text("mail-answers-left-out", &[])));
        }
        text
    }
}

/// 「氏名：見本 花子」; an answer of several lines stands under its question.
fn said(words: Words, row: &Row) -> String {
    let lines: Vec<&str> = row.lines.iter().flat_map(|line| line.lines()).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{}\n", value::said(words, Word::Answer { label: &row.label, answer: line })),
        lines => {
            let under: String = lines.iter().map(|line| format!("　{line}\n")).collect();
            format!("{}\n{under}", row.label)
        }
    }
}
