//! Answers that come with the address: a parameter of it that anybody may set, or a personal link that staff made and
//! nobody can change (sealed, of one form, with an end). The values go into the sealed state of the journey; what a
//! browser or a machine sends for such a field later counts for nothing.

use madoguchi_schema::{Field, Prefill, PublishedForm, RawAnswers, Violation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::live::LiveForm;
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::ids::{FormId, OrganizationId};
use crate::staff::scope::Scope;
use crate::vault::Vault;

/// The parameter that holds the token of a personal link.
pub const LINK_PARAMETER: &str = "p";
/// Longest value taken from an address; what is longer was not made by any leaflet or mail.
const MAX_VALUE: usize = 1000;
/// Longest a link is good for, in days.
pub const MAX_DAYS: i64 = 366;

/// What an address brings along.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Nothing that the form asks for.
    Nothing,
    /// These answers.
    Answers(RawAnswers),
    /// A personal link that is damaged, of another form, or too old.
    Unusable,
}

/// What the token of a personal link says.
#[derive(Serialize, Deserialize)]
struct Link {
    values: Map<String, Value>,
    /// In microseconds since the Unix epoch.
    expires_at: i64,
}

/// A personal link was not made.
#[derive(Debug, thiserror::Error)]
pub enum PrefillError {
    /// What is wrong with which value.
    #[error("a value is not acceptable")]
    Invalid(Vec<Violation>),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// A personal link.
#[derive(Clone, Debug)]
pub struct IssuedLink {
    /// The sealed token: who has it begins with the values in it.
    pub token: String,
    /// When it stops being good.
    pub expires_at: Timestamp,
}

/// What the parameters of an address bring along for this form.
#[must_use]
pub fn given(vault: &Vault, live: &LiveForm, now: Timestamp, parameters: &[(String, String)]) -> Given {
    let form = &live.version.form;
    let parameter = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut answers = Map::new();
    for field in form.fields() {
        if let Some(Prefill::Query { parameter: name }) = field.prefill()
            && let Some(value) = parameter(name).filter(|value| !value.is_empty() && value.len() <= MAX_VALUE)
        {
            answers.insert(field.name().to_owned(), Value::from(value));
        }
    }
    if form.fields().any(is_linked)
        && let Some(token) = parameter(LINK_PARAMETER)
    {
        let Some(link) = open(vault, live.organization_id, live.form_id, now, token) else { return Given::Unusable };
        // A version published since may ask for less.
        answers.extend(link.values.into_iter().filter(|(name, _)| form.field(name).is_some_and(is_linked)));
    }
    if answers.is_empty() { Given::Nothing } else { Given::Answers(RawAnswers(answers)) }
}

/// Takes away what only a personal link may bring.
pub fn forget_links(form: &PublishedForm, raw: &mut RawAnswers) {
    for field in form.fields().filter(|field| is_linked(field)) {
        raw.0.shift_remove(field.name());
    }
}

fn is_linked(field: &Field) -> bool {
    matches!(field.prefill(), Some(Prefill::Link))
}

/// Makes a personal link to a published form. The audit log names the fields, never the values.
///
/// # Errors
/// When a value is for no such field or not acceptable to the form; the database's.
pub async fn issue(
    app: &App,
    scope: &Scope,
    live: &LiveForm,
    values: Map<String, Value>,
    days: i64,
) -> Result<IssuedLink, PrefillError> {
    let now = app.clock.now();
    let wrong = refused(&live.version.form, &values, now.day_in(&app.time_zone));
    if !wrong.is_empty() {
        return Err(PrefillError::Invalid(wrong));
    }
    let expires_at = now.plus_seconds(days * 24 * 60 * 60);
    let fields: Vec<String> = values.keys().cloned().collect();
    let event =
        audit::Event::new(&app.random, now, live.organization_id, "form.prefill_link_made", ("form", live.form_id.0))
            .by(scope.staff_id)
            .with(json!({ "fields": fields, "expires_at": expires_at }));
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { audit::store::append(transaction, vec![event]).await })
        })
        .await?;
    let plain = serde_json::to_vec(&Link { values, expires_at: expires_at.micros() }).unwrap_or_default();
    let token = app.vault.seal_state(&belongs_to(live.organization_id, live.form_id), &plain);
    Ok(IssuedLink { token, expires_at })
}

/// Values for fields that take none from a link, and values the form would refuse.
fn refused(form: &PublishedForm, values: &Map<String, Value>, today: jiff::civil::Date) -> Vec<Violation> {
    let unknown = values.keys().filter(|name| !form.field(name).is_some_and(is_linked));
    let at = |at: &str| format!("/values{at}");
    let mut wrong: Vec<Violation> = unknown
        .map(|name| Violation { at: at(&format!("/{name}")), code: "unknownProperty", params: Map::new() })
        .collect();
    if values.is_empty() {
        wrong.push(Violation { at: at(""), code: "required", params: Map::new() });
    }
    let evaluation = form.evaluate(&RawAnswers(values.clone()), today);
    let own = evaluation.violations.into_iter().filter(|violation| {
        let field = violation.field().filter(|name| values.contains_key(*name)).and_then(|name| form.field(name));
        field.is_some_and(is_linked)
    });
    wrong.extend(own.map(|violation| Violation { at: at(&violation.at), ..violation }));
    wrong
}

fn open(vault: &Vault, organization: OrganizationId, form: FormId, now: Timestamp, token: &str) -> Option<Link> {
    let plain = vault.open_state(&belongs_to(organization, form), token)?;
    let link: Link = serde_json::from_slice(&plain).ok()?;
    (link.expires_at > now.micros()).then_some(link)
}

fn belongs_to(organization: OrganizationId, form: FormId) -> Vec<u8> {
    ["prefill link", &organization.to_string(), &form.to_string()].join("\n").into_bytes()
}
