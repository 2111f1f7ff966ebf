//! The mark in the first questions that everybody gets: it says on which day they were handed out, so that whoever is
//! filling them in counts as somebody who has begun. It is the same for everybody on a day: the page stays one for all.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use subtle::ConstantTimeEq as _;

use crate::clock::Timestamp;
use crate::ids::FormId;
use crate::vault::Vault;

/// How many days a page may lie open before it is no beginning any more.
const DAYS: i32 = 2;
/// 128 bits.
const MAC: usize = 16;

/// The mark of a day.
#[must_use]
pub fn mark(vault: &Vault, form: FormId, day: Date) -> String {
    format!("{day}.{}", URL_SAFE_NO_PAD.encode(mac(vault, form, day)))
}

/// The beginning of the day of a mark of ours; none when it is another form's, made by hand, or too old.
#[must_use]
pub fn read(vault: &Vault, form: FormId, text: &str, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let (day, code) = text.split_once('.')?;
    let day: Date = day.parse().ok()?;
    let given = URL_SAFE_NO_PAD.decode(code).ok()?;
    let age = (now.day_in(zone) - day).get_days();
    let is_ours = bool::from(given.ct_eq(&mac(vault, form, day)));
    let at = day.to_zoned(zone.clone()).ok()?.timestamp();
    (is_ours && (0..=DAYS).contains(&age)).then(|| Timestamp::from_micros(at.as_microsecond()))
}

fn mac(vault: &Vault, form: FormId, day: Date) -> [u8; MAC] {
    let digest = vault.digest(&[b"entered", form.0.as_bytes(), day.to_string().as_bytes()]);
    std::array::from_fn(|place| digest[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Random;

    #[test]
    fn a_mark_is_good_for_its_form_and_for_two_days() {
        let random = Random::system();
        let vault = Vault::from_key(&[7; 32], random.clone());
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let at = |text: &str| Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        let noon = at("2026-04-01T12:00:00+09:00");
        let (form, other) = (FormId::new(&random, noon), FormId::new(&random, noon));
        let mark = mark(&vault, form, noon.day_in(&zone));
        let read = |form, text: &str, now| read(&vault, form, text, now, &zone);
        assert_eq!(read(form, &mark, noon), Some(at("2026-04-01T00:00:00+09:00")));
        assert!(read(form, &mark, at("2026-04-03T23:59:59+09:00")).is_some());
        assert!(read(form, &mark, at("2026-04-04T00:00:00+09:00")).is_none());
        assert!(read(form, &mark, at("2026-03-31T23:59:59+09:00")).is_none(), "not handed out yet");
        assert!(read(other, &mark, noon).is_none());
        for forged in ["", ".", "2026-04-01.", "2026-04-02.AAAAAAAAAAAAAAAAAAAAAA", "x.y", "2026-04-01.あ"] {
            assert!(read(form, forged, noon).is_none(), "{forged}");
        }
    }
}
