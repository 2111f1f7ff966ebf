//! Texts of mails in a document: placeholders that are none, answers that must not stand there, in every language.

use madoguchi_schema::{Severity, lint, localized, publish};
use serde_json::{Value, json};

fn document(settings: Value) -> Value {
    json!({
        "type": "object", "x-language": madoguchi_schema::LANGUAGE, "title": "試験用の手続",
        "x-settings": settings,
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 40 },
            "mail": { "type": "string", "format": "email", "title": "メールアドレス" },
            "birthday": { "type": "string", "format": "date", "title": "生年月日", "x-autocomplete": "bday" },
            "illness": { "type": "string", "title": "持病", "maxLength": 40, "x-sensitive": "special" },
            "photo": { "type": "array", "items": { "type": "string" }, "maxItems": 1, "title": "写真", "x-kind": "file" },
            "pets": { "type": "array", "maxItems": 3, "title": "犬", "items": { "type": "object",
                "properties": { "call": { "type": "string", "title": "呼び名", "maxLength": 20 } } } },
        },
    })
}

/// What lint says of mails: place, reason and name.
fn mistakes(document: &Value) -> Vec<String> {
    let of_mails = lint(document).into_iter().filter(|problem| problem.code == "mailPlaceholder");
    let told = of_mails.map(|problem| {
        assert_eq!(problem.severity, Severity::Error);
        let word = |name: &str| problem.params[name].as_str().unwrap().to_owned();
        format!("{} {} {}", problem.at, word("reason"), word("name")).trim_end().to_owned()
    });
    told.collect()
}

fn body(text: &str) -> Vec<String> {
    let found = mistakes(&document(json!({ "receiptMail": { "body": text } })));
    found.into_iter().map(|line| line.strip_prefix("/x-settings/receiptMail/body ").unwrap().to_owned()).collect()
}

#[test]
fn mistakes_in_placeholders_are_named() {
    assert_eq!(
        body("{{title}} {{number}} {{received_at}} {{state}} {{organization}} {{office}} {{phone}} {{email}}"),
        [""; 0]
    );
    assert_eq!(body("{{answers.name}} {{ answers.mail }} { } }}"), [""; 0]);
    assert_eq!(body("{{ghost}} {{Number}} {{ghost}}"), ["unknown Number", "unknown ghost"]);
    assert_eq!(body("{{number} {{title"), ["unclosed"]);
    assert_eq!(body("{{answers.nobody}}"), ["field nobody"]);
    assert_eq!(body("{{answers.illness}}"), ["sensitive illness"]);
    assert_eq!(body("{{answers.photo}} {{answers.pets}}"), ["file photo", "group pets"]);
    assert_eq!(body("{{answers.birthday}}"), ["declared birthday"], "it opens the page that the mail leads to");
}

#[test]
fn every_text_and_every_translation_is_looked_at() {
    let mut document = document(json!({
        "receiptMail": { "subject": "{{a}}" },
        "statusMails": { "completed": { "subject": "{{b}}", "body": "{{c}}" }, "withdrawn": { "body": "良い" } }
    }));
    document["x-i18n"] = json!({ "en": {
        "/x-settings/statusMails/withdrawn/body": "{{d}}", "/x-settings/statusMails/received/body": "{{not there}}"
    } });
    let expected = [
        "/x-settings/receiptMail/subject unknown a",
        "/x-settings/statusMails/completed/subject unknown b",
        "/x-settings/statusMails/completed/body unknown c",
        "/x-i18n/en/~1x-settings~1statusMails~1withdrawn~1body unknown d",
    ];
    let mut found = mistakes(&document);
    found.sort();
    let mut expected = expected.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn texts_of_mails_and_of_the_pdf_are_translated() {
    let mut document = document(json!({
        "receiptMail": { "subject": "受付", "body": "本文" }, "statusMails": { "completed": { "body": "完了" } },
        "pdf": { "heading": "控え", "note": "終わり" }
    }));
    let english = json!({
        "/x-settings/receiptMail/subject": "Received", "/x-settings/statusMails/completed/body": "Done",
        "/x-settings/pdf/heading": "Copy", "/x-settings/pdf/note": "End"
    });
    document["x-i18n"] = json!({ "en": english });
    assert!(lint(&document).iter().all(|problem| problem.code != "i18nPointer"));
    let missing: Vec<String> = lint(&document)
        .into_iter()
        .filter(|problem| problem.code == "untranslated")
        .map(|problem| problem.at)
        .collect();
    assert!(missing.contains(&"/x-settings/receiptMail/body".to_owned()), "{missing:?}");
    let form = publish(localized(&document, "en")).unwrap();
    let settings = form.settings();
    assert_eq!(settings.receipt_mail.wording.subject.as_deref(), Some("Received"));
    assert_eq!(settings.receipt_mail.wording.body.as_deref(), Some("本文"), "what is not translated stays");
    assert_eq!(settings.status_mails["completed"].body.as_deref(), Some("Done"));
    assert_eq!((settings.pdf.heading.as_deref(), settings.pdf.note.as_deref()), (Some("Copy"), Some("End")));
}

#[test]
fn shapes_are_held() {
    let refused = |settings: Value| lint(&document(settings)).iter().any(|problem| problem.severity == Severity::Error);
    for wrong in [
        json!({ "receiptMail": { "subject": "一行目\n二行目" } }),
        json!({ "receiptMail": { "subject": "あ".repeat(151) } }),
        json!({ "receiptMail": { "body": "あ".repeat(4001) } }),
        json!({ "receiptMail": { "answers": "all" } }),
        json!({ "receiptMail": { "answersPdf": true } }),
        json!({ "statusMails": { "lost": {} } }),
        json!({ "statusMails": { "completed": { "text": "x" } } }),
        json!({ "pdf": { "heading": "あ".repeat(41) } }),
        json!({ "pdf": { "answers": "no" } }),
    ] {
        assert!(refused(wrong.clone()), "{wrong}");
    }
    assert!(!refused(json!({ "receiptMail": { "subject": "あ".repeat(150) }, "statusMails": { "completed": {} } })));
}

#[test]
fn mails_of_states_need_an_address() {
    let nowhere = |settings: Value| lint(&document(settings)).iter().any(|problem| problem.code == "mailNowhere");
    assert!(nowhere(json!({ "receiptMail": { "to": null }, "statusMails": { "completed": {} } })));
    assert!(
        !nowhere(json!({ "receiptMail": { "to": null } })) && !nowhere(json!({ "statusMails": { "completed": {} } }))
    );
}
