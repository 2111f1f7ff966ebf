//! What a label asks for. The last word of a Japanese label is its head, so most rules of the table look at how a label ends: a
//! 住民票の写し is a copy, a 証明書の枚数 is a number. The first rule that fits decides.

use super::wordings::RULES;
use crate::characters::half_width;
use regex::Regex;
use std::sync::LazyLock;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    Name,
    NameWithKana,
    Kana,
    Organization,
    Birthday,
    Date,
    DateTime,
    DateRange,
    Month,
    Time,
    Phone,
    Email,
    Address,
    PostalCode,
    Sex,
    /// Two answers.
    Either(&'static str, &'static str),
    Weekdays,
    /// A whole number, with its unit where the wording tells it.
    Integer(&'static str),
    Decimal(&'static str),
    Money,
    Percentage,
    Bank,
    /// One of the parts of a bank account.
    BankPart,
    Yucho,
    Url,
    CorporateNumber,
    InvoiceNumber,
    MyNumber,
    /// A printed number of so many digits.
    KeyNumber(u8),
    File,
    Image,
    Signature,
    MapPoint,
    Consent,
    Rating,
    LongText,
    /// Something further that nobody has to say.
    Remark,
    ShortText,
    /// No word of it is known.
    Unknown,
}

impl Sort {
    /// Whether listed words behind such a question explain it rather than answer it.
    pub const fn is_typed(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::NameWithKana
                | Self::Kana
                | Self::Birthday
                | Self::Date
                | Self::DateTime
                | Self::DateRange
                | Self::Month
                | Self::Time
                | Self::Phone
                | Self::Email
                | Self::Address
                | Self::PostalCode
                | Self::Integer(_)
                | Self::Decimal(_)
                | Self::Money
                | Self::Bank
                | Self::BankPart
                | Self::Yucho
                | Self::File
                | Self::Image
                | Self::Signature
                | Self::Consent
        )
    }
}

/// `（円）` behind a label, or between blanks to be filled in.
const UNITS: [(&str, Sort); 22] = [
    ("円", Sort::Money),
    ("千円", Sort::Money),
    ("人", Sort::Integer("人")),
    ("名", Sort::Integer("人")),
    ("歳", Sort::Integer("歳")),
    ("才", Sort::Integer("歳")),
    ("枚", Sort::Integer("枚")),
    ("部", Sort::Integer("部")),
    ("個", Sort::Integer("個")),
    ("台", Sort::Integer("台")),
    ("回", Sort::Integer("回")),
    ("件", Sort::Integer("件")),
    ("頭", Sort::Integer("頭")),
    ("日間", Sort::Integer("日")),
    ("㎡", Sort::Decimal("㎡")),
    ("cm", Sort::Decimal("cm")),
    ("kg", Sort::Decimal("kg")),
    ("%", Sort::Percentage),
    ("年月日", Sort::Date),
    ("年月", Sort::Month),
    ("時分", Sort::Time),
    ("年月日時分", Sort::DateTime),
];

#[expect(clippy::unwrap_used, reason = "literal expressions, which the tests compile")]
fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// What politeness adds to a label.
static POLITE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        "(?:を|は|について|に関して|がわかるもの|が分かるもの)?(?:それぞれ|具体的に|簡潔に|必ず)?(?:お|ご)?(?:(?:教え|記入し|入力し|選択し|選ん|記載し|書い|聞かせ|知らせ|答え|添付し|提出し|アップロードし|ご記入|記入|入力|選択|記載|書き|選び|添付|提出)(?:て|で)?(?:ください|下さい|お願いします|願います|頂けますか|いただけますか)|何ですか|ですか|でしょうか)$",
    )
});
static QUESTION: LazyLock<Regex> =
    LazyLock::new(|| expression("(?:ますか|ですか|ませんか|でしょうか|たか|るか|ないか|しますか)$"));
static ASKS_WHICH: LazyLock<Regex> = LazyLock::new(|| {
    expression("何|なに|どこ|どちら|どの|どれ|いつ|だれ|誰|なぜ|どう|どん|いくつ|いくら|教えて|ください")
});
static DIGITS: LazyLock<Regex> = LazyLock::new(|| expression("([0-9]{1,2})(?:桁|けた|ケタ)"));

/// Guesses what a label asks for; `hint` is what stood in its brackets and between its blanks.
pub fn guess(label: &str, hint: &str) -> Sort {
    let (whole, hint) = (folded(label), folded(hint));
    let head = head_of(&whole);
    let digits = || {
        let found = DIGITS.captures(&whole).or_else(|| DIGITS.captures(&hint))?;
        found.get(1)?.as_str().parse().ok().filter(|digits| (1..=50).contains(digits))
    };
    let consents = RULES.iter().any(|rule| rule.sort == Sort::Consent && !rule.has.is_empty() && rule.fits(&whole));
    if consents {
        return Sort::Consent;
    }
    if QUESTION.is_match(&whole) && !ASKS_WHICH.is_match(&whole) {
        return Sort::Either("はい", "いいえ");
    }
    let unit = || UNITS.iter().find(|(unit, _)| *unit == hint.trim_matches('約')).map(|(_, sort)| *sort);
    let found = RULES.iter().find(|rule| rule.fits(head)).map(|rule| rule.sort);
    match (found, hint.as_str()) {
        (Some(Sort::Name), hint) if is_reading(hint) => Sort::NameWithKana,
        (Some(Sort::Phone), hint) if hint.contains("メール") && !hint.contains("電話") => Sort::Email,
        (Some(Sort::Integer("")), _) => unit().unwrap_or(Sort::Integer("")),
        (Some(Sort::Decimal("")), _) => unit().unwrap_or(Sort::Decimal("")),
        (Some(Sort::ShortText), _) | (None, _) if digits().is_some() => digits().map_or(Sort::Unknown, Sort::KeyNumber),
        (Some(Sort::ShortText) | None, _) => unit().or(found).unwrap_or(Sort::Unknown),
        (Some(sort), _) => sort,
    }
}

fn is_reading(hint: &str) -> bool {
    ["ふりがな", "フリガナ", "カナ", "かな", "よみ", "ﾌﾘｶﾞﾅ"].iter().any(|word| hint.contains(word))
}

/// Half-width, lower case, without spaces and closing signs.
pub fn folded(text: &str) -> String {
    let text = half_width(text).to_lowercase();
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    text.trim_end_matches(['?', '。', ':', '*', '※', '、']).to_owned()
}

/// The label without its politeness and its beginning お / ご.
fn head_of(whole: &str) -> &str {
    let end = POLITE.find(whole).map_or(whole.len(), |found| found.start());
    let head = whole.get(..end).filter(|head| !head.is_empty()).unwrap_or(whole);
    head.trim_end_matches(['?', '。', ':']).trim_end_matches("等").trim_end_matches("など")
}
