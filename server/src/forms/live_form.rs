//! A published form as residents meet it: one state of its operational row, with the version they get now.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::tz::TimeZone;

use super::access::Door;
use super::availability::{Availability, Standing, Terms};
use super::version::Version;
use crate::clock::Timestamp;
use crate::ids::{DepartmentId, FormId, OrganizationId, VersionId};
use crate::vault::FormKey;

/// A form that has been published, as it is at `updated_at`.
pub struct LiveForm {
    /// Whose form it is.
    pub organization_id: OrganizationId,
    /// Which form.
    pub form_id: FormId,
    /// The department its cases belong to.
    pub department_id: DepartmentId,
    /// Its address: `/f/{slug}`.
    pub slug: String,
    /// When it takes submissions, and how many.
    pub terms: Terms,
    /// Who may open it.
    pub door: Door,
    /// Whether the portal lists it, as long as everybody may open it.
    pub is_listed: bool,
    /// The web sites that may show it in a frame.
    pub embed_origins: Vec<String>,
    /// Whether another system is told of its cases.
    pub has_webhook: bool,
    /// How many submissions it has taken, as of the last look; counted only while there is a capacity.
    pub(super) accepted: AtomicI64,
    /// Changes whenever anything of this does, except how many submissions it has taken.
    pub updated_at: Timestamp,
    /// What residents who begin now get.
    pub version: Arc<Version>,
    /// The key its submissions are sealed with.
    pub key: FormKey,
    /// The versions that were withdrawn, with the reason residents are told.
    pub withdrawn: HashMap<VersionId, String>,
}

impl LiveForm {
    /// Whether submissions are taken at this instant. That the places are gone is known here within a second; the
    /// journal knows it at once.
    #[must_use]
    pub fn availability(&self, now: Timestamp) -> Availability {
        self.terms.at(now, self.accepted())
    }

    /// The same for somebody who began at that instant: whoever began in time may have some more after the end.
    #[must_use]
    pub fn availability_since(&self, began_at: Option<Timestamp>, now: Timestamp) -> Availability {
        self.terms.for_those_since(began_at, now, self.accepted())
    }

    /// Whether anybody may find it: on the portal, and by the search engines of others.
    #[must_use]
    pub fn is_public_knowledge(&self) -> bool {
        self.is_listed && self.door.is_open()
    }

    /// How it stands at this instant, told by the clock of this zone.
    #[must_use]
    pub fn standing(&self, now: Timestamp, time_zone: &TimeZone) -> Standing {
        let (availability, remaining) = (self.availability(now), self.remaining());
        Standing { availability, remaining, today: now.day_in(time_zone) }
    }

    /// How many places are left; none when they are not counted.
    #[must_use]
    pub fn remaining(&self) -> Option<i64> {
        self.terms.remaining(self.accepted())
    }

    fn accepted(&self) -> i64 {
        self.accepted.load(Ordering::Relaxed)
    }
}
