//! Latitudes and longitudes as people write and paste them, in decimal degrees or in degrees, minutes and seconds. All
//! arithmetic is decimal: what is stored has six decimals at most, and reads as itself.

pub use super::angle::Axis;
use super::angle::Cursor;
use super::number::stored;
use crate::characters::half_width;
use serde_json::Number;

/// No way of writing a place is longer.
const LONGEST_TEXT: usize = 400;
const MILLION: i64 = 1_000_000;

/// Latitude and longitude in one text, in this order unless the text itself says otherwise: `35.681236,139.767125`,
/// `北緯35度40分52秒 東経139度46分1秒`, `35°40'52"N 139°46'01"E`, `geo:35.68,139.76`.
pub fn read_pair(text: &str) -> Option<(Number, Number)> {
    let folded = fold(text)?;
    let bare = folded.strip_prefix("GEO:").unwrap_or(&folded).trim();
    let bare = bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(bare);
    let mut cursor = Cursor { rest: bare.trim() };
    let first = cursor.coordinate()?;
    cursor.skip(|letter| letter.is_whitespace() || matches!(letter, ',' | '/' | ';'));
    let second = cursor.coordinate()?;
    if !cursor.rest.is_empty() {
        return None;
    }
    let (latitude, longitude) = match (first.axis, second.axis) {
        (None | Some(Axis::Latitude), None | Some(Axis::Longitude)) => (first, second),
        (None | Some(Axis::Longitude), None | Some(Axis::Latitude)) => (second, first),
        _ => return None,
    };
    Some((number(latitude.millionths)?, number(longitude.millionths)?))
}

/// One of the two numbers in a text of its own.
pub fn read_one(text: &str, axis: Axis) -> Option<Number> {
    let folded = fold(text)?;
    let mut cursor = Cursor { rest: folded.trim() };
    let coordinate = cursor.coordinate()?;
    let fits = cursor.rest.is_empty() && coordinate.axis.is_none_or(|said| said == axis);
    number(coordinate.millionths).filter(|_| fits)
}

/// A JSON number with six decimals at most; one that no place on Earth has stays what it is.
pub fn rounded(number: &Number) -> Number {
    let decimal = number.as_f64().filter(|_| number.is_f64()).map(|number| number.to_string());
    let millionths = decimal.and_then(|text| Cursor { rest: &text }.coordinate().map(|read| read.millionths));
    millionths.and_then(self::number).unwrap_or_else(|| stored(number))
}

/// Half-width capitals with one sign each for degrees, minutes and seconds.
fn fold(text: &str) -> Option<String> {
    let sign = |letter: char| match letter {
        '度' | 'º' | '˚' | '゜' => '°',
        '分' | '′' | '’' | '‘' | '´' | '`' => '\'',
        '秒' | '″' | '”' | '“' | '〃' => '"',
        '、' | '，' => ',',
        other => other.to_ascii_uppercase(),
    };
    let folded = || half_width(text).chars().map(sign).collect::<String>().replace("''", "\"");
    (text.len() <= LONGEST_TEXT).then(folded)
}

