//! Who may do what. One line per operation of `openapi.json`; an operation without a line fails the test, and so does a
//! line without an operation.

/// Who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Anonymous,
    Viewer,
    Clerk,
    Editor,
    Admin,
}

/// Everybody, from nobody to the administrator.
pub const EVERYBODY: [Who; 5] = [Who::Anonymous, Who::Viewer, Who::Clerk, Who::Editor, Who::Admin];

/// Whose thing is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of a department the person belongs to.
    Own,
    /// Of another department of the organization.
    Foreign,
}

/// One operation.
pub struct Line {
    pub method: &'static str,
    pub path: &'static str,
    /// The least role that may.
    pub least: Who,
    /// The status for those who may, in their own department.
    pub own: u16,
    /// The status for those who may, but not in this department; `None` where departments do not matter.
    pub foreign: Option<u16>,
}

const fn line(method: &'static str, path: &'static str, least: Who, own: u16, foreign: Option<u16>) -> Line {
    Line { method, path, least, own, foreign }
}

impl Line {
    /// The status `who` is to get.
    pub fn expected(&self, who: Who, whose: Whose) -> u16 {
        match (who, whose, self.foreign) {
            (Who::Anonymous, ..) if self.least > Who::Anonymous => 401,
            (who, ..) if who < self.least => 403,
            // Administrators reach every department.
            (Who::Admin, ..) | (_, Whose::Own, _) | (_, _, None) => self.own,
            (_, Whose::Foreign, Some(status)) => status,
        }
    }
}

use Who::{Admin, Anonymous, Clerk, Editor, Viewer};

/// A foreign department's form or case is "not found": its existence is nobody's business either.
const HIDDEN: Option<u16> = Some(404);

