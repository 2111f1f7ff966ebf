//! `/api/v1/staff/forms/{form_id}/qr.svg` and `qr.png`: the public link as a printable code.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

use super::form_view::{public_url, reachable};
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{Hosted, Viewer};
use crate::ids::FormId;

/// Light modules around the code. The standard demands four; a poster is often cut too close.
const QUIET: usize = 6;
/// Pixels per module of the PNG: sharp on paper at the size of a coin.
const PIXELS: usize = 12;

/// The public link as an SVG.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/qr.svg", operation_id = "get_qr_svg", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, content_type = "image/svg+xml", body = String), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn svg(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    let form = reachable(&app, &scope, *id).await?;
    let modules = Modules::of(&public_url(&app, &organization, &form))?;
    Ok(image("image/svg+xml", "svg", &form.slug).body(modules.svg()))
}

/// The public link as a PNG.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/qr.png", operation_id = "get_qr_png", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, content_type = "image/png", body = Vec<u8>), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn png(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    let form = reachable(&app, &scope, *id).await?;
    let modules = Modules::of(&public_url(&app, &organization, &form))?;
    Ok(image("image/png", "png", &form.slug).body(modules.png()?))
}

fn image(media_type: &'static str, ending: &str, slug: &str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        // An address is plain ASCII: nothing to escape.
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"qr-{slug}.{ending}\"")));
    response
}

struct Modules {
    width: usize,
    colors: Vec<Color>,
}

impl Modules {
    fn of(link: &str) -> Result<Self, ApiError> {
        // A quarter of the code may be dirty or torn.
        let code = QrCode::with_error_correction_level(link, EcLevel::Q).map_err(ApiError::internal)?;
        Ok(Self { width: code.width(), colors: code.to_colors() })
    }

    fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Dark modules with their place, quiet zone included.
    fn dark(&self) -> impl Iterator<Item = (usize, usize)> {
        let dark = self.colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
        dark.map(|(index, _)| (index % self.width + QUIET, index / self.width + QUIET))
    }

    fn svg(&self) -> String {
        let (side, pixels) = (self.side(), self.side() * PIXELS);
        let path: String = self.dark().map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" \
             viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>\n"
        )
    }

    fn png(&self) -> Result<Vec<u8>, ApiError> {
        let side = u32::try_from(self.side() * PIXELS).map_err(ApiError::internal)?;
        let mut picture = GrayImage::from_pixel(side, side, Luma([255]));
        for (x, y) in self.dark() {
            for row in y * PIXELS..(y + 1) * PIXELS {
                for column in x * PIXELS..(x + 1) * PIXELS {
                    if let (Ok(column), Ok(row)) = (u32::try_from(column), u32::try_from(row)) {
                        picture.put_pixel(column, row, Luma([0]));
                    }
                }
            }
        }
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).map_err(ApiError::internal)?;
        Ok(bytes.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pictures_have_the_finder_pattern_in_a_quiet_zone() {
        let modules = Modules::of("http://127.0.0.1:8080/f/dog-registration").unwrap();
        let picture = image::load_from_memory(&modules.png().unwrap()).unwrap().to_luma8();
        let at = |x: usize, y: usize| {
            picture.get_pixel(u32::try_from(x * PIXELS).unwrap(), u32::try_from(y * PIXELS).unwrap()).0[0]
        };
        assert_eq!(usize::try_from(picture.width()).unwrap(), modules.side() * PIXELS);
        for edge in 0..QUIET {
            assert!((0..modules.side()).all(|other| at(edge, other) == 255 && at(other, edge) == 255));
        }
        // The top left finder pattern: seven dark, then one light.
        assert!((0..7).all(|x| at(QUIET + x, QUIET) == 0));
        assert_eq!(at(QUIET + 7, QUIET), 255);
        assert_eq!(modules.svg().matches("h1v1h-1z").count(), modules.dark().count());
    }
}
