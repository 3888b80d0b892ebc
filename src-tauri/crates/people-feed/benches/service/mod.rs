//! A service that takes 40 calls in any five seconds and answers after a while.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::wire::read;

const CALLS: usize = 40;
const WINDOW: Duration = Duration::from_secs(5);

#[derive(Default)]
struct State {
    window: VecDeque<Instant>,
    first: Option<Instant>,
    last: Option<Instant>,
    calls: usize,
    throttled: usize,
    numbers: HashSet<String>,
    most: usize,
    /// Digests of the bodies that came, and of those that the sender has noted as accepted.
    bodies: HashSet<Vec<u8>>,
    noted: HashSet<Vec<u8>>,
    repeated: usize,
    repeated_though_noted: usize,
}

/// What it saw.
pub(crate) struct Seen {
    /// From the arrival of the first call to the last answer.
    pub(crate) took: Duration,
    pub(crate) calls: usize,
    pub(crate) throttled: usize,
    /// Different numbers.
    pub(crate) people: usize,
    /// In one call.
    pub(crate) most: usize,
    /// Calls that came before, and those of them that were noted as accepted.
    pub(crate) repeated: usize,
    pub(crate) repeated_though_noted: usize,
}

pub(crate) struct Service {
    pub(crate) origin: String,
    state: Arc<Mutex<State>>,
    _tasks: JoinSet<()>,
}

impl Service {
    pub(crate) async fn start(answers_after: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<Mutex<State>>::default();
        let mut tasks = JoinSet::new();
        let of_state = Arc::clone(&state);
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&of_state), answers_after));
            }
        });
        Self {
            origin,
            state,
            _tasks: tasks,
        }
    }

    pub(crate) fn seen(&self) -> Seen {
        let state = self.state.lock().unwrap();
        Seen {
            took: state.last.unwrap() - state.first.unwrap(),
            calls: state.calls,
            throttled: state.throttled,
            people: state.numbers.len(),
            most: state.most,
            repeated: state.repeated,
            repeated_though_noted: state.repeated_though_noted,
        }
    }

    pub(crate) fn calls(&self) -> usize {
        self.state.lock().unwrap().calls
    }

    /// The sender has noted bodies with these digests as accepted.
    pub(crate) fn are_noted(&self, digests: impl Iterator<Item = Vec<u8>>) {
        self.state.lock().unwrap().noted.extend(digests);
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>, answers_after: Duration) {
    stream.set_nodelay(true).unwrap();
    let mut buffer = Vec::new();
    while let Some((_, body)) = read(&mut stream, &mut buffer).await {
        let taken = take(&mut state.lock().unwrap(), &body);
        tokio::time::sleep(answers_after).await;
        let answer = match taken {
            true => "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
            false => "HTTP/1.1 429 Too Many\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n",
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        state.lock().unwrap().last = Some(Instant::now());
    }
}

fn take(state: &mut State, body: &str) -> bool {
    let now = Instant::now();
    state.calls += 1;
    state.first.get_or_insert(now);
    while state.window.front().is_some_and(|at| *at + WINDOW <= now) {
        state.window.pop_front();
    }
    state.window.push_back(now);
    if state.window.len() > CALLS {
        state.throttled += 1;
        return false;
    }
    let sum = digest(&SHA256, body.as_bytes()).as_ref().to_vec();
    state.repeated_though_noted += usize::from(state.noted.contains(&sum));
    state.repeated += usize::from(!state.bodies.insert(sum));
    let people: Vec<&str> = body.split("\"externalId\":\"").skip(1).collect();
    state.most = state.most.max(people.len());
    let numbers = people.iter().filter_map(|rest| rest.split('"').next());
    state.numbers.extend(numbers.map(str::to_owned));
    true
}
