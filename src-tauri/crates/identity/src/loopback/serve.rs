//! Connections of the listener: who is let in, and what they are told.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;
use url::form_urlencoded;

use super::request::{self, Refused, Request};
use super::{Answer, Desk};

/// Connections of each family at once; the oldest makes room for one more.
const AT_ONCE: usize = 16;
const CONNECTION_WITHIN: Duration = Duration::from_secs(5);
/// A browser that has something to ask asks at once.
const FIRST_BYTES_WITHIN: Duration = Duration::from_secs(1);
/// How long the browser may take to fetch the last page.
const LAST_PAGE_WITHIN: Duration = Duration::from_secs(5);

/// Nothing of the request is repeated, and whether it was a yes or a no is told there.
const DONE: &str = "Causeway has the answer. You can close this page and go back to Causeway.";

/// Not translated: the listener knows nothing of the person's language, and the window or the terminal tells it in that.
const TOO_LARGE: &str = "Your browser sent more cookies for localhost than Causeway reads, so this sign-in did not go through. Delete the \
    cookies of localhost in this browser, or use a private window, and sign in to Causeway again.";

/// The connections of one address family. One family that is overrun leaves the other as it was.
#[derive(Default)]
struct Family(VecDeque<AbortHandle>);

impl Family {
    /// Lets one more in; where there is no room, the oldest goes. Whoever holds connections open then shuts nobody out.
    fn let_in(&mut self, connection: AbortHandle) {
        self.0.retain(|earlier| !earlier.is_finished());
        if self.0.len() >= AT_ONCE
            && let Some(oldest) = self.0.pop_front()
        {
            oldest.abort();
        }
        self.0.push_back(connection);
    }
}

/// Accepts connections until the answer came and the last page was read.
pub(super) async fn serve(v4: TcpListener, v6: Option<TcpListener>, desk: Arc<Desk>) {
    let mut connections = JoinSet::new();
    let mut closes = std::pin::pin!(closing(&desk));
    let (mut of_v4, mut of_v6) = (Family::default(), Family::default());
    loop {
        let (accepted, family) = tokio::select! {
            () = &mut closes => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            accepted = v4.accept() => (accepted, &mut of_v4),
            accepted = accept(v6.as_ref()) => (accepted, &mut of_v6),
        };
        if let Ok((stream, _)) = accepted {
            let desk = Arc::clone(&desk);
            family.let_in(connections.spawn(async move {
                // Whoever is too slow is not waited for.
                let _ = timeout(CONNECTION_WITHIN, converse(stream, &desk)).await;
            }));
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
    if timeout(FIRST_BYTES_WITHIN, stream.readable()).await.is_err() {
        return;
    }
    let read = request::read(&mut stream).await;
    let response = match &read {
        Ok(request) => desk.respond(request),
        Err(refused) => desk.refuse(refused),
    };
    // Whoever has gone away needs no answer.
    if stream.write_all(response.as_bytes()).await.is_ok() && stream.shutdown().await.is_ok() && read.is_err() {
        request::read_off(stream).await;
    }
}

impl Desk {
    /// A page elsewhere can have a name that leads here (DNS rebinding).
    fn is_own(&self, host: &str) -> bool {
        [format!("localhost:{}", self.port), format!("127.0.0.1:{}", self.port)].contains(&host.to_owned())
    }

    /// What cannot be read ends nothing, unless it is the answer that is waited for: no other will come.
    fn refuse(&self, refused: &Refused) -> String {
        let begun = refused.begun.as_ref().filter(|begun| self.is_own(&begun.host));
        let query = begun.and_then(|begun| begun.target.strip_prefix("/?"));
        let ended = query.is_some_and(|query| self.has_our_state(query)) && self.hand_over(Answer::TooLarge);
        if !ended {
            return page(refused.status, "This is not an answer to a sign-in.");
        }
        self.shown.notify_one();
        page(refused.status, TOO_LARGE)
    }

    fn respond(&self, request: &Request) -> String {
        if !self.is_own(&request.host) {
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
        let answer = match (parameter(query, "code"), parameter(query, "error")) {
            (Some(code), None) => Some(Answer::Code(code.into())),
            (None, Some(error)) => Some(Answer::Refused {
                error,
                description: parameter(query, "error_description").unwrap_or_default(),
            }),
            _ => None,
        };
        let taken = self.has_our_state(query) && answer.is_some_and(|answer| self.hand_over(answer));
        if !taken {
            return page(400, "This is not the answer to the sign-in that is under way.");
        }
        // Away from the address that holds the code, before it is kept in a history.
        response("303 See Other", "Location: /done\r\n", "")
    }

    fn has_our_state(&self, query: &str) -> bool {
        let state = parameter(query, "state").unwrap_or_default();
        let own = self.state.expose_secret().as_bytes();
        aws_lc_rs::constant_time::verify_slices_are_equal(own, state.as_bytes()).is_ok()
    }

    /// Gives the one answer to whoever waits; false where one was given already.
    fn hand_over(&self, answer: Answer) -> bool {
        let Some(tell) = self.tell.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return false;
        };
        // Whoever waited may have stopped; then nobody needs it.
        let _ = tell.send(answer);
        self.answered.notify_one();
        true
    }
}

fn parameter(query: &str, wanted: &str) -> Option<String> {
    let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted);
    found.map(|(_, value)| value.into_owned())
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
