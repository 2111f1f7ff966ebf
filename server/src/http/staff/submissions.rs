//! `/api/v1/staff/forms/{form_id}/submissions`: the cases of a form, newest first.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{Channel, Retention, SubmissionState};
use crate::forms::store::reach;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::Viewer;
use crate::ids::{FormId, OrganizationId, SubmissionId};
use crate::submissions::store::{ended, review};
use crate::submissions::{retention, tally};

/// A case in the list.
#[derive(Serialize, ToSchema)]
pub struct SubmissionSummaryResponse {
    /// Its identifier.
    pub id: SubmissionId,
    /// The number the resident has.
    pub receipt_number: String,
    /// Where it stands.
    pub state: SubmissionState,
    /// When it was received.
    pub received_at: Timestamp,
    /// When somebody last worked on it.
    pub updated_at: Timestamp,
    /// The version it was filled in; below zero, a test version.
    pub version: i64,
    /// Sent by staff to try the form out: it counts nowhere and can be erased.
    pub is_test: bool,
    /// How it came.
    pub channel: Channel,
    /// Files.
    pub file_count: i64,
    /// The last day on which it is kept (`2032-03-31`); null while it has not ended, or nothing was decided, or for good.
    #[schema(value_type = Option<String>, format = Date)]
    pub kept_until: Option<Date>,
}

/// How many cases are in each state.
#[derive(Default, Serialize, ToSchema)]
pub struct StateCounts {
    /// 受付
    pub received: i64,
    /// 処理中
    pub in_progress: i64,
    /// 完了
    pub completed: i64,
    /// 取下げ
    pub withdrawn: i64,
}

/// A page of cases.
#[derive(Serialize, ToSchema)]
pub struct SubmissionsResponse {
    /// Newest first.
    pub submissions: Vec<SubmissionSummaryResponse>,
    /// To be named for the next page; `null` on the last.
    pub next_cursor: Option<String>,
    /// Of all cases of the form; of its tests, when these are asked for.
    pub counts: StateCounts,
    /// How long its cases are kept; null: not decided.
    pub retention: Option<Retention>,
    /// How many test submissions the form has.
    pub test_count: i64,
}

/// Which cases are asked for.
#[derive(Deserialize, IntoParams)]
pub struct SubmissionsQuery {
    /// Only in this state.
    #[serde(default, deserialize_with = "blank_as_any")]
    #[param(value_type = Option<SubmissionState>)]
    pub state: Option<SubmissionState>,
    /// Only those that came this way.
    #[serde(default, deserialize_with = "blank_as_any")]
    #[param(value_type = Option<Channel>)]
    pub channel: Option<Channel>,
    /// The tests, which are not among the others.
    pub test: Option<bool>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// At most this many: 50 when absent, 200 at most.
    pub limit: Option<u64>,
}

/// An empty parameter is what a form sends for "any".
fn blank_as_any<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    use serde::de::IntoDeserializer;
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty());
    text.map(|text| T::deserialize(text.into_deserializer())).transpose()
}

const USUAL_LIMIT: u64 = 50;
const LARGEST_LIMIT: u64 = 200;

/// The cases of a form, newest first.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/submissions", operation_id = "list_submissions", tag = "cases",
    params(("form_id" = String, Path), SubmissionsQuery),
    responses((status = 200, body = SubmissionsResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
    query: web::Query<SubmissionsQuery>,
) -> Result<HttpResponse, ApiError> {
    let retention = reachable(&app, &scope, *id).await?.retention;
    let (db, organization) = (app.db.read(), scope.organization_id);
    let limit = query.limit.unwrap_or(USUAL_LIMIT).clamp(1, LARGEST_LIMIT);
    let cursor = query.cursor.as_deref().filter(|cursor| !cursor.is_empty()).map(parse_cursor).transpose()?;
    // One more than asked for tells whether there is a next page.
    let only = review::Only { state: query.state, channel: query.channel, is_test: query.test.unwrap_or_default() };
    let mut rows = review::page_newest_first(db, organization, *id, only, cursor, limit + 1).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = rows.last().filter(|_| has_more).map(|row| cursor_after(row.received_at, row.id));
    let versions = rows.iter().map(|row| row.form_version_id).collect();
    let versions = reach::version_numbers(db, organization, versions).await?;
    let files = review::file_counts(db, organization, rows.iter().map(|row| row.id).collect()).await?;
    let kept = kept_until(&app, organization, retention, rows.iter().map(|row| (row.id, row.state)).collect()).await?;
    let summarize = |row: review::SubmissionRow| SubmissionSummaryResponse {
        id: row.id,
        receipt_number: row.receipt_number,
        state: row.state,
        received_at: row.received_at,
        updated_at: row.updated_at,
        channel: row.channel,
        is_test: row.is_test,
        version: versions.get(&row.form_version_id).map_or(0, |(number, _)| *number),
        file_count: files.get(&row.id).copied().unwrap_or(0),
        kept_until: kept.get(&row.id).copied(),
    };
    let tests = review::counts_by_state(db, organization, *id, true).await?;
    let test_count = tests.iter().map(|(_, count)| count).sum();
    let counts = if only.is_test { tests } else { tally::of_form(&app, organization, *id).await? };
    Ok(ok(&SubmissionsResponse {
        submissions: rows.into_iter().map(summarize).collect(),
        next_cursor,
        counts: state_counts(counts),
        retention,
        test_count,
    }))
}

/// Until when those of these cases are kept that have ended.
///
/// # Errors
/// The database's.
pub(super) async fn kept_until(
    app: &App,
    organization: OrganizationId,
    retention: Option<Retention>,
    cases: Vec<(SubmissionId, SubmissionState)>,
) -> Result<HashMap<SubmissionId, Date>, ApiError> {
    let Some(retention) = retention else { return Ok(HashMap::new()) };
    let has_ended = |state| matches!(state, SubmissionState::Completed | SubmissionState::Withdrawn);
    let ended = cases.into_iter().filter(|(_, state)| has_ended(*state)).map(|(id, _)| id).collect();
    let times = ended::ended_at(app.db.read(), organization, ended).await?;
    let days =
        times.into_iter().filter_map(|(id, at)| Some((id, retention::kept_until(retention, at, &app.time_zone)?)));
    Ok(days.collect())
}

fn state_counts(rows: Vec<(SubmissionState, i64)>) -> StateCounts {
    let mut counts = StateCounts::default();
    for (state, count) in rows {
        match state {
            SubmissionState::Received => counts.received = count,
            SubmissionState::InProgress => counts.in_progress = count,
            SubmissionState::Completed => counts.completed = count,
            SubmissionState::Withdrawn => counts.withdrawn = count,
        }
    }
    counts
}

fn cursor_after(received_at: Timestamp, id: SubmissionId) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{id}", received_at.micros()))
}

fn parse_cursor(text: &str) -> Result<(Timestamp, SubmissionId), ApiError> {
    let parse = || {
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (micros, id) = plain.split_once('.')?;
        Some((Timestamp::from_micros(micros.parse().ok()?), id.parse().ok()?))
    };
    parse().ok_or_else(|| ApiError::new(Code::InvalidRequest).detail("cursor is not one of ours"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Random;

    #[test]
    fn a_cursor_survives_the_round_trip_and_nothing_else_is_one() {
        let at = Timestamp::from_micros(1_790_000_000_000_001);
        let id = SubmissionId::new(&Random::system(), at);
        assert_eq!(parse_cursor(&cursor_after(at, id)).unwrap(), (at, id));
        assert!(parse_cursor("%").is_err());
        assert!(parse_cursor("MTIz").is_err());
    }
}