/// The table.
pub const TABLE: &[Line] = &[
    // Machines: no account
    line("get", "/api/v1/forms/{slug}", Anonymous, 200, None),
    line("get", "/api/v1/forms/{slug}/slots", Anonymous, 200, None),
    line("post", "/api/v1/forms/{slug}/files", Anonymous, 201, None),
    line("post", "/api/v1/forms/{slug}/submissions", Anonymous, 201, None),
    // Signing in and out
    line("post", "/api/v1/staff/session", Anonymous, 200, None),
    line("get", "/api/v1/staff/session", Viewer, 200, None),
    line("delete", "/api/v1/staff/session", Anonymous, 204, None),
    line("put", "/api/v1/staff/password", Viewer, 204, None),
    // Templates
    line("get", "/api/v1/staff/templates", Viewer, 200, None),
    line("get", "/api/v1/staff/templates/{template_id}", Viewer, 200, None),
    line("get", "/api/v1/staff/functions", Viewer, 200, None),
    line("post", "/api/v1/staff/prose", Viewer, 200, None),
    line("get", "/api/v1/staff/templates/{template_id}/preview", Viewer, 200, None),
    line("post", "/api/v1/staff/templates/{template_id}/preview", Viewer, 200, None),
    // Forms
    line("get", "/api/v1/staff/forms", Viewer, 200, None),
    line("post", "/api/v1/staff/forms", Editor, 201, Some(422)),
    line("post", "/api/v1/staff/forms/import", Editor, 200, None),
    line("post", "/api/v1/staff/forms/{form_id}/images", Editor, 201, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/file", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}", Viewer, 200, HIDDEN),
    line("patch", "/api/v1/staff/forms/{form_id}", Editor, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/draft", Viewer, 200, HIDDEN),
    line("put", "/api/v1/staff/forms/{form_id}/draft", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/editors", Editor, 200, HIDDEN),
    line("delete", "/api/v1/staff/forms/{form_id}/editors", Editor, 204, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/publish", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/close", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/open", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/access-link", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/archive", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/unarchive", Editor, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/readiness", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/publications", Editor, 422, HIDDEN),
    line("get", "/api/v1/staff/publications", Editor, 200, None),
    line("post", "/api/v1/staff/publications/{publication_id}/approve", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/publications/{publication_id}/refuse", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/publications/{publication_id}/withdraw", Editor, 409, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/versions", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/versions/{number}", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/changes", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/changes", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/paths", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/poster.pdf", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/versions/{number}/withdraw", Editor, 409, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/qr.svg", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/qr.png", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/preview", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/preview", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/evaluate", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/texts", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/mail-preview", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/counter", Clerk, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/counter", Clerk, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/prefill-links", Clerk, 201, HIDDEN),
    // Trying a draft out; the version goes with the last line.
    line("post", "/api/v1/staff/forms/{form_id}/test-versions", Editor, 201, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/test", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/test", Editor, 200, HIDDEN),
    line("delete", "/api/v1/staff/forms/{form_id}/test-submissions", Editor, 200, HIDDEN),
    // Webhooks: the form of the table has none.
    line("get", "/api/v1/staff/forms/{form_id}/webhook", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/webhook/secret", Editor, 200, HIDDEN),
    line("delete", "/api/v1/staff/forms/{form_id}/webhook/old-secret", Editor, 204, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/webhook/test", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/forms/{form_id}/webhook/deliveries/{delivery_id}/resend", Editor, 404, HIDDEN),
    // Cases
    line("get", "/api/v1/staff/forms/{form_id}/submissions", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/forms/{form_id}/export", Clerk, 200, HIDDEN),
    line("get", "/api/v1/staff/submissions/{submission_id}", Viewer, 200, HIDDEN),
    // The submission of the table is a resident's: nobody erases it.
    line("delete", "/api/v1/staff/submissions/{submission_id}", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/submissions/{submission_id}/state", Clerk, 200, HIDDEN),
    line("get", "/api/v1/staff/submissions/{submission_id}/receipt.pdf", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/submissions/{submission_id}/files.zip", Clerk, 200, HIDDEN),
    line("get", "/api/v1/staff/submissions/{submission_id}/files/{file_id}", Clerk, 200, HIDDEN),
    line("get", "/api/v1/staff/submissions/{submission_id}/files/{file_id}/thumbnail", Viewer, 200, HIDDEN),
    line("post", "/api/v1/staff/submissions/{submission_id}/resend", Clerk, 200, HIDDEN),
    // The outbox
    line("get", "/api/v1/staff/outbox", Clerk, 200, None),
    line("get", "/api/v1/staff/outbox/count", Clerk, 200, None),
    line("post", "/api/v1/staff/outbox/resend", Clerk, 200, None),
    line("post", "/api/v1/staff/outbox/{job_id}/resend", Clerk, 204, HIDDEN),
    // Appointments
    line("get", "/api/v1/staff/calendars", Viewer, 200, None),
    line("post", "/api/v1/staff/calendars", Editor, 201, Some(422)),
    line("get", "/api/v1/staff/calendars/{calendar_id}", Viewer, 200, HIDDEN),
    line("put", "/api/v1/staff/calendars/{calendar_id}", Editor, 200, Some(422)),
    line("get", "/api/v1/staff/calendars/{calendar_id}/changes", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/calendars/{calendar_id}/apply", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/calendars/{calendar_id}/archive", Editor, 409, HIDDEN),
    line("post", "/api/v1/staff/calendars/{calendar_id}/unarchive", Editor, 200, HIDDEN),
    line("get", "/api/v1/staff/calendars/{calendar_id}/slots", Viewer, 200, HIDDEN),
    line("patch", "/api/v1/staff/calendars/{calendar_id}/slots/{slot_id}", Editor, 200, HIDDEN),
    line("get", "/api/v1/staff/calendars/{calendar_id}/free", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/calendars/{calendar_id}/days/{day}", Viewer, 200, HIDDEN),
    line("get", "/api/v1/staff/calendars/{calendar_id}/days/{day}/list.csv", Clerk, 200, HIDDEN),
    line("post", "/api/v1/staff/calendars/{calendar_id}/days/{day}/printed", Viewer, 204, HIDDEN),
    line("post", "/api/v1/staff/calendars/{calendar_id}/days/{day}/close", Editor, 200, HIDDEN),
    line("post", "/api/v1/staff/calendars/{calendar_id}/days/{day}/reopen", Editor, 204, HIDDEN),
    line("put", "/api/v1/staff/submissions/{submission_id}/booking", Clerk, 200, HIDDEN),
    line("post", "/api/v1/staff/submissions/{submission_id}/booking/cancel", Clerk, 204, HIDDEN),
    // The organization
    line("get", "/api/v1/staff/organization", Viewer, 200, None),
    line("patch", "/api/v1/staff/organization", Admin, 200, None),
    line("get", "/api/v1/staff/departments", Viewer, 200, None),
    line("post", "/api/v1/staff/departments", Admin, 201, None),
    line("patch", "/api/v1/staff/departments/{department_id}", Admin, 200, None),
    line("get", "/api/v1/staff/accounts", Admin, 200, None),
    line("post", "/api/v1/staff/accounts", Admin, 201, None),
    line("patch", "/api/v1/staff/accounts/{staff_id}", Admin, 200, None),
    line("post", "/api/v1/staff/accounts/{staff_id}/password", Admin, 200, None),
];
