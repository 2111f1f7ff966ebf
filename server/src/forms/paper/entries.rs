//! What residents write into for every kind of question.

use madoguchi_schema::{Field, Group, KindName, MatrixRow, Widget};
use serde_json::Value;

use super::Scribe;
use crate::pdf::paper::{Captioned, Cell, Choice, Column, Entry, Question, Slot, Table};

/// Characters that somebody writes on one ruled line.
const PER_LINE: u64 = 32;
/// Ruled lines of a long text: at least, where the form sets no limit, and at most.
const RULED: (u64, u64, u64) = (3, 5, 12);

impl Scribe<'_> {
    /// A field beside its label.
    pub(super) fn question(&self, field: &Field, group: Option<&Group>) -> Question {
        let mut hints: Vec<String> = field.help().map(|help| self.paragraphs(help)).unwrap_or_default();
        let is_required = field.always_required() || field.required_when() == Some(&Value::Bool(true));
        if let Some(when) = field.required_when().filter(|_| !is_required) {
            hints.extend(self.required_only(when, group));
        }
        if let Some(limit) = field.max_characters().filter(|_| matches!(field.widget(), Widget::TextArea { .. })) {
            hints.push(self.tell("paper-limit", &[("limit", limit.to_string().into())]));
        }
        Question {
            label: self.label(field),
            mark: is_required.then(|| self.say("paper-required")),
            hints,
            entries: self.entries(field),
        }
    }

    pub(super) fn entries(&self, field: &Field) -> Vec<Entry> {
        match field.widget() {
            Widget::TextArea { max_length } => {
                let limit = field.max_characters().or(max_length);
                let (least, usual, most) = RULED;
                let lines = limit.map_or(usual, |limit| limit.div_ceil(PER_LINE).clamp(least, most));
                vec![Entry::Ruled(usize::try_from(lines).unwrap_or_default())]
            }
            Widget::Number { .. } => vec![Entry::Line(self.number(field))],
            Widget::Date => self.day(field),
            Widget::Month => self.month(field),
            Widget::Time => vec![self.time()],
            Widget::DateTime => self.day(field).into_iter().chain([self.time()]).collect(),
            Widget::DateRange => self.days(field),
            Widget::Radio | Widget::Select | Widget::Checkboxes => vec![self.choices(field)],
            Widget::Checkbox { text } => vec![Entry::Choices(vec![tick(self.told(&text))])],
            Widget::Parts(parts) => self.parts(field, &parts),
            Widget::Phone => vec![Entry::Line(separated("－", 3))],
            Widget::Email { .. } => vec![Entry::Line(separated("＠", 2))],
            Widget::File { max_files, .. } => self.files(max_files),
            Widget::Signature { .. } => vec![Entry::Print(self.say("paper-signature")), Entry::Space(16.0)],
            Widget::Ranking { ranks } => self.ranking(field, ranks),
            Widget::Rating { min, max, low, high } => {
                vec![Entry::Line(self.rating(min..=max, low.as_deref(), high.as_deref()))]
            }
            Widget::MapPoint => vec![Entry::Print(self.say("paper-place")), Entry::Space(45.0)],
            Widget::Slot { .. } => vec![Entry::Print(self.say("paper-slot")), Entry::Ruled(2)],
            Widget::Text { .. } | Widget::Url => vec![Entry::Line(digits(field).unwrap_or_else(|| vec![Slot::Rest]))],
            Widget::Matrix { .. } | Widget::Hidden | Widget::Rows => Vec::new(),
        }
    }

    fn number(&self, field: &Field) -> Vec<Slot> {
        let unit = field.unit().map(|unit| Slot::Word(self.told(unit)));
        [Slot::Blank(40.0)].into_iter().chain(unit).collect()
    }

    /// All the room there is, and the unit.
    pub(super) fn blank_with_unit(&self, field: &Field) -> Vec<Slot> {
        let unit = field.unit().map(|unit| Slot::Word(self.told(unit)));
        [Slot::Rest].into_iter().chain(unit).collect()
    }

    pub(super) fn choices(&self, field: &Field) -> Entry {
        let listed = field.choices().iter().map(|choice| tick(self.told(&choice.title)));
        let other = field.other().map(|other| Choice { text: self.told(&other.label), has_blank: true });
        Entry::Choices(listed.chain(other).collect())
    }

    fn files(&self, max_files: u64) -> Vec<Entry> {
        let mut slots = vec![Slot::Tick(self.say("paper-attached"))];
        if max_files > 1 {
            slots.extend([Slot::Blank(14.0), Slot::Word(self.say("paper-sheets"))]);
        }
        vec![Entry::Line(slots)]
    }

    fn ranking(&self, field: &Field, ranks: u64) -> Vec<Entry> {
        let titles: Vec<String> = field.choices().iter().map(|choice| self.told(&choice.title)).collect();
        let titles = titles.join(&self.say("paper-and-list"));
        let mut entries = vec![Entry::Print(self.tell("paper-choose-from", &[("choices", titles.into())]))];
        for rank in 1..=ranks {
            let word = self.tell("paper-rank", &[("n", rank.to_string().into())]);
            let slots = Vec::new();
            entries.push(Entry::Boxes(vec![Captioned { caption: word, slots, share: 1.0, is_low: false }]));
        }
        entries
    }

    fn rating(&self, numbers: std::ops::RangeInclusive<i64>, low: Option<&str>, high: Option<&str>) -> Vec<Slot> {
        let word = |text: Option<&str>| text.map(|text| Slot::Word(self.told(text)));
        let ticks = numbers.map(|number| Slot::Tick(number.to_string()));
        word(low).into_iter().chain(ticks).chain(word(high)).collect()
    }

    /// A row for every question, a column for every choice.
    pub(super) fn matrix(&self, field: &Field, rows: &[MatrixRow]) -> Table {
        let choices = field.choices();
        let mut columns = vec![Column { title: String::new(), share: 2.2 }];
        columns.extend(choices.iter().map(|choice| Column { title: self.told(&choice.title), share: 1.0 }));
        let row = |row: &MatrixRow| {
            let mark = if row.required { self.say("paper-required-bracketed") } else { String::new() };
            let head = Cell::Head(format!("{}{mark}", self.told(&row.title)));
            [head].into_iter().chain(choices.iter().map(|_| Cell::Square)).collect()
        };
        Table { question: self.question(field, None), columns, rows: rows.iter().map(row).collect(), note: None }
    }
}

