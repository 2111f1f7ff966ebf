//! The fast lane: pages that are finished in memory are answered before anything else looks at the request. Only what
//! everybody gets comes this way (decision 22): a whole path, no query, nothing to decide. Whatever is not in memory,
//! or not as it is now, takes the way of every other request. These answers are counted, but each is no line of the log.

use std::sync::LazyLock;

use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use metrics::Counter;

use super::embed;
use super::respond::kept_page;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::availability::{Availability, Standing};
use crate::forms::live::LiveForm;
use crate::http::extract::preferred;
use crate::pages::first::{Glimpse, Of, Sheet};
use crate::slots::booking::slot_field;

/// The answer, when it is finished.
pub fn answer(request: &ServiceRequest) -> Option<HttpResponse> {
    if request.method() != Method::GET || !request.query_string().is_empty() {
        return None;
    }
    let (slug, asked) = address(request.path())?;
    let app = request.app_data::<web::Data<App>>()?;
    let request: &HttpRequest = request.request();
    let organization = app.organizations.at_hand(|| request.connection_info().host().to_owned())?;
    let live = app.live_forms.at_hand(organization.id, slug)?;
    // A second lock: what not everybody may open is never finished for everybody.
    if !live.door.is_open() {
        return None;
    }
    let standing = live.standing(app.clock.now(), &app.time_zone);
    let (sheet, standing) = drawn(asked, standing);
    let glimpse = if sheet == Sheet::Questions { glimpse(app, &live, app.clock.now()) } else { None };
    let page = app.first_pages.get((sheet, live.form_id, preferred(request)), Of { live: &live, standing, glimpse })?;
    let response = kept_page(&page, request);
    COUNTERS.of(asked, response.status()).increment(1);
    Some(embed::allow(&live, response))
}

/// What of its appointments the first questions of a form show now.
pub(super) fn glimpse(app: &App, live: &LiveForm, now: Timestamp) -> Option<Glimpse> {
    let (_, key, _) = slot_field(&live.version.form)?;
    // Of a calendar that is not in memory nothing is shown; revisions count from 1.
    let revision = app.slots.at_hand(live.organization_id, key).map_or(0, |calendar| calendar.revision());
    Some(Glimpse { revision, second: now.micros().div_euclid(1_000_000) })
}

/// The slug and the sheet of a path.
fn address(path: &str) -> Option<(&str, Sheet)> {
    let rest = path.strip_prefix("/f/")?;
    let (slug, sheet) = match rest.split_once('/') {
        None => (rest, Sheet::Start),
        Some((slug, "form")) => (slug, Sheet::Questions),
        Some(_) => return None,
    };
    // What is written in another way means the same address, and is read by the router.
    (!slug.contains('%')).then_some((slug, sheet))
}

/// Which sheet stands at an address now, and what of the standing is drawn on it.
pub(super) fn drawn(asked: Sheet, standing: Standing) -> (Sheet, Standing) {
    match asked {
        // How many places are left is told by the start page only.
        Sheet::Questions if standing.availability == Availability::Open => {
            (Sheet::Questions, Standing { remaining: None, ..standing })
        }
        // While the form takes nothing, the start page says so here too.
        _ => (Sheet::Start, standing),
    }
}

/// The counters of these answers, found once: the same figures as those of every other request.
struct Counters {
    start: [Counter; 2],
    questions: [Counter; 2],
}

static COUNTERS: LazyLock<Counters> = LazyLock::new(|| {
    let of = |route: &'static str| {
        ["200", "304"]
            .map(|status| metrics::counter!("madoguchi_http_requests_total", "route" => route, "status" => status))
    };
    Counters { start: of("/f/{slug}"), questions: of("/f/{slug}/form") }
});

impl Counters {
    fn of(&self, asked: Sheet, status: StatusCode) -> &Counter {
        let [whole, known] = match asked {
            Sheet::Start => &self.start,
            Sheet::Questions => &self.questions,
        };
        if status == StatusCode::NOT_MODIFIED { known } else { whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_addresses_of_a_form_are_finished_pages() {
        assert_eq!(address("/f/a"), Some(("a", Sheet::Start)));
        assert_eq!(address("/f/a/form"), Some(("a", Sheet::Questions)));
        for other in ["/", "/f", "/f/a/", "/f/a/form/", "/f/a/paper.pdf", "/f/%61", "/r/a", "/api/v1/forms/a"] {
            assert_eq!(address(other), None, "{other}");
        }
    }
}
