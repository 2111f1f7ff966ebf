//! Texts with placeholders, as mails of a form have them: `{{number}}`, `{{answers.name}}`. Reading never fails and filling
//! is one pass: what stands in a value is never read as a placeholder. `lint/mails` says what is wrong with a text.

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The form's title.
    Title,
    /// The receipt number.
    Number,
    /// The moment of receipt.
    ReceivedAt,
    /// The state of the case.
    State,
    /// The municipality.
    Organization,
    /// The office in charge, its telephone number, its mail address.
    Office,
    /// See [`Self::Office`].
    Phone,
    /// See [`Self::Office`].
    Email,
    /// The answer of this field.
    Answer(String),
}

/// The placeholders beside answers, as they are written.
pub const PLACEHOLDERS: [(&str, Placeholder); 8] = [
    ("title", Placeholder::Title),
    ("number", Placeholder::Number),
    ("received_at", Placeholder::ReceivedAt),
    ("state", Placeholder::State),
    ("organization", Placeholder::Organization),
    ("office", Placeholder::Office),
    ("phone", Placeholder::Phone),
    ("email", Placeholder::Email),
];

/// What the placeholder of an answer begins with; the field's name follows.
const ANSWER: &str = "answers.";
const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What stands there.
    Text(String),
    /// What is put in.
    Placeholder(Placeholder),
    /// Something in braces that is no placeholder; it stays as it is written.
    Unknown(String),
    /// Braces that nobody closed; they stay too.
    Unclosed,
}

/// A text with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

impl Template {
    /// Reads a text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once(OPEN) {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let Some((inside, following)) = after.split_once(CLOSE) else {
                pieces.push(Piece::Unclosed);
                rest = after;
                break;
            };
            // Braces that are opened twice and closed once: the inner ones are the placeholder.
            let name = match inside.rsplit_once(OPEN) {
                None => inside,
                Some((stray, name)) => {
                    pieces.extend([Piece::Unclosed, Piece::Text(stray.to_owned())]);
                    name
                }
            };
            pieces.push(piece(name));
            rest = following;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Self { pieces }
    }

    /// Its parts in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The text with every placeholder replaced by its value.
    pub fn fill(&self, mut value: impl FnMut(&Placeholder) -> String) -> String {
        let said = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Placeholder(placeholder) => value(placeholder),
            Piece::Unknown(name) => format!("{OPEN}{name}{CLOSE}"),
            Piece::Unclosed => OPEN.to_owned(),
        };
        self.pieces.iter().map(said).collect()
    }
}

fn piece(written: &str) -> Piece {
    let name = written.trim();
    let known = PLACEHOLDERS.iter().find(|(known, _)| *known == name).map(|(_, placeholder)| placeholder.clone());
    let answer = || name.strip_prefix(ANSWER).map(|field| Placeholder::Answer(field.trim().to_owned()));
    known.or_else(answer).map_or_else(|| Piece::Unknown(written.to_owned()), Piece::Placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        Template::read(text).fill(|placeholder| match placeholder {
            Placeholder::Number => "A-1".to_owned(),
            Placeholder::Answer(field) => format!("<{field}>"),
            _ => "{{number}}".to_owned(),
        })
    }

    #[test]
    fn placeholders_are_replaced() {
        assert_eq!(filled("番号は{{number}}です"), "番号はA-1です");
        assert_eq!(filled("{{ number }}{{　number　}}"), "A-1A-1");
        assert_eq!(filled("{{answers.氏名}}様、{{answers.name}}"), "<氏名>様、<name>");
        assert_eq!((filled(""), filled("そのまま { } }}")), (String::new(), "そのまま { } }}".to_owned()));
    }

    #[test]
    fn a_value_is_never_read_again() {
        assert_eq!(filled("{{title}}"), "{{number}}");
        assert_eq!(filled("{{title}} {{number}}"), "{{number}} A-1");
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        assert_eq!(filled("{{nobody}} {{number"), "{{nobody}} {{number");
        assert_eq!(filled("{{a {{number}}"), "{{a A-1");
        assert_eq!(filled("{{}}{{ }}"), "{{}}{{ }}");
        assert_eq!(Template::read("{{a {{b}}").pieces()[0], Piece::Unclosed);
        let unknown = Template::read("{{Number}}");
        assert_eq!(unknown.pieces(), [Piece::Unknown("Number".to_owned())]);
    }

    #[test]
    fn many_braces_take_linear_time() {
        let (open, pairs) = ("{{".repeat(200_000), "{{a}}".repeat(100_000));
        for text in [open.clone(), format!("{open}}}}}"), pairs] {
            assert!(!Template::read(&text).pieces().is_empty());
            assert_eq!(filled(&text), text);
        }
    }
}
