//! The texts that can be translated: of the document as it stands in the editor, for everybody who may see the form.

use serde_json::{Value, json};

use crate::harness::{Actor, Answer, fixtures};

async fn texts(actor: &Actor, form: &str, document: &Value) -> Answer {
    actor.post(&format!("/api/v1/staff/forms/{form}/texts"), &json!({ "document": document })).await
}

on_both_databases! {
    /// Viewers may look; the draft stays as it is; who does not reach the form is told that there is none.
    async fn the_texts_of_a_document_are_listed(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let mut document = fixtures::short_form();
        document["title"] = json!("翻訳の見本");
        document["x-settings"]["gallery"] = json!("見本として");
        document["x-i18n"] = json!({ "en": { "/title": "Sample" } });
        for actor in [app.viewer().await, app.editor().await] {
            let answer = texts(&actor, &form, &document).await;
            assert_eq!(answer.header("cache-control"), "no-store");
            let told = answer.expect(200).json();
            let told = told["texts"].as_array().unwrap();
            let at = |place: &str| told.iter().find(|text| text["at"] == place).cloned().unwrap_or_default();
            assert_eq!(at("/title"), json!({ "at": "/title", "text": "翻訳の見本", "is_shown": true }));
            assert_eq!(at("/x-settings/gallery")["is_shown"], false);
            assert_eq!(at("/properties/name/title")["is_shown"], true);
            assert!(told.iter().all(|text| !text["at"].as_str().unwrap().starts_with("/x-i18n")));
        }
        let draft = app.viewer().await.get(&format!("/api/v1/staff/forms/{form}/draft")).await.expect(200).json();
        assert_ne!(draft["document"]["title"], "翻訳の見本");
        let nowhere = "01900000-0000-7000-8000-000000000000";
        texts(&app.viewer().await, nowhere, &document).await.expect_problem(404, "not-found");
    }

    /// What is no document is refused; one beyond the bounds has no texts.
    async fn hostile_documents_have_no_texts(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let viewer = app.viewer().await;
        texts(&viewer, &form, &json!([])).await.expect_problem(422, "invalid-request");
        texts(&viewer, &form, &json!("title")).await.expect_problem(422, "invalid-request");
        let large = json!({ "title": "あ".repeat(400_000) });
        assert_eq!(texts(&viewer, &form, &large).await.expect(200).json(), json!({ "texts": [] }));
    }
}
