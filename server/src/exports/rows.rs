//! The records of an export: read in pages by key, opened, and laid out under one set of headings.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use madoguchi_schema::Cell;
use serde_json::{Map, Value};

use super::ExportError;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::submission;
use crate::db::entity::values::{Channel, SubmissionState};
use crate::forms;
use crate::forms::live::Version;
use crate::ids::{FormId, OrganizationId, StaffId, SubmissionId, VersionId};
use crate::staff;
use crate::submissions;
use crate::submissions::open::open_name;
use crate::vault::FormKey;

/// Records per page: enough to keep the database busy, few enough to stay small.
const PAGE: u64 = 500;

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// `name.familyName`: unique in the export.
    pub(super) key: String,
    /// What staff read.
    pub(super) label: String,
}

/// One submission.
pub(super) struct Record {
    pub(super) receipt_number: String,
    pub(super) received_at: jiff::Zoned,
    pub(super) state: SubmissionState,
    pub(super) version: i64,
    pub(super) channel: Channel,
    /// Who keyed it in; empty when the applicant sent it.
    pub(super) entered_by: String,
    /// Under the headings, in their order.
    pub(super) cells: Vec<Cell>,
    pub(super) answers: Map<String, Value>,
}

/// Reads a form's submissions, oldest first.
pub(super) struct Reader<'a> {
    app: &'a App,
    organization: OrganizationId,
    form: FormId,
    key: FormKey,
    headings: Vec<Heading>,
    layouts: HashMap<VersionId, Layout>,
    after: Option<(Timestamp, SubmissionId)>,
    /// What is received later belongs to the next export: its version may not even have a column here.
    until: Timestamp,
}

/// Where each cell of a version belongs.
struct Layout {
    version: Arc<Version>,
    places: Vec<usize>,
    file_fields: Vec<String>,
}

impl Layout {
    /// The answers with the names of files where their identifiers stand.
    fn with_names<'a>(
        &self,
        answers: &'a Map<String, Value>,
        names: &HashMap<String, String>,
    ) -> Cow<'a, Map<String, Value>> {
        if self.file_fields.is_empty() {
            return Cow::Borrowed(answers);
        }
        let mut named = answers.clone();
        for field in &self.file_fields {
            let Some(Value::Array(files)) = named.get_mut(field) else { continue };
            for file in files {
                if let Some(name) = file.as_str().and_then(|id| names.get(id)) {
                    *file = Value::String(name.clone());
                }
            }
        }
        Cow::Owned(named)
    }
}

impl<'a> Reader<'a> {
    pub(super) async fn open(app: &'a App, organization: OrganizationId, form: FormId) -> Result<Self, ExportError> {
        let row = forms::store::by_id(app.db.read(), organization, form).await?.ok_or(ExportError::NotFound)?;
        let key =
            app.vault.form_key(row.id, &row.wrapped_key).map_err(|_| ExportError::Sealed(format!("(form {form})")))?;
        let mut reader = Self {
            app,
            organization,
            form,
            key,
            headings: Vec::new(),
            layouts: HashMap::new(),
            after: None,
            until: app.clock.now(),
        };
        for id in forms::store::versions(app.db.read(), organization, form).await? {
            if let Some(version) = app.live_forms.version(&app.db, organization, id).await? {
                reader.add(version);
            }
        }
        Ok(reader)
    }

    /// Versions come newest first: what only an older one asked stands further right.
    fn add(&mut self, version: Arc<Version>) {
        let mut places = Vec::new();
        for column in version.form.columns() {
            let place = self.headings.iter().position(|heading| heading.key == column.key).unwrap_or_else(|| {
                self.headings.push(Heading { key: column.key, label: column.label });
                self.headings.len() - 1
            });
            places.push(place);
        }
        let files = version.form.fields().filter(|field| field.takes_files());
        let file_fields = files.map(|field| field.name().to_owned()).collect();
        self.layouts.insert(version.id, Layout { version, places, file_fields });
    }

    pub(super) fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The next records; none at the end.
    pub(super) async fn next_page(&mut self) -> Result<Vec<Record>, ExportError> {
        let rows = submissions::store::page_oldest_first(
            self.app.db.read(),
            self.organization,
            self.form,
            (self.after, self.until),
            PAGE,
        )
        .await?;
        if let Some(last) = rows.last() {
            self.after = Some((last.received_at, last.id));
        }
        let names = self.file_names(&rows).await?;
        let people = rows.iter().filter_map(|row| row.entered_by).collect();
        let people = staff::store::names(self.app.db.read(), self.organization, people).await?;
        let people: HashMap<StaffId, String> = people.into_iter().collect();
        rows.into_iter().map(|row| self.record(row, &names, &people)).collect()
    }

    /// What staff call the files of these submissions; answers hold their identifiers.
    async fn file_names(&self, rows: &[submission::Model]) -> Result<HashMap<String, String>, ExportError> {
        if self.layouts.values().all(|layout| layout.file_fields.is_empty()) {
            return Ok(HashMap::new());
        }
        let ids = rows.iter().map(|row| row.id).collect();
        let files = submissions::case_store::of_submissions(self.app.db.read(), self.organization, ids).await?;
        files
            .into_iter()
            .map(|file| {
                let id = file.id.to_string();
                let opened = open_name(&self.key, file).map_err(|_| ExportError::Sealed(id.clone()))?;
                Ok((id, opened.name))
            })
            .collect()
    }

    fn record(
        &self,
        row: submission::Model,
        names: &HashMap<String, String>,
        people: &HashMap<StaffId, String>,
    ) -> Result<Record, ExportError> {
        let sealed = || ExportError::Sealed(row.receipt_number.clone());
        let layout = self.layouts.get(&row.form_version_id).ok_or_else(sealed)?;
        let plain = self
            .key
            .data_key(row.id.0, &row.wrapped_key)
            .and_then(|key| key.open("answers", &row.sealed_answers))
            .map_err(|_| sealed())?;
        let answers: Map<String, Value> = serde_json::from_slice(&plain).map_err(|_| sealed())?;
        let mut cells = vec![Cell::Empty; self.headings.len()];
        for (place, cell) in layout.places.iter().zip(layout.version.form.cells(&layout.with_names(&answers, names))) {
            cells[*place] = cell;
        }
        Ok(Record {
            receipt_number: row.receipt_number,
            received_at: row.received_at.in_zone(&self.app.time_zone),
            state: row.state,
            version: layout.version.number,
            channel: row.channel,
            entered_by: row.entered_by.and_then(|person| people.get(&person).cloned()).unwrap_or_default(),
            cells,
            answers,
        })
    }
}

/// The columns before the answers.
pub(super) const LEADING: [&str; 6] = ["受付番号", "受付日時", "状態", "版", "受付方法", "入力者"];
