//! HTTP/1.1 on loopback: who may connect, which part answers, what is scripted to go wrong, and the headers around it.

mod batch;
mod failure;
mod payload;
mod response;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN};
use hyper::http::{HeaderName, HeaderValue, request::Parts};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::authority::{SignIn, claims_challenge, token_expired};
use crate::call::{self, Call, Method, Query, Version};
use crate::control;
use crate::faults::{Action, When};
use crate::portal::{self, Visit};
use crate::reply::Reply;
use crate::tenant::Tenant;
use crate::throttle::Throttle;
use crate::violations::Violations;
use crate::world::{Hosted, State, World};
use crate::{routes, schema};
use payload::Payload;
use response::Compressed;
pub(crate) use response::Ids;

/// What Graph takes at most.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What is read of a body whose sender is not known. Forms of the sign-in pages are far smaller.
const STRANGERS_BODY: usize = 64 * 1024;

/// A request's first line and headers; browsers send many cookies to this computer.
const LARGEST_HEAD: usize = 64 * 1024;

/// The query in an address.
const LONGEST_QUERY: usize = 8 * 1024;

/// What clients may take of the simulator before they show who they are.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time; the next ones wait until one ends.
    pub connections: usize,
    /// From the first to the last byte of a request's head; an idle connection lasts no longer either.
    pub head: Duration,
    /// The same for the body.
    pub body: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Some hundreds of tenants in one client have several requests each under way, and idle connections stay open.
            connections: 4096,
            head: Duration::from_secs(30),
            body: Duration::from_secs(60),
        }
    }
}

