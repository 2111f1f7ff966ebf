//! `/api/v1/staff/forms`: the list, new forms, and their operational settings.

use actix_web::{HttpResponse, web};
use madoguchi_schema::StrictJson;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidateEmail};

use super::beginning;
use super::form_view::{FormDetailResponse, FormSummaryResponse, detail, summaries};
use super::{blank_as_null, created, given, mentioned, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{Access, NotificationMode, Retention};
use crate::forms::access::rotate::rotate;
use crate::forms::create::{self, CreateError, NewForm};
use crate::forms::exchange::origin::Origin;
use crate::forms::exchange::settings::SharedSettings;
use crate::forms::images::travel::Carried;
use crate::forms::settings::{self, SettingsChange};
use crate::forms::store::reach::{self};
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{Editor, Hosted, ValidJson, Viewer};
use crate::ids::{DepartmentId, FormId};

/// The forms.
#[derive(Serialize, ToSchema)]
pub struct FormsResponse {
    /// Last edited first.
    pub forms: Vec<FormSummaryResponse>,
}

/// A form to be made.
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateFormRequest {
    /// Who owns it.
    pub department_id: DepartmentId,
    /// The template to begin from. At most one of `template_id`, `copy_of` and `document`; empty when none is given.
    #[serde(default, deserialize_with = "blank_as_null")]
    pub template_id: Option<String>,
    /// The form whose draft and settings are to be copied.
    #[serde(default)]
    pub copy_of: Option<FormId>,
    /// The document to begin from, as reading an import gave it.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub document: Option<StrictJson>,
    /// Where the document came from; only with `document`.
    #[serde(default)]
    #[validate(nested)]
    pub origin: Option<Origin>,
    /// The pictures that came with the document; only with `document`.
    #[serde(default)]
    #[validate(length(max = 40))]
    pub images: Vec<Carried>,
    /// The settings that came with the document; only with `document`.
    #[serde(default)]
    pub settings: Option<SharedSettings>,
    /// The title; the template's when absent.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 200))]
    pub title: Option<String>,
    /// The address; generated when absent.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 64))]
    pub slug: Option<String>,
}

/// What is to change; what is not mentioned stays.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeFormRequest {
    /// The address: a–z, 0–9 and hyphens.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 64))]
    pub slug: Option<String>,
    /// Who owns the form and its cases.
    pub department_id: Option<DepartmentId>,
    /// Who is told of new cases, besides the department.
    #[validate(length(max = 20))]
    pub notification_emails: Option<Vec<String>>,
    /// The first instant of the period: RFC 3339, or date and time as the organization's clock shows them
    /// (`2026-04-01T09:00`). Null: no beginning.
    #[serde(default, deserialize_with = "mentioned")]
    #[schema(value_type = Option<String>)]
    pub opens_at: Option<Option<String>>,
    /// The first instant after the period, written as `opens_at`. Null: no end.
    #[serde(default, deserialize_with = "mentioned")]
    #[schema(value_type = Option<String>)]
    pub closes_at: Option<Option<String>>,
    /// How many submissions are taken in all, counting those that are there already. Null: any number.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    pub capacity: Option<Option<i64>>,
    /// Whether the portal lists the form.
    pub is_listed: Option<bool>,
    /// The web sites that may show the form in a frame: `https://…` origins without a path.
    pub embed_origins: Option<Vec<String>>,
    /// Who may open the form.
    pub access: Option<Access>,
    /// The password, 8 to 100 characters; with `access` = `password` only. It cannot be read back.
    #[validate(length(max = 500))]
    pub password: Option<String>,
    /// For how many seconds after the period those may still send who began within it, at most a day.
    #[schema(minimum = 0, maximum = 86400)]
    pub grace_seconds: Option<i64>,
    /// When staff are told of new cases.
    pub notification_mode: Option<NotificationMode>,
    /// How long cases are kept. Null: not decided.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Retention>)]
    pub retention: Option<Option<Retention>>,
    /// The address that is told of new cases and changed states: `https://…`, not inside the network. Null: none.
    #[serde(default, deserialize_with = "mentioned")]
    #[schema(value_type = Option<String>)]
    pub webhook_url: Option<Option<String>>,
}

/// Which forms.
#[derive(Deserialize, IntoParams)]
pub struct FormsQuery {
    /// Those that were put away, instead of those in use.
    #[serde(default)]
    pub archived: bool,
}

