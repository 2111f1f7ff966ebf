//! `ranking`: choices in order of preference. The first item comes first.

use super::choice_list::ChoiceList;
use super::choices::items;
use super::{Blueprint, Definition, Kind, Reading, choice_problems};
use crate::pointer;
use crate::problem::Problem;
use crate::widget::{Choice, Widget};
use crate::word::{Say, Word};
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition { contribute, lint, ..Definition::of("array", build) };

#[derive(Debug)]
struct Ranking {
    list: ChoiceList,
    ranks: u64,
}

/// The list of a ranking. A free text has no place in an order.
fn list(schema: &Map<String, Value>) -> ChoiceList {
    ChoiceList::new(items(schema)).without_other()
}

fn contribute(schema: &mut Map<String, Value>) {
    let choices = list(schema).choices.len();
    schema.insert("uniqueItems".to_owned(), json!(true));
    if choices > 0 {
        schema.entry("maxItems").or_insert_with(|| json!(choices));
    }
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let items = items(blueprint.schema);
    let free = ChoiceList::new(items).other.is_some();
    let own = items.filter(|_| !free);
    choice_problems::lint(blueprint, &pointer::join(blueprint.at, "items"), own, problems);
    let choices = u64::try_from(list(blueprint.schema).choices.len()).unwrap_or(u64::MAX);
    // More wishes than there are choices. (Against `maxItems` every list is checked already.)
    let least =
        blueprint.count("minItems").filter(|least| blueprint.count("maxItems").is_none_or(|most| *least <= most));
    if choices > 0 && least.is_some_and(|least| least > choices) {
        problems.push(Problem::error("emptyRange", blueprint.at).with("minimum", "minItems").with("maximum", "items"));
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let list = list(blueprint.schema);
    let choices = u64::try_from(list.choices.len()).unwrap_or(u64::MAX);
    let ranks = blueprint.count("maxItems").map_or(choices, |most| most.min(choices));
    Box::new(Ranking { list, ranks })
}

impl Kind for Ranking {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        let folded = |value: &Value| match value {
            Value::String(text) => Some(self.list.fold(text)).filter(|text| !text.is_empty()).map(Value::String),
            other => super::without_emptiness(other),
        };
        let wishes: Vec<Value> = match raw {
            Value::String(_) => folded(raw).into_iter().collect(),
            Value::Array(items) => items.iter().filter_map(folded).collect(),
            other => return super::without_emptiness(other),
        };
        let wishes = self.list.without_flood(wishes);
        (!wishes.is_empty()).then_some(Value::Array(wishes))
    }

    fn widget(&self) -> Widget {
        Widget::Ranking { ranks: self.ranks }
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let Value::Array(items) = value else {
            return vec![super::plain_text(value)];
        };
        let line = |(position, item): (usize, &Value)| {
            say(Word::Rank { rank: position + 1, choice: &self.list.shown(item, say) })
        };
        items.iter().enumerate().map(line).collect()
    }

    fn choices(&self) -> &[Choice] {
        &self.list.choices
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, contributed, problems, read};
    use crate::widget::Widget;
    use serde_json::{Value, json};

    fn schools() -> Value {
        json!({"x-kind": "ranking", "items": {"oneOf": [
            {"const": "east", "title": "東小"}, {"const": "west", "title": "西小"}, {"const": "north", "title": "北小"}
        ]}})
    }

    #[test]
    fn blanks_close_up_and_the_order_stays() {
        for (raw, stored) in [
            (json!(["west", "", "east"]), json!(["west", "east"])),
            (json!(["", " north "]), json!(["north"])),
            (json!(["west", null, "west"]), json!(["west", "west"])),
            (json!("west"), json!(["west"])),
            (json!(["west", "moon", 5]), json!(["west", "moon", 5])),
        ] {
            assert_eq!(read(schools(), raw), (Some(stored.clone()), vec![]));
            assert_eq!(read(schools(), stored.clone()), (Some(stored), vec![]));
        }
        assert_eq!(read(schools(), json!(["", ""])), (None, vec![]));
        assert_eq!(read(schools(), json!({"1": "west"})).0, Some(json!({"1": "west"})));
    }

    #[test]
    fn as_many_ranks_as_choices_unless_the_document_says_fewer() {
        assert_eq!(contributed(schools())["maxItems"], json!(3));
        assert_eq!(contributed(schools())["uniqueItems"], json!(true));
        assert_eq!(build(schools()).widget(), Widget::Ranking { ranks: 3 });
        for (most, ranks) in [(2, 2), (9, 3)] {
            let mut schema = schools();
            schema["maxItems"] = json!(most);
            assert_eq!(build(schema).widget(), Widget::Ranking { ranks });
        }
        let field = build(schools());
        assert_eq!(field.display(&json!(["west", "east"])), ["1番目：西小", "2番目：東小"]);
        assert_eq!(field.cell(&json!(["west", "east"])), Cell::Text("1番目：西小、2番目：東小".to_owned()));
    }

    #[test]
    fn a_list_is_needed_and_enough_of_it() {
        assert_eq!(problems(schools()), [""; 0]);
        assert_eq!(problems(json!({"x-kind": "ranking"})), ["/properties/f noChoices"]);
        let free = json!({"x-kind": "ranking", "items": {"anyOf": [{"enum": ["a"]}, {"type": "string"}]}});
        assert_eq!(problems(free), ["/properties/f noChoices"]);
        let mut many = schools();
        many["minItems"] = json!(4);
        assert_eq!(problems(many.clone()), [""; 0], "the contributed maxItems says it");
        many["maxItems"] = json!(5);
        assert_eq!(problems(many), ["/properties/f emptyRange"]);
    }
}
