//! 日本語: です・ます, as somebody at the counter would say it.

use serde_json::{Map, Value};

use super::About;
use super::values::{self, Moment};

pub(super) fn sentence(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    of_shape(about, code, params).or_else(|| of_meaning(about, code, params)).or_else(|| of_file(about, code, params))
}

/// What a JSON Schema says: presence, type, length, size, number.
fn of_shape(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let (s, unit) = (&about.subject, about.unit());
    let limit = || values::number(params, "limit").unwrap_or_else(|| "決められた数".to_owned());
    Some(match code {
        "required" => required(about),
        "type" => wrong_type(about, params),
        "unknownProperty" => format!(
            "{s}に、この手続にない項目が含まれています。この画面の項目だけを入力して、もう一度送信してください。"
        ),
        "minLength" => format!("{s}は{}文字以上で入力してください。", limit()),
        "maxLength" => format!("{s}は{}文字以内で入力してください。", limit()),
        "maxCharacters" => match values::number(params, "actual") {
            Some(actual) => format!("{s}は{}文字以内で入力してください（いま{actual}文字です）。", limit()),
            None => format!("{s}は{}文字以内で入力してください。", limit()),
        },
        "pattern" => format!("{s}の形が正しくありません。項目の説明に合わせて入力してください。"),
        "minimum" => format!("{s}は{}{unit}以上の数を入力してください。", limit()),
        "maximum" => format!("{s}は{}{unit}以下の数を入力してください。", limit()),
        "exclusiveMinimum" => format!("{s}は{}{unit}より大きい数を入力してください。", limit()),
        "exclusiveMaximum" => format!("{s}は{}{unit}より小さい数を入力してください。", limit()),
        "multipleOf" => format!("{s}は{}{unit}きざみの数を入力してください。", limit()),
        "minItems" if about.is_group() => format!("{s}は{}件以上入力してください。", limit()),
        "maxItems" if about.is_group() => format!("{s}は{}件までです。減らしてください。", limit()),
        "minItems" => format!("{s}は{}以上選んでください。", pieces(params)),
        "maxItems" => format!("{s}は{}までです。減らしてください。", pieces(params)),
        "uniqueItems" => format!("{s}に同じものが2つ以上あります。違うものにしてください。"),
        "choice" => format!("{s}は、表示されている選択肢の中から選んでください。"),
        "exclusive" => {
            format!("{s}で、ほかのものと一緒には選べないものが選ばれています。どちらかだけにしてください。")
        }
        "consent" => {
            format!("「{}」にチェックを入れてください。チェックがないと、この手続に進めません。", about.tick_text())
        }
        "schema" => {
            format!("{s}の内容が、この項目の条件に合っていません。項目の説明を確かめて、入力し直してください。")
        }
        "journeyEnds" => {
            "入力した内容では、この手続をオンラインで進めることができません。戻って入力内容を確かめてください。"
                .to_owned()
        }
        _ => return None,
    })
}

/// What a kind says.
fn of_meaning(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let (s, question) = (&about.subject, &about.question);
    Some(match code {
        "integerFormat" => format!("{s}は整数（例：3）を数字で入力してください。"),
        "decimalFormat" => format!("{s}は数（例：36.5）を数字で入力してください。"),
        "dateFormat" => format!(
            "{s}を日付として読み取れません。年は西暦（例：1980）か和暦（例：昭和55）、月と日は数字で入力してください。"
        ),
        "dateExists" => format!("{s}に入力された日付は暦にありません。年・月・日を確かめてください。"),
        "month" => format!("{s}を年月として読み取れません。年（例：2026、令和8）と月（1から12）を入力してください。"),
        "time" => format!("{s}を時刻として読み取れません。時（0から23）と分（0から59）を数字で入力してください。"),
        "dateTime" => format!("{s}を日時として読み取れません。年・月・日と、時・分を確かめてください。"),
        "earliest" => format!("{s}は{}を入力してください。", moment(params, "以降")),
        "latest" => format!("{s}は{}を入力してください。", moment(params, "以前")),
        "step" => match values::number(params, "limit").or_else(|| values::number(params, "step")) {
            Some(minutes) => format!("{s}は{minutes}分きざみで入力してください。"),
            None => format!("{s}は決められたきざみで入力してください。"),
        },
        "rangeOrder" => format!("{question}の終わりの日が、始まりの日より前になっています。日付を確かめてください。"),
        "maxDays" => match values::number(params, "limit") {
            Some(days) => format!("{question}は{days}日以内の期間にしてください。"),
            None => format!("{question}の期間が長すぎます。短くしてください。"),
        },
        "kana" => format!("{s}はカタカナ（例：マドグチ）で入力してください。"),
        "phone" => {
            format!("{s}は、0から始まる10桁または11桁の番号（例：03-0000-0000）を市外局番から入力してください。")
        }
        "email" => format!("{s}は、name@example.jpのような形で入力してください。"),
        "url" => format!("{s}は、https://www.example.jp/のような形で入力してください。"),
        "postalCode" => format!("{s}は7桁の数字（例：100-0001）で入力してください。"),
        "confirmation" => format!("{s}が、確認用に入力されたものと違います。同じものを2回入力してください。"),
        "otherText" => format!("{s}で「その他」を選んだときは、その内容を入力してください。"),
        "mapPoint" => format!(
            "{s}を場所として読み取れません。緯度（例：35.681236）と経度（例：139.767125）を数字で入力してください。"
        ),
        "calculation" => format!("{s}を計算できません。計算のもとになる項目の入力内容を確かめてください。"),
        "rule" => match values::text(params, "message") {
            Some(text) => text.to_owned(),
            None => format!("{s}の入力内容が、ほかの項目と合っていません。確かめてください。"),
        },
        _ => return of_number(about, code),
    })
}