/// Millionths of a degree as JSON.
fn number(millionths: i64) -> Option<Number> {
    if millionths % MILLION == 0 {
        return Some(Number::from(millionths / MILLION));
    }
    let sign = if millionths < 0 { "-" } else { "" };
    let size = millionths.abs();
    let decimal = format!("{sign}{}.{:06}", size / MILLION, size % MILLION);
    decimal.parse().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn pair(text: &str) -> Option<Value> {
        read_pair(text).map(|(latitude, longitude)| json!([latitude, longitude]))
    }

    #[test]
    fn decimal_degrees_in_every_dress() {
        let station = json!([35.681236, 139.767125]);
        for text in [
            "35.681236, 139.767125",
            "35.681236,139.767125",
            "３５．６８１２３６，１３９．７６７１２５",
            "35.681236、139.767125",
            "35.681236 139.767125",
            "　35.681236\t139.767125 ",
            "(35.681236, 139.767125)",
            "geo:35.681236,139.767125",
            "北緯35.681236度 東経139.767125度",
            "北緯35.681236東経139.767125",
            "緯度：35.681236　経度：139.767125",
            "緯度:北緯35.681236度、経度:東経139.767125度",
            "lat=35.681236, lng=139.767125",
            "Latitude: 35.681236 / Longitude: 139.767125",
            "N35.681236 E139.767125",
            "35.681236N 139.767125E",
            "35.681236°N, 139.767125°E",
            "東経139.767125 北緯35.681236",
            "E139.767125, 35.681236",
            "35.681236 E139.767125",
            "35.681236 N 139.767125 E",
            "N 35.681236 139.767125",
            "+35.681236, +139.767125",
            "35.6812360, 139.7671250000000",
        ] {
            assert_eq!(pair(text), Some(station.clone()), "{text}");
        }
        assert_eq!(pair("-33.8688, 151.2093"), Some(json!([-33.8688, 151.2093])));
        assert_eq!(pair("−33.8688，−151.2093"), Some(json!([-33.8688, -151.2093])));
        assert_eq!(pair("S33.8688 W151.2093"), Some(json!([-33.8688, -151.2093])));
        assert_eq!(pair("南緯33.8688度　西経151.2093度"), Some(json!([-33.8688, -151.2093])));
        assert_eq!(pair("35,139"), Some(json!([35, 139])));
        assert_eq!(pair("35° 139°"), Some(json!([35, 139])));
    }

    #[test]
    fn degrees_minutes_and_seconds() {
        let tower = json!([35.681111, 139.766944]);
        for text in [
            "北緯35度40分52秒 東経139度46分1秒",
            "北緯３５度４０分５２秒，東経１３９度４６分０１秒",
            "N35°40′52″ E139°46′1″",
            "35°40'52\"N 139°46'01\"E",
            "35° 40' 52\" N, 139° 46' 01\" E",
            "35°40'52'' 139°46'1''",
        ] {
            assert_eq!(pair(text), Some(tower.clone()), "{text}");
        }
        assert_eq!(pair("35度40分 139度46分"), Some(json!([35.666667, 139.766667])));
        assert_eq!(pair("35°40.5' 139°46.25'"), Some(json!([35.675, 139.770833])));
        assert_eq!(pair("北緯35度40分52.35秒 東経139度46分1.8秒"), Some(json!([35.681208, 139.767167])));
    }

    #[test]
    fn six_decimals_rounded_in_decimal() {
        for (typed, stored) in [
            ("35.1234565", "35.123457"),
            ("35.1234564999999999999999", "35.123456"),
            ("-35.1234565", "-35.123457"),
            ("0.0000004", "0"),
            ("-0.0000004", "0"),
            ("35.9999999", "36"),
            ("00035.50", "35.5"),
            ("0.000001", "0.000001"),
            ("9999.5", "9999.5"),
        ] {
            let read = read_one(typed, Axis::Latitude).unwrap();
            let text = serde_json::to_string(&rounded(&read)).unwrap();
            let again: Number = serde_json::from_str(&text).unwrap();
            assert_eq!((rounded(&again), read.as_f64()), (read.clone(), stored.parse().ok()), "{typed}");
        }
        assert_eq!(rounded(&json!(35.123_456_5).as_number().unwrap().clone()), *json!(35.123457).as_number().unwrap());
        for odd in [json!(1e300), json!(u64::MAX), json!(-1e300), json!(12345.5)] {
            assert_eq!(rounded(odd.as_number().unwrap()), *odd.as_number().unwrap());
        }
        assert_eq!(rounded(json!(-0.0).as_number().unwrap()), Number::from(0));
        assert_eq!(rounded(json!(1e-9).as_number().unwrap()), Number::from(0));
        assert_eq!(rounded(json!(35.0).as_number().unwrap()), Number::from(35));
    }

    #[test]
    fn every_millionth_reads_as_itself() {
        for millionths in (0..180 * MILLION).step_by(99_991) {
            let once = number(millionths).unwrap();
            assert_eq!(rounded(&once), once);
            assert_eq!(read_one(&once.to_string(), Axis::Longitude), Some(once));
        }
    }

    #[test]
    fn one_number_on_its_own_axis() {
        assert_eq!(read_one("北緯35.5度", Axis::Latitude), Some(json!(35.5).as_number().unwrap().clone()));
        assert_eq!(read_one("E139", Axis::Longitude), Some(139.into()));
        assert_eq!(read_one("E139", Axis::Latitude), None);
        assert_eq!(read_one("35.5 139.5", Axis::Latitude), None);
    }

    #[test]
    fn other_texts_are_no_place() {
        for text in [
            "",
            "駅前",
            "35.68",
            "35.68,",
            ",139.76",
            "35.68,139.76,12",
            "35,68,139,76",
            "N35 N139",
            "E35 東経139",
            "35°61'00\" 139°00'00\"",
            "緯度 経度",
            "35.68;",
            "--35, 139",
            "S-35, 139",
            "12345,139",
            "35..6,139",
            "1e2,1e2",
            "NaN,inf",
            "35.68,139.76x",
            "北緯東経35 139",
            "３５度４０分５２秒",
            "°,°",
            ".5,.5",
        ] {
            assert_eq!(pair(text), None, "{text}");
        }
        assert_eq!(pair(&"1".repeat(1_000_000)), None);
        assert_eq!(pair(&"N".repeat(400)), None);
    }
}