pub(super) const fn tick(text: String) -> Choice {
    Choice { text, has_blank: false }
}

/// Blanks with a sign between them.
fn separated(sign: &str, count: usize) -> Vec<Slot> {
    let mut slots = Vec::new();
    for index in 0..count {
        if index > 0 {
            slots.push(Slot::Word(sign.to_owned()));
        }
        slots.push(Slot::Rest);
    }
    slots
}

/// A box for every digit of numbers whose length is fixed.
fn digits(field: &Field) -> Option<Vec<Slot>> {
    let groups = match field.kind() {
        KindName::MyNumber => vec![4, 4, 4],
        KindName::CorporateNumber => vec![1, 4, 4, 4],
        KindName::InvoiceNumber => return Some(vec![Slot::Word("T".to_owned()), Slot::Digits(vec![1, 4, 4, 4])]),
        KindName::KeyNumber => {
            let count = |value: &Value| value.as_u64().and_then(|count| usize::try_from(count).ok());
            let groups = field.keyword("x-groups").and_then(Value::as_array);
            let groups: Vec<usize> = groups.into_iter().flatten().filter_map(count).collect();
            if groups.is_empty() { vec![field.keyword("x-length").and_then(count)?] } else { groups }
        }
        _ => vec![exactly(field.keyword("pattern")?.as_str()?)?],
    };
    Some(vec![Slot::Digits(groups)])
}

/// How many digits a pattern wants, where it wants nothing but so many digits: `^[0-9]{10}$`.
fn exactly(pattern: &str) -> Option<usize> {
    let count = pattern.strip_prefix('^')?.strip_suffix("}$")?;
    let count = count.strip_prefix("[0-9]{").or_else(|| count.strip_prefix("\\d{"))?;
    count.parse().ok().filter(|count| (1..=MOST_DIGITS).contains(count))
}

/// Longer numbers are written without boxes.
const MOST_DIGITS: usize = 40;
