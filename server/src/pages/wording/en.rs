//! English: short and polite, for residents and for the developers of other systems alike. Labels stay as the form has
//! them.

use serde_json::{Map, Value};

use super::About;
use super::values::{self, Moment};

pub(super) fn sentence(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    of_shape(about, code, params).or_else(|| of_meaning(about, code, params)).or_else(|| of_file(about, code, params))
}

/// What a JSON Schema says: presence, type, length, size, number.
fn of_shape(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let s = &about.subject;
    let limit = || values::number(params, "limit").unwrap_or_else(|| "the limit".to_owned());
    Some(match code {
        "required" => required(about),
        "type" => match values::text(params, "expected") {
            Some("integer") => format!("{s}: enter a whole number, such as 3."),
            Some("number") => format!("{s}: enter a number."),
            _ => format!("{s}: enter this again in the way it is asked for."),
        },
        "unknownProperty" => format!("{s}: this form does not ask for this. Leave it out."),
        "minLength" => format!("{s}: enter at least {} characters.", limit()),
        "maxLength" => format!("{s}: enter no more than {} characters.", limit()),
        "maxCharacters" => match values::number(params, "actual") {
            Some(actual) => format!("{s}: enter no more than {} characters (now {actual}).", limit()),
            None => format!("{s}: enter no more than {} characters.", limit()),
        },
        "pattern" => format!("{s}: enter this in the format described."),
        "minimum" => format!("{s}: enter {} or more.", limit()),
        "maximum" => format!("{s}: enter {} or less.", limit()),
        "exclusiveMinimum" => format!("{s}: enter more than {}.", limit()),
        "exclusiveMaximum" => format!("{s}: enter less than {}.", limit()),
        "multipleOf" => format!("{s}: enter a multiple of {}.", limit()),
        "minItems" if about.is_group() => format!("{s}: enter at least {}.", limit()),
        "maxItems" if about.is_group() => format!("{s}: enter no more than {}.", limit()),
        "minItems" => format!("{s}: choose at least {}.", limit()),
        "maxItems" => format!("{s}: choose no more than {}.", limit()),
        "uniqueItems" => format!("{s}: choose each one only once."),
        "choice" => format!("{s}: choose one of the options shown."),
        "exclusive" => format!("{s}: one of your choices cannot be combined with others. Choose one or the other."),
        "consent" => format!("{s}: tick “{}” to continue.", about.tick_text()),
        "schema" => format!("{s}: check the description and enter this again."),
        "journeyEnds" => "This procedure cannot be done online with these answers. Go back and check them.".to_owned(),
        _ => return None,
    })
}

/// What a kind says.
fn of_meaning(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let (s, question) = (&about.subject, &about.question);
    Some(match code {
        "integerFormat" => format!("{s}: enter a whole number, such as 3."),
        "decimalFormat" => format!("{s}: enter a number, such as 36.5."),
        "dateFormat" => format!("{s}: enter a date as year, month and day, such as 2026, 4, 1."),
        "dateExists" => format!("{s}: this date does not exist. Check year, month and day."),
        "month" => format!("{s}: enter a year and a month, such as 2026 and 4."),
        "time" => format!("{s}: enter a time as hour and minute, such as 15 and 30."),
        "dateTime" => format!("{s}: enter a date and a time."),
        "earliest" => format!("{s}: enter {} or later.", moment(params)),
        "latest" => format!("{s}: enter {} or earlier.", moment(params)),
        "step" => match values::number(params, "limit").or_else(|| values::number(params, "step")) {
            Some(minutes) => format!("{s}: enter a time in steps of {minutes} minutes."),
            None => format!("{s}: enter a time in the steps allowed."),
        },
        "rangeOrder" => format!("{question}: the end is before the beginning. Check the dates."),
        "maxDays" => match values::number(params, "limit") {
            Some(days) => format!("{question}: enter a period of no more than {days} days."),
            None => format!("{question}: enter a shorter period."),
        },
        "kana" => format!("{s}: enter katakana, such as マドグチ."),
        "phone" => format!("{s}: enter 10 or 11 digits beginning with 0, such as 03-0000-0000."),
        "email" => format!("{s}: enter an address such as name@example.jp."),
        "url" => format!("{s}: enter an address such as https://www.example.jp/."),
        "postalCode" => format!("{s}: enter 7 digits, such as 100-0001."),
        "confirmation" => format!("{s}: the two entries differ. Enter the same twice."),
        "otherText" => format!("{s}: you chose “other”. Enter what it is."),
        "mapPoint" => format!("{s}: enter latitude and longitude, such as 35.681236 and 139.767125."),
        "calculation" => format!("{s}: this cannot be worked out. Check the answers it is made from."),
        "rule" => match values::text(params, "message") {
            Some(text) => text.to_owned(),
            None => format!("{s}: check this; it does not go with your other answers."),
        },
        _ => return of_number(about, code),
    })
}

