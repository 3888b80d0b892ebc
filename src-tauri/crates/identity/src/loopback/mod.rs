//! Where the browser brings the answer of a sign-in: a listener on this machine, for one answer.
//!
//! It listens on both address families, since `localhost` may mean either to a browser and another program could own
//! the port on the other one. Whatever is not the answer to our own request is refused and ends nothing.

mod request;
mod serve;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use crate::AuthError;

/// Ports to try before the machine is believed to have none that is free on both families.
const TRIES: usize = 16;

/// What the sign-in service sent by way of the browser.
pub(crate) enum Answer {
    Code(SecretString),
    /// `error` and `error_description`.
    Refused {
        error: String,
        description: String,
    },
    /// Our own, with more beside it than is read.
    TooLarge,
}

/// A listener that waits for one answer. Dropped before it came, it closes.
pub(crate) struct Loopback {
    port: u16,
    answer: oneshot::Receiver<Answer>,
    listening: JoinHandle<()>,
    answered: bool,
}

/// What the connections share.
struct Desk {
    port: u16,
    /// What the request carried and the answer must bring back.
    state: SecretString,
    /// Taken by the one answer.
    tell: Mutex<Option<oneshot::Sender<Answer>>>,
    /// The answer came.
    answered: Notify,
    /// The last page was read.
    shown: Notify,
}

impl Loopback {
    /// Listens for the answer that brings back this `state`.
    pub(crate) async fn open(state: SecretString) -> Result<Self, AuthError> {
        let (v4, v6) = bind().await.map_err(|problem| AuthError::Here {
            reason: format!("cannot listen for the browser's answer: {problem}"),
        })?;
        let port = v4.local_addr().map_or(0, |address| address.port());
        let (tell, answer) = oneshot::channel();
        let desk = Arc::new(Desk {
            port,
            state,
            tell: Mutex::new(Some(tell)),
            answered: Notify::new(),
            shown: Notify::new(),
        });
        let listening = tokio::spawn(serve::serve(v4, v6, desk));
        Ok(Self {
            port,
            answer,
            listening,
            answered: false,
        })
    }

    /// The only form that is registered everywhere: Entra ignores the port, and takes neither `[::1]` nor, in the portal,
    /// `http://127.0.0.1`.
    pub(crate) fn redirect_uri(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Waits for the answer. The last page is still served afterwards, for a moment, even when this is dropped.
    pub(crate) async fn answer(&mut self) -> Result<Answer, AuthError> {
        let answer = (&mut self.answer).await;
        self.answered = answer.is_ok();
        answer.map_err(|_| AuthError::Here {
            reason: "the listener for the browser's answer ended".to_owned(),
        })
    }

    /// Waits until the browser has the last page, or that moment is over.
    pub(crate) async fn last_page(mut self) {
        let _ = (&mut self.listening).await; // it may have broken off
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        if !self.answered {
            self.listening.abort();
        }
    }
}

/// One port on both families; a machine without IPv6 has one.
async fn bind() -> std::io::Result<(TcpListener, Option<TcpListener>)> {
    let mut taken = None;
    for _ in 0..TRIES {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = v4.local_addr()?.port();
        match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
            Ok(v6) => return Ok((v4, Some(v6))),
            Err(problem) if problem.kind() == std::io::ErrorKind::AddrInUse => taken = Some(problem),
            Err(_) => return Ok((v4, None)),
        }
    }
    Err(taken.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()))
}
