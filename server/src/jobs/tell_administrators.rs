//! Tells one administrator that mails or notifications do not get through: how many, and where to look. `outbox::alarm`
//! decides when.

use anyhow::anyhow;

use super::case;
use super::hand_over;
use super::reason::Hopeless;
use crate::app::App;
use crate::db::entity::values::{JobState, Role};
use crate::ids::StaffId;
use crate::mail::Mail;
use crate::organizations::Organization;
use crate::outbox::store;
use crate::queue::{Job, JobError};
use crate::staff;

/// Stuck jobs that are counted.
const COUNTED: usize = 1000;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let id: Option<StaffId> = job.payload.get("staff_id").and_then(|id| id.as_str()).and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| JobError::Fail(anyhow!("the job names nobody")))?;
    let organization = app.organizations.by_id(&app.db, job.organization_id).await?;
    let organization = organization.ok_or_else(|| JobError::Fail(Hopeless::Gone("the organization").into()))?;
    // Somebody may have got other work, or left, since the job was enqueued.
    let Some(scope) = staff::scope::load(app, job.organization_id, id).await? else { return Ok(()) };
    let Some(account) = staff::store::by_id(app.db.read(), job.organization_id, id).await? else { return Ok(()) };
    if scope.role != Role::Admin {
        return Ok(());
    }
    let stuck = store::stuck(app.db.read(), &scope, app.clock.now(), COUNTED).await?;
    let given_up = stuck.iter().filter(|row| row.state == JobState::Dead).count();
    // Sent meanwhile.
    if stuck.is_empty() {
        return Ok(());
    }
    let text = text(&organization, given_up, stuck.len() - given_up, stuck.len() == COUNTED);
    let mail = Mail {
        sender: organization.name.clone(),
        to: account.email,
        subject: "【要確認】送信できていないメールなどがあります".to_owned(),
        text,
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    hand_over(app, job, mail).await
}

fn text(organization: &Organization, given_up: usize, waiting: usize, is_more: bool) -> String {
    let more = if is_more { "以上" } else { "" };
    format!(
        "{}の窓口システムで、メールや外部システムへの通知が送信できていません。\n\n\
         送るのをあきらめたもの　{given_up}件{more}\n15分以上待っているもの　{waiting}件{more}\n\n\
         理由の確認と、もう一度送る操作は、職員画面でできます。\n{}/admin/outbox\n\n\
         このメールは、送信できていないものがあるとき、1日に1回だけ管理者に送ります。送信専用です。\n",
        organization.name, organization.base_url,
    )
}
