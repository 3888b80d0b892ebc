//! A service as foreign as possible: it reads requests by hand, checks them as Microsoft's page says, and remembers what it took.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::wire::read;

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection ends without an answer; nothing was taken.
    LostBefore,
    /// The same, and all of it was taken.
    LostAfter,
    /// 202 with the half of a body.
    Half,
    /// 502 with a page of a gateway, before anything was taken.
    Gateway,
    /// The same, after all of it was taken.
    GatewayAfter,
    Answer(u16),
    /// 429, or 503, with a wait in seconds.
    Wait(u16, u32),
    /// Nothing comes, ever.
    Silence,
}

#[derive(Default)]
pub(crate) struct State {
    /// One for each request, in the order of their arrival.
    pub(crate) faults: VecDeque<Option<Fault>>,
    /// Numbers of people whom it refuses, whoever stands beside them.
    pub(crate) refused: HashSet<String>,
    /// People of one request at most.
    pub(crate) most: Option<usize>,
    /// So many in so long.
    pub(crate) window: Option<(usize, Duration)>,
    arrivals: Vec<Instant>,
    /// Bodies that were taken.
    pub(crate) taken: Vec<String>,
    /// Bodies whose 202 went out whole, which whoever lives on has read.
    answered: HashSet<String>,
    /// Sums of bodies of which a sender that was killed had noted that they were accepted.
    pub(crate) noted: Option<HashSet<String>>,
    pub(crate) requests: usize,
    pub(crate) throttled: usize,
    /// What it does not like about requests.
    pub(crate) complaints: Vec<String>,
    /// Managers who were not known yet when somebody came who reports to them.
    pub(crate) unknown_managers: Vec<String>,
}

impl State {
    /// How often each number was taken.
    pub(crate) fn people(&self) -> HashMap<String, usize> {
        let mut people = HashMap::new();
        for body in &self.taken {
            for number in numbers(body) {
                *people.entry(number).or_default() += 1;
            }
        }
        people
    }

    /// Whoever was taken twice came in the same request, whose answer nobody got.
    pub(crate) fn check(&self) {
        assert_eq!(self.complaints, [""; 0]);
        let mut seen: HashMap<String, &String> = HashMap::new();
        for body in &self.taken {
            for number in numbers(body) {
                let before = seen.insert(number, body);
                assert!(
                    before.is_none_or(|before| before == body),
                    "other bytes for the same person"
                );
            }
        }
    }
}

fn sum(body: &str) -> String {
    let sum = digest(&SHA256, body.as_bytes());
    sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn numbers(body: &str) -> Vec<String> {
    let body: Value = serde_json::from_str(body).unwrap();
    let operations = body["Operations"].as_array().unwrap().iter();
    operations
        .map(|one| one["data"]["externalId"].as_str().unwrap().to_owned())
        .collect()
}

pub(crate) struct Service {
    pub(crate) origin: String,
    pub(crate) state: Arc<Mutex<State>>,
    /// Told of each request when it has arrived, before it is answered.
    pub(crate) arrived: Arc<Notify>,
    _tasks: JoinSet<()>,
}

impl Service {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (state, arrived) = (Arc::<Mutex<State>>::default(), Arc::<Notify>::default());
        let mut tasks = JoinSet::new();
        let (of_state, of_arrived) = (Arc::clone(&state), Arc::clone(&arrived));
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&of_state), Arc::clone(&of_arrived)));
            }
        });
        Self {
            origin,
            state,
            arrived,
            _tasks: tasks,
        }
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>, arrived: Arc<Notify>) {
    let mut buffer = Vec::new();
    while let Some((head, body)) = read(&mut stream, &mut buffer).await {
        let answer = answer(&mut state.lock().unwrap(), &head, &body);
        arrived.notify_one();
        let Some((answer, whole)) = answer else {
            std::future::pending().await
        };
        if answer.is_empty() {
            stream.set_zero_linger().unwrap();
            return;
        }
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        if !whole {
            let _ = stream.shutdown().await;
            return;
        }
    }
}

