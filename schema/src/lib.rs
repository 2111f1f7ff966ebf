//! Madoguchi's form language: a form document (one JSON Schema 2020-12 document with a few `x-` annotations) becomes a
//! [`PublishedForm`], which turns what residents typed into accepted answers.
//!
//! Pure: no I/O, no clock (`today` is always an argument), no prose (problems and violations are codes with parameters).

mod answers;
mod calculation;
mod characters;
mod compare;
mod condition;
mod contract;
mod dates;
mod day_limit;
mod differences;
mod display;
mod document;
mod field;
mod group;
mod grouped;
mod i18n;
mod import;
mod journey;
mod kind;
mod lint;
mod mails;
mod months;
mod need;
mod page;
mod paths;
mod pattern;
mod pointer;
mod problem;
mod published;
mod questions;
mod reader;
mod rule;
mod settings;
mod subschemas;
pub mod tables;
mod template;
mod times;
mod upgrade;
mod validator;
pub mod violation;
mod violation_order;
mod visibility;
mod whereabouts;
mod widget;
mod word;

pub use answers::{RawAnswers, ValidAnswers};
pub use calculation::{DocumentedFunction, FunctionExample, functions};
pub use compare::{Aspect, Change, Changes, compare};
pub use dates::{display_date, era_year};
pub use differences::{Difference, Warning, differences};
pub use display::{Cell, Column, DisplayPage, DisplayRow};
pub use field::{Field, Sensitivity};
pub use group::Group;
pub use grouped::{counted, grouped};
pub use i18n::{Translatable, Translation, languages, localized, translatable};
pub use import::{Imported, Mapping, Note, import, is_foreign};
pub use journey::{Evaluation, ExitAt, PageState, RowState};
pub use kind::KindName;
pub use lint::{lint, missing_pictures};
pub use mails::{MailAnswers, MailText, PdfOptions, ReceiptMail};
pub use need::Need;
pub use page::{Block, BlockContent, Exit, Link, Page, Picture, is_sha256, pictures};
pub use paths::{DeadEnd, Paths, Route};
pub use problem::{Problem, Severity};
pub use published::{PublishedForm, publish};
pub use questions::{Guess, Questions, questions};
pub use reader::{StrictJson, Unreadable, read_json};
pub use settings::{Contact, Settings};
pub use template::{PLACEHOLDERS, Piece, Placeholder, Template};
pub use upgrade::{LANGUAGE, upgrade};
pub use violation::Violation;
pub use widget::{Choice, MatrixRow, OTHER, Other, Part, Prefill, Widget};
pub use word::{Say, Word, japanese};

/// The meta-schema that describes a form document, for editors (completion, hover, squiggles) and for [`lint`].
pub const META_SCHEMA: &str = include_str!("../form.schema.json");
