//! The task list before publication.

use super::*;

async fn done(actor: &Actor, form: FormId) -> Vec<String> {
    let answer = actor.get(&format!("{}/readiness", of(form))).await.expect(200).json();
    assert_eq!(answer["hash"].as_str().unwrap().len(), 64);
    let tasks = answer["tasks"].as_array().unwrap();
    assert_eq!(tasks.len(), 7, "{answer}");
    let done = tasks.iter().filter(|task| task["is_done"] == true);
    done.map(|task| task["code"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    /// Each task is done when it is done, and open again when an edit undoes it.
    async fn tasks_follow_what_is_there(app) {
        let author = editor(app).await;
        let form = draft(app, "trial").await;
        assert_eq!(done(&author, form).await, ["problems", "notification"]);
        let path = format!("/api/v1/staff/departments/{}", app.department);
        let admin = app.admin().await;
        let nobody = admin.request(Method::PATCH, &path).json(&json!({ "notification_email": null }));
        admin.send(nobody).await.expect(200);
        assert_eq!(done(&author, form).await, ["problems"]);
        author.get(&format!("{}/preview", of(form))).await.expect(200);
        assert_eq!(done(&author, form).await, ["problems", "preview"]);
        patch(&author, form, json!({ "notification_emails": ["kakari@example.jp"] })).await.expect(200);
        assert_eq!(done(&author, form).await, ["problems", "notification", "preview"]);
        edit(app, &author, form, "直した手続").await;
        assert_eq!(done(&author, form).await, ["problems", "notification"], "nobody has seen it as it is now");
        let mut document = fixtures::short_form();
        document["x-settings"] = json!({ "privacyNotice": "審査にだけ使います。", "nextSteps": "1週間で通知します。",
            "contact": { "name": "見本課", "phone": "03-0000-0000" } });
        document["required"] = json!(["nobody"]);
        let put = author.request(Method::PUT, &format!("{}/draft", of(form))).header("If-Match", "\"2\"").json(&document);
        author.send(put).await.expect(200);
        assert_eq!(done(&author, form).await, ["privacy-notice", "contact", "next-steps", "notification"]);
    }
}