/// The answer, and whether it is whole; empty to hang up, none for silence.
fn answer(state: &mut State, head: &str, body: &str) -> Option<(String, bool)> {
    state.requests += 1;
    let fault = state.faults.pop_front().flatten();
    let now = Instant::now();
    state.arrivals.push(now);
    if let Some((most, window)) = state.window {
        state.arrivals.retain(|at| *at + window > now);
        if state.arrivals.len() > most {
            state.throttled += 1;
            return Some((reply(429, "Retry-After: 1\r\n", ""), true));
        }
    }
    if let Some(complaint) = complaint(head, body) {
        state.complaints.push(complaint);
    }
    let take = |state: &mut State| {
        let known: HashSet<String> = state.people().into_keys().chain(numbers(body)).collect();
        let read: Value = serde_json::from_str(body).unwrap();
        for one in read["Operations"].as_array().unwrap() {
            let enterprise = &one["data"]["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"];
            if let Some(manager) = enterprise["manager"]["value"].as_str()
                && !known.contains(manager)
            {
                state.unknown_managers.push(manager.to_owned());
            }
        }
        let is_known = match &state.noted {
            Some(noted) => noted.contains(&sum(body)),
            None => state.answered.contains(body),
        };
        if is_known {
            state
                .complaints
                .push("a request that was answered came again".to_owned());
        }
        state.taken.push(body.to_owned());
    };
    let people = numbers(body);
    match fault {
        Some(Fault::LostBefore) => return Some((String::new(), false)),
        Some(Fault::LostAfter) => {
            take(state);
            return Some((String::new(), false));
        }
        Some(Fault::Half) => {
            take(state);
            // The status has come, and it is all there is to know.
            state.answered.insert(body.to_owned());
            return Some((
                reply(202, "", "0123456789")[..].trim_end_matches("56789").to_owned(),
                false,
            ));
        }
        Some(Fault::Gateway) => return Some((reply(502, "", "<html>Bad gateway</html>"), true)),
        Some(Fault::GatewayAfter) => {
            take(state);
            return Some((reply(502, "", "<html>Bad gateway</html>"), true));
        }
        Some(Fault::Answer(status)) => return Some((refusal(status, body), true)),
        Some(Fault::Wait(status, seconds)) => {
            return Some((reply(status, &format!("Retry-After: {seconds}\r\n"), ""), true));
        }
        Some(Fault::Silence) => return None,
        None => {}
    }
    if state.most.is_some_and(|most| people.len() > most) {
        return Some((refusal(413, body), true));
    }
    if people.iter().any(|one| state.refused.contains(one)) {
        return Some((refusal(400, body), true));
    }
    take(state);
    state.answered.insert(body.to_owned());
    Some((reply(202, "Location: https://graph.microsoft.com/v1.0/x\r\n", ""), true))
}

/// Says back what it was sent, in every place where a service may put words.
fn refusal(status: u16, body: &str) -> String {
    let read: Value = serde_json::from_str(body).unwrap();
    let said = read["Operations"][0]["data"]["displayName"]
        .as_str()
        .unwrap_or_default();
    let error = serde_json::json!({"error": {"code": said, "message": format!("Invalid Data Format: {said}"), "innerError": {"request-id": said}}});
    let header = format!("request-id: {said}\r\nContent-Type: application/json\r\n");
    reply(status, &header, &error.to_string())
}

fn reply(status: u16, headers: &str, body: &str) -> String {
    let id = if headers.contains("request-id") {
        ""
    } else {
        "request-id: 0e5c1f4a-53a4-4f0e-9a3c-8a1d2c9b7e10\r\n"
    };
    format!(
        "HTTP/1.1 {status} X\r\n{id}{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// What is wrong with a request by Microsoft's page.
fn complaint(head: &str, body: &str) -> Option<String> {
    let lower = head.to_ascii_lowercase();
    if !head.starts_with("POST /v1.0/servicePrincipals/sp/synchronization/jobs/API2AAD.1/bulkUpload HTTP/1.1") {
        return Some(format!("another address: {}", head.lines().next().unwrap_or_default()));
    }
    if !lower.contains("content-type: application/scim+json\r\n") {
        return Some("another media type".to_owned());
    }
    if body.len() > 1024 * 1024 {
        return Some("too large".to_owned());
    }
    let read: Value = serde_json::from_str(body).unwrap();
    let operations = read["Operations"].as_array().unwrap();
    if operations.is_empty() || operations.len() > 50 {
        return Some(format!("{} operations", operations.len()));
    }
    let ids: HashSet<&str> = operations.iter().map(|one| one["bulkId"].as_str().unwrap()).collect();
    let numbers: HashSet<String> = numbers(body).into_iter().collect();
    if ids.len() != operations.len() || numbers.len() != operations.len() {
        return Some("somebody twice in one request".to_owned());
    }
    let odd = |one: &&Value| one["method"] != "POST" || one["path"] != "/Users" || !one["data"]["schemas"].is_array();
    operations
        .iter()
        .find(odd)
        .map(|one| format!("an odd operation: {one}"))
}
