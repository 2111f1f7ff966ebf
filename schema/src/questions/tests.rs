//! The wordings of real forms of municipalities (り災証明, 保育, 犬の登録, 接種券, 補助金, 道路の損傷 …) and what they become.

use super::*;
use crate::problem::Severity;
use crate::{lint, publish};

fn read(list: &str) -> Questions {
    let found = questions(list, None).unwrap_or_else(|problems| panic!("{list:.200}: {problems:?}"));
    let errors: Vec<Problem> =
        lint(&found.document).into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    // Only an individual number needs something that no list can say.
    assert!(errors.iter().all(|problem| problem.code == "myNumber"), "{list}: {errors:?}");
    found
}

fn only(list: &str) -> Guess {
    let found = read(list);
    assert_eq!(found.guesses.len(), 1, "{list}: {:?}", found.guesses);
    found.guesses[0].clone()
}

/// Line → kind and label. One line each.
const WORDINGS: &[(&str, &str, &str)] = &[
    // Names and readings
    ("氏名", "personName", "氏名"),
    ("氏　名", "personName", "氏名"),
    ("1. お名前", "personName", "お名前"),
    ("（１）申請者氏名【必須】", "personName", "申請者氏名"),
    ("① 被災者の氏名（ふりがな）", "personName", "被災者の氏名（ふりがな）"),
    ("世帯主の氏名：＿＿＿＿＿＿", "personName", "世帯主の氏名"),
    ("お子さまのお名前を教えてください。", "personName", "お子さまのお名前を教えてください。"),
    ("代理人", "personName", "代理人"),
    ("担当者名", "personName", "担当者名"),
    ("ふりがな", "kana", "ふりがな"),
    ("フリガナ（全角カタカナ）", "kana", "フリガナ（全角カタカナ）"),
    ("口座名義人（カナ）", "shortText", "口座名義人（カナ）"),
    ("事業者名", "organizationName", "事業者名"),
    ("団体の名称", "organizationName", "団体の名称"),
    ("勤務先", "organizationName", "勤務先"),
    ("法人名又は屋号", "organizationName", "法人名又は屋号"),
    // Not people
    ("犬の名前", "shortText", "犬の名前"),
    ("イベント名", "shortText", "イベント名"),
    // Contacts
    ("電話番号", "phone", "電話番号"),
    ("日中に連絡のつく電話番号（必須）", "phone", "日中に連絡のつく電話番号"),
    ("緊急連絡先", "phone", "緊急連絡先"),
    ("ＴＥＬ：　　　　－　　　　－", "phone", "ＴＥＬ"),
    ("ＦＡＸ番号", "phone", "ＦＡＸ番号"),
    ("電話番号（自宅・携帯）", "phone", "電話番号（自宅・携帯）"),
    ("メールアドレス", "email", "メールアドレス"),
    ("E-mail", "email", "E-mail"),
    ("連絡先（メール）", "email", "連絡先（メール）"),
    ("住所", "postalAddress", "住所"),
    ("Q3. 現住所（アパート名まで）", "postalAddress", "現住所（アパート名まで）"),
    ("り災した建物の所在地", "postalAddress", "り災した建物の所在地"),
    ("接種券の送付先", "postalAddress", "接種券の送付先"),
    ("郵便番号", "keyNumber", "郵便番号"),
    ("ホームページのURL", "url", "ホームページのURL"),
    // Days and hours
    ("生年月日", "date", "生年月日"),
    ("生年月日　　昭和　　年　　月　　日", "date", "生年月日"),
    ("犬の生年月日", "date", "犬の生年月日"),
    ("り災した日", "date", "り災した日"),
    ("引越しの予定日：　　年　　月　　日", "date", "引越しの予定日"),
    ("来庁希望日", "date", "来庁希望日"),
    ("発生日時", "dateTime", "発生日時"),
    ("利用期間", "dateRange", "利用期間"),
    ("開始時間", "time", "開始時間"),
    ("お迎えの時刻", "time", "お迎えの時刻"),
    ("入社年月", "month", "入社年月"),
    // Numbers
    ("参加人数", "integer", "参加人数"),
    ("世帯人数（　　）人", "integer", "世帯人数"),
    ("年齢：（　　）歳", "integer", "年齢"),
    ("必要枚数", "integer", "必要枚数"),
    ("接種回数", "integer", "接種回数"),
    ("延床面積（㎡）", "decimal", "延床面積（㎡）"),
    ("売上の減少率", "percentage", "売上の減少率"),
    ("申請金額", "money", "申請金額"),
    ("補助対象経費（円）", "money", "補助対象経費（円）"),
    ("前年の売上高：　　　　　円", "money", "前年の売上高"),
    ("接種券番号（10桁）", "keyNumber", "接種券番号（10桁）"),
    ("証明書の番号", "shortText", "証明書の番号"),
    ("法人番号", "corporateNumber", "法人番号"),
    ("マイナンバー", "myNumber", "マイナンバー"),
    ("インボイス登録番号", "invoiceNumber", "インボイス登録番号"),
    ("振込先口座", "bankAccount", "振込先口座"),
    ("ゆうちょ銀行の記号番号", "yuchoAccount", "ゆうちょ銀行の記号番号"),
    // Documents
    ("被害の写真", "image", "被害の写真"),
    ("顔写真の添付", "image", "顔写真の添付"),
    ("本人確認書類の写し", "file", "本人確認書類の写し"),
    ("通帳の写し（口座番号がわかるもの）", "file", "通帳の写し（口座番号がわかるもの）"),
    ("就労証明書を添付してください", "file", "就労証明書を添付してください"),
    ("委任状（代理人の場合のみ）", "file", "委任状（代理人の場合のみ）"),
    ("署名", "signature", "署名"),
    ("現場の地図", "mapPoint", "現場の地図"),
    // To choose
    ("性別", "choice", "性別"),
    ("性別　□男　□女　□答えない", "choice", "性別"),
    ("性別（男・女）", "choice", "性別"),
    ("世帯主との続柄：本人／配偶者／子／その他（　　）", "choice", "世帯主との続柄"),
    ("マイクロチップの有無", "choice", "マイクロチップの有無"),
    ("過去に接種を受けたことがありますか？", "choice", "過去に接種を受けたことがありますか？"),
    ("市内に住んでいますか（はい・いいえ）", "choice", "市内に住んでいますか"),
    ("メールアドレスをお持ちですか", "choice", "メールアドレスをお持ちですか"),
    ("希望する講座（複数選択可）：書道、茶道、ヨガ", "choices", "希望する講座"),
    ("あてはまるものをすべて選んでください：高齢者・障害者・乳幼児", "choices", "あてはまるものをすべて選んでください"),
    ("利用を希望する曜日", "choices", "利用を希望する曜日"),
    ("講座の満足度", "rating", "講座の満足度"),
    ("個人情報の取扱いに同意します", "consent", "個人情報の取扱いに同意します"),
    ("※必須 誓約事項に同意する", "consent", "誓約事項に同意する"),
    ("同意書", "file", "同意書"),
    // Words
    ("再交付を申請する理由", "longText", "再交付を申請する理由"),
    ("相談の内容を具体的に書いてください", "longText", "相談の内容を具体的に書いてください"),
    ("なぜ応募しましたか", "longText", "なぜ応募しましたか"),
    ("備考", "longText", "備考"),
    ("ご意見・ご要望（任意）", "longText", "ご意見・ご要望"),
    ("犬の種類", "shortText", "犬の種類"),
];

