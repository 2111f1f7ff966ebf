//! What stands in mails, and what never does.

use madoguchi_schema::publish;
use serde_json::json;

use super::*;
use crate::words::Words;

fn form(settings: &Value) -> PublishedForm {
    let document = json!({
        "type": "object", "x-language": 3, "title": "試験用の手続", "x-settings": settings,
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 3000 },
            "mail": { "type": "string", "format": "email", "title": "メールアドレス" },
            "illness": { "type": "string", "title": "持病", "maxLength": 100, "x-sensitive": "special" },
        },
    });
    publish(document).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn with<T>(settings: &Value, answers: &Value, read: impl FnOnce(&Letter<'_>) -> T) -> T {
    let form = form(settings);
    read(&Letter {
        words: Words::default(),
        organization: "見本市",
        form: &form,
        number: "A-1",
        received: "令和8年4月1日 10時00分".to_owned(),
        state: SubmissionState::Completed,
        answers: answers.as_object().unwrap(),
        files: &[],
        status_url: "https://forms.example.jp/r/x",
        is_sample: false,
    })
}

fn receipt(settings: &Value, answers: &Value) -> Written {
    with(settings, answers, |letter| letter.receipt())
}

#[test]
fn the_fixed_parts_stay_whatever_the_body_says() {
    let settings = json!({
        "contact": { "name": "試験課", "phone": "00-0000-0000" },
        "receiptMail": { "subject": "{{organization}}：{{title}}", "body": "{{answers.name}} 様\n{{received_at}} {{office}} {{phone}}" }
    });
    let written = receipt(&settings, &json!({ "name": "見本 花子" }));
    assert_eq!(written.subject, "見本市：試験用の手続");
    assert!(
        written
            .text
            .starts_with("見本市\n\n見本 花子 様\n令和8年4月1日 10時00分 試験課 00-0000-0000\n\n受付番号　A-1\n"),
        "{}",
        written.text
    );
    for part in ["https://forms.example.jp/r/x", "■ 問い合わせ先\n試験課", "このメールは送信専用です。"]
    {
        assert!(written.text.contains(part), "{part}: {}", written.text);
    }
    assert!(!written.text.contains("を受け付けました。"), "our words stand only where the form has none");
}

#[test]
fn our_words_stand_where_the_form_has_none() {
    let written = receipt(&json!({}), &json!({}));
    assert_eq!(written.subject, "【受付】試験用の手続 受付番号 A-1");
    assert!(written.text.contains("「試験用の手続」を受け付けました。"));
    // A text of nothing but answers that were not given is no text.
    let settings = json!({ "receiptMail": { "subject": "{{answers.name}}", "body": "{{answers.name}}" } });
    assert_eq!(receipt(&settings, &json!({})).subject, written.subject);
    assert_eq!(receipt(&settings, &json!({})).text, written.text);
}

#[test]
fn marks_of_the_forms_texts_are_left_out() {
    let settings =
        json!({ "nextSteps": "1. **3日以内**に[案内](https://example.jp/next)を送ります。\n2. お待ちください。" });
    let text = receipt(&settings, &json!({})).text;
    assert!(
        text.contains("\n1. 3日以内に案内（https://example.jp/next）を送ります。\n2. お待ちください。\n"),
        "{text}"
    );
}

#[test]
fn an_answer_adds_no_header_no_placeholder_and_not_too_much() {
    let settings = json!({ "receiptMail": { "subject": "{{answers.name}}", "body": "{{answers.name}}" } });
    let hostile = json!({ "name": "太郎\r\nBcc: victim@example.com\u{2028}{{number}}\u{0}" });
    let written = receipt(&settings, &hostile);
    assert_eq!(written.subject, "太郎 Bcc: victim@example.com {{number}}");
    assert!(written.text.contains("{{number}}") && !written.text.contains('\r') && !written.text.contains('\0'));
    let long = receipt(&settings, &json!({ "name": "あ".repeat(3000) }));
    assert_eq!(long.subject.chars().count(), LONGEST_SUBJECT);
    assert_eq!(long.text.matches('あ').count(), LONGEST_ANSWER);
}

#[test]
fn no_special_answer_is_in_a_mail() {
    let settings = json!({ "receiptMail": { "answers": "text" } });
    let answers = json!({ "name": "見本 花子", "illness": "ぜんそく", "mail": "hanako@example.com" });
    let text = receipt(&settings, &answers).text;
    assert!(text.contains("■ 受け付けた内容\n氏名：見本 花子\n"), "{text}");
    assert!(!text.contains("ぜんそく") && !text.contains("持病") && text.contains("載せていない項目があります"));
    let without = json!({ "name": "見本 花子" });
    assert!(!receipt(&settings, &without).text.contains("載せていない項目"));
    assert!(!receipt(&json!({}), &answers).text.contains("見本 花子"), "answers only where the form says so");
    // Lint refuses it; the mail does not rely on that.
    with(&json!({}), &answers, |letter| {
        assert_eq!(letter.filled("[{{answers.illness}}{{answers.ghost}}]"), "[]");
    });
}

#[test]
fn a_state_is_told_in_the_forms_words() {
    let settings = json!({ "statusMails": {
        "completed": { "subject": "{{state}}：{{title}}", "body": "できました。" }, "withdrawn": {}
    } });
    let told = with(&settings, &json!({}), |letter| letter.news(true, false));
    assert_eq!(told.subject, "完了：試験用の手続");
    assert!(
        told.text.contains("できました。\n\n受付番号　A-1\n今の状況　完了\n") && told.text.contains("/r/x"),
        "{}",
        told.text
    );
    assert!(!told.text.contains("お知らせの確認"));
    let both = with(&settings, &json!({}), |letter| letter.news(true, true));
    assert!(both.text.contains("できました。") && both.text.contains("お知らせの確認"), "{}", both.text);
    let message = with(&settings, &json!({}), |letter| letter.news(false, true));
    assert!(!message.text.contains("できました。") && message.text.contains("新しいお知らせがあります。"));
    let plain = with(&json!({ "statusMails": { "completed": {} } }), &json!({}), |letter| letter.news(true, false));
    assert!(plain.text.contains("「試験用の手続」の状況が「完了」になりました。"), "{}", plain.text);
}

#[test]
fn a_sample_names_what_was_not_answered() {
    let settings = json!({ "receiptMail": { "body": "{{answers.name}} 様" } });
    let form = form(&settings);
    let answers = Map::new();
    with(&settings, &json!({}), |letter| {
        let sample = Letter { is_sample: true, form: &form, answers: &answers, received: String::new(), ..*letter };
        assert!(sample.receipt().text.contains("〔氏名〕 様"));
    });
}
