//! Versions that are withdrawn while somebody fills them in.

use madoguchi::db::entity::submission;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::harness::fixtures;
use crate::residents::Page;

on_both_databases! {
    /// The resident reads why and what changed, keeps what fits, and is received once, in the new version.
    async fn a_withdrawn_version_leads_on_in_the_new_one(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (resident, editor, path) = (app.resident(), app.editor().await, "/f/short/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        let mut next = fixtures::short_form();
        next["properties"]["town"] = json!({ "type": "string", "title": "町名", "maxLength": 50 });
        next["properties"]["count"]["maximum"] = json!(5);
        next["properties"].as_object_mut().unwrap().remove("memo");
        app.publish("short", next).await;

        let versions = format!("/api/v1/staff/forms/{form}/versions");
        let listed = editor.get(&versions).await.expect(200).json();
        assert_eq!((&listed["versions"][0]["number"], &listed["versions"][0]["is_live"]), (&json!(2), &json!(true)));
        let why = json!({ "reason": "町名が必要になりました。" });
        editor.post(&format!("{versions}/2/withdraw"), &why).await.expect_problem(409, "conflict");
        editor.post(&format!("{versions}/9/withdraw"), &why).await.expect_problem(404, "not-found");
        let withdrawn = editor.post(&format!("{versions}/1/withdraw"), &why).await.expect(200).json();
        assert_eq!(withdrawn["versions"][1]["withdrawal_reason"], why["reason"]);
        editor.post(&format!("{versions}/1/withdraw"), &why).await.expect_problem(409, "conflict");

        let typed = [("name", "見本 花子"), ("memo", "急ぎ"), ("count", "7")];
        let told = Page::of(&first.send(&resident, path, &typed, "next").await.expect(200));
        for text in ["この手続の内容が変わりました", "町名が必要になりました。", "「町名」が加わりました", "「連絡事項」はなくなりました",
            "「人数」の入力のしかた", "<li>人数</li>", "<li>連絡事項</li>"] {
            assert!(told.text.contains(text), "{text} is missing: {}", told.text);
        }
        let again = Page::of(&told.send(&resident, path, &[], "refresh").await.expect(200));
        assert!(again.text.contains("町名") && again.text.contains("見本 花子") && !again.text.contains("急ぎ"));
        let answers = [("name", "見本 花子"), ("town", "本町"), ("count", "5")];
        let checked = Page::of(&again.send(&resident, path, &answers, "next").await.expect(200));
        checked.send(&resident, path, &[], "submit").await.expect(303);
        assert_eq!(submission::Entity::find().count(app.app.db.read()).await.unwrap(), 1);
        app.run_jobs().await;
    }

    /// What was received before the withdrawal keeps its receipt.
    async fn a_repeated_post_of_a_withdrawn_version_finds_its_receipt(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (resident, editor, path) = (app.resident(), app.editor().await, "/f/short/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        let checked = Page::of(&first.send(&resident, path, &[("name", "見本 花子")], "next").await.expect(200));
        let sent = checked.send(&resident, path, &[], "submit").await.expect(303);
        let mut next = fixtures::short_form();
        next["title"] = json!("新しい手続");
        app.publish("short", next).await;
        let why = json!({ "reason": "題名が変わりました。" });
        editor.post(&format!("/api/v1/staff/forms/{form}/versions/1/withdraw"), &why).await.expect(200);
        let again = checked.send(&resident, path, &[], "submit").await.expect(303);
        assert_eq!(again.header("location"), sent.header("location"));
        app.run_jobs().await;
    }
}
