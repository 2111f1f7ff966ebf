//! The HTTP edge. This file is THE route table; handlers parse, call a use-case or a store query, and answer.

mod coding;
pub mod cross_site;
mod download;
pub mod error;
pub mod extract;
pub mod machines;
pub mod multipart;
pub mod openapi;
pub mod operation;
pub mod pace;
pub mod request;
pub mod resident;
pub mod serve;
pub mod staff;
pub mod staff_ui;

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig, delete, get, patch, post, put};
use actix_web::{FromRequest, Handler, Resource, Responder};

use error::{ApiError, Code};

/// Every route, grouped by who calls it.
pub fn routes(config: &mut ServiceConfig) {
    config.configure(error::extractor_configs);
    // Operation
    config
        .route("/healthz", web::get().to(operation::healthz))
        .route("/readyz", web::get().to(operation::readyz))
        .route("/metrics", web::get().to(operation::figures));
    // Machines
    config
        .route("/api/v1/forms/{slug}", web::get().to(machines::forms::get))
        .route("/api/v1/forms/{slug}/files", web::post().to(machines::files::create))
        .route("/api/v1/forms/{slug}/slots", web::get().to(machines::slots::list))
        .route("/api/v1/forms/{slug}/submissions", web::post().to(machines::submissions::create));
    // Residents
    config
        .service(read("/", resident::portal::get))
        .service(read("/f/{slug}", resident::start::get).route(web::post().to(resident::form::post)))
        .service(read("/f/{slug}/form", resident::first::get).route(web::post().to(resident::form::post)))
        .service(read("/f/{slug}/resume", resident::resume::get).route(web::post().to(resident::resume::post)))
        .route("/f/{slug}/saved-mail", web::post().to(resident::saved_mail::post))
        .service(read("/r/{token}", resident::receipt::get).route(web::post().to(resident::unlock::post)))
        .service(
            read("/r/{token}/appointment", resident::appointment::get)
                .route(web::post().to(resident::appointment::post)),
        )
        .service(read("/r/{token}/receipt.pdf", resident::receipt::pdf).route(web::post().to(resident::unlock::pdf)))
        .service(
            read("/r/{token}/calendar.ics", resident::receipt::calendar)
                .route(web::post().to(resident::unlock::calendar)),
        )
        .service(read("/f/{slug}/paper.pdf", resident::paper::get).route(web::post().to(resident::paper::post)))
        .service(read("/images/{sha256}", resident::images::get))
        .service(read("/assets/{file}", resident::assets::get));
    // Staff
    config.service(read("/admin", staff_ui::to_folder)).service(read("/admin/{path:.*}", staff_ui::get));
    config.service(
        web::scope("/api/v1/staff")
            .configure(staff_routes)
            .default_service(web::to(nothing_here))
            // The last wrapped comes first: refuse other sites, then find out who is asking.
            .wrap(from_fn(extract::identify))
            .wrap(from_fn(cross_site::guard)),
    );
    config.default_service(web::to(resident::nothing_here));
}

/// Staff, below `/api/v1/staff`.
fn staff_routes(config: &mut ServiceConfig) {
    config
        .configure(house_routes)
        .configure(form_routes)
        .configure(publication_routes)
        .configure(webhook_routes)
        .configure(case_routes)
        .configure(calendar_routes);
}

/// Who works here: sessions, accounts, departments, the organization.
fn house_routes(config: &mut ServiceConfig) {
    use staff::{accounts, departments, organization, password, session};
    config
        .service(
            at("/session")
                .route(post().to(session::create))
                .route(get().to(session::get))
                .route(delete().to(session::delete)),
        )
        .service(at("/password").route(put().to(password::put)))
        .service(at("/organization").route(get().to(organization::get)).route(patch().to(organization::change)))
        .service(at("/departments").route(get().to(departments::list)).route(post().to(departments::create)))
        .service(at("/departments/{department_id}").route(patch().to(departments::change)))
        .service(at("/accounts").route(get().to(accounts::list)).route(post().to(accounts::create)))
        .service(at("/accounts/{staff_id}").route(patch().to(accounts::change)))
        .service(at("/accounts/{staff_id}/password").route(post().to(accounts::reset_password)));
}

