//! How many jobs may run at a time. An attempt that has run for long no longer counts as occupying a place: a mail server
//! that hangs on one mail holds up the others for seconds, however long it hangs. It is not ended, for a mail that is under
//! way may arrive, and to begin it again is to send it twice.

use std::time::Duration;

use crate::db::entity::values::{Lane, Urgency};

/// How long an attempt occupies a place. Below the five seconds that anybody may be held up.
pub(super) const YOUNG: Duration = Duration::from_secs(3);
const _: () = assert!(YOUNG.as_millis() + super::gate::PATIENCE.as_millis() < 5000);
/// How many attempts may be old for each place; beyond that, work begins one piece at a time.
const OLD_FOR_EACH: usize = 2;

/// Places of each lane, for attempts that are young.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Mails handed over at a time.
    pub mail: usize,
    /// Web servers spoken to at a time.
    pub web: usize,
    /// Other work.
    pub own: usize,
}

impl Places {
    /// All lanes.
    pub(super) const LANES: [Lane; 3] = [Lane::Own, Lane::Mail, Lane::Web];
    /// Who goes first, in this order.
    pub(super) const URGENCIES: [Urgency; 5] =
        [Urgency::Urgent, Urgency::Normal, Urgency::Again, Urgency::Bulk, Urgency::BulkAgain];

    /// Attempts of this lane that may be young.
    pub(super) fn young(self, lane: Lane) -> usize {
        let places = match lane {
            Lane::Mail => self.mail,
            Lane::Web => self.web,
            Lane::Own => self.own,
        };
        places.max(1)
    }

    /// Attempts of this lane that may be old.
    pub(super) fn old(self, lane: Lane) -> usize {
        self.young(lane) * OLD_FOR_EACH
    }

    /// How many more of this urgency may begin while these are young in the lane, each of its urgency, and so many old.
    /// What is urgent may have every place; what is not leaves one, so that a long morning holds up nothing that failed
    /// before. What failed gets at most half of the places, and with what is one of many all but a quarter: somebody who
    /// waits finds one free. Where everything seems to hang, only what somebody waits for begins, one at a time.
    pub(super) fn room(self, lane: Lane, urgency: Urgency, young: &[Urgency], old: usize) -> usize {
        let all = self.young(lane);
        if old >= self.old(lane) {
            return usize::from(young.is_empty() && matches!(urgency, Urgency::Urgent | Urgency::Normal));
        }
        let free = all.saturating_sub(young.len());
        let patient = young.iter().filter(|urgency| **urgency >= Urgency::Again).count();
        let for_patient = (all - all / 4).clamp(1, (all - 1).max(1)).saturating_sub(patient);
        match urgency {
            Urgency::Urgent => free,
            Urgency::Normal => {
                let normal = young.iter().filter(|urgency| **urgency == Urgency::Normal).count();
                free.min((all - 1).max(1).saturating_sub(normal))
            }
            Urgency::Bulk => free.min(for_patient),
            Urgency::Again | Urgency::BulkAgain => {
                let is_again = |urgency: &&Urgency| matches!(urgency, Urgency::Again | Urgency::BulkAgain);
                let again = young.iter().filter(is_again).count();
                free.min(for_patient).min(all.div_ceil(2).saturating_sub(again))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: Places = Places { mail: 4, web: 4, own: 1 };

    #[test]
    fn somebody_who_waits_finds_a_place_whatever_the_others_do() {
        use Urgency::{Again, Bulk, Normal, Urgent};
        let room = |urgency, young: &[Urgency]| FOUR.room(Lane::Mail, urgency, young, 7);
        assert_eq!((room(Urgent, &[]), room(Normal, &[]), room(Again, &[]), room(Bulk, &[])), (4, 3, 2, 3));
        assert_eq!((room(Bulk, &[Bulk; 3]), room(Again, &[Bulk; 3]), room(Urgent, &[Bulk; 3])), (0, 0, 1));
        assert_eq!((room(Bulk, &[Again; 2]), room(Again, &[Again; 2])), (1, 0));
        assert_eq!((room(Urgent, &[Urgent; 4]), room(Bulk, &[Urgent; 3])), (0, 1));
        assert_eq!((room(Normal, &[Normal; 3]), room(Urgent, &[Normal; 3]), room(Again, &[Normal; 3])), (0, 1, 1));
        let hanging = |urgency, young: &[Urgency]| FOUR.room(Lane::Mail, urgency, young, 8);
        assert_eq!((hanging(Urgent, &[]), hanging(Normal, &[]), hanging(Again, &[]), hanging(Bulk, &[])), (1, 1, 0, 0));
        assert_eq!(hanging(Urgent, &[Normal]), 0);
    }

    #[test]
    fn a_single_place_serves_everybody() {
        for urgency in Places::URGENCIES {
            assert_eq!(FOUR.room(Lane::Own, urgency, &[], 0), 1, "{urgency:?}");
            assert_eq!(FOUR.room(Lane::Own, urgency, &[Urgency::Bulk], 0), 0, "{urgency:?}");
        }
        assert_eq!(Places { mail: 0, ..FOUR }.young(Lane::Mail), 1);
    }
}
