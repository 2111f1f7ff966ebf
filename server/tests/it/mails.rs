//! Mails in a form's own words, read as they were sent: the receipt, each state, hostile answers, and the preview of a draft.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, TestApp, fixtures};

/// A form with an address, something special, and mails of its own.
fn document(settings: Value) -> Value {
    let mut document = fixtures::short_form();
    let fields = document["properties"].as_object_mut().unwrap();
    fields.insert(
        "email".to_owned(),
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" }),
    );
    fields.insert(
        "illness".to_owned(),
        json!({ "type": "string", "title": "持病", "maxLength": 40, "x-sensitive": "special" }),
    );
    document["x-language"] = json!(3);
    document["x-settings"] = settings;
    document["x-settings"]["contact"] = json!({ "name": "試験課", "phone": "03-0000-0000" });
    document
}

fn settings() -> Value {
    json!({
        "receiptMail": {
            "subject": "【{{organization}}】{{title}}（{{number}}）",
            "body": "{{answers.name}} 様\n\n{{received_at}}に受け付けました。"
        },
        "statusMails": {
            "received": { "body": "もう一度お調べします。" },
            "in_progress": { "subject": "{{state}}：{{number}}" },
            "completed": { "subject": "できました：{{number}}", "body": "{{office}}の窓口でお渡しします。" },
            "withdrawn": { "body": "{{answers.name}} 様の取下げを受け付けました。" }
        }
    })
}

fn answers() -> Value {
    json!({ "name": "髙橋 﨑子", "email": "hanako@example.jp", "illness": "ぜんそく" })
}

/// What a mail program shows: subject and text.
pub(crate) fn read(message: &str) -> (String, String) {
    let mail = mail_parser::MessageParser::default().parse(message.as_bytes()).unwrap();
    (mail.subject().unwrap().to_owned(), mail.body_text(0).unwrap().replace("\r\n", "\n"))
}

/// The mails to the applicant so far.
fn mails(app: &TestApp) -> Vec<(String, String)> {
    app.mails().iter().filter(|(to, _)| to == "hanako@example.jp").map(|(_, mail)| read(mail)).collect()
}

/// Sends the answers and returns number and case.
async fn received(app: &TestApp, answers: &Value) -> (String, String) {
    let receipt = app.resident().submit("short", "k", answers).await.expect(201).json();
    app.run_jobs().await;
    let (id, _) =
        app.app.vault.open_token(receipt["receipt_url"].as_str().unwrap().rsplit('/').next().unwrap()).unwrap();
    (receipt["receipt_number"].as_str().unwrap().to_owned(), id.to_string())
}

async fn move_to(app: &TestApp, clerk: &Actor, case: &str, state: &str, message: Option<&str>) -> Value {
    app.app.clock.advance(60);
    let path = format!("/api/v1/staff/submissions/{case}/state");
    let detail = clerk.post(&path, &json!({ "state": state, "message": message })).await.expect(200).json();
    app.run_jobs().await;
    detail
}

async fn put_draft(editor: &Actor, form: &str, document: &Value) {
    let draft = editor.get(&format!("/api/v1/staff/forms/{form}/draft")).await.expect(200).json();
    let path = format!("/api/v1/staff/forms/{form}/draft");
    let request = editor.request(Method::PUT, &path).header("If-Match", format!("\"{}\"", draft["revision"]));
    editor.send(request.json(document)).await.expect(200);
}

