//! Good examples: answers a field is likely to accept. Everything here is a guess that the examiner has to confirm.

use super::budget::{Budget, weight};
use super::examiner::Examiner;
use super::text::matching;
use crate::day_limit::DayLimit;
use crate::field::Field;
use crate::group::Group;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Number, Value, json};

/// Texts that some kind or other accepts. People, addresses and numbers are examples, not anybody's.
const TEXTS: &[&str] = &[
    "例",
    "山田",
    "ヤマダ",
    "やまだ",
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "1234567",
    "10000",
    "0312345678",
    "090-0000-0000",
    "1000001",
    "東京都",
    "千代田区",
    "1-1",
    "sample@example.jp",
    "a@example.jp",
    "https://example.jp/",
    "2026-04",
    "09:00",
    "2026-04-01T09:00:00+09:00",
    // Numbers with check digits: 法人番号, 登録番号, 個人番号, 全国地方公共団体コード.
    "8000000000001",
    "T8000000000001",
    "000000000019",
    "131016",
    "ﾔﾏﾀﾞ",
    "0001",
    "001",
    "abc",
    "a",
    "〇",
];

/// Parts whose examples stand in no pattern.
const PARTS: &[(&str, &str)] = &[
    ("familyName", "山田"),
    ("givenName", "花子"),
    ("familyNameKana", "ヤマダ"),
    ("givenNameKana", "ハナコ"),
    ("postalCode", "1000001"),
    ("prefecture", "東京都"),
    ("cityAndCounty", "千代田区"),
    ("streetAddress", "千代田1-1"),
    ("buildingNameEtc", "例ビル1階"),
    ("localGovernmentCode", "131016"),
    ("bankCode", "0001"),
    ("branchCode", "001"),
    ("accountNumber", "1234567"),
    ("accountHolderKana", "ﾔﾏﾀﾞ ﾊﾅｺ"),
    ("symbol", "10000"),
    ("number", "1234561"),
    ("slot", "slt_00000000000070008000000000000001"),
    ("place", "例の会場"),
    ("start", "2026-04-08T09:30:00+09:00"),
    ("end", "2026-04-08T10:00:00+09:00"),
];

/// One answer that the field accepts on its own, as a resident could send it.
pub fn example(examiner: &Examiner<'_>, budget: &mut Budget) -> Option<Value> {
    let field = examiner.field;
    if let Some(group) = &field.group {
        return Some(rows(group, examiner, budget));
    }
    if field.schema.get("properties").is_some_and(Value::is_object)
        || crate::kind::json_type(&field.schema) == Some("object")
    {
        return composite(examiner, budget);
    }
    guesses(&field.schema, "", examiner.today)
        .into_iter()
        .chain(chosen(field))
        .map(|guess| confirmed(field, guess))
        .take_while(|guess| budget.spend(examiner.weight + 2 * weight(guess)))
        .find(|guess| examiner.accepts(guess))
}

/// The longest text that is guessed, in characters.
const LONGEST: usize = 3_000;
/// More rows, or more answers in all of them, are not guessed.
const MOST_ROWS: u64 = 200;

/// As few rows as there may be, at least one, every member answered.
fn rows(group: &Group, examiner: &Examiner<'_>, budget: &mut Budget) -> Value {
    let row: Map<String, Value> = examiner
        .members()
        .iter()
        .filter(|member| !member.field.is_calculated())
        .filter_map(|member| Some((member.field.name.clone(), example(member, budget)?)))
        .collect();
    let most = MOST_ROWS / u64::try_from(row.len()).unwrap_or(MOST_ROWS).clamp(1, MOST_ROWS);
    let count = usize::try_from(group.min_rows().clamp(1, most)).unwrap_or(1);
    Value::Array(vec![Value::Object(row); count])
}

/// An address that is typed twice is sent with its confirmation.
pub fn confirmed(field: &Field, guess: Value) -> Value {
    let twice = field.schema.get("x-confirm") == Some(&Value::Bool(true)) && guess.is_string();
    if twice { json!({ "address": guess, "confirmation": guess }) } else { guess }
}

/// Lists of the field's choices and of files, from short to long.
fn chosen(field: &Field) -> Vec<Value> {
    let choices: Vec<Value> = field.choices().iter().map(|choice| choice.value.clone().into()).collect();
    if choices.is_empty() {
        return (1..=20).map(|count| (1..=count).map(|one| Value::from(format!("example{one}"))).collect()).collect();
    }
    let lists = (1..=choices.len().min(50)).map(|count| Value::Array(choices[..count].to_vec()));
    lists
        .chain(choices.iter().map(|choice| Value::Array(vec![choice.clone()])))
        .chain(choices.iter().cloned())
        .collect()
}

/// A composite: every part gets its first guess, and another one as long as it is wrong.
fn composite(examiner: &Examiner<'_>, budget: &mut Budget) -> Option<Value> {
    let schema = &examiner.field.schema;
    let declared = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let parts = examiner.field.parts();
    let names: Vec<String> = if declared.is_empty() {
        parts.iter().map(|part| part.name.to_string()).collect()
    } else {
        declared.keys().cloned().collect()
    };
    let empty = Map::new();
    let guesses: Vec<Vec<Value>> = names
        .iter()
        .map(|name| {
            let part = declared.get(name).and_then(Value::as_object).unwrap_or(&empty);
            limits(schema, name, examiner.today).chain(guesses(part, name, examiner.today)).collect()
        })
        .collect();
    let mut turn = vec![0_usize; names.len()];
    for _ in 0..80 {
        let given = names.iter().zip(&guesses).zip(&turn);
        let answer: Map<String, Value> = given
            .filter_map(|((name, guesses), turn)| guesses.get(*turn).map(|guess| (name.clone(), guess.clone())))
            .collect();
        let answer = Value::Object(answer);
        if !budget.spend(examiner.weight + 2 * weight(&answer)) {
            return None;
        }
        let (_, wrong) = examiner.examine(&answer);
        if wrong.is_empty() {
            return Some(answer);
        }
        let is_wrong = |name: &String| wrong.iter().any(|at| at.strip_prefix('/') == Some(name));
        let mut changed = false;
        for (name, turn) in names.iter().zip(&mut turn) {
            if is_wrong(name) {
                *turn += 1;
                changed = true;
            }
        }
        if !changed {
            return None;
        }
    }
    None
}

