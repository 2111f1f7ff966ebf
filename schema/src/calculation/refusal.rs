//! Why an expression cannot be compiled, where, and what its author probably meant.

/// An expression that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// One word: `syntax`, `tooLong`, `tooDeep`, `tooNested`, `cost`, `unknownName`, `unknownMember`, `unknownFunction`,
    /// `argumentCount`, `memberName`, `wholeAnswers`, `unsupported`.
    pub reason: &'static str,
    /// Characters before the place.
    pub position: usize,
    /// The name the reason is about.
    pub name: Option<String>,
    /// A name that looks like it.
    pub suggestion: Option<String>,
}

/// The longest name a field can have.
const LONGEST_NAME: usize = 64;

impl Refusal {
    pub(super) const fn new(reason: &'static str, position: usize) -> Self {
        Self { reason, position, name: None, suggestion: None }
    }

    /// About a name of the text.
    pub(super) fn about(reason: &'static str, text: &str, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::new(reason, position(text, name)) }
    }

    /// With the nearest of the names that would have been right, if one is near.
    pub(super) fn suggesting<'a>(mut self, right: impl Iterator<Item = &'a str>) -> Self {
        let name = self.name.as_deref().unwrap_or_default();
        let length = name.chars().count();
        let far = length.div_ceil(3).min(3);
        // No field has a longer name; and what differs more in length than in letters need not be compared.
        let near = |one: &&str| length <= LONGEST_NAME && one.chars().count().abs_diff(length) <= far;
        self.suggestion = right
            .filter(near)
            .map(|one| (strsim::osa_distance(name, one), one))
            .filter(|(distance, _)| *distance <= far)
            .min()
            .map(|(_, one)| one.to_owned());
        self
    }
}

/// Characters before the first place where the name stands as a whole word.
fn position(text: &str, name: &str) -> usize {
    let is_inside = |neighbour: Option<char>| neighbour.is_some_and(|one| one.is_alphanumeric() || one == '_');
    let whole = |start: &usize| {
        let (before, behind) = (&text[..*start], &text[*start + name.len()..]);
        !is_inside(before.chars().next_back()) && !is_inside(behind.chars().next())
    };
    let start = text.match_indices(name).map(|(start, _)| start).find(whole).unwrap_or_default();
    text[..start].chars().count()
}