/// Numbers somebody was given: accounts, corporations, notices.
fn of_number(about: &About<'_>, code: &str) -> Option<String> {
    let s = &about.subject;
    Some(match code {
        "corporateNumber" => format!("{s}: enter 13 digits."),
        "invoiceNumber" => format!("{s}: enter T and 13 digits, such as T1234567890123."),
        "myNumber" => format!("{s}: enter 12 digits."),
        "keyNumber" => format!("{s}: enter the number as it is printed on your notice."),
        "checkDigit" => format!("{s}: there is a mistake in this number. Check it digit by digit."),
        "bankCode" => format!("{s}: enter 4 digits."),
        "branchCode" => format!("{s}: enter 3 digits."),
        "accountNumber" => format!("{s}: enter up to 7 digits."),
        "accountHolder" => format!("{s}: enter the katakana, letters and digits printed in your bankbook."),
        "bankUnknown" => format!("{s}: there is no bank with this code. Check your bankbook or card."),
        "branchUnknown" => format!("{s}: there is no branch with this code. Check your bankbook or card."),
        "yuchoSymbol" => format!("{s}: enter the 5 digits (記号) printed in your bankbook."),
        "yuchoNumber" => format!("{s}: enter the 2 to 8 digits (番号) printed in your bankbook."),
        "localGovernmentCode" => format!("{s}: enter 6 digits."),
        "localGovernmentUnknown" => format!("{s}: there is no municipality with this code. Check the number."),
        _ => return None,
    })
}

/// What is wrong with a chosen file.
fn of_file(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let s = &about.subject;
    let name = values::text(params, "name").map(|name| format!(" “{name}”")).unwrap_or_default();
    let bytes = values::bytes(params);
    Some(match code {
        "file" => format!("{s}: the file was not received. Choose it again."),
        "fileTooLarge" | "fileSize" => format!("{s}: the file{name} is too large. Choose a file of up to {bytes}."),
        "fileTotal" => format!("{s}: the files are larger than {bytes} together. Choose fewer or smaller files."),
        "fileType" => format!("{s}: the file{name} is of a type that is not accepted. Choose another."),
        "fileCount" => {
            let limit = values::number(params, "limit").unwrap_or_else(|| "the allowed number of".to_owned());
            format!("{s}: choose no more than {limit} files.")
        }
        "fileEmpty" => format!("{s}: the file{name} is empty. Choose another."),
        "fileUnreadable" | "fileDamaged" => {
            format!("{s}: the file{name} cannot be read. Check it and choose it again.")
        }
        _ => return None,
    })
}

fn required(about: &About<'_>) -> String {
    let s = &about.subject;
    if about.is_hidden() {
        return format!("{s} is missing. Open the link you were given again.");
    }
    if about.takes_files() {
        return format!("{s}: choose a file.");
    }
    if about.is_tick() {
        return format!("{s}: tick the box.");
    }
    if about.is_chosen() { format!("{s}: choose an option.") } else { format!("{s}: enter an answer.") }
}

fn moment(params: &Map<String, Value>) -> String {
    match values::moment(params) {
        Moment::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
        Moment::Month(year, month) => format!("{year:04}-{month:02}"),
        Moment::Time(hour, minute) => format!("{hour}:{minute:02}"),
        Moment::Unknown => "the allowed date".to_owned(),
    }
}