/// The forms of the departments this person reaches: those in use, or those that were put away.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/staff/forms", operation_id = "list_forms", tag = "forms",
    params(FormsQuery),
    responses((status = 200, body = FormsResponse), (status = 401, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    query: web::Query<FormsQuery>,
) -> Result<HttpResponse, ApiError> {
    let rows = reach::list(app.db.read(), &scope, query.archived).await?;
    Ok(ok(&FormsResponse { forms: summaries(&app, &scope, rows).await?.into_iter().map(|(form, _)| form).collect() }))
}

/// Makes a form.
///
/// # Errors
/// 409 `slug-taken`, 422.
#[utoipa::path(post, path = "/api/v1/staff/forms", operation_id = "create_form", tag = "forms",
    request_body = CreateFormRequest,
    responses((status = 201, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    ValidJson(body): ValidJson<CreateFormRequest>,
) -> Result<HttpResponse, ApiError> {
    if !settings::may_own(&app, &scope, body.department_id).await? {
        return Err(ApiError::invalid_value("/department_id", "unknown"));
    }
    let new = beginning::of(&app, &scope, body).await?;
    let (wanted, asked) = (new.wanted_slug, new.form.slug.is_some());
    let id = match wanted {
        Some(wanted) if !asked => {
            let slug = create::free_slug(&app, scope.organization_id, &wanted).await?;
            let named = NewForm { slug: Some(slug), ..new.form.clone() };
            match create::create(&app, scope.organization_id, named).await {
                // Somebody took it since we looked: nobody asked for this very address.
                Err(CreateError::SlugTaken) => create::create(&app, scope.organization_id, new.form).await?,
                made => made?,
            }
        }
        _ => create::create(&app, scope.organization_id, new.form).await?,
    };
    Ok(created(&detail(&app, &scope, &organization, id).await?))
}

/// A form.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}", operation_id = "get_form", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = FormDetailResponse), (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    Ok(ok(&detail(&app, &scope, &organization, *id).await?))
}

/// Changes the operational settings.
///
/// # Errors
/// 404, 409 `slug-taken`, `approval-required` (with the `settings` that need it), 422.
#[utoipa::path(patch, path = "/api/v1/staff/forms/{form_id}", operation_id = "change_form", tag = "forms",
    params(("form_id" = String, Path)), request_body = ChangeFormRequest,
    responses((status = 200, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn change(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    ValidJson(body): ValidJson<ChangeFormRequest>,
) -> Result<HttpResponse, ApiError> {
    let change = settings_change(&app, body)?;
    settings::change(&app, &scope, *id, change).await?;
    Ok(ok(&detail(&app, &scope, &organization, *id).await?))
}

/// What a request says about settings, as the use-cases take it.
pub(super) fn settings_change(app: &App, body: ChangeFormRequest) -> Result<SettingsChange, ApiError> {
    Ok(SettingsChange {
        slug: body.slug,
        department_id: body.department_id,
        notification_emails: body.notification_emails.map(addresses).transpose()?,
        opens_at: body.opens_at.map(|typed| moment(app, "/opens_at", typed)).transpose()?,
        closes_at: body.closes_at.map(|typed| moment(app, "/closes_at", typed)).transpose()?,
        capacity: body.capacity,
        is_listed: body.is_listed,
        embed_origins: body.embed_origins,
        access: body.access,
        password: body.password,
        grace_seconds: body.grace_seconds,
        notification_mode: body.notification_mode,
        retention: body.retention,
        webhook_url: body.webhook_url,
    })
}

/// Replaces the secret link: the one before opens nothing any more, except for those who are filling the form in.
///
/// # Errors
/// 404; 409 when the form is not opened by a secret link.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/access-link", operation_id = "replace_access_link", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn replace_link(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    rotate(&app, &scope, *id).await?;
    Ok(ok(&detail(&app, &scope, &organization, *id).await?))
}

/// An instant, written with its offset or as the organization's clock shows it.
pub(super) fn moment(app: &App, at: &str, typed: Option<String>) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = typed else { return Ok(None) };
    let local = || {
        let shown: jiff::civil::DateTime = text.parse().ok()?;
        app.time_zone.to_timestamp(shown).ok()
    };
    let read = text.parse::<jiff::Timestamp>().ok().or_else(local);
    // Beyond these years something was mistyped, and jiff's own range ends nearby.
    let is_near = |at: &jiff::Timestamp| (2000..3000).contains(&at.to_zoned(app.time_zone.clone()).year());
    let instant = read.filter(is_near).ok_or_else(|| ApiError::invalid_value(at, "instant"))?;
    Ok(Some(Timestamp::from_micros(instant.as_microsecond())))
}

fn addresses(typed: Vec<String>) -> Result<Vec<String>, ApiError> {
    let mut addresses: Vec<String> = Vec::new();
    for (index, text) in typed.iter().map(|text| text.trim()).enumerate() {
        if !text.validate_email() || text.len() > 254 {
            return Err(ApiError::invalid_value(&format!("/notification_emails/{index}"), "email"));
        }
        if !addresses.iter().any(|known| known == text) {
            addresses.push(text.to_owned());
        }
    }
    Ok(addresses)
}
