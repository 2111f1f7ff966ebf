//! やさしい日本語: short sentences, one thing at a time, easy words; digits instead of words, an example where it helps.

use serde_json::{Map, Value};

use super::About;
use super::values::{self, Moment};

pub(super) fn sentence(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    of_shape(about, code, params).or_else(|| of_meaning(about, code, params)).or_else(|| of_file(about, code, params))
}

/// What a JSON Schema says: presence, type, length, size, number.
fn of_shape(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let (s, unit) = (&about.subject, about.unit());
    let limit = || values::number(params, "limit").unwrap_or_else(|| "決まった数".to_owned());
    Some(match code {
        "required" => required(about),
        "type" | "schema" => format!("{s}の書き方が違います。もう一度書いてください。"),
        "unknownProperty" => format!("{s}に、この画面にないものがあります。この画面のものだけ書いてください。"),
        "minLength" => format!("{s}が短いです。{}文字より少なくしないでください。", limit()),
        "maxLength" | "maxCharacters" => format!("{s}が長いです。{}文字までで書いてください。", limit()),
        "pattern" => format!("{s}の書き方が違います。説明を見て、もう一度書いてください。"),
        "minimum" => format!("{s}の数が小さいです。{}{unit}か、それより大きい数を書いてください。", limit()),
        "maximum" => format!("{s}の数が大きいです。{}{unit}か、それより小さい数を書いてください。", limit()),
        "exclusiveMinimum" => format!("{s}の数が小さいです。{}{unit}より大きい数を書いてください。", limit()),
        "exclusiveMaximum" => format!("{s}の数が大きいです。{}{unit}より小さい数を書いてください。", limit()),
        "multipleOf" => format!("{s}は、{}{unit}ずつの数を書いてください。", limit()),
        "minItems" if about.is_group() => format!("{s}が足りません。{}つ以上書いてください。", limit()),
        "maxItems" if about.is_group() => format!("{s}が多いです。{}つまでにしてください。", limit()),
        "minItems" => format!("{s}が足りません。{}つ以上選んでください。", limit()),
        "maxItems" => format!("{s}が多いです。{}つまでにしてください。", limit()),
        "uniqueItems" => format!("{s}に同じものがあります。違うものにしてください。"),
        "choice" => format!("{s}は、画面にあるものから選んでください。"),
        "exclusive" => format!("{s}に、一緒に選ぶことができないものがあります。どちらかだけ選んでください。"),
        "consent" => format!("「{}」を押して、チェックを入れてください。", about.tick_text()),
        "journeyEnds" => {
            "この内容では、インターネットで手続ができません。前の画面に戻って確かめてください。".to_owned()
        }
        _ => return None,
    })
}

/// What a kind says.
fn of_meaning(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let (s, question) = (&about.subject, &about.question);
    Some(match code {
        "integerFormat" => format!("{s}は、数字で書いてください（例：3）。"),
        "decimalFormat" => format!("{s}は、数字で書いてください（例：36.5）。"),
        "dateFormat" => format!("{s}の日にちがわかりません。年、月、日を数字で書いてください（例：2026年4月1日）。"),
        "dateExists" => format!("{s}の日は、カレンダーにありません。もう一度確かめてください。"),
        "month" => format!("{s}の年と月がわかりません。数字で書いてください（例：2026年4月）。"),
        "time" => format!("{s}の時間がわかりません。数字で書いてください（例：15時30分）。"),
        "dateTime" => format!("{s}の日にちと時間がわかりません。数字で書いてください。"),
        "earliest" => format!("{s}は、{}か、それより後にしてください。", moment(params)),
        "latest" => format!("{s}は、{}か、それより前にしてください。", moment(params)),
        "step" => match values::number(params, "limit").or_else(|| values::number(params, "step")) {
            Some(minutes) => format!("{s}は、{minutes}分ごとの時間を書いてください。"),
            None => format!("{s}の時間を、もう一度確かめてください。"),
        },
        "rangeOrder" => format!("{question}の終わりの日が、始まりの日より前です。日にちを確かめてください。"),
        "maxDays" => match values::number(params, "limit") {
            Some(days) => format!("{question}が長いです。{days}日までにしてください。"),
            None => format!("{question}が長いです。短くしてください。"),
        },
        "kana" => format!("{s}は、カタカナで書いてください（例：マドグチ）。"),
        "phone" => format!("{s}は、0から始まる10個か11個の数字を書いてください（例：03-0000-0000）。"),
        "email" => format!("{s}は、name@example.jpのように書いてください。"),
        "url" => format!("{s}は、https://www.example.jp/のように書いてください。"),
        "postalCode" => format!("{s}は、7個の数字を書いてください（例：100-0001）。"),
        "confirmation" => format!("{s}が、2回で違います。同じものを2回書いてください。"),
        "otherText" => format!("{s}で「その他」を選びました。どんなことか書いてください。"),
        "mapPoint" => {
            format!("{s}の場所がわかりません。緯度と経度を数字で書いてください（例：35.681236、139.767125）。")
        }
        "calculation" => format!("{s}を計算することができません。ほかに書いた数を確かめてください。"),
        "rule" => match values::text(params, "message") {
            Some(text) => text.to_owned(),
            None => format!("{s}が、ほかに書いたことと合いません。確かめてください。"),
        },
        _ => return of_number(about, code),
    })
}