/// Numbers somebody was given: accounts, corporations, notices.
fn of_number(about: &About<'_>, code: &str) -> Option<String> {
    let s = &about.subject;
    Some(match code {
        "corporateNumber" => format!("{s}は13桁の数字で入力してください。"),
        "invoiceNumber" => format!("{s}は、Tと13桁の数字（例：T1234567890123）で入力してください。"),
        "myNumber" => format!("{s}は12桁の数字で入力してください。"),
        "keyNumber" => format!("{s}は、通知などに書かれた番号を、桁数を確かめて入力してください。"),
        "checkDigit" => format!("{s}の番号に間違いがあります。書かれているとおりか、1桁ずつ確かめてください。"),
        "bankCode" => format!("{s}は4桁の数字で入力してください。"),
        "branchCode" => format!("{s}は3桁の数字で入力してください。"),
        "accountNumber" => format!("{s}は7桁までの数字で入力してください。"),
        "accountHolder" => {
            format!("{s}は、通帳に書かれているカタカナ、英字、数字で入力してください。")
        }
        "bankUnknown" => format!("{s}の金融機関が見つかりません。通帳やキャッシュカードの番号を確かめてください。"),
        "branchUnknown" => format!("{s}の支店が見つかりません。通帳やキャッシュカードの番号を確かめてください。"),
        "yuchoSymbol" => format!("{s}は、通帳に書かれている5桁の記号を入力してください。"),
        "yuchoNumber" => format!("{s}は、通帳に書かれている2桁から8桁の番号を入力してください。"),
        "localGovernmentCode" => format!("{s}は6桁の数字で入力してください。"),
        "localGovernmentUnknown" => format!("{s}に当たる市区町村が見つかりません。番号を確かめてください。"),
        _ => return None,
    })
}

/// What is wrong with a chosen file.
fn of_file(about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
    let s = &about.subject;
    let name = values::text(params, "name").map(|name| format!("「{name}」")).unwrap_or_default();
    Some(match code {
        "file" => format!("{s}のファイルを受け取れていません。もう一度選んでください。"),
        "fileTooLarge" | "fileSize" => format!(
            "{s}に選んだファイル{name}が大きすぎます。{}までのファイルを選んでください。",
            values::bytes(params)
        ),
        "fileTotal" => format!(
            "{s}に選んだファイルが、合わせて{}を超えます。ファイル{name}は受け取っていません。数を減らすか、小さいファイルを選んでください。",
            values::bytes(params)
        ),
        "fileType" => format!(
            "{s}に選んだファイル{name}は受け付けられない種類です。{}のファイルを選んでください。",
            values::text(params, "types").unwrap_or("決められた種類")
        ),
        "fileCount" => format!("{s}に選べるファイルは{}までです。減らしてください。", pieces(params)),
        "fileEmpty" => format!("{s}に選んだファイル{name}は中身がありません。別のファイルを選んでください。"),
        "fileUnreadable" | "fileDamaged" => {
            format!("{s}に選んだファイル{name}を読み取れません。壊れていないか確かめて、選び直してください。")
        }
        _ => return None,
    })
}

fn required(about: &About<'_>) -> String {
    let s = &about.subject;
    if about.is_hidden() {
        return format!("{s}がありません。お送りした案内のリンクから、もう一度開いてください。");
    }
    if about.takes_files() {
        return format!("{s}のファイルを選んでください。");
    }
    if about.is_tick() {
        return format!("「{s}」にチェックを入れてください。");
    }
    if about.is_chosen() {
        format!("{s}を選んでください。")
    } else {
        format!("{s}を入力してください。")
    }
}

fn wrong_type(about: &About<'_>, params: &Map<String, Value>) -> String {
    let s = &about.subject;
    match values::text(params, "expected") {
        Some("integer") => format!("{s}は整数（例：3）を数字で入力してください。"),
        Some("number") => format!("{s}は数字で入力してください。"),
        _ => format!("{s}の入力のしかたが正しくありません。入力し直してください。"),
    }
}

/// 2つ, but 10個: there is no counting with つ from ten on.
fn pieces(params: &Map<String, Value>) -> String {
    let limit = values::number(params, "limit").unwrap_or_else(|| "決められた数".to_owned());
    match limit.as_bytes() {
        [b'1'..=b'9'] => format!("{limit}つ"),
        [b'0'..=b'9', ..] => format!("{limit}個"),
        _ => limit,
    }
}

fn moment(params: &Map<String, Value>, side: &str) -> String {
    match values::moment(params) {
        Moment::Day(year, month, day) => format!("{year}年{month}月{day}日{side}の日付"),
        Moment::Month(year, month) => format!("{year}年{month}月{side}の年月"),
        Moment::Time(hour, minute) => format!("{hour}時{minute:02}分{side}の時刻"),
        Moment::Unknown => format!("決められた日{side}の日付"),
    }
}
