//! `attach:FIELD`: chosen files are received before the page is complete.

use super::{document, send};
use crate::harness::fixtures;
use crate::residents::Page;

on_both_databases! {
    /// The page comes back with the files listed and nothing else complained about; what cannot be taken is told at its
    /// question; what was typed stays, and what was received is sent in the end.
    async fn chosen_files_are_received_at_once(app) {
        app.publish("short", document()).await;
        let (resident, path) = (app.resident(), "/f/short");
        let first = Page::of(&resident.get(&format!("{path}/form")).await.expect(200));
        assert!(first.text.contains("value=\"attach:photo\"") && first.text.contains("選んだファイルを送る"));

        let chosen = vec![("photo", "表.png", fixtures::picture()), ("photo", "裏.png", fixtures::picture())];
        let typed = [("name", ""), ("memo", "急ぎ")];
        let page = Page::of(&send(&first, &resident, path, &typed, chosen, "attach:photo").await.expect(200));
        assert!(page.text.contains("表.png") && page.text.contains("裏.png") && page.text.contains("急ぎ"));
        assert!(!page.text.contains("role=\"alert\""), "nothing is complained about yet: {}", page.text);

        let wrong = vec![("proof", "表.exe", b"MZ\x90\0 program".to_vec())];
        let page = Page::of(&send(&page, &resident, path, &typed, wrong, "attach:proof").await.expect(200));
        assert!(page.text.contains("入力内容を確かめてください（1件）") && page.text.contains("href=\"#q-proof\""));
        assert!(page.text.contains("表.png") && page.text.contains("裏.png") && page.text.contains("急ぎ"));

        let typed = [("name", "髙橋 﨑子"), ("memo", "急ぎ")];
        let confirmation = Page::of(&send(&page, &resident, path, &typed, vec![], "next").await.expect(200));
        assert!(confirmation.text.contains("裏.png"), "{}", confirmation.text);
        confirmation.send(&resident, path, &[], "submit").await.expect(303);
        app.run_jobs().await;
    }
}
