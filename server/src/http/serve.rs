//! Starting and stopping the HTTP server.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as ActixApp, HttpServer, dev::Server, web};
use metrics_exporter_prometheus::PrometheusHandle;

use super::pace::Pace;
use super::{request, routes};
use crate::app::App;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 8192;
/// How long a connection is kept with nothing asked: longer than the proxy in front keeps it (nginx 60 seconds, Caddy 120).
/// Closed by us at the instant of the next request, that would be answered 502.
const KEEP_ALIVE: Duration = Duration::from_secs(130);
/// How long requests in flight may take to end after the signal to stop.
const SHUTDOWN_SECONDS: u64 = 30;

/// The server, listening on `listener` until SIGTERM or SIGINT; requests in flight are finished. Bodies must keep `pace`.
///
/// # Errors
/// When the socket cannot be used.
pub fn server(app: Arc<App>, listener: TcpListener, metrics: PrometheusHandle, pace: Pace) -> std::io::Result<Server> {
    let workers = match app.config.http_workers {
        0 => std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        workers => workers,
    };
    let app = web::Data::from(app);
    let metrics = web::Data::new(metrics);
    Ok(HttpServer::new(move || {
        ActixApp::new()
            .app_data(app.clone())
            .app_data(metrics.clone())
            .app_data(pace)
            .wrap(Compress::default())
            .wrap(from_fn(request::surround))
            .configure(routes)
    })
    .workers(workers)
    .backlog(BACKLOG)
    .keep_alive(KEEP_ALIVE)
    .client_request_timeout(Duration::from_secs(5))
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .listen(listener)?
    .run())
}
