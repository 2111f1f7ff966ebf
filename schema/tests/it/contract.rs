//! The promise of the contract: on normalised answers, a stock validator's verdict is ours without the codes that are
//! marked `beyond`; and what we accept, it accepts.

use crate::resident::Resident;
use crate::{fixtures, forms, generated, selections};
use jiff::civil::date;
use madoguchi_schema::violation::{Reach, reach};
use madoguchi_schema::{PublishedForm, RawAnswers};
use serde_json::{Value, json};

fn agree(form: &PublishedForm, rounds: u64) -> [usize; 2] {
    let contract = form.contract();
    assert!(!contract.to_string().contains("\"x-"), "{contract:#}");
    // Asserting formats is what a strict validator does; the contract must not depend on it.
    let stock = jsonschema::draft202012::options().should_validate_formats(true).build(&contract).unwrap();
    // Assertions of the document's own know nothing of hidden fields.
    let own = ["allOf", "anyOf", "if", "dependentSchemas", "dependentRequired"];
    let asserts = own.iter().any(|keyword| form.document().get(keyword).is_some());
    let mut verdicts = [0, 0];
    for seed in 0..rounds {
        let raw = Resident::new(seed).answers(form);
        let evaluation = form.evaluate(&raw, date(2026, 4, 1));
        let plain = evaluation.violations.iter().filter(|one| reach(one.code) == Some(Reach::Contract)).count();
        let ours = plain == 0 && evaluation.exit().is_none();
        let normalised = Value::Object(evaluation.answers.clone());
        let theirs: Vec<String> =
            stock.iter_errors(&normalised).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert_eq!(ours, theirs.is_empty(), "{raw:#?}\n{evaluation:#?}\n{theirs:#?}");
        verdicts[usize::from(ours)] += 1;
        for violation in &evaluation.violations {
            assert!(reach(violation.code).is_some(), "{} stands in no table", violation.code);
            let hidden = violation
                .field()
                .and_then(|name| form.field(name))
                .is_some_and(|field| !evaluation.is_shown(field.name()));
            assert!(!hidden || asserts, "{violation:?} of a hidden field");
        }
        if let Ok(valid) = form.accept(&raw, date(2026, 4, 1)) {
            assert!(stock.is_valid(&json!(valid)));
            let again = form.accept(&RawAnswers(valid.as_map().clone()), date(2026, 4, 1));
            assert_eq!(again.as_ref(), Ok(&valid), "normalised answers are normal");
            assert_eq!(form.cells(valid.as_map()).len(), form.columns().len());
        }
    }
    verdicts
}

#[test]
fn stock_validators_agree() {
    for document in [forms::every_kind(), forms::numbers_and_times(), forms::foreign(), selections::document()] {
        let [refused, fine] = agree(&forms::published(document), 4000);
        assert!(refused > 100 && fine > 20, "the dice are one-sided: {refused} {fine}");
    }
}

#[test]
fn stock_validators_agree_on_the_gallery() {
    for form in fixtures::forms() {
        agree(&form, 300);
    }
}

#[test]
fn stock_validators_agree_on_generated_forms() {
    let mut verdicts = [0, 0];
    for seed in 0..60 {
        let [refused, fine] = agree(&forms::published(generated::document(seed)), 25);
        verdicts = [verdicts[0] + refused, verdicts[1] + fine];
    }
    let [refused, fine] = verdicts;
    assert!(refused > 100 && fine > 100, "the dice are one-sided: {refused} {fine}");
}

#[test]
fn the_contract_says_conditions_in_plain_words() {
    let contract = forms::published(forms::every_kind()).contract();
    let rules = contract["allOf"].as_array().unwrap();
    let agent = json!({
        "if": { "properties": { "target": { "const": "agent" } }, "required": ["target"] },
        "then": { "required": ["agentName"] },
        "else": { "properties": { "agentName": false } }
    });
    assert!(rules.contains(&agent), "{rules:#?}");
    assert!(rules.iter().any(|rule| rule["then"] == json!(false)), "exits");
    assert_eq!(contract["additionalProperties"], json!(false));
    assert_eq!(contract["properties"]["name"]["required"], json!(["familyName", "givenName", "familyNameKana"]));
    assert_eq!(contract["properties"]["name"]["additionalProperties"], json!(false));
    assert_eq!(contract["properties"]["photo"]["maxItems"], json!(2));
}

#[test]
fn accounts_are_filled_in_and_the_contract_says_so() {
    let form = forms::published(forms::every_kind());
    let account = &form.contract()["properties"]["account"];
    assert_eq!(account["properties"]["bankName"], json!({ "type": "string", "maxLength": 100, "readOnly": true }));
    assert_eq!(account["properties"]["bankCode"]["pattern"], json!("^[0-9]{4}$"));
    assert_eq!(
        account["required"],
        json!(["bankCode", "branchCode", "accountType", "accountNumber", "accountHolderKana"])
    );
    let raw = json!({
        "account": { "bankCode": "9900", "branchCode": "999", "accountType": "定期", "accountNumber": "12345678", "bankName": "?" },
        "passbook": { "symbol": "10180", "number": "012345671", "accountHolderKana": "窓口" },
        "origin": { "cityAndCounty": "窓口区", "localGovernmentCode": "131017" }
    });
    let Value::Object(raw) = raw else { unreachable!() };
    let evaluation = form.evaluate(&RawAnswers(raw), date(2026, 4, 1));
    let told: Vec<String> = evaluation
        .violations
        .iter()
        .filter(|one| ["account", "passbook", "origin"].iter().any(|field| one.field() == Some(field)))
        .map(|one| format!("{} {}", one.at, one.code))
        .collect();
    assert_eq!(
        told,
        [
            "/account/branchCode branchUnknown",
            "/account/accountType choice",
            "/account/accountNumber accountNumber",
            "/account/accountHolderKana required",
            "/passbook/number yuchoNumber",
            "/passbook/accountHolderKana accountHolder",
            "/origin/localGovernmentCode checkDigit",
        ]
    );
    assert_eq!(evaluation.answers["account"]["bankName"], json!("ゆうちょ"));
    let keys: Vec<String> = form.columns().into_iter().map(|column| column.key).collect();
    assert!(keys.contains(&"account.bankName".to_owned()) && keys.contains(&"passbook.branchCode".to_owned()));
}
