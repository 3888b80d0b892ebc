//! Somebody gives up at the very moment they are signed in.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use graph_simulator::{Options, Simulator, Timing};
use identity::{AccountKey, KeepError, RefreshTokens};
use journey_tests::agent::Agent;
use secrecy::SecretString;
use tokio::sync::mpsc;
use tokio::time::timeout;
use url::Url;

use super::{How, KnownAccount, SignInHost, SignInStorage, SignInWay};
use crate::{DemoTenant, NoUi, Session, SessionHandle};

const STUCK: Duration = Duration::from_secs(30);

/// Gives up when everything has been kept and the session has not yet heard of it.
#[derive(Debug)]
struct GivesUp {
    login: String,
    session: OnceLock<SessionHandle>,
    tells: mpsc::UnboundedSender<Told>,
}

#[derive(Debug)]
enum Told {
    SignedIn(KnownAccount),
    SignedOut(KnownAccount),
}

impl SignInHost for GivesUp {
    fn open(&self, address: &Url) {
        let presses = [("account", "sanne.devries@contoso.com"), ("consent", "yes")];
        let (agent, address) = (Agent::new(&self.login, "", &presses), address.to_string());
        tokio::spawn(async move { agent.come_back(&address).await });
    }

    fn signed_in(&self, known: &KnownAccount) -> io::Result<()> {
        self.session.get().unwrap().cancel_sign_in();
        self.tells.send(Told::SignedIn(known.clone())).map_err(io::Error::other)
    }

    fn tenant_named(&self, _: &KnownAccount, _: &str) {}

    fn signed_out(&self, known: &KnownAccount) {
        let _ = self.tells.send(Told::SignedOut(known.clone())); // the test may be over
    }
}

/// The refresh token of whoever signed in last.
#[derive(Debug, Default)]
struct OneToken(Mutex<Option<SecretString>>);

impl RefreshTokens for OneToken {
    fn load<'a>(&'a self, _: &'a AccountKey) -> BoxFuture<'a, Result<Option<SecretString>, KeepError>> {
        async { Ok(self.0.lock().unwrap().clone()) }.boxed()
    }

    fn save<'a>(&'a self, _: &'a AccountKey, token: SecretString) -> BoxFuture<'a, Result<(), KeepError>> {
        *self.0.lock().unwrap() = Some(token);
        async { Ok(()) }.boxed()
    }

    fn forget<'a>(&'a self, _: &'a AccountKey) -> BoxFuture<'a, Result<(), KeepError>> {
        *self.0.lock().unwrap() = None;
        async { Ok(()) }.boxed()
    }
}

#[tokio::test]
async fn who_gives_up_in_the_last_moment_is_not_remembered() {
    let simulator = Simulator::start(Options {
        timing: Timing::instant(),
        ..Options::default()
    })
    .unwrap();
    let at = simulator.connection();
    let tenant = at.tenant.to_string();
    let (key, ticket) = (at.control_key.clone(), at.ticket.clone());
    let demo = DemoTenant::new(&at.graph, &at.login, &tenant, at.client_id, key, ticket).unwrap();
    let (tells, mut told) = mpsc::unbounded_channel();
    let host = Arc::new(GivesUp {
        login: at.login.clone(),
        session: OnceLock::new(),
        tells,
    });
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(folder.path().to_owned(), Arc::new(NoUi));
    host.session.set(session.clone()).unwrap();

    let kept = Arc::new(OneToken::default());
    let place = SignInStorage {
        tokens: Arc::clone(&kept) as _,
        lasting: true,
        host: Arc::clone(&host) as _,
        journals: None,
    };
    let request = demo.sign_in_request(How::Anew(SignInWay::Browser), place);
    session.begin_sign_in(request).await.unwrap();
    let Some(Told::SignedIn(known)) = timeout(STUCK, told.recv()).await.unwrap() else {
        panic!("nobody signed in")
    };
    let Some(Told::SignedOut(forgotten)) = timeout(STUCK, told.recv()).await.unwrap() else {
        panic!("signed in twice")
    };
    assert_eq!(known, forgotten);
    assert!(kept.0.lock().unwrap().is_none());
    let mut views = session.watch();
    let seen = views.wait_for(|view| view.sign_in.is_none());
    let view = timeout(STUCK, seen).await.unwrap().unwrap().clone();
    assert!(view.tenant.is_none());
}