/// The first and the last day of a range; where it may not be long the last day is left to others.
fn limits(schema: &Map<String, Value>, part: &str, today: Date) -> impl Iterator<Item = Value> {
    let keyword = match part {
        "startDate" => Some("x-earliest"),
        "endDate" if !schema.contains_key("x-max-days") => Some("x-latest"),
        "endDate" => Some("x-earliest"),
        _ => None,
    };
    let limit = keyword.and_then(|keyword| schema.get(keyword)).and_then(Value::as_str);
    limit.and_then(|limit| DayLimit::parse(limit)?.on(today)).map(|day| Value::from(day.to_string())).into_iter()
}

/// Answers that a schema may accept, the likeliest first.
pub fn guesses(schema: &Map<String, Value>, name: &str, today: Date) -> Vec<Value> {
    let named: Vec<Value> = named(schema);
    if !named.is_empty() {
        return named;
    }
    let own = ["x-placeholder", "const", "default"].iter().filter_map(|keyword| schema.get(*keyword));
    let part = PARTS.iter().filter(|(part, _)| *part == name).map(|(_, text)| Value::from(*text));
    let mut guesses: Vec<Value> = own
        .cloned()
        .chain(schema.get("examples").and_then(Value::as_array).cloned().unwrap_or_default())
        .chain(part)
        .collect();
    match crate::kind::json_type(schema) {
        Some("boolean") => guesses.push(true.into()),
        Some("integer") => guesses.extend(numbers(schema, true)),
        Some("number") => guesses.extend(numbers(schema, false)),
        Some("string") | None => guesses.extend(texts(schema, today)),
        _ => {}
    }
    guesses
}

/// The choices of a schema.
fn named(schema: &Map<String, Value>) -> Vec<Value> {
    let list = |keyword: &str| schema.get(keyword).and_then(Value::as_array).cloned().unwrap_or_default();
    let consts = list("oneOf").into_iter().filter_map(|option| option.get("const").cloned());
    consts.chain(list("enum")).chain(schema.get("const").cloned()).collect()
}

fn limit(schema: &Map<String, Value>, keyword: &str) -> Option<f64> {
    schema.get(keyword).and_then(Value::as_f64)
}

/// Numbers at the bounds of a schema, and on its steps.
pub fn numbers(schema: &Map<String, Value>, is_whole: bool) -> Vec<Value> {
    let step = limit(schema, "multipleOf").filter(|step| *step > 0.0).unwrap_or(1.0);
    let least = limit(schema, "minimum").or_else(|| limit(schema, "exclusiveMinimum"));
    let most = limit(schema, "maximum").or_else(|| limit(schema, "exclusiveMaximum"));
    let mut around: Vec<f64> = Vec::new();
    for bound in least.into_iter().chain(most) {
        let onto = (bound / step).round() * step;
        around.extend([bound, onto, onto + step, onto - step, bound + 0.5, bound - 0.5]);
    }
    around.extend([1.0, 0.0, step, 2.0, 10.0, 100.0, -1.0]);
    around.into_iter().filter(|number| !is_whole || number.fract() == 0.0).filter_map(number).collect()
}

/// A number as JSON writes it: whole ones without a fraction.
pub fn number(number: f64) -> Option<Value> {
    Number::from_f64(number).as_ref().map(|number| Value::from(crate::kind::stored(number)))
}

fn texts(schema: &Map<String, Value>, today: Date) -> Vec<Value> {
    let mut texts: Vec<String> = Vec::new();
    let patterns = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let patterns = patterns.filter_map(|also| also.get("pattern")).chain(schema.get("pattern"));
    texts.extend(patterns.filter_map(Value::as_str).flat_map(matching));
    let limits = ["x-earliest", "x-latest"].iter().filter_map(|keyword| schema.get(*keyword).and_then(Value::as_str));
    let limits = limits.filter_map(|limit| DayLimit::parse(limit)?.on(today));
    // Today is what residents are likeliest to mean; the limits are far away.
    let days: Vec<Date> = [today].into_iter().chain(limits).collect();
    let near = days.iter().flat_map(|day| [Some(*day), day.checked_add(1.day()).ok(), day.checked_sub(1.day()).ok()]);
    texts.extend(near.flatten().map(|day| day.to_string()));
    texts.extend(days.iter().map(|day| day.strftime("%Y-%m").to_string()));
    let clock = ["x-earliest", "x-latest"].iter().filter_map(|keyword| schema.get(*keyword).and_then(Value::as_str));
    texts.extend(clock.map(str::to_owned));
    texts.extend(TEXTS.iter().map(|text| (*text).to_owned()));
    let count =
        |keyword: &str| schema.get(keyword).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
    let lengths = [count("minLength"), count("x-length"), count("maxLength")];
    for length in lengths.into_iter().flatten().filter(|length| *length <= LONGEST) {
        texts.extend(["あ", "ア", "a", "0", "1"].iter().map(|letter| letter.repeat(length)));
    }
    texts.into_iter().map(Value::String).collect()
}
