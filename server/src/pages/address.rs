//! From a postcode to an address: what a look-up puts into the parts of a `postalAddress` question, and what it offers to
//! choose. Answers as typed in and out; text somebody wrote is never replaced unless they choose the found address.

use askama::Template;
use madoguchi_schema::tables::postcodes::{self, PostcodeAddress};
use madoguchi_schema::{Field, KindName, Widget};
use serde_json::{Map, Value};

use super::seat::Seat;
use crate::words::Words;

/// The name of the found place that was chosen, in a post; the seat's name follows.
pub const CHOSEN: &str = "_found.";
/// More places than this are a list to open.
const MAX_VISIBLE: usize = 7;

/// What a look-up led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// There is no whole postcode to look up.
    NoPostcode,
    /// The table does not have it.
    Unknown,
    /// What was empty is filled in.
    Filled,
    /// The found address differs from the one that stands there.
    Kept,
    /// The postcode stands for several places.
    Several,
}

/// A look-up to be told about, at the question it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    seat: String,
    said: Said,
    postcode: String,
    places: Vec<PostcodeAddress>,
    focus: String,
}

impl Found {
    /// The id of the input to go on with.
    #[must_use]
    pub fn focus(&self) -> &str {
        &self.focus
    }
}

/// Whether a postcode can be looked up at this question.
#[must_use]
pub fn is_address(field: &Field) -> bool {
    field.kind() == KindName::PostalAddress && drawn(field).contains(&"postalCode")
}

fn drawn(field: &Field) -> Vec<&'static str> {
    match field.widget() {
        Widget::Parts(parts) => parts.iter().map(|part| part.name).collect(),
        _ => Vec::new(),
    }
}

/// Looks up the postcode of an address and fills in what is empty; `chosen` is one of the places offered before
/// (`1000013-0`) and takes the place of what stands there.
pub fn look_up(field: &Field, seat: &Seat, answer: &mut Value, chosen: Option<&str>) -> Found {
    // A whole address that came as one text has no parts to fill in.
    if !answer.is_object() {
        *answer = Value::Object(Map::new());
    }
    let mut nothing = Map::new();
    let mut parts = Parts { drawn: drawn(field), answer: answer.as_object_mut().unwrap_or(&mut nothing) };
    let postcode = postcodes::folded(parts.typed("postalCode"));
    let places = postcodes::addresses(&postcode);
    let taken = chosen.and_then(|chosen| chosen.strip_prefix(postcode.as_str())?.strip_prefix('-')?.parse().ok());
    let said = match (taken.and_then(|place: usize| places.get(place)), places.as_slice()) {
        (Some(place), _) => parts.replace(place),
        (None, []) if postcode.len() == 7 && postcode.bytes().all(|byte| byte.is_ascii_digit()) => Said::Unknown,
        (None, []) => Said::NoPostcode,
        (None, [place]) => parts.complete(place),
        (None, places) => parts.narrow(places),
    };
    let part = match said {
        Said::NoPostcode => "postalCode",
        Said::Kept | Said::Several => "found",
        Said::Unknown | Said::Filled => parts.first_open(),
    };
    Found { focus: format!("{}-{part}", seat.id), seat: seat.name.clone(), said, postcode, places }
}

/// The parts of one address, as typed.
struct Parts<'a> {
    drawn: Vec<&'static str>,
    answer: &'a mut Map<String, Value>,
}

