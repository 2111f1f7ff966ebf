//! Repeating groups on paper: a table where the members are few and short, else the questions once more for every row.

use madoguchi_schema::{Field, Group, KindName, Widget};

use super::{Scribe, is_asked};
use crate::pdf::paper::{Cell, Column, Content, Entry, Item, Table};

/// Rows that are printed: in a table, and as repeated questions.
const TABLE_ROWS: u64 = 4;
const BLOCKS: u64 = 3;
/// Columns of a table at most.
const COLUMNS: usize = 5;
/// Choices that fit below each other in a cell.
const SHORT_LIST: usize = 4;
const SHORT_TITLE: usize = 8;

impl Scribe<'_> {
    /// The items of a group.
    pub(super) fn rows(&self, field: &Field, group: &Group, condition: Option<&str>) -> Vec<Item> {
        let members: Vec<&Field> = group.fields().filter(|member| is_asked(member)).collect();
        let item = |content: Content| Item { condition: condition.map(str::to_owned), content };
        if members.len() <= COLUMNS && members.iter().all(|member| is_narrow(member)) {
            return vec![item(Content::Table(self.table(field, group, &members)))];
        }
        let count = group.max_rows().clamp(1, BLOCKS);
        let mut items = Vec::new();
        let title = group.item_title().unwrap_or(field.label());
        let mut help = field.help().map(|help| self.paragraphs(help)).unwrap_or_default();
        for row in 1..=count {
            let number = [("title", self.told(title).into()), ("n", row.to_string().into())];
            items.push(item(Content::Heading(self.tell("paper-row", &number))));
            if !help.is_empty() {
                items.push(item(Content::Text(std::mem::take(&mut help))));
            }
            for member in &members {
                let own = member.shown_when().and_then(|shown| self.only_in(shown, group));
                let content = Content::Question(self.question(member, Some(group)));
                items.push(Item { condition: own.or_else(|| condition.map(str::to_owned)), content });
            }
        }
        items.extend(self.more(group, count).map(|note| item(Content::Text(vec![note]))));
        items
    }

    /// What to do with more rows than are printed.
    fn more(&self, group: &Group, printed: u64) -> Option<String> {
        let most = [("most", group.max_rows().to_string().into())];
        (group.max_rows() > printed).then(|| self.tell("paper-more-rows", &most))
    }

    fn table(&self, field: &Field, group: &Group, members: &[&Field]) -> Table {
        let count = group.max_rows().clamp(1, TABLE_ROWS);
        let mut columns = vec![Column { title: String::new(), share: 0.28 }];
        columns.extend(members.iter().map(|member| {
            let is_required = self.question(member, Some(group)).mark.is_some();
            let mark = if is_required { self.say("paper-required-bracketed") } else { String::new() };
            Column { title: format!("{}{mark}", self.label(member)), share: share(member) }
        }));
        let row = |number: u64| {
            let head = Cell::Head(number.to_string());
            let room = members.iter().map(|member| {
                let mut entries = match member.widget() {
                    // The cell is as wide as the number.
                    Widget::Number { .. } => vec![Entry::Line(self.blank_with_unit(member))],
                    _ => self.entries(member),
                };
                let own = member.shown_when().and_then(|shown| self.only_in(shown, group));
                if let Some(own) = own.filter(|_| number == 1) {
                    entries.insert(0, Entry::Print(own));
                }
                Cell::Room(entries)
            });
            [head].into_iter().chain(room).collect()
        };
        let mut question = self.question(field, None);
        for member in members {
            let help = member.help().map(|help| self.paragraphs(help).join(" "));
            question.hints.extend(help.map(|help| format!("{}：{help}", self.label(member))));
        }
        Table { question, columns, rows: (1..=count).map(row).collect(), note: self.more(group, count) }
    }
}

/// Whether there is room for it in a column of a table.
fn is_narrow(field: &Field) -> bool {
    let is_short_list = || {
        field.other().is_none()
            && field.choices().len() <= SHORT_LIST
            && field.choices().iter().all(|choice| choice.title.chars().count() <= SHORT_TITLE)
    };
    match field.widget() {
        Widget::Text { .. } => !matches!(
            field.kind(),
            KindName::MyNumber | KindName::CorporateNumber | KindName::InvoiceNumber | KindName::KeyNumber
        ),
        Widget::Number { .. } | Widget::Url => true,
        Widget::Radio | Widget::Select | Widget::Checkboxes => is_short_list(),
        Widget::Checkbox { text } => text.chars().count() <= 2 * SHORT_TITLE,
        _ => false,
    }
}

fn share(field: &Field) -> f32 {
    match field.widget() {
        Widget::Number { .. } => 0.8,
        Widget::Text { .. } => 1.3,
        _ => 1.0,
    }
}
