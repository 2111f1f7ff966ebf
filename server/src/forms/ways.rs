//! The ways through a form with sample answers that take them, for the people who check it before it is published.
//! Searching takes up to seconds of one processor, so it is done away from the threads that answer requests, one search
//! at a time, and the last few results are kept: a person clicks through the same form page by page.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use madoguchi_schema::{Paths, PublishedForm};
use sha2::{Digest as _, Sha256};

/// At most so many ways are named.
pub const LIMIT: usize = 40;
/// So many results are kept.
const KEPT: usize = 16;

/// Searches that run at the same time: the processors are for everybody.
static SEARCHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(1);

/// What was searched: the document and the day.
type Question = ([u8; 32], Date);

/// The ways found last in this process.
#[derive(Default)]
pub struct Ways(Mutex<VecDeque<(Question, Arc<Paths>)>>);

impl Ways {
    /// The ways through a form on a day, always the same in the same order; `None` when the program is stopping.
    pub async fn of(&self, form: Arc<PublishedForm>, today: Date) -> Option<Arc<Paths>> {
        let question = (Sha256::digest(form.document().to_string()).into(), today);
        if let Some(known) = self.known(&question) {
            return Some(known);
        }
        let turn = SEARCHING.acquire().await.ok()?;
        // Somebody before us may have wanted the same.
        if let Some(known) = self.known(&question) {
            return Some(known);
        }
        let found = tokio::task::spawn_blocking(move || {
            let found = form.paths(LIMIT, today);
            drop(turn);
            found
        });
        let found = Arc::new(found.await.ok()?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((question, found.clone()));
        while kept.len() > KEPT {
            kept.pop_front();
        }
        Some(found)
    }

    fn known(&self, question: &Question) -> Option<Arc<Paths>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(other, _)| other == question).map(|(_, found)| found.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[tokio::test]
    async fn the_same_question_is_answered_from_memory() {
        let form = |title: &str| {
            let document = json!({ "type": "object", "title": title,
                "properties": { "name": { "type": "string", "title": "氏名", "maxLength": 9 } } });
            Arc::new(madoguchi_schema::publish(document).unwrap())
        };
        let (ways, day) = (Ways::default(), "2026-04-01".parse().unwrap());
        let first = ways.of(form("甲"), day).await.unwrap();
        assert_eq!(first.routes.len(), 1);
        assert!(Arc::ptr_eq(&first, &ways.of(form("甲"), day).await.unwrap()));
        assert!(!Arc::ptr_eq(&first, &ways.of(form("乙"), day).await.unwrap()));
        for number in 0..KEPT {
            ways.of(form(&number.to_string()), day).await.unwrap();
        }
        assert!(ways.0.lock().unwrap().len() <= KEPT);
    }
}
