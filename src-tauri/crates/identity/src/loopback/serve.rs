//! Connections of the listener: who is let in, and what they are told.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use url::form_urlencoded;

use super::request::{self, Request};
use super::{Answer, Desk};

const AT_ONCE: usize = 16;
const CONNECTION_WITHIN: Duration = Duration::from_secs(5);
/// How long the browser may take to fetch the last page.
const LAST_PAGE_WITHIN: Duration = Duration::from_secs(5);

/// Nothing of the request is repeated, and whether it was a yes or a no is told there.
const DONE: &str = "Causeway has the answer. You can close this page and go back to Causeway.";

/// Accepts connections until the answer came and the last page was read.
pub(super) async fn serve(v4: TcpListener, v6: Option<TcpListener>, desk: Arc<Desk>) {
    let mut connections = JoinSet::new();
    let mut closes = std::pin::pin!(closing(&desk));
    loop {
        let stream = tokio::select! {
            () = &mut closes => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            accepted = v4.accept(), if connections.len() < AT_ONCE => accepted,
            accepted = accept(v6.as_ref()), if connections.len() < AT_ONCE => accepted,
        };
        if let Ok((stream, _)) = stream {
            let desk = Arc::clone(&desk);
            connections.spawn(async move { timeout(CONNECTION_WITHIN, converse(stream, &desk)).await });
        }
    }
    // Those who are still being told something are.
    while connections.join_next().await.is_some() {}
}

/// Returns a moment after the answer came.
async fn closing(desk: &Desk) {
    desk.answered.notified().await;
    // A browser that never comes back for the page has the answer delivered all the same.
    let _ = timeout(LAST_PAGE_WITHIN, desk.shown.notified()).await;
}

async fn accept(listener: Option<&TcpListener>) -> std::io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}

async fn converse(mut stream: TcpStream, desk: &Desk) {
    let response = match request::read(&mut stream).await {
        Ok(request) => desk.respond(&request),
        Err(status) => page(status, "This is not an answer to a sign-in."),
    };
    // Whoever has gone away needs no answer.
    if stream.write_all(response.as_bytes()).await.is_ok() {
        let _ = stream.shutdown().await;
    }
}

impl Desk {
    fn respond(&self, request: &Request) -> String {
        let own = [format!("localhost:{}", self.port), format!("127.0.0.1:{}", self.port)];
        // A page elsewhere can have a name that leads here (DNS rebinding).
        if !own.contains(&request.host) {
            return page(421, "This address is for signing in to Causeway only.");
        }
        match request.target.split_once('?').unwrap_or((&request.target, "")) {
            ("/", query) => self.take(query),
            ("/done", "") if self.tell.lock().unwrap_or_else(PoisonError::into_inner).is_none() => {
                self.shown.notify_one();
                page(200, DONE)
            }
            _ => page(404, "There is nothing here."),
        }
    }

    /// Takes the first answer with our own state; any other ends nothing.
    fn take(&self, query: &str) -> String {
        let parameter = |wanted: &str| {
            let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.into_owned())
        };
        let state = parameter("state").unwrap_or_default();
        let own = self.state.expose_secret().as_bytes();
        let is_ours = aws_lc_rs::constant_time::verify_slices_are_equal(own, state.as_bytes()).is_ok();
        let answer = match (parameter("code"), parameter("error")) {
            (Some(code), None) => Some(Answer::Code(code.into())),
            (None, Some(error)) => Some(Answer::Refused {
                error,
                description: parameter("error_description").unwrap_or_default(),
            }),
            _ => None,
        };
        let mut tell = self.tell.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(answer), true, true) = (answer, is_ours, tell.is_some()) else {
            return page(400, "This is not the answer to the sign-in that is under way.");
        };
        if let Some(tell) = tell.take() {
            // Whoever waited may have stopped; then nobody needs it.
            let _ = tell.send(answer);
        }
        self.answered.notify_one();
        // Away from the address that holds the code, before it is kept in a history.
        response("303 See Other", "Location: /done\r\n", "")
    }
}

fn page(status: u16, text: &str) -> String {
    let reason = match status {
        200 => "200 OK",
        404 => "404 Not Found",
        405 => "405 Method Not Allowed",
        421 => "421 Misdirected Request",
        431 => "431 Request Header Fields Too Large",
        _ => "400 Bad Request",
    };
    response(reason, "", text)
}

fn response(status: &str, more: &str, text: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\n{more}Content-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{text}",
        text.len()
    )
}
