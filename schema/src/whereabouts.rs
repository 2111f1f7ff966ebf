//! Which field a place in the answers belongs to: `/name/familyName`, and inside groups `/children/1/name/familyName`.

use crate::field::Field;
use crate::published::PublishedForm;

/// What a JSON Pointer into the answers means.
#[derive(Clone, Copy, Debug)]
pub struct Whereabouts<'a> {
    /// The innermost field: a member of a group where the pointer leads into a row.
    pub field: &'a Field,
    /// Index of the field that stands in the form itself.
    pub root: usize,
    /// Row and index of the member, inside a group; none of the member is a row as a whole.
    pub row: Option<(usize, Option<usize>)>,
    /// The token behind the field: a part of it.
    pub part: Option<&'a str>,
}

impl PublishedForm {
    /// The field that a place in the answers belongs to. Field and member names need no unescaping: they are letters, digits, `_`
    /// and `-`.
    pub(crate) fn whereabouts<'a>(&'a self, at: &'a str) -> Option<Whereabouts<'a>> {
        let mut tokens = at.strip_prefix('/')?.split('/');
        let root = *self.names.get(tokens.next()?)?;
        let field = self.fields.get(root)?;
        let part = tokens.next();
        let (Some(group), Some(row)) = (&field.group, part.and_then(|row| row.parse().ok())) else {
            return Some(Whereabouts { field, root, row: None, part });
        };
        let member = tokens.next().and_then(|name| group.names.get(name)).copied();
        let inner = member.and_then(|member| group.fields.get(member));
        Some(Whereabouts { field: inner.unwrap_or(field), root, row: Some((row, member)), part: tokens.next() })
    }

    /// The field, or the member of a group, that a place in the answers belongs to; none for a row as a whole.
    pub(crate) fn field_at<'a>(&'a self, at: &'a str) -> Option<&'a Field> {
        self.whereabouts(at).filter(|place| !matches!(place.row, Some((_, None)))).map(|place| place.field)
    }
}
