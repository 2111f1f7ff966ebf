use madoguchi_schema::{PublishedForm, publish};
use serde_json::json;

use super::*;

fn form() -> PublishedForm {
    let home = json!({ "type": "object", "title": "住所", "x-kind": "postalAddress" });
    publish(json!({ "type": "object", "title": "届", "properties": { "home": home } })).expect("a good form")
}

fn looked_up(mut answer: Value, chosen: Option<&str>) -> (Value, Said, String) {
    let form = form();
    let field = form.field("home").expect("the field");
    let found = look_up(field, &Seat::of(field), &mut answer, chosen);
    (answer, found.said, found.focus)
}

#[test]
fn one_place_fills_what_is_empty() {
    let (answer, said, focus) = looked_up(json!({ "postalCode": "〒１００-００１３" }), None);
    assert_eq!(said, Said::Filled);
    assert_eq!(
        answer,
        json!({ "postalCode": "〒１００-００１３", "prefecture": "東京都", "cityAndCounty": "千代田区",
            "streetAddress": "霞が関" })
    );
    assert_eq!(focus, "q-home-streetAddress");
    let own = json!({ "postalCode": "1000013", "prefecture": "東京都", "streetAddress": "霞が関1-2" });
    let (answer, said, _) = looked_up(own, None);
    assert_eq!(
        (said, &answer["cityAndCounty"], &answer["streetAddress"]),
        (Said::Filled, &json!("千代田区"), &json!("霞が関1-2"))
    );
}

#[test]
fn what_was_written_stays_until_the_found_address_is_chosen() {
    let own = json!({ "postalCode": "1000013", "prefecture": "大阪府", "streetAddress": "3-4" });
    let (answer, said, focus) = looked_up(own.clone(), None);
    assert_eq!((&answer, said, focus.as_str()), (&own, Said::Kept, "q-home-found"));
    let (answer, said, _) = looked_up(own.clone(), Some("1000013-0"));
    assert_eq!(
        (&answer["prefecture"], &answer["streetAddress"], said),
        (&json!("東京都"), &json!("霞が関3-4"), Said::Filled)
    );
    let (answer, said, _) = looked_up(own.clone(), Some("9999999-0"));
    assert_eq!((answer, said), (own, Said::Kept), "a place of another postcode is none");
}

#[test]
fn several_places_are_offered() {
    let (answer, said, _) = looked_up(json!({ "postalCode": "4980000" }), None);
    assert_eq!((answer.as_object().map(Map::len), said), (Some(1), Said::Several), "a code across a border");
    let (answer, said, _) = looked_up(json!({ "postalCode": "4980000" }), Some("4980000-1"));
    assert_eq!((&answer["cityAndCounty"], said), (&json!("桑名郡木曽岬町"), Said::Filled));
}

#[test]
fn unknown_and_missing_postcodes_change_nothing() {
    for (code, expected) in [("0000000", Said::Unknown), ("", Said::NoPostcode), ("100", Said::NoPostcode)] {
        let own = json!({ "postalCode": code, "cityAndCounty": "見本市" });
        let (answer, said, _) = looked_up(own.clone(), None);
        assert_eq!((answer, said), (own, expected));
    }
    assert_eq!(looked_up(json!("東京都"), None).1, Said::NoPostcode);
}
