//! The figures of the outbox for `/metrics`: how many wait, how many were given up, how long the oldest due one waits.

use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::Lane;

/// Reads and notes the figures. Counting walks through what waits: not for every request.
///
/// # Errors
/// The database's.
pub async fn note(app: &App) -> Result<(), DbErr> {
    let now = app.clock.now();
    for figures in super::store::alarm::figures(app.db.read(), now).await? {
        let lane = match figures.lane {
            Lane::Mail => "mail",
            Lane::Web => "web",
            Lane::Own => "own",
        };
        let age = figures.oldest_due_at.map_or(0.0, |at| (now.micros() - at.micros()) as f64 / 1e6);
        metrics::gauge!("madoguchi_jobs_waiting", "lane" => lane).set(figures.waiting as f64);
        metrics::gauge!("madoguchi_jobs_dead", "lane" => lane).set(figures.dead as f64);
        metrics::gauge!("madoguchi_jobs_oldest_seconds", "lane" => lane).set(age);
    }
    Ok(())
}
