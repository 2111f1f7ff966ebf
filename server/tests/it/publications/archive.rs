//! Putting forms away.

use super::*;

async fn listed(actor: &Actor, query: &str) -> Vec<String> {
    let answer = actor.get(&format!("/api/v1/staff/forms{query}")).await.expect(200).json();
    answer["forms"].as_array().unwrap().iter().map(|form| form["slug"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    /// A closed form leaves the lists and comes back closed; opening it takes it out as well.
    async fn a_closed_form_is_put_away(app) {
        let author = editor(app).await;
        let form = app.publish("trial", fixtures::short_form()).await;
        let path = |verb: &str| format!("{}/{verb}", of(form));
        author.post(&path("archive"), &json!({})).await.expect_problem(409, "form-open");
        author.post(&path("close"), &json!({})).await.expect(200);
        let away = author.post(&path("archive"), &json!({})).await.expect(200).json();
        assert_eq!(away["archived_at"], "2026-04-01T01:00:00Z");
        author.post(&path("archive"), &json!({})).await.expect(200);
        assert_eq!(audited(app, "form.archived").await.len(), 1, "the second time nothing happened");
        assert!(listed(&author, "").await.is_empty());
        assert_eq!(listed(&author, "?archived=true").await, ["trial"]);
        detail(&author, form).await;
        let back = author.post(&path("unarchive"), &json!({})).await.expect(200).json();
        assert_eq!((&back["archived_at"], &back["state"]), (&Value::Null, &json!("closed")));
        author.post(&path("archive"), &json!({})).await.expect(200);
        let open = author.post(&path("open"), &json!({})).await.expect(200).json();
        assert_eq!((&open["archived_at"], &open["state"]), (&Value::Null, &json!("open")));
        assert_eq!(listed(&author, "").await, ["trial"]);
    }

    /// What waits for a form that is put away is void.
    async fn nothing_waits_for_a_form_that_is_away(app) {
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        let form = draft(app, "trial").await;
        let asked = request(app, &author, form).await;
        author.post(&format!("{}/archive", of(form)), &json!({})).await.expect(200);
        approve(&approver, &asked).await.expect_problem(409, "publication-changed");
        assert_eq!(versions(app, form).await, 0);
    }
}