/// Accepts connections for ever.
pub(crate) async fn serve(listener: TcpListener, world: Arc<World>) {
    let compressed = Arc::new(Compressed::default());
    let room = Arc::new(Semaphore::new(world.limits.connections));
    loop {
        // It is never closed.
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let conversation = converse(stream, Arc::clone(&world), Arc::clone(&compressed));
                tokio::spawn(async move {
                    conversation.await;
                    drop(place);
                });
            }
            // Out of file handles, most likely: those in use will be given back.
            Err(problem) => {
                tracing::warn!(%problem, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn converse(stream: TcpStream, world: Arc<World>, compressed: Arc<Compressed>) {
    if let Err(problem) = stream.set_nodelay(true) {
        tracing::debug!(%problem, "cannot switch off Nagle's algorithm");
    }
    let reset = Arc::new(AtomicBool::new(false));
    let service = service_fn(|request| {
        let (world, compressed, reset) = (Arc::clone(&world), Arc::clone(&compressed), Arc::clone(&reset));
        async move {
            let response = respond(&world, &compressed, request).await;
            if response.is_err() {
                reset.store(true, Ordering::Relaxed);
            }
            response
        }
    });
    let mut connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(world.limits.head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(problem) = (&mut connection).await {
        tracing::debug!(%problem, "connection ended early");
    }
    if reset.load(Ordering::Relaxed) {
        let stream = connection.into_parts().io.into_inner();
        // Without lingering the system sends RST instead of a polite end.
        if let Err(problem) = stream.set_zero_linger() {
            tracing::debug!(%problem, "cannot reset the connection");
        }
    }
}

/// The script demands that the connection breaks here.
#[derive(Debug, thiserror::Error)]
#[error("reset as scripted")]
struct Reset;

/// What goes out: an answer, perhaps cut short, or nothing.
enum Outcome {
    Whole(Reply),
    Cut(Reply),
    Reset,
}

async fn respond(
    world: &World,
    compressed: &Compressed,
    request: Request<Incoming>,
) -> Result<Response<Payload>, Reset> {
    let (head, body) = request.into_parts();
    let ids = Ids::of(&head.headers);
    let path = call::segments(head.uri.path());
    let is_control = path.first().is_some_and(|first| first == "_sim");

    // What must not come here is sent away unread.
    let body = match guard(world, &head) {
        Some(refused) => Err(refused.header("Connection", "close")),
        None => read(world, &head, &path, body).await,
    };
    let hosted = world.tenant_of(&head, &path, body.as_deref().unwrap_or_default());
    let began = hosted.clock.now();
    let (outcome, fault) = match body {
        Err(refused) => (Outcome::Whole(refused), None),
        Ok(body) if is_control => (Outcome::Whole(control::answer(world, &head, &path, &body)), None),
        Ok(body) => scripted(hosted, &head, &path, &body, &ids).await,
    };
    let status = match &outcome {
        Outcome::Whole(reply) | Outcome::Cut(reply) => Some(reply.status),
        Outcome::Reset => None,
    };
    if !is_control {
        hosted
            .state()
            .requests
            .add(control::RequestRecord::new(began, &head, status, &ids, fault));
        // The timer counts whole milliseconds: even a wait of none would take one.
        if !world.latency.is_zero() {
            tokio::time::sleep(world.latency).await;
        }
    }
    match outcome {
        Outcome::Reset => Err(Reset),
        Outcome::Whole(reply) => {
            hosted.clock.wait(reply.delay).await;
            Ok(response::build(
                hosted.clock.now(),
                compressed,
                &head.headers,
                reply,
                &ids,
                Payload::whole,
            ))
        }
        Outcome::Cut(reply) => Ok(response::build(
            hosted.clock.now(),
            compressed,
            &head.headers,
            reply,
            &ids,
            Payload::cut,
        )),
    }
}

/// Only own names, own pages and queries of some length: a site in a browser must not reach the demo tenant by a name that points here.
fn guard(world: &World, head: &Parts) -> Option<Reply> {
    let own = world.origin.trim_start_matches("http://");
    let port = own.rsplit_once(':').map_or("", |(_, port)| port);
    let host = head
        .headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    if host != own && host != format!("localhost:{port}") {
        return Some(Reply::error(
            421,
            "MisdirectedRequest",
            "The demo tenant answers only to its own address.",
        ));
    }
    if head.uri.query().is_some_and(|query| query.len() > LONGEST_QUERY) {
        return Some(Reply::error(414, "UriTooLong", "The query is longer than 8 KB."));
    }
    match head.headers.get(ORIGIN) {
        Some(origin) if origin.as_bytes() != world.origin.as_bytes() => Some(Reply::error(
            403,
            "ForeignOrigin",
            "The demo tenant is not for web pages.",
        )),
        _ => None,
    }
}

/// The body, as much as its sender may send.
async fn read(world: &World, head: &Parts, path: &[String], body: Incoming) -> Result<Bytes, Reply> {
    let most = if world.recognizes(head, path) {
        BODY_LIMIT
    } else {
        STRANGERS_BODY
    };
    match timeout(world.limits.body, Limited::new(body, most).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        _ => Err(too_large()),
    }
}

/// The rest of the body is still on its way, so the connection cannot serve another request.
fn too_large() -> Reply {
    Reply::error(
        413,
        "RequestEntityTooLarge",
        "The request body is too large, too slow, or was cut off.",
    )
    .header("Connection", "close")
}

/// Runs the request through the script of faults.
async fn scripted(hosted: &Hosted, head: &Parts, path: &[String], body: &[u8], ids: &Ids) -> (Outcome, Option<String>) {
    let Some(method) = Method::parse(head.method.as_str()) else {
        return (Outcome::Whole(Reply::method_not_allowed()), None);
    };
    let below_version = match path.split_first() {
        Some((first, rest)) if Version::parse(first).is_some() => rest,
        _ => path,
    };
    let happening = hosted.state().faults.take(method, below_version);
    let (action, name) = happening.map(|happening| (happening.action, happening.text)).unzip();
    let effect = || effect(hosted, head, method, path, body, ids);
    let outcome = match action {
        None => Outcome::Whole(effect()),
        Some(Action::Slow(duration, When::Before)) => {
            hosted.clock.wait(duration).await;
            Outcome::Whole(effect())
        }
        Some(Action::Slow(duration, When::After)) => {
            let reply = effect();
            hosted.clock.wait(duration).await;
            Outcome::Whole(reply)
        }
        Some(Action::Status {
            status,
            retry_after,
            when,
        }) => {
            if when == When::After {
                drop(effect());
            }
            Outcome::Whole(failure::status(
                status,
                retry_after,
                below_version,
                &hosted.origin,
                hosted.clock.now(),
            ))
        }
        Some(Action::Reset(when)) => {
            if when == When::After {
                drop(effect());
            }
            Outcome::Reset
        }
        Some(Action::Truncate) => Outcome::Cut(effect()),
        Some(Action::Quoted) => Outcome::Whole(effect().quoted()),
        Some(Action::Html(status)) => Outcome::Whole(failure::gateway_page(status)),
        Some(Action::ExpiredToken) => Outcome::Whole(token_expired(&hosted.origin)),
        Some(Action::InsufficientClaims) => Outcome::Whole(claims_challenge(&hosted.origin, hosted.clock.now())),
    };
    (outcome, name)
}

/// The request does what it asks for.
fn effect(hosted: &Hosted, head: &Parts, method: Method, path: &[String], body: &[u8], ids: &Ids) -> Reply {
    let now = hosted.clock.now();
    let mut state = hosted.state();
    let State {
        tenant,
        authority,
        throttle,
        violations,
        faults,
        requests,
    } = &mut *state;
    let header = |name| {
        head.headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let authorization = header(AUTHORIZATION);
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let Some((version, rest)) = path
        .split_first()
        .and_then(|(first, rest)| Some((Version::parse(first)?, rest)))
    else {
        let lower: Vec<String> = path.iter().map(|segment| segment.to_ascii_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let visit = Visit::new(method == Method::Post, &lower, &query, body, now);
        if let Some(page) = portal::answer(&visit, tenant, authority) {
            return page;
        }
        let sign_in = SignIn {
            tenant,
            origin: &hosted.origin,
            now,
            authorization,
            identity_header: header(HeaderName::from_static("x-identity-header")),
            query: &query,
            body,
            correlation: ids.request,
        };
        schema::make_large_document();
        return authority.answer(method == Method::Post, &lower, &sign_in);
    };
    let caller = match authority.caller(authorization, &hosted.origin, now) {
        Ok(caller) => caller,
        Err(refused) => return refused,
    };
    let call = Call {
        method,
        version,
        route: call::route(rest),
        path: rest.to_vec(),
        query,
        body,
        media: header(CONTENT_TYPE),
        now,
        caller: &caller,
        eventual: head
            .headers
            .get("consistencylevel")
            .is_some_and(|level| level.as_bytes().eq_ignore_ascii_case(b"eventual")),
        origin: &hosted.origin,
    };
    let mut service = Service {
        tenant,
        throttle,
        violations,
    };
    match (method, call.segments().as_slice()) {
        (Method::Post, ["$batch"]) => batch::answer(&call, &mut service, faults, requests),
        _ => service.answer(call),
    }
}

/// What answers a request to Graph.
struct Service<'s> {
    tenant: &'s mut Tenant,
    throttle: &'s mut Throttle,
    violations: &'s mut Violations,
}

impl Service<'_> {
    fn answer(&mut self, call: Call<'_>) -> Reply {
        self.violations.look_at(&call, self.tenant);
        if let Some(refused) = self.throttle.refuse(&call, self.tenant) {
            return refused;
        }
        self.throttle
            .mark(routes::answer(call, self.tenant))
            .header("OData-Version", "4.0")
            .header("Cache-Control", "no-cache")
            .header("x-ms-resource-unit", "1")
    }
}