on_both_databases! {
    /// Receipt and every state: the form's words, the fixed parts, nothing special.
    async fn each_mail_says_what_the_form_says(app) {
        app.publish("short", document(settings())).await;
        let (number, case) = received(app, &answers()).await;
        let (subject, text) = mails(app).pop().unwrap();
        assert_eq!(subject, format!("【{}】試験用の手続（{number}）", app.organization.name));
        assert!(text.contains("髙橋 﨑子 様\n\n令和8年4月1日（2026年4月1日） 10時00分に受け付けました。\n\n受付番号"), "{text}");
        let link = app.organization.receipt_url(&app.app.vault.status_token(case.parse().unwrap()));
        for fixed in [&*app.organization.name, &number, &link, "試験課", "送信専用"] {
            assert!(text.contains(fixed), "{fixed}: {text}");
        }
        assert!(!text.contains("ぜんそく"));

        let clerk = app.clerk().await;
        let expected = [
            ("in_progress", format!("処理中：{number}"), "「試験用の手続」の状況が「処理中」になりました。"),
            ("completed", format!("できました：{number}"), "試験課の窓口でお渡しします。"),
            ("in_progress", format!("処理中：{number}"), "今の状況　処理中"),
            ("received", format!("【お知らせ】試験用の手続 受付番号 {number}"), "もう一度お調べします。"),
            ("withdrawn", format!("【お知らせ】試験用の手続 受付番号 {number}"), "髙橋 﨑子 様の取下げを受け付けました。"),
        ];
        for (position, (state, subject, part)) in expected.into_iter().enumerate() {
            move_to(app, &clerk, &case, state, None).await;
            let all = mails(app);
            assert_eq!(all.len(), position + 2, "{state}");
            let (told, text) = all.last().unwrap();
            assert_eq!(told, &subject);
            for part in [part, &number, &link, "試験課"] {
                assert!(text.contains(part), "{state}: {part}: {text}");
            }
        }
    }

    /// A state without a mail is told with a message only; with both there is one mail.
    async fn a_state_without_a_mail_is_quiet(app) {
        app.publish("short", document(json!({ "statusMails": { "completed": { "body": "終わりました。" } } }))).await;
        let (_, case) = received(app, &answers()).await;
        let clerk = app.clerk().await;
        let detail = clerk.get(&format!("/api/v1/staff/submissions/{case}")).await.expect(200).json();
        assert_eq!(detail["mailed_states"], json!(["completed"]));
        move_to(app, &clerk, &case, "in_progress", None).await;
        assert_eq!(mails(app).len(), 1, "the receipt alone");
        move_to(app, &clerk, &case, "completed", Some("窓口でお渡しします。")).await;
        let all = mails(app);
        assert_eq!(all.len(), 2, "one mail for the state and the message");
        assert!(all[1].1.contains("終わりました。") && all[1].1.contains("お知らせの確認") && !all[1].1.contains("窓口で"));
        move_to(app, &clerk, &case, "in_progress", Some("ひとこと")).await;
        assert!(mails(app)[2].1.contains("担当から新しいお知らせがあります。"));
    }

    /// Nothing that is typed becomes a header or a placeholder, and the answers stand in the text where the form says so.
    async fn hostile_answers_stay_text(app) {
        app.publish("short", document(json!({ "receiptMail": { "answers": "text", "subject": "{{answers.name}}", "body": "{{answers.name}}" } }))).await;
        let hostile = json!({ "name": "{{number}} Bcc: victim@example.com\u{2028}X-Evil: 1", "email": "hanako@example.jp", "illness": "ぜんそく" });
        let (number, _) = received(app, &hostile).await;
        let raw = app.mails().into_iter().find(|(to, _)| to == "hanako@example.jp").unwrap().1;
        let headers = raw.split("\r\n\r\n").next().unwrap();
        assert!(!headers.contains("\nBcc") && !headers.contains("\nX-Evil"), "{headers}");
        let (subject, text) = mails(app).pop().unwrap();
        assert!(subject.starts_with("{{number}} Bcc: victim@example.com") && !subject.contains(&number));
        assert!(text.contains("■ 受け付けた内容") && text.contains("氏名：{{number}}"), "{text}");
        assert!(!text.contains("ぜんそく") && text.contains("メールに載せていない項目があります。"), "{text}");
    }

    /// An applicant who reads another language gets the texts of that language; what is not translated stays Japanese.
    async fn texts_follow_the_applicants_language(app) {
        let mut document = document(settings());
        document["x-i18n"] = json!({ "en": {
            "/title": "Test procedure", "/x-settings/receiptMail/subject": "{{title}}: {{number}}",
            "/x-settings/receiptMail/body": "Dear {{answers.name}}"
        } });
        app.publish("short", document).await;
        let resident = app.resident();
        let path = "/api/v1/forms/short/submissions";
        let request = resident.request(Method::POST, path).header("Idempotency-Key", "k").header("Accept-Language", "en");
        let receipt = resident.send(request.json(&answers())).await.expect(201).json();
        app.run_jobs().await;
        let (subject, text) = mails(app).pop().unwrap();
        let number = receipt["receipt_number"].as_str().unwrap();
        assert_eq!(subject, format!("Test procedure: {number}"));
        assert!(text.contains("Dear 髙橋 﨑子") && text.contains("Receipt number:"), "{text}");
        let (_, case) = app.app.vault.open_token(receipt["receipt_url"].as_str().unwrap().rsplit('/').next().unwrap()).map(|(id, _)| ((), id.to_string())).unwrap();
        move_to(app, &app.clerk().await, &case, "completed", None).await;
        let (_, text) = mails(app).pop().unwrap();
        assert!(text.contains("試験課の窓口でお渡しします。") && text.contains("Current status: Completed"), "{text}");
    }

    /// The preview is the draft's mail with sample answers, in each language; it stores and sends nothing.
    async fn a_draft_is_previewed(app) {
        let editor = app.editor().await;
        let new = json!({ "department_id": app.department });
        let form = editor.post("/api/v1/staff/forms", &new).await.expect(201).json()["id"].as_str().unwrap().to_owned();
        put_draft(&editor, &form, &document(settings())).await;
        let path = format!("/api/v1/staff/forms/{form}/mail-preview");
        let receipt = editor.post(&path, &json!({ "mail": "receipt" })).await.expect(200).json();
        let subject = receipt["subject"].as_str().unwrap();
        assert!(subject.contains("試験用の手続") && !subject.contains("{{"), "{subject}");
        let text = receipt["text"].as_str().unwrap();
        assert!(text.contains(" 様") && text.contains("/r/") && !text.contains("{{") && receipt["attachment"].is_null(), "{text}");
        let done = editor.post(&path, &json!({ "mail": "completed", "language": "en" })).await.expect(200).json();
        assert!(done["text"].as_str().unwrap().contains("Current status: Completed"), "{done}");
        editor.post(&path, &json!({ "mail": "lost" })).await.expect(400);
        editor.post(&path, &json!({ "mail": "receipt", "language": "x".repeat(36) })).await.expect(422);

        let mut pdf = document(json!({ "receiptMail": { "answers": "pdf" } }));
        put_draft(&editor, &form, &pdf).await;
        let receipt = editor.post(&path, &json!({ "mail": "receipt" })).await.expect(200).json();
        assert!(receipt["attachment"].as_str().unwrap().ends_with(".pdf"));
        pdf["x-settings"]["receiptMail"]["body"] = json!("{{answers.illness}}");
        put_draft(&editor, &form, &pdf).await;
        let refused = editor.post(&path, &json!({ "mail": "receipt" })).await.expect_problem(422, "form-not-ready").json();
        assert!(refused["problems"].to_string().contains("mailPlaceholder"), "{refused}");
        assert!(app.mails().is_empty());
    }

    /// A case that has ended says until when it is kept; one that was opened again does not.
    async fn a_case_says_until_when_it_is_kept(app) {
        let form = app.publish("short", document(settings())).await;
        let (_, case) = received(app, &answers()).await;
        let (clerk, editor) = (app.clerk().await, app.editor().await);
        let list = format!("/api/v1/staff/forms/{form}/submissions");
        let kept = async |state: &str| {
            let detail = move_to(app, &clerk, &case, state, None).await;
            let listed = clerk.get(&list).await.expect(200).json();
            assert_eq!(listed["submissions"][0]["kept_until"], detail["kept_until"]);
            assert_eq!(listed["retention"], detail["retention"]);
            detail["kept_until"].clone()
        };
        assert_eq!(kept("completed").await, Value::Null, "nothing was decided");
        let path = format!("/api/v1/staff/forms/{form}");
        let changed = editor.send(editor.request(Method::PATCH, &path).json(&json!({ "retention": "five_years" }))).await;
        assert_eq!(changed.expect(200).json()["retention"], "five_years");
        assert_eq!(clerk.get(&list).await.expect(200).json()["submissions"][0]["kept_until"], "2032-03-31");
        assert_eq!(kept("in_progress").await, Value::Null, "it is open again");
        app.app.clock.advance(365 * 24 * 60 * 60);
        assert_eq!(kept("completed").await, "2033-03-31", "the last time counts");
        let wrong = editor.send(editor.request(Method::PATCH, &path).json(&json!({ "retention": "forever" }))).await;
        wrong.expect(400);
        let none = editor.send(editor.request(Method::PATCH, &path).json(&json!({ "retention": null }))).await;
        assert_eq!(none.expect(200).json()["retention"], Value::Null);
    }
}
