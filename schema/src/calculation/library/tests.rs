//! Edges of the functions: leap days, ends of years, ends of months, fiscal years, signs and limits.

use super::FUNCTIONS;
use crate::calculation::Outcome;
use crate::calculation::acceptance::{compiled, run};
use serde_json::{Value, json};

#[track_caller]
fn gives(text: &str, expected: Value) {
    assert_eq!(run(text, &json!({})), Outcome::Value(expected), "{text}");
}

#[track_caller]
fn fails(text: &str, why: &'static str) {
    assert_eq!(run(text, &json!({})), Outcome::Failed(why), "{text}");
}

#[test]
fn every_function_of_the_table_is_known_to_the_interpreter() {
    for function in FUNCTIONS {
        let arguments = vec!["1"; *function.arguments.start()].join(", ");
        let text = format!("{}({arguments})", function.name);
        if let Ok(program) = compiled(&text) {
            let outcome = program.run(|_| None, None, jiff::civil::date(2026, 4, 1));
            assert_ne!(outcome, Outcome::Absent, "{text}: an undeclared function reads as absent");
        } else {
            assert_eq!(function.name, "sum", "{text}");
        }
    }
}

#[test]
fn ages() {
    gives("age('2000-04-02', '2026-04-01')", json!(25));
    gives("age('2000-04-01', '2026-04-01')", json!(26));
    gives("age('2004-02-29', '2024-02-28')", json!(19));
    gives("age('2004-02-29', '2024-02-29')", json!(20));
    gives("age('2004-02-29', '2025-02-28')", json!(20));
    gives("age('2004-02-29', '2025-03-01')", json!(21));
    gives("age('2026-04-01', '2026-04-01')", json!(0));
    gives("age('1999-12-31', '2000-01-01')", json!(0));
    gives("age('2020-04-01', addDays('2026-03-31', 1))", json!(6));
    fails("age('2026-04-02', '2026-04-01')", "argument");
    fails("age('2025-02-29', '2026-04-01')", "argument");
    fails("age(20000401, '2026-04-01')", "type");
}

#[test]
fn days_and_months() {
    gives("daysBetween('2026-03-31', '2026-04-01')", json!(1));
    gives("daysBetween('2024-02-28', '2024-03-01')", json!(2));
    gives("daysBetween('2026-04-01', '2026-03-31')", json!(-1));
    gives("daysBetween('0001-01-01', '9999-12-31')", json!(3_652_058));
    gives("addDays('2026-12-31', 1)", json!("2027-01-01"));
    gives("addDays('2024-03-01', -1)", json!("2024-02-29"));
    gives("addMonths('2026-01-31', 1)", json!("2026-02-28"));
    gives("addMonths('2023-11-30', 3)", json!("2024-02-29"));
    gives("addMonths('2026-03-31', -1)", json!("2026-02-28"));
    fails("addDays('9999-12-31', 1)", "overflow");
    fails("addDays('0001-01-01', -1)", "overflow");
    fails("addDays('2026-01-01', 9223372036854775807)", "overflow");
    fails("addMonths('2026-01-01', -9223372036854775808)", "overflow");
    fails("addDays('2026-01-01', 1.0)", "type");
    fails("addDays('2026-1-1', 1)", "argument");
}

#[test]
fn weeks_and_fiscal_years() {
    gives("weekday('2026-04-01')", json!(3));
    gives("weekday('2026-04-05')", json!(7));
    gives("weekday('2026-04-06')", json!(1));
    gives("fiscalYear('2026-03-31')", json!(2025));
    gives("fiscalYear('2026-04-01')", json!(2026));
    gives("fiscalYear('2026-12-31')", json!(2026));
    gives("fiscalYear('2027-01-01')", json!(2026));
    gives("fiscalYear('0001-01-01')", json!(0));
}

#[test]
fn business_days() {
    gives("isBusinessDay('2026-04-01')", json!(true));
    gives("isBusinessDay('2026-04-04')", json!(false));
    gives("isBusinessDay('2026-04-29')", json!(false));
    gives("isBusinessDay('2026-12-28')", json!(true));
    gives("isBusinessDay('2026-12-29')", json!(false));
    gives("isBusinessDay('2027-01-04')", json!(true));
    gives("nextBusinessDay('2026-04-01')", json!("2026-04-01"));
    gives("nextBusinessDay('2026-05-02')", json!("2026-05-07"));
    gives("nextBusinessDay('2026-09-19')", json!("2026-09-24"));
    gives("nextBusinessDay('2026-12-29')", json!("2027-01-04"));
    gives("nextBusinessDay('2099-01-01')", json!("2099-01-05"));
    fails("nextBusinessDay('9999-12-31')", "overflow");
}

#[test]
fn numbers() {
    gives("sum([1, 2, 3])", json!(6));
    gives("sum([])", json!(0));
    gives("sum([0.5, 1.0])", json!(1.5));
    fails("sum([1, 0.5])", "type");
    fails("sum([9223372036854775807, 1])", "overflow");
    gives("min(3, 1, 2)", json!(1));
    gives("max(['2026-01-01', '2025-12-31'])", json!("2026-01-01"));
    gives("max(1.5, 0.5)", json!(1.5));
    fails("max(1, 1.5)", "type");
    fails("min(true, false)", "type");
    assert_eq!(run("min([])", &json!({})), Outcome::Absent);
    fails("max(double('nan'), 1.0)", "argument");
    gives("floorTo(1299, 100)", json!(1200));
    gives("floorTo(-1, 100)", json!(-100));
    gives("floorTo(1200, 100)", json!(1200));
    gives("ceilTo(1201, 100)", json!(1300));
    gives("ceilTo(-1, 100)", json!(0));
    gives("ceilTo(-9223372036854775808, 10)", json!(-9_223_372_036_854_775_800_i64));
    fails("floorTo(-9223372036854775808, 10)", "overflow");
    fails("ceilTo(9223372036854775807, 10)", "overflow");
    fails("floorTo(1, 0)", "argument");
    fails("ceilTo(1, -100)", "argument");
    fails("floorTo(1.5, 1)", "type");
}
