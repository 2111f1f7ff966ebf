//! What was sent and what was acknowledged, and what must be true of it afterwards: every acknowledged submission is there,
//! once, with its own answers, under the number on its receipt.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{bail, ensure};
use serde_json::{Value, json};

use crate::client::Receipt;

/// One submission as its sender knows it.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) answers: Value,
    /// The first receipt.
    pub(crate) receipt: Option<Receipt>,
}

/// All of them, by key.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<BTreeMap<String, Sent>>);

impl Ledger {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Sent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is about to be sent.
    pub(crate) fn sends(&self, key: &str, answers: &Value) {
        let sent = Sent { answers: answers.clone(), receipt: None };
        self.all().entry(key.to_owned()).or_insert(sent);
    }

    /// It was acknowledged; a second receipt must be the first one again.
    pub(crate) fn acknowledged(&self, key: &str, receipt: Receipt) -> anyhow::Result<()> {
        let mut all = self.all();
        let Some(sent) = all.get_mut(key) else { bail!("{key} was never sent") };
        match &sent.receipt {
            Some(first) if *first != receipt => {
                bail!("{key} was acknowledged as {} and then as {}", first.number, receipt.number)
            }
            _ => sent.receipt = Some(receipt),
        }
        Ok(())
    }

    /// Keys without a receipt, with their answers.
    pub(crate) fn open(&self) -> Vec<(String, Value)> {
        let all = self.all();
        let open = all.iter().filter(|(_, sent)| sent.receipt.is_none());
        open.map(|(key, sent)| (key.clone(), sent.answers.clone())).collect()
    }

    /// Numbers that were acknowledged, by key.
    pub(crate) fn receipts(&self) -> HashMap<String, Receipt> {
        let all = self.all();
        all.iter().filter_map(|(key, sent)| Some((key.clone(), sent.receipt.clone()?))).collect()
    }

    /// Compares with an export of the form.
    ///
    /// # Errors
    /// Names what was lost, doubled or changed.
    pub(crate) fn compare(&self, rows: &[Value]) -> anyhow::Result<Figures> {
        let all = self.all();
        let mut found: HashMap<&str, Vec<(&str, &Value)>> = HashMap::new();
        for row in rows {
            let (name, number) = (row["answers"]["name"].as_str(), row["receipt_number"].as_str());
            found.entry(name.unwrap_or_default()).or_default().push((number.unwrap_or_default(), &row["answers"]));
        }
        let (mut lost, mut doubled, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for (key, sent) in all.iter() {
            let rows = found.remove(sent.answers["name"].as_str().unwrap_or_default()).unwrap_or_default();
            if rows.len() > 1 {
                doubled.push(key);
            }
            let Some(receipt) = &sent.receipt else { continue };
            match rows.iter().find(|(number, _)| *number == receipt.number) {
                None => lost.push(key),
                Some((_, answers)) if !are_same(answers, &sent.answers) => changed.push(key),
                Some(_) => {}
            }
        }
        let acknowledged = all.values().filter(|sent| sent.receipt.is_some()).count();
        let figures = Figures { sent: all.len(), acknowledged, lost: lost.len(), doubled: doubled.len() };
        ensure!(lost.is_empty(), "{} of {acknowledged} acknowledged submissions are lost: {lost:?}", lost.len());
        ensure!(doubled.is_empty(), "submissions are there twice: {doubled:?}");
        ensure!(changed.is_empty(), "submissions have other answers: {changed:?}");
        ensure!(found.is_empty(), "there are submissions nobody sent: {:?}", found.keys());
        Ok(figures)
    }
}

/// Files apart, whose tokens become names.
fn are_same(kept: &Value, sent: &Value) -> bool {
    let without = |answers: &Value| {
        let mut map = answers.as_object().cloned().unwrap_or_default();
        let files = map.shift_remove("photo").and_then(|files| Some(files.as_array()?.len())).unwrap_or_default();
        (map, files)
    };
    without(kept) == without(sent)
}

/// What a comparison found.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) sent: usize,
    pub(crate) acknowledged: usize,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { sent, acknowledged, lost, doubled } = self;
        write!(formatter, "{sent} sent, {acknowledged} acknowledged, {lost} lost, {doubled} doubled")
    }
}

/// The answers that go with a key: nobody else has them.
pub(crate) fn answers(key: &str) -> Value {
    json!({ "name": format!("見本 {key}"), "email": format!("{key}@example.jp"), "memo": format!("{key} の連絡事項") })
}