/// Numbers somebody was given: accounts, corporations, notices.
fn of_number(about: &About<'_>, code: &str) -> Option<String> {
    let s = &about.subject;
    Some(match code {
        "corporateNumber" => format!("{s}は、13個の数字を書いてください。"),
        "invoiceNumber" => format!("{s}は、Tと13個の数字を書いてください（例：T1234567890123）。"),
        "myNumber" => format!("{s}は、12個の数字を書いてください。"),
        "keyNumber" => format!("{s}は、紙に書いてある番号を、同じように書いてください。"),
        "checkDigit" => format!("{s}の番号が違います。数字を1つずつ確かめてください。"),
        "bankCode" => format!("{s}は、4個の数字を書いてください。"),
        "branchCode" => format!("{s}は、3個の数字を書いてください。"),
        "accountNumber" => format!("{s}は、7個までの数字を書いてください。"),
        "accountHolder" => format!("{s}は、銀行の通帳に書いてあるカタカナを書いてください。"),
        "bankUnknown" => format!("{s}の銀行がわかりません。通帳やカードの番号を確かめてください。"),
        "branchUnknown" => format!("{s}の支店がわかりません。通帳やカードの番号を確かめてください。"),
        "yuchoSymbol" => format!("{s}は、通帳に書いてある5個の数字（記号）を書いてください。"),
        "yuchoNumber" => format!("{s}は、通帳に書いてある番号（2個から8個の数字）を書いてください。"),
        "localGovernmentCode" => format!("{s}は、6個の数字を書いてください。"),
        "localGovernmentUnknown" => format!("{s}の市や町がわかりません。番号を確かめてください。"),
        _ => return None,
    })
}

/// What is wrong with a chosen file.
fn of_file(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let s = &about.subject;
    let name = values::text(params, "name").map(|name| format!("「{name}」")).unwrap_or_default();
    let bytes = values::bytes(params);
    Some(match code {
        "file" => format!("{s}のファイルがありません。もう一度選んでください。"),
        "fileTooLarge" | "fileSize" => {
            format!("{s}のファイル{name}が大きいです。{bytes}までのファイルを選んでください。")
        }
        "fileTotal" => format!("{s}のファイルが、全部で{bytes}より大きいです。ファイルを少なくしてください。"),
        "fileType" => format!("{s}のファイル{name}は使うことができません。違う種類のファイルを選んでください。"),
        "fileCount" => {
            let limit = values::number(params, "limit").unwrap_or_else(|| "決まった数".to_owned());
            format!("{s}のファイルが多いです。{limit}個までにしてください。")
        }
        "fileEmpty" => format!("{s}のファイル{name}に何もありません。違うファイルを選んでください。"),
        "fileUnreadable" | "fileDamaged" => {
            format!("{s}のファイル{name}を開くことができません。違うファイルを選んでください。")
        }
        _ => return None,
    })
}

fn required(about: &About<'_>) -> String {
    let s = &about.subject;
    if about.is_hidden() {
        return format!("{s}がありません。もらったリンクから、もう一度開いてください。");
    }
    if about.takes_files() {
        return format!("{s}のファイルを選んでください。");
    }
    if about.is_tick() {
        return format!("「{s}」を押して、チェックを入れてください。");
    }
    if about.is_chosen() {
        format!("{s}を選んでください。")
    } else {
        format!("{s}を書いてください。")
    }
}

fn moment(params: &Map<String, Value>) -> String {
    match values::moment(params) {
        Moment::Day(year, month, day) => format!("{year}年{month}月{day}日"),
        Moment::Month(year, month) => format!("{year}年{month}月"),
        Moment::Time(hour, minute) => format!("{hour}時{minute:02}分"),
        Moment::Unknown => "決まった日".to_owned(),
    }
}
