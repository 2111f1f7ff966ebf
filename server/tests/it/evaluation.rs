//! Trying a document on sample answers: decided as it stands in the editor, nothing is kept.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, fixtures};

fn document() -> Value {
    let mut document = fixtures::short_form();
    let properties = document["properties"].as_object_mut().unwrap();
    properties.insert("copies".into(), json!({ "type": "integer", "title": "通数", "minimum": 0, "maximum": 100 }));
    properties.insert(
        "total".into(),
        json!({ "type": "integer", "title": "合計", "x-kind": "money", "x-value": "copies * 300" }),
    );
    properties.insert(
        "reason".into(),
        json!({ "type": "string", "title": "理由", "maxLength": 100, "x-required-when": true,
            "x-show-when": { "properties": { "copies": { "minimum": 3 } }, "required": ["copies"] } }),
    );
    document["x-rules"] = json!([{ "assert": "total <= 2000", "message": "2,000円までです。", "field": "copies" }]);
    document
}

async fn evaluate(actor: &Actor, form: &str, document: &Value, answers: &Value) -> Answer {
    let body = json!({ "document": document, "answers": answers });
    actor.post(&format!("/api/v1/staff/forms/{form}/evaluate"), &body).await
}

on_both_databases! {
    /// The document comes with the request: what is decided is about what stands in the editor, and the draft stays.
    async fn what_is_shown_calculated_and_wrong(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let viewer = app.viewer().await;
        let draft = || async { viewer.get(&format!("/api/v1/staff/forms/{form}/draft")).await.expect(200).json() };
        let before = draft().await;

        let few = evaluate(&viewer, &form, &document(), &json!({ "name": "見本 花子", "copies": "２" })).await;
        assert_eq!(few.header("cache-control"), "no-store");
        let few = few.expect(200).json();
        assert_eq!(few["problems"], json!([]));
        assert_eq!(few["evaluation"]["answers"]["total"], 600);
        assert_eq!(few["evaluation"]["fields"]["reason"], json!({ "is_shown": false, "is_required": false }));
        assert_eq!(few["evaluation"]["violations"], json!([]));

        let many = evaluate(&viewer, &form, &document(), &json!({ "copies": 9 })).await.expect(200).json();
        assert_eq!(many["evaluation"]["fields"]["reason"], json!({ "is_shown": true, "is_required": true }));
        let violations = many["evaluation"]["violations"].as_array().unwrap();
        let rule = violations.iter().find(|violation| violation["code"] == "rule").unwrap();
        assert_eq!((&rule["at"], &rule["params"]["message"]), (&json!("/copies"), &json!("2,000円までです。")));
        assert!(violations.iter().any(|violation| violation["at"] == "/reason" && violation["code"] == "required"));

        assert_eq!(draft().await, before);
    }

    /// A document with errors is not evaluated; the errors come instead.
    async fn a_document_with_errors_is_not_evaluated(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let viewer = app.viewer().await;
        let mut broken = document();
        broken["properties"]["total"]["x-value"] = json!("copeis * 300");
        let answer = evaluate(&viewer, &form, &broken, &json!({})).await.expect(200).json();
        assert_eq!(answer["evaluation"], Value::Null);
        assert_eq!(answer["problems"][0]["code"], "calculation");
        assert_eq!(answer["problems"][0]["params"]["suggestion"], "copies");
        let empty = evaluate(&viewer, &form, &json!({}), &json!({})).await.expect(200).json();
        assert_eq!(empty["evaluation"], Value::Null);
    }

    /// What is no document, no answers, or too much of them is refused; another organization's form does not exist.
    async fn hostile_input_is_refused(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let viewer = app.viewer().await;
        evaluate(&viewer, &form, &json!([]), &json!({})).await.expect_problem(422, "invalid-request");
        evaluate(&viewer, &form, &document(), &json!("x")).await.expect_problem(422, "invalid-request");
        let heavy = json!({ "name": "あ".repeat(100_000) });
        evaluate(&viewer, &form, &document(), &heavy).await.expect_problem(422, "invalid-request");
        let huge = json!({ "name": "x".repeat(3 * 1024 * 1024) });
        assert!(matches!(evaluate(&viewer, &form, &document(), &huge).await.status, 400 | 413));
        let deep = format!("{{\"document\":{}1{},\"answers\":{{}}}}", "[".repeat(5_000), "]".repeat(5_000));
        let request = viewer.request(Method::POST, &format!("/api/v1/staff/forms/{form}/evaluate"));
        let answer = viewer.send(request.header("content-type", "application/json").body(deep)).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
        let strange = json!({ "copies": { "__proto__": [null, { "x": -1e300 }] }, "name": [[], true], "なし": 1 });
        let decided = evaluate(&viewer, &form, &document(), &strange).await.expect(200).json();
        assert!(!decided["evaluation"]["violations"].as_array().unwrap().is_empty());
        let nowhere = "01900000-0000-7000-8000-000000000000";
        evaluate(&viewer, nowhere, &document(), &json!({})).await.expect_problem(404, "not-found");
    }

    /// The inspector shows a text as residents will see it.
    async fn a_text_is_drawn(app) {
        let text = "**重要** [案内](https://example.jp/)\n\n1. <b>一</b>\n2. [二](javascript:x)";
        let drawn = app.viewer().await.post("/api/v1/staff/prose", &json!({ "text": text })).await.expect(200).json();
        assert_eq!(
            drawn["html"],
            "<p><strong>重要</strong> <a href=\"https://example.jp/\">案内</a></p>\n\
             <ol><li>&lt;b&gt;一&lt;/b&gt;</li><li>[二](javascript:x)</li></ol>\n"
        );
    }

    /// What expressions can use is said by the server, with what the examples give.
    async fn the_functions_are_listed(app) {
        let functions = app.viewer().await.get("/api/v1/staff/functions").await.expect(200).json();
        let functions = functions["functions"].as_array().unwrap();
        let floor = functions.iter().find(|function| function["name"] == "floorTo").unwrap();
        assert_eq!(floor["call"], "floorTo(…, 100)");
        assert_eq!(floor["examples"][0]["result"], 1900);
    }

    /// A slot is settled as on the resident's page: what is claimed of it is not believed, and one that is not there is wrong.
    async fn a_slot_is_the_calendars(app) {
        let begins = "2026-04-08T09:00:00+09:00";
        let slots = app.add_calendar("hall", &["中央公民館"], &[begins], 5).await;
        let form = app.publish("visit", crate::slots::document()).await.to_string();
        let viewer = app.viewer().await;
        let mut document = crate::slots::document();
        document["properties"]["where"] =
            json!({ "type": "string", "title": "会場", "x-kind": "shortText", "x-value": "visit.place" });
        let claimed = json!({ "visit": { "slot": slots[0].id, "place": "お城", "start": "x", "end": "y" } });
        let told = evaluate(&viewer, &form, &document, &claimed).await.expect(200).json();
        assert_eq!(told["problems"], json!([]));
        let answers = &told["evaluation"]["answers"];
        assert_eq!((&answers["visit"]["place"], &answers["visit"]["start"]), (&json!("中央公民館"), &json!(begins)));
        assert_eq!((&answers["where"], &told["evaluation"]["violations"]), (&json!("中央公民館"), &json!([])));
        let unknown = json!({ "visit": "slt_00000000000070008000000000000009" });
        let told = evaluate(&viewer, &form, &document, &unknown).await.expect(200).json();
        let wrong = &told["evaluation"]["violations"][0];
        assert_eq!((&wrong["at"], &wrong["code"]), (&json!("/visit"), &json!("slot")));
        app.run_jobs().await;
    }
}
