//! Where a question sits: the names of its inputs in a post and the ids on its page begin with these. Field names hold
//! letters, digits, `-` and `_` only, so the dots in between are unmistakable.

use madoguchi_schema::Field;

/// The place of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// `q-name`, or `q-children.1.name` in a row.
    pub id: String,
    /// `name`, or `children.1.name` in a row.
    pub name: String,
}

impl Seat {
    /// A question of the form.
    #[must_use]
    pub fn of(field: &Field) -> Self {
        Self { id: format!("q-{}", field.name()), name: field.name().to_owned() }
    }

    /// A question in the row of a repeating group that has this token.
    #[must_use]
    pub fn in_row(group: &Field, token: &str, field: &Field) -> Self {
        let name = format!("{}.{token}.{}", group.name(), field.name());
        Self { id: format!("q-{name}"), name }
    }

    /// The id of a row of a repeating group.
    #[must_use]
    pub fn row_id(group: &Field, token: &str) -> String {
        format!("q-{}.{token}", group.name())
    }
}