#[test]
fn real_wordings_become_the_kinds_they_ask_for() {
    assert!(WORDINGS.len() >= 60);
    let mut wrong = Vec::new();
    for (list, kind, label) in WORDINGS {
        let guess = only(list);
        if (guess.kind.as_str(), guess.label.as_str()) != (*kind, *label) {
            wrong.push(format!("{list}: {} 「{}」", guess.kind.as_str(), guess.label));
        }
        if !guess.is_sure {
            wrong.push(format!("{list}: nobody knows"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), WORDINGS.len(), wrong.join("\n"));
}

#[test]
fn what_no_word_tells_is_said_to_be_unsure() {
    for list in ["ふわふわ", "第1希望", "3 その時の気分は"] {
        let guess = only(list);
        assert!(!guess.is_sure && guess.kind == KindName::ShortText, "{guess:?}");
    }
}

#[test]
fn choices_stand_behind_a_colon_in_brackets_at_boxes_or_below() {
    for (list, expected) in [
        ("交付方法：窓口・郵送", vec!["窓口", "郵送"]),
        ("交付方法: 窓口, 郵送", vec!["窓口", "郵送"]),
        ("交付方法（窓口／郵送）", vec!["窓口", "郵送"]),
        ("交付方法　□窓口　□郵送", vec!["窓口", "郵送"]),
        ("交付方法\t窓口\t郵送", vec!["窓口", "郵送"]),
        ("交付方法\n　窓口\n　郵送", vec!["窓口", "郵送"]),
        ("1. 交付方法\n\t1) 窓口\n\t2) 郵送", vec!["窓口", "郵送"]),
        ("交付方法\n□ 窓口\n□ 郵送", vec!["窓口", "郵送"]),
        ("- 交付方法\n  - 窓口\n  - 郵送", vec!["窓口", "郵送"]),
        ("連絡方法\n　電話\n　メール\n　郵送", vec!["電話", "メール", "郵送"]),
        ("交付方法：郵送（自宅・勤務先）、窓口", vec!["郵送（自宅・勤務先）", "窓口"]),
    ] {
        assert_eq!(only(list).choices, expected, "{list}");
    }
    let with_other = read("続柄：本人、子、その他（　　）");
    let field = &with_other.document["properties"]["choice"];
    assert_eq!(field["anyOf"][0]["oneOf"][1]["title"], "子");
    assert_eq!(field["anyOf"][1]["title"], "その他");
    let three = read("使いたい施設（3つまで）：公園、図書館、体育館、会議室");
    assert_eq!(three.document["properties"]["choices"]["maxItems"], 3);
}

#[test]
fn marks_tell_what_must_be_answered() {
    let required = |list: &str| read(list).guesses.iter().map(|guess| guess.is_required).collect::<Vec<_>>();
    assert_eq!(required("氏名\n電話番号\n備考"), [true, true, false], "no marks: all but remarks");
    assert_eq!(required("氏名【必須】\n電話番号"), [true, false], "marks tell the required ones");
    assert_eq!(required("氏名\n電話番号（任意）"), [true, false], "marks tell the optional ones");
    assert_eq!(required("必須　氏名\n氏名＊\n※任意 住所"), [true, true, false]);
    assert_eq!(required("氏名\t必須\n住所\t任意"), [true, false], "pasted from a table");
    assert_eq!(required("氏名\n委任状（代理人の場合のみ）\nFAX（お持ちの方）"), [true, false, false]);
}

#[test]
fn numbers_and_bullets_go_but_words_stay() {
    for (list, label) in [
        ("１．氏名", "氏名"),
        ("1-2 氏名", "氏名"),
        ("⑳氏名", "氏名"),
        ("第3問 氏名", "氏名"),
        ("問１ 氏名", "氏名"),
        ("（ア）氏名", "氏名"),
        ("・氏名", "氏名"),
        ("[1] 氏名", "氏名"),
        ("* 氏名", "氏名"),
        ("2人目の氏名", "2人目の氏名"),
        ("24時間以内の連絡先", "24時間以内の連絡先"),
        ("A型の人数", "A型の人数"),
    ] {
        assert_eq!(only(list).label, label);
    }
}

#[test]
fn notes_explain_the_question_above() {
    let found =
        read("電話番号：日中に連絡がつく番号を書いてください。\n※ハイフンはいりません\n（例：00-0000-0000）\n氏名");
    assert_eq!(found.guesses.len(), 2);
    let help = found.document["properties"]["phone"]["x-help"].as_str().unwrap();
    assert!(help.starts_with("日中に") && help.contains("ハイフン") && help.contains("00-0000"), "{help}");
}

#[test]
fn parts_of_one_answer_are_asked_together() {
    let found = read(
        "郵便番号\n住所\nメールアドレス\nメールアドレス（確認用）\n銀行名\n支店名\n口座種別：普通・当座\n口座番号\n口座名義（カナ）",
    );
    let labels: Vec<&str> = found.guesses.iter().map(|guess| guess.label.as_str()).collect();
    assert_eq!(labels, ["住所", "メールアドレス", "振込先の口座"]);
    assert_eq!(found.guesses[0].includes, ["郵便番号"]);
    assert_eq!(found.document["properties"]["email"]["x-confirm"], true);
    assert_eq!(found.guesses[2].kind, KindName::BankAccount);
    assert_eq!(found.guesses[2].includes.len(), 5, "{:?}", found.guesses[2]);
    // A reading of its own is not asked for twice.
    let found = read("氏名（ふりがな）\nふりがな");
    assert!(found.document["properties"]["name"]["properties"].get("familyNameKana").is_none());
}

#[test]
fn headings_begin_pages() {
    let list = "道路の損傷の報告書\n\n【報告する方】\n氏名\n電話番号\n\n■ 損傷の場所\n場所\n写真\n\n3. 申請者\n   (1) 申請者の氏名\n   (2) 申請者の住所\n";
    let found = read(list);
    assert_eq!(found.document["title"], "道路の損傷の報告書");
    let pages = found.document["x-pages"].as_array().unwrap();
    let titles: Vec<&str> = pages.iter().map(|page| page["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["報告する方", "損傷の場所", "申請者"]);
    assert_eq!(pages[2]["blocks"].as_array().unwrap().len(), 2);
    // The same sign before every line is a bullet.
    let found = read("■氏名\n■性別\n　男\n　女\n■住所");
    assert_eq!(found.guesses.len(), 3);
    assert_eq!(questions("氏名", Some("  申込み ")).unwrap().document["title"], "申込み");
}

#[test]
fn a_whole_list_can_be_published() {
    let list = "ワクチン接種券再発行申請書\n1．申請者氏名 *\n2．フリガナ *\n3．生年月日　　年　　月　　日\n4．住所\n5．電話番号\n\
        6．再発行の理由（1つ選択）\n　□紛失した\n　□破損した\n　□転入した\n　□その他（　　）\n\
        7．接種した回数：　　回\n8．本人確認書類の写し\n9．個人情報の取扱いに同意します\n10．備考";
    let found = read(list);
    let kinds: Vec<&str> = found.guesses.iter().map(|guess| guess.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["personName", "kana", "date", "postalAddress", "phone", "choice", "integer", "file", "consent", "longText"]
    );
    assert_eq!(found.guesses[5].choices.len(), 4);
    assert_eq!(found.guesses.iter().map(|guess| guess.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 12, 13, 14, 15]);
    publish(found.document).unwrap();
}

#[test]
fn what_is_no_list_is_refused_or_harmless() {
    let refused = |list: &str| questions(list, None).unwrap_err()[0].code;
    for empty in ["", " \n\t\n　", "-----\n＊＊＊\n", "\u{feff}", "\0\0"] {
        assert_eq!(refused(empty), "noFields", "{empty:?}");
    }
    assert_eq!(refused(&"氏名\n".repeat(301)), "tooManyFields");
    assert_eq!(refused(&"あ".repeat(100_000)), "tooLarge");
    let script = only("<script>alert(1)</script>\u{202e}\u{0}");
    assert!(script.label.starts_with("<script>"), "kept as text, which is escaped wherever it is shown");
    for hostile in [
        "（".repeat(9_000),
        "（）".repeat(9_000),
        "：".repeat(5_000) + "あ",
        "□".repeat(9_000) + "a",
        "1.".repeat(9_000) + "あ",
        "a　".repeat(9_000),
        "あ・".repeat(20_000),
    ] {
        if let Ok(found) = questions(&hostile, None) {
            assert!(found.guesses[0].label.chars().count() <= 200);
        }
    }
    let many = format!("選ぶ\n{}", "　あ\n".repeat(20_000));
    assert_eq!(only(&many).choices, ["あ"]);
}
