//! One latitude or longitude at the beginning of a folded text: marks, sign, degrees, minutes and seconds. Knows the
//! notation, not what is stored.

/// Which of the two numbers of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    Latitude,
    Longitude,
}

const BILLION: i64 = 1_000_000_000;
/// Billionths of an arc second in a millionth of a degree.
const STEP: i64 = 3_600_000;

/// Words and letters before or behind a number, as they are folded (緯度 is 緯°): what they say about the axis, and whether
/// they turn the sign.
const MARKS: [(&str, Axis, bool); 15] = [
    ("北緯", Axis::Latitude, false),
    ("南緯", Axis::Latitude, true),
    ("東経", Axis::Longitude, false),
    ("西経", Axis::Longitude, true),
    ("緯°", Axis::Latitude, false),
    ("経°", Axis::Longitude, false),
    ("LATITUDE", Axis::Latitude, false),
    ("LONGITUDE", Axis::Longitude, false),
    ("LAT", Axis::Latitude, false),
    ("LNG", Axis::Longitude, false),
    ("LON", Axis::Longitude, false),
    ("N", Axis::Latitude, false),
    ("S", Axis::Latitude, true),
    ("E", Axis::Longitude, false),
    ("W", Axis::Longitude, true),
];

/// A number with what was said about it.
pub struct Coordinate {
    /// The axis, if the text says it.
    pub axis: Option<Axis>,
    /// Millionths of a degree, signed.
    pub millionths: i64,
}

/// A number without its sign: whole part and billionths.
struct Decimal {
    whole: i64,
    billionths: i64,
    has_fraction: bool,
}

/// What is left of a folded text.
pub struct Cursor<'a> {
    pub rest: &'a str,
}

impl Cursor<'_> {
    /// Goes behind letters that say nothing.
    pub fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(skipped);
    }

    fn take(&mut self, letter: char) -> bool {
        let behind = self.rest.trim_start().strip_prefix(letter);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    /// The first of these marks that stands here.
    fn mark(&mut self, marks: &[(&str, Axis, bool)]) -> Option<(Axis, bool)> {
        let start = self.rest.trim_start();
        let found = marks.iter().find_map(|(word, axis, turned)| Some((start.strip_prefix(word)?, *axis, *turned)));
        let (rest, axis, turned) = found?;
        self.rest = rest;
        Some((axis, turned))
    }

    /// Marks before a number, as 「緯度：北緯」; they must agree.
    fn marks(&mut self) -> Option<Option<(Axis, bool)>> {
        let mut said: Option<(Axis, bool)> = None;
        while let Some((axis, turned)) = self.mark(&MARKS) {
            if said.is_some_and(|(before, turned)| before != axis || turned) {
                return None;
            }
            said = Some((axis, turned));
            self.skip(|letter| letter.is_whitespace() || matches!(letter, ':' | '='));
        }
        Some(said)
    }

    /// The next number with its marks.
    pub fn coordinate(&mut self) -> Option<Coordinate> {
        let said = self.marks()?;
        self.skip(char::is_whitespace);
        let negative = self.take('-');
        let plus = !negative && self.take('+');
        let size = self.angle()?;
        let said = said.or_else(|| self.letter_behind());
        let turned = said.is_some_and(|(_, turned)| turned);
        if turned && (negative || plus) {
            return None;
        }
        Some(Coordinate { axis: said.map(|(axis, _)| axis), millionths: if negative || turned { -size } else { size } })
    }

    /// A letter behind a number, unless it stands before the next one (`35.68 E139.76`).
    fn letter_behind(&mut self) -> Option<(Axis, bool)> {
        const LETTERS: usize = 4;
        let mut ahead = Cursor { rest: self.rest };
        let found = ahead.mark(MARKS.last_chunk::<LETTERS>()?)?;
        let apart = self.rest.starts_with(char::is_whitespace);
        let before_next = ahead.rest.starts_with(|next: char| next.is_ascii_digit() || matches!(next, '+' | '-'));
        if apart && before_next {
            return None;
        }
        self.rest = ahead.rest;
        Some(found)
    }

    /// Millionths of a degree, rounded half up.
    fn angle(&mut self) -> Option<i64> {
        let degrees = self.decimal()?;
        let mut seconds = degrees.whole * 3600 * BILLION + degrees.billionths * 3600;
        if self.take('°')
            && !degrees.has_fraction
            && let Some(minutes) = self.sixtieth('\'')
        {
            seconds += minutes.whole * 60 * BILLION + minutes.billionths * 60;
            let more = if minutes.has_fraction { None } else { self.sixtieth('"') };
            seconds += more.map_or(0, |more| more.whole * BILLION + more.billionths);
        }
        Some((seconds + STEP / 2) / STEP)
    }

    /// Minutes or seconds, if that is what the next number is.
    fn sixtieth(&mut self, sign: char) -> Option<Decimal> {
        let mut ahead = Cursor { rest: self.rest.trim_start() };
        let found = ahead.decimal().filter(|found| found.whole < 60 && ahead.take(sign))?;
        self.rest = ahead.rest;
        Some(found)
    }

    /// At most four digits, and of the decimals as many as can count.
    fn decimal(&mut self) -> Option<Decimal> {
        let (whole, rest) = digits(self.rest);
        let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
        let whole =
            whole.trim_start_matches('0').len().le(&4).then(|| format!("0{whole}")).filter(|_| !whole.is_empty())?;
        let counting = fraction.get(..9).unwrap_or(fraction);
        self.rest = rest;
        Some(Decimal {
            whole: whole.parse().ok()?,
            billionths: format!("{counting:0<9}").parse().ok()?,
            has_fraction: !fraction.is_empty(),
        })
    }
}

/// The digits at the beginning, and what follows.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}