impl Parts<'_> {
    fn typed(&self, part: &str) -> &str {
        self.answer.get(part).and_then(Value::as_str).map(str::trim).unwrap_or_default()
    }

    fn put(&mut self, part: &str, text: &str) {
        if self.drawn.contains(&part) && !text.is_empty() {
            self.answer.insert(part.to_owned(), Value::from(text));
        }
    }

    fn fill(&mut self, part: &str, text: &str) {
        if self.typed(part).is_empty() {
            self.put(part, text);
        }
    }

    /// Nothing stands there that says something else than this place.
    fn agrees(&self, place: &PostcodeAddress) -> bool {
        let fits = |part: &str, with: &str| self.typed(part).is_empty() || self.typed(part) == with;
        let street = self.typed("streetAddress");
        fits("prefecture", place.prefecture)
            && fits("cityAndCounty", place.city)
            && (street.is_empty() || street.starts_with(place.town))
    }

    fn complete(&mut self, place: &PostcodeAddress) -> Said {
        if !self.agrees(place) {
            return Said::Kept;
        }
        self.fill("prefecture", place.prefecture);
        self.fill("cityAndCounty", place.city);
        self.fill("streetAddress", &street(place));
        self.fill("localGovernmentCode", place.municipality_code);
        Said::Filled
    }

    /// Several places: the one that stands there already, or what they have in common and a choice.
    fn narrow(&mut self, places: &[PostcodeAddress]) -> Said {
        let has_street = !self.typed("streetAddress").is_empty();
        if let Some(place) = places.iter().find(|place| has_street && !place.town.is_empty() && self.agrees(place)) {
            return self.complete(place);
        }
        let Some(first) = places.first() else { return Said::Unknown };
        if places.iter().all(|place| place.prefecture == first.prefecture) {
            self.fill("prefecture", first.prefecture);
        }
        Said::Several
    }

    /// The chosen place stands there now; a number that was typed stays behind its town.
    fn replace(&mut self, place: &PostcodeAddress) -> Said {
        let typed = self.typed("streetAddress").to_owned();
        self.put("prefecture", place.prefecture);
        self.put("cityAndCounty", place.city);
        self.put("localGovernmentCode", place.municipality_code);
        if !typed.starts_with(place.town) {
            let is_number = typed.starts_with(|sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign));
            let rest = if is_number && place.office.is_none() { typed.as_str() } else { "" };
            self.put("streetAddress", &format!("{}{rest}", street(place)));
        } else if typed.is_empty() {
            self.put("streetAddress", &street(place));
        }
        Said::Filled
    }

    /// Where to go on: the first empty part, else the street, whose number no postcode knows.
    fn first_open(&self) -> &'static str {
        let asked =
            ["prefecture", "cityAndCounty", "streetAddress"].into_iter().filter(|part| self.drawn.contains(part));
        let mut asked = asked.collect::<Vec<_>>().into_iter();
        asked.clone().find(|part| self.typed(part).is_empty()).or_else(|| asked.next_back()).unwrap_or("postalCode")
    }
}

/// What of a place stands in the street's part: the town, and the number of a business office.
fn street(place: &PostcodeAddress) -> String {
    format!("{}{}", place.town, place.office.map(|office| office.street).unwrap_or_default())
}

/// One place to choose.
struct Offer {
    value: String,
    title: String,
}

/// The button below a postcode, and what the last look-up led to.
#[derive(Template)]
#[template(path = "resident/address.html")]
pub struct Below {
    words: Words,
    id: String,
    seat: String,
    label: String,
    said: Option<String>,
    chosen: String,
    offers: Vec<Offer>,
    is_list: bool,
    has_focus: bool,
}

impl Below {
    /// What stands below the postcode of this question; `found` may be another question's.
    #[must_use]
    pub fn new(words: Words, field: &Field, seat: &Seat, found: Option<&Found>) -> Self {
        let found = found.filter(|found| found.seat == seat.name);
        let places = found.filter(|found| matches!(found.said, Said::Kept | Said::Several));
        let offers: Vec<Offer> = places.map(offers).unwrap_or_default();
        Self {
            words,
            id: seat.id.clone(),
            seat: seat.name.clone(),
            label: field.label().to_owned(),
            said: found.map(|found| sentence(words, found)),
            chosen: format!("{CHOSEN}{}", seat.name),
            is_list: offers.len() > MAX_VISIBLE,
            has_focus: !offers.is_empty(),
            offers,
        }
    }

    fn about(&self) -> String {
        self.words.tell("common-about", &[("what", self.label.as_str().into())])
    }

    /// The input it stands below.
    #[must_use]
    pub fn input(&self) -> String {
        format!("{}-postalCode", self.id)
    }
}

fn offers(found: &Found) -> Vec<Offer> {
    let offer = |(at, place): (usize, &PostcodeAddress)| {
        let name = place.office.map(|office| format!("（{}）", office.name)).unwrap_or_default();
        Offer {
            value: format!("{}-{at}", found.postcode),
            title: format!("{}{}{}{name}", place.prefecture, place.city, street(place)),
        }
    };
    found.places.iter().enumerate().map(offer).collect()
}

fn sentence(words: Words, found: &Found) -> String {
    match found.said {
        Said::NoPostcode => words.say("script-address-no-postcode"),
        Said::Unknown => words.say("script-address-unknown"),
        Said::Filled => words.say("script-address-filled"),
        Said::Kept => words.say("script-address-kept"),
        Said::Several => words.tell("script-address-several", &[("count", found.places.len().into())]),
    }
}

#[cfg(test)]
mod tests;
