//! Conditions that contradict themselves or each other, and the pages, fields, blocks and exits that nobody can reach
//! because of them. Decided by [`satisfiable`], which never calls something unreachable that can be reached.

use crate::condition::{Condition, Domain, Fields, satisfiable};
use crate::document::Parsed;
use crate::field::Field;
use crate::kind::KindName;
use crate::page::{BlockContent, Page};
use crate::pointer;
use crate::problem::Problem;
use crate::visibility::gates;

/// Looks at everything that has a condition. `order` is the order in which visibility is decided.
pub fn lint(parsed: &Parsed, order: &[usize], problems: &mut Vec<Problem>) {
    let shown_by: Vec<Vec<&Condition>> =
        parsed.fields.iter().map(|field| gates(field, &parsed.pages).collect()).collect();
    let mut domains: Vec<Domain> = parsed.fields.iter().map(domain).collect();
    let mut unreachable = Vec::new();
    for &field in order {
        let fields = Fields { domains: &domains, gates: &shown_by };
        if !satisfiable(&shown_by[field], &fields) {
            domains[field] = Domain::Nothing;
            unreachable.push(field);
        }
    }
    let weigh = Weigh { fields: Fields { domains: &domains, gates: &shown_by }, parsed };
    for (index, page) in parsed.pages.iter().enumerate() {
        weigh.page(index, page, problems);
    }
    unreachable.sort_unstable();
    for field in unreachable {
        weigh.field(field, problems);
    }
    for field in parsed.fields.iter().filter(|field| field.required_when.is_some()) {
        weigh.required(field, problems);
    }
    parsed.fields.iter().filter_map(Field::group).for_each(|group| members(&group.fields, problems));
}

/// The members of a group, which see each other and nothing else.
fn members(fields: &[Field], problems: &mut Vec<Problem>) {
    let domains: Vec<Domain> = fields.iter().map(domain).collect();
    let gates: Vec<Vec<&Condition>> = fields.iter().map(|field| gates(field, &[]).collect()).collect();
    let known = Fields { domains: &domains, gates: &gates };
    for condition in fields.iter().flat_map(|field| field.show.iter().chain(&field.required_when)) {
        if !satisfiable(&[condition], &known) {
            never(condition, problems);
        }
    }
}

fn domain(field: &Field) -> Domain {
    let values = || field.choices().iter().map(|choice| choice.value.clone());
    match field.kind {
        // Beside a free text there is no end of answers.
        _ if field.other().is_some() => Domain::of(&field.schema),
        KindName::Choice if !field.choices().is_empty() => Domain::choice(values()),
        KindName::Choices if !field.choices().is_empty() => {
            Domain::choices(&values().collect::<Vec<_>>(), &field.schema)
        }
        _ => Domain::of(&field.schema),
    }
}

struct Weigh<'a> {
    fields: Fields<'a>,
    parsed: &'a Parsed,
}

impl Weigh<'_> {
    fn can_be(&self, conditions: &[&Condition]) -> bool {
        satisfiable(conditions, &self.fields)
    }

    /// A condition that contradicts itself (or asks for what is never shown).
    fn is_never(&self, condition: &Condition) -> bool {
        !self.can_be(&[condition])
    }

    fn page(&self, index: usize, page: &Page, problems: &mut Vec<Problem>) {
        let at = pointer::index("/x-pages", index);
        let own: Vec<&Condition> = page.show.iter().collect();
        let has_something = page.blocks.iter().any(|block| {
            let field = block.field.map_or(&[][..], |field| self.fields.gates[field].as_slice());
            self.can_be(&own.iter().copied().chain(&block.show).chain(field.iter().copied()).collect::<Vec<_>>())
        });
        if !self.can_be(&own) {
            if let Some(condition) = &page.show {
                never(condition, problems);
            }
            return;
        }
        if !has_something && !page.blocks.is_empty() {
            problems.push(Problem::warning("unreachablePage", at));
            return;
        }
        for block in page.blocks.iter().filter(|block| !matches!(block.content, BlockContent::Field(_))) {
            if let Some(condition) =
                block.show.as_ref().filter(|show| !self.can_be(&own.iter().copied().chain([*show]).collect::<Vec<_>>()))
            {
                never(condition, problems);
            }
        }
        for exit in &page.exits {
            if !self.can_be(&own.iter().copied().chain([&exit.when]).collect::<Vec<_>>()) {
                never(&exit.when, problems);
            }
        }
    }

    /// One problem for an unreachable field, at the condition that is to blame if it is one alone.
    fn field(&self, index: usize, problems: &mut Vec<Problem>) {
        let field = &self.parsed.fields[index];
        let page = self.parsed.pages.get(field.page);
        if page.is_some_and(|page| page.show.as_ref().is_some_and(|show| self.is_never(show))) {
            return;
        }
        let own: Vec<&Condition> = self.fields.gates[index].clone();
        match own.iter().find(|condition| self.is_never(condition)) {
            Some(condition) => never(condition, problems),
            None => {
                let required = field.always_required || field.required_when.is_some();
                problems.push(Problem::warning("unreachableField", &field.at).with("required", required));
            }
        }
    }

    fn required(&self, field: &Field, problems: &mut Vec<Problem>) {
        let Some(condition) = &field.required_when else {
            return;
        };
        let index = self.parsed.names.get(&field.name).copied();
        let gates = index.map_or(&[][..], |index| self.fields.gates[index].as_slice());
        let shown = self.can_be(gates);
        if shown && !self.can_be(&gates.iter().copied().chain([condition]).collect::<Vec<_>>()) {
            never(condition, problems);
        }
    }
}

/// Says it once, and not where a choice that does not exist has been named as the reason.
fn never(condition: &Condition, problems: &mut Vec<Problem>) {
    let problem = Problem::warning("neverTrue", &condition.at);
    let explains = |known: &Problem| known.code == "choiceNotOffered" && known.at.starts_with(&condition.at);
    if !problems.iter().any(|known| *known == problem || explains(known)) {
        problems.push(problem);
    }
}
