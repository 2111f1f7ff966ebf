//! `/r/{token}`: the receipt. With the answers and the PDF for 24 hours, afterwards number and state only. The token is the
//! secret; nothing here is kept by any cache, and nothing tells a wrong token from an old one.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::DisplayPage;
use serde_json::Value;

use super::respond::{AppData, Keep, html, or_page, see_other};
use crate::app::App;
use crate::clock::Timestamp;
use crate::http::error::{ApiError, Code};
use crate::http::extract::{Hosted, Spoken, spoken_of};
use crate::organizations::Organization;
use crate::pages::receipt::{self, ReceiptAnswers, ReceiptFacts};
use crate::pages::{FileLabel, prose};
use crate::submissions::open::{OpenedSubmission, open};
use crate::submissions::receipt_pdf::{PdfScope, receipt_pdf};
use crate::vault::TokenKind;

/// How long the answers can be seen by whoever holds the address.
const ANSWERS_SECONDS: i64 = 24 * 60 * 60;

/// The receipt or, later, the state.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, page(&app, &organization, &request, &token).await)
}

/// The receipt as PDF; after 24 hours the way leads back to the state.
pub async fn pdf(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, document(&app, &organization, &request, &token).await)
}

async fn page(
    app: &App,
    organization: &Organization,
    request: &HttpRequest,
    token: &str,
) -> Result<HttpResponse, ApiError> {
    let (opened, kind) = opened(app, organization, token).await?;
    let words = spoken_of(request, opened.words());
    let received_at = opened.row.received_at;
    let facts = ReceiptFacts {
        words,
        organization: &organization.name,
        number: &opened.row.receipt_number,
        received_at: &words.moment(&received_at.in_zone(&app.time_zone)),
        state: &words.say(opened.row.state.message()),
    };
    let form = &*opened.version.in_language(words.language);
    if !shows_answers(app, kind, received_at) {
        return html(StatusCode::OK, Keep::No, receipt::status(form, &facts));
    }
    let mail_to = form.settings().receipt_mail.to.as_ref().and_then(|field| opened.answers.get(field));
    let pages: Vec<DisplayPage> = form.display(&opened.answers).into_iter().map(DisplayPage::masked).collect();
    let answers = ReceiptAnswers {
        pages: &pages,
        files: &|id| {
            let file = opened.files.iter().find(|file| file.id.to_string() == id)?;
            Some(FileLabel { name: file.name.clone(), size: prose::size(file.size) })
        },
        pdf_url: &format!("/r/{token}/receipt.pdf"),
        mail_to: mail_to.and_then(Value::as_str),
        until: &words.moment(&received_at.plus_seconds(ANSWERS_SECONDS).in_zone(&app.time_zone)),
    };
    html(StatusCode::OK, Keep::No, receipt::receipt(form, &facts, &answers))
}

async fn document(
    app: &App,
    organization: &Organization,
    request: &HttpRequest,
    token: &str,
) -> Result<HttpResponse, ApiError> {
    let (opened, kind) = opened(app, organization, token).await?;
    let words = spoken_of(request, opened.words());
    if !shows_answers(app, kind, opened.row.received_at) {
        return see_other(&words.link(&format!("/r/{token}")));
    }
    let pdf = receipt_pdf(app, &opened, PdfScope::Applicant, words).await.map_err(ApiError::internal)?;
    let name = format!("attachment; filename=\"{}.pdf\"", opened.row.receipt_number);
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(pdf))
}

async fn opened(
    app: &App,
    organization: &Organization,
    token: &str,
) -> Result<(OpenedSubmission, TokenKind), ApiError> {
    let (id, kind) = app.vault.open_token(token).ok_or_else(|| ApiError::new(Code::NotFound))?;
    let opened = open(app, organization.id, id).await.map_err(ApiError::internal)?;
    opened.map(|opened| (opened, kind)).ok_or_else(|| ApiError::new(Code::NotFound))
}

fn shows_answers(app: &App, kind: TokenKind, received_at: Timestamp) -> bool {
    kind == TokenKind::Receipt && app.clock.now() < received_at.plus_seconds(ANSWERS_SECONDS)
}
