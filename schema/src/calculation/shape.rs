//! What an expression may talk about: names and their types, and from them the most a value can weigh. Only sizes and
//! members are followed, not types: a type error shows when the expression runs.

use std::rc::Rc;

/// The longest text that takes part where a field has no limit of its own, in characters.
const LONGEST_TEXT: u64 = 10_000;
/// So many characters weigh as much as one number.
const CHARACTERS_PER_STEP: u64 = 64;

/// A name and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The field or member.
    pub name: String,
    /// What its answers are.
    pub of: Type,
}

/// What the answers of a field are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A text of at most so many characters (`maxLength`); longer answers count as absent.
    Text(Option<u64>),
    /// A whole number: int.
    Integer,
    /// A number: always double, also when it is whole.
    Decimal,
    /// true or false.
    Boolean,
    /// A list: absent means empty. Longer ones count as absent.
    List {
        /// `maxItems`.
        max: u64,
        /// What its items are.
        of: Box<Type>,
    },
    /// A row of a group, or the parts of a composite kind.
    Record(Vec<Name>),
}

/// The names an expression may use.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The root fields.
    pub names: &'a [Name],
    /// The members of the row, for expressions inside a group.
    pub item: Option<&'a [Name]>,
}

/// The longest text of a field, in characters.
pub fn longest(max: Option<u64>) -> u64 {
    max.unwrap_or(LONGEST_TEXT)
}

/// The largest value something can have.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Numbers and pieces of text in it.
    pub weight: u64,
    /// Items of a list.
    pub items: u64,
    /// It is a number: adding another one makes nothing longer.
    pub number: bool,
    /// Numbers in it are doubles.
    pub decimal: bool,
    pub element: Option<Rc<Self>>,
    /// Its members; none where they are not known, empty where it has none.
    pub members: Option<Rc<Vec<(String, Self)>>>,
}

impl Shape {
    /// A number, a boolean, a short text.
    pub fn scalar() -> Self {
        Self { weight: 1, items: 0, number: false, decimal: false, element: None, members: Some(Rc::default()) }
    }

    pub fn number() -> Self {
        Self { number: true, ..Self::scalar() }
    }

    pub fn text(characters: u64) -> Self {
        Self { weight: characters / CHARACTERS_PER_STEP + 1, ..Self::scalar() }
    }

    pub fn decimal() -> Self {
        Self { decimal: true, ..Self::number() }
    }

    pub fn of(of: &Type) -> Self {
        match of {
            Type::Text(max) => Self::text(longest(*max)),
            Type::Integer => Self::number(),
            Type::Boolean => Self::scalar(),
            Type::Decimal => Self::decimal(),
            Type::List { max, of } => Self::list(*max, Some(Self::of(of))),
            Type::Record(names) => Self::record(names),
        }
    }

    pub fn record(names: &[Name]) -> Self {
        let members: Vec<(String, Self)> = names.iter().map(|name| (name.name.clone(), Self::of(&name.of))).collect();
        let weight = members.iter().fold(1, |sum: u64, (_, member)| sum.saturating_add(member.weight));
        Self { weight, members: Some(Rc::new(members)), ..Self::scalar() }
    }

    pub fn list(items: u64, element: Option<Self>) -> Self {
        let each = element.as_ref().map_or(0, |element| element.weight);
        let weight = items.saturating_mul(each).saturating_add(1);
        Self { weight, items, element: element.map(Rc::new), ..Self::scalar() }
    }

    /// One item of it.
    pub fn item(&self) -> Self {
        let unknown = || Self { members: None, number: false, ..self.clone() };
        self.element.as_deref().cloned().unwrap_or_else(unknown)
    }

    /// Either of the two.
    pub fn or(self, other: Self) -> Self {
        let element = match (self.element, other.element) {
            (Some(one), Some(another)) => Some(Rc::new(Rc::unwrap_or_clone(one).or(Rc::unwrap_or_clone(another)))),
            (one, another) => one.or(another),
        };
        let members = match (self.members, other.members) {
            (Some(one), Some(another)) if Rc::ptr_eq(&one, &another) || (one.is_empty() && another.is_empty()) => {
                Some(one)
            }
            _ => None,
        };
        Self {
            weight: self.weight.max(other.weight),
            items: self.items.max(other.items),
            number: self.number && other.number,
            decimal: self.decimal || other.decimal,
            element,
            members,
        }
    }

    /// Both, added: texts and lists one behind the other.
    pub fn and(self, other: Self) -> Self {
        if self.number && other.number {
            return self.or(other);
        }
        let weight = self.weight.saturating_add(other.weight);
        let items = self.items.saturating_add(other.items);
        Self { weight, items, ..self.or(other) }
    }
}