/// Forms: beginning, drafts, previews, and what can be done with them.
fn form_routes(config: &mut ServiceConfig) {
    use staff::{
        counter, drafts, editors, evaluation, exchange, exports, forms, functions, images, imports, mail_preview,
        poster, prefill_links, preview, prose, qr, submissions, template_preview, templates, test_submissions, texts,
        ways,
    };
    config
        .service(at("/templates").route(get().to(templates::list)))
        .service(at("/templates/{template_id}").route(get().to(templates::get)))
        .service(at("/functions").route(get().to(functions::list)))
        .service(at("/prose").route(post().to(prose::draw)))
        .service(
            at("/templates/{template_id}/preview")
                .route(get().to(template_preview::get))
                .route(post().to(template_preview::post)),
        )
        .service(at("/forms").app_data(with_pictures()).route(get().to(forms::list)).route(post().to(forms::create)))
        .service(at("/forms/import").app_data(with_pictures()).route(post().to(imports::create)))
        .service(at("/forms/{form_id}").route(get().to(forms::get)).route(patch().to(forms::change)))
        .service(at("/forms/{form_id}/images").route(post().to(images::create)))
        .service(at("/forms/{form_id}/file").route(get().to(exchange::get)))
        .service(at("/forms/{form_id}/draft").route(get().to(drafts::get)).route(put().to(drafts::put)))
        .service(at("/forms/{form_id}/editors").route(post().to(editors::post)).route(delete().to(editors::delete)))
        .service(at("/forms/{form_id}/paths").route(get().to(ways::list)))
        .service(at("/forms/{form_id}/qr.svg").route(get().to(qr::svg)))
        .service(at("/forms/{form_id}/qr.png").route(get().to(qr::png)))
        .service(at("/forms/{form_id}/poster.pdf").route(get().to(poster::get)))
        .service(at("/forms/{form_id}/preview").route(get().to(preview::get)).route(post().to(preview::post)))
        .service(at("/forms/{form_id}/evaluate").route(post().to(evaluation::post)))
        .service(at("/forms/{form_id}/texts").route(post().to(texts::post)))
        .service(at("/forms/{form_id}/mail-preview").route(post().to(mail_preview::preview)))
        .service(at("/forms/{form_id}/counter").route(get().to(counter::get)).route(post().to(counter::post)))
        .service(at("/forms/{form_id}/test-versions").route(post().to(test_submissions::freeze)))
        .service(
            at("/forms/{form_id}/test").route(get().to(test_submissions::get)).route(post().to(test_submissions::post)),
        )
        .service(at("/forms/{form_id}/test-submissions").route(delete().to(test_submissions::erase_all)))
        .service(at("/forms/{form_id}/prefill-links").route(post().to(prefill_links::create)))
        .service(at("/forms/{form_id}/submissions").route(get().to(submissions::list)))
        .service(at("/forms/{form_id}/export").route(get().to(exports::get)));
}

/// What other systems are told of a form.
fn webhook_routes(config: &mut ServiceConfig) {
    use staff::webhooks;
    config
        .service(at("/forms/{form_id}/webhook").route(get().to(webhooks::get)))
        .service(at("/forms/{form_id}/webhook/secret").route(post().to(webhooks::renew)))
        .service(at("/forms/{form_id}/webhook/old-secret").route(delete().to(webhooks::retire)))
        .service(at("/forms/{form_id}/webhook/test").route(post().to(webhooks::test)))
        .service(at("/forms/{form_id}/webhook/deliveries/{delivery_id}/resend").route(post().to(webhooks::resend)));
}

/// What becomes live, and when; versions and what changed between them.
fn publication_routes(config: &mut ServiceConfig) {
    use staff::{changes, forms, publications, publishing, versions};
    config
        .service(at("/forms/{form_id}/publish").route(post().to(publishing::publish)))
        .service(at("/forms/{form_id}/open").route(post().to(publishing::open)))
        .service(at("/forms/{form_id}/close").route(post().to(publishing::close)))
        .service(at("/forms/{form_id}/access-link").route(post().to(forms::replace_link)))
        .service(at("/forms/{form_id}/archive").route(post().to(publishing::archive)))
        .service(at("/forms/{form_id}/unarchive").route(post().to(publishing::unarchive)))
        .service(at("/forms/{form_id}/readiness").route(get().to(publications::ready)))
        .service(at("/forms/{form_id}/publications").route(post().to(publications::create)))
        .service(at("/publications").route(get().to(publications::list)))
        .service(at("/publications/{publication_id}/approve").route(post().to(publications::approve)))
        .service(at("/publications/{publication_id}/refuse").route(post().to(publications::refuse)))
        .service(at("/publications/{publication_id}/withdraw").route(post().to(publications::withdraw)))
        .service(at("/forms/{form_id}/versions").route(get().to(versions::list)))
        .service(at("/forms/{form_id}/versions/{number}").route(get().to(versions::get)))
        .service(at("/forms/{form_id}/changes").route(get().to(changes::list)).route(post().to(changes::compare)))
        .service(at("/forms/{form_id}/versions/{number}/withdraw").route(post().to(versions::withdraw)));
}

