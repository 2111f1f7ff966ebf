//! `/api/v1/staff/forms/{form_id}/export`: all submissions of a form as a file.

use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use futures_util::{Stream, stream};
use serde::Deserialize;
use tokio::io::AsyncReadExt;
use utoipa::IntoParams;

use super::form_view::reachable;
use crate::app::App;
use crate::exports::Format;
use crate::exports::download::download;
use crate::http::download::compressed_attachment;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Clerk;
use crate::ids::FormId;

/// Bytes that are sent in one piece.
const PIECE: usize = 64 * 1024;

/// Which kind of file.
#[derive(Deserialize, IntoParams)]
pub struct ExportQuery {
    /// csv, xlsx or json.
    pub format: Format,
}

/// All submissions of a form, oldest first.
///
/// # Errors
/// 400, 404; 422 when there are more than a worksheet can hold.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/export", operation_id = "export_submissions", tag = "cases",
    params(("form_id" = String, Path), ExportQuery),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 422, body = ProblemDetails)))]
pub async fn get(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<FormId>,
    query: web::Query<ExportQuery>,
) -> Result<HttpResponse, ApiError> {
    let form = reachable(&app, &scope, *id).await?;
    let export = download(&app, &scope, *id, query.format).await?;
    let day = app.clock.now().day_in(&app.time_zone);
    let name = format!("{}_{day}.{}", form.slug, query.format.extension());
    let name = if form.title.is_empty() { name } else { format!("{}_{day}.{}", form.title, query.format.extension()) };
    Ok(compressed_attachment(query.format.media_type(), &name).no_chunking(export.size).streaming(pieces(export.file)))
}

fn pieces(file: std::fs::File) -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::unfold(Some(tokio::fs::File::from_std(file)), |file| async move {
        let mut file = file?;
        let mut piece = Vec::with_capacity(PIECE);
        match (&mut file).take(PIECE as u64).read_to_end(&mut piece).await {
            Ok(0) => None,
            Ok(_) => Some((Ok(Bytes::from(piece)), Some(file))),
            // The length was announced: a broken read must not look like the end.
            Err(error) => Some((Err(error), None)),
        }
    })
}
