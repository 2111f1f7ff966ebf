//! The description of the HTTP interface, made from the handlers' own annotations. `server/openapi.json` is this,
//! committed; a test compares them.

use utoipa::openapi::PathItem;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::{Modify, OpenApi};

use super::error::ProblemDetails;
use super::machines;
use super::staff::{
    accounts, attachments, bookings, calendar_archive, calendar_days, calendar_rules, calendar_slots, calendars, cases,
    changes, counter, departments, drafts, editors, evaluation, exchange, exports, forms, functions, images, imports,
    mail_preview, organization, outbox, password, poster, prefill_links, preview, prose, publications, publishing, qr,
    session, submissions, template_preview, templates, test_submissions, texts, versions, ways, webhooks,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Madoguchi", description = "Form service for local governments", license(name = "Apache-2.0 OR MIT")),
    paths(
        machines::files::create, machines::forms::get, machines::slots::list, machines::submissions::create,
        session::create, session::get, session::delete, password::put,
        templates::list, templates::get, template_preview::get, template_preview::post, functions::list, prose::draw, evaluation::post,
        forms::list, forms::create, imports::create, forms::get, forms::change, forms::replace_link, exchange::get, images::create,
        drafts::get, drafts::put, editors::post, editors::delete, publishing::publish, publishing::open, publishing::close,
        publishing::archive, publishing::unarchive, publications::ready, publications::create, publications::list,
        publications::approve, publications::refuse, publications::withdraw,
        versions::list, versions::get, versions::withdraw, changes::list, changes::compare, ways::list,
        qr::svg, qr::png, poster::get, prefill_links::create, preview::get, preview::post,
        mail_preview::preview, texts::post,
        test_submissions::freeze, test_submissions::get, test_submissions::post,
        test_submissions::erase_all, test_submissions::erase_one,
        submissions::list, exports::get, counter::get, counter::post,
        cases::get, cases::review, cases::resend, cases::receipt,
        webhooks::get, webhooks::renew, webhooks::retire, webhooks::test, webhooks::resend,
        outbox::list, outbox::count, outbox::resend_one, outbox::resend_all,
        attachments::archive, attachments::original, attachments::thumbnail,
        calendars::list, calendars::create, calendars::get, calendars::put, calendar_rules::changes, calendar_rules::apply,
        calendar_archive::archive, calendar_archive::unarchive,
        calendar_slots::list, calendar_slots::change, calendar_slots::free,
        calendar_days::list, calendar_days::csv, calendar_days::printed, calendar_days::close, calendar_days::reopen,
        bookings::put, bookings::cancel,
        organization::get, organization::change,
        departments::list, departments::create, departments::change,
        accounts::list, accounts::create, accounts::change, accounts::reset_password,
    ),
    components(schemas(ProblemDetails, crate::exports::Format, crate::db::entity::values::SubmissionState)),
    modifiers(&StaffOperations)
)]
struct Description;

/// How staff prove who they are; said once for every operation below `/api/v1/staff`.
struct StaffOperations;

impl Modify for StaffOperations {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-madoguchi",
            "the session of a browser; named madoguchi without TLS",
        )));
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("session", cookie);
        components.add_security_scheme("token", SecurityScheme::Http(token));
        let proofs = ["session", "token"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
        for (path, item) in &mut document.paths.paths {
            if path.starts_with("/api/v1/staff/") {
                for operation in operations(item) {
                    operation.security.get_or_insert_with(|| proofs.to_vec());
                }
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch].into_iter().flatten()
}

/// The document as JSON.
#[must_use]
pub fn document() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_description_is_current() {
        let committed = include_str!("../../openapi.json");
        let is_current = committed.trim_end() == super::document().trim_end();
        assert!(is_current, "run `madoguchi openapi > server/openapi.json`");
    }
}
