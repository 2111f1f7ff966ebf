//! One file per table. Entities never leave the `store` files; what they mean is said in `migrations`.

pub mod api_token;
pub mod audit_event;
pub mod booking;
pub mod calendar;
pub mod department;
pub mod draft_editor;
pub mod form;
pub mod form_image;
pub mod form_version;
pub mod installation;
pub mod job;
pub mod mail_recipient;
pub mod organization;
pub mod place;
pub mod publication;
pub mod saved_journey;
pub mod session;
pub mod slot;
pub mod slot_hold;
pub mod staff;
pub mod staff_department;
pub mod stored_file;
pub mod submission;
pub mod submission_event;
pub mod used_key;
pub mod values;