/// What came in.
fn case_routes(config: &mut ServiceConfig) {
    use staff::{attachments, cases, outbox, test_submissions};
    config
        .service(
            at("/submissions/{submission_id}")
                .route(get().to(cases::get))
                .route(delete().to(test_submissions::erase_one)),
        )
        .service(at("/submissions/{submission_id}/state").route(post().to(cases::review)))
        .service(at("/submissions/{submission_id}/resend").route(post().to(cases::resend)))
        .service(at("/outbox").route(get().to(outbox::list)))
        .service(at("/outbox/count").route(get().to(outbox::count)))
        .service(at("/outbox/resend").route(post().to(outbox::resend_all)))
        .service(at("/outbox/{job_id}/resend").route(post().to(outbox::resend_one)))
        .service(at("/submissions/{submission_id}/receipt.pdf").route(get().to(cases::receipt)))
        .service(at("/submissions/{submission_id}/files.zip").route(get().to(attachments::archive)))
        .service(at("/submissions/{submission_id}/files/{file_id}").route(get().to(attachments::original)))
        .service(at("/submissions/{submission_id}/files/{file_id}/thumbnail").route(get().to(attachments::thumbnail)));
}

/// Appointments.
fn calendar_routes(config: &mut ServiceConfig) {
    use staff::{bookings, calendar_archive, calendar_days, calendar_rules, calendar_slots, calendars};
    config
        .service(at("/calendars").route(get().to(calendars::list)).route(post().to(calendars::create)))
        .service(at("/calendars/{calendar_id}").route(get().to(calendars::get)).route(put().to(calendars::put)))
        .service(at("/calendars/{calendar_id}/changes").route(get().to(calendar_rules::changes)))
        .service(at("/calendars/{calendar_id}/apply").route(post().to(calendar_rules::apply)))
        .service(at("/calendars/{calendar_id}/archive").route(post().to(calendar_archive::archive)))
        .service(at("/calendars/{calendar_id}/unarchive").route(post().to(calendar_archive::unarchive)))
        .service(at("/calendars/{calendar_id}/slots").route(get().to(calendar_slots::list)))
        .service(at("/calendars/{calendar_id}/slots/{slot_id}").route(patch().to(calendar_slots::change)))
        .service(at("/calendars/{calendar_id}/free").route(get().to(calendar_slots::free)))
        .service(at("/calendars/{calendar_id}/days/{day}").route(get().to(calendar_days::list)))
        .service(at("/calendars/{calendar_id}/days/{day}/list.csv").route(get().to(calendar_days::csv)))
        .service(at("/calendars/{calendar_id}/days/{day}/printed").route(post().to(calendar_days::printed)))
        .service(at("/calendars/{calendar_id}/days/{day}/close").route(post().to(calendar_days::close)))
        .service(at("/calendars/{calendar_id}/days/{day}/reopen").route(post().to(calendar_days::reopen)))
        .service(at("/submissions/{submission_id}/booking").route(put().to(bookings::put)))
        .service(at("/submissions/{submission_id}/booking/cancel").route(post().to(bookings::cancel)));
}

/// Bodies that may carry the pictures of a form.
fn with_pictures() -> web::JsonConfig {
    error::json_up_to(40 * 1024 * 1024)
}

/// A path whose other methods are 405.
fn at(path: &str) -> Resource {
    web::resource(path).default_service(web::to(not_this_way))
}

async fn not_this_way() -> Result<actix_web::HttpResponse, ApiError> {
    Err(ApiError::new(Code::MethodNotAllowed))
}

async fn nothing_here() -> Result<actix_web::HttpResponse, ApiError> {
    Err(ApiError::new(Code::NotFound))
}

/// A resource that is read: HEAD is answered as GET without the body.
fn read<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args> + Copy,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path).route(web::get().to(handler)).route(web::head().to(handler))
}
