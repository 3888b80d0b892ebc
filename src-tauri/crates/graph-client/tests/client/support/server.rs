use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::reply::{Answer, Reply};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(header, _)| header == name)?;
        Some(value)
    }
}

/// Plays its script, one reply for each request, over as many connections as come.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    left: Arc<Mutex<VecDeque<Reply>>>,
    tasks: JoinSet<()>,
}

impl Server {
    pub(crate) async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let left: Arc<Mutex<VecDeque<_>>> = Arc::new(Mutex::new(script.into_iter().collect()));
        let mut tasks = JoinSet::new();
        let (told, script) = (Arc::clone(&seen), Arc::clone(&left));
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&told), Arc::clone(&script)));
            }
        });
        Self {
            address,
            seen,
            left,
            tasks,
        }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections.
    pub(crate) async fn close(&mut self) {
        self.tasks.shutdown().await;
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn add(&self, reply: Reply) {
        self.left.lock().unwrap().push_back(reply);
    }

    pub(crate) fn replies_left(&self) -> usize {
        self.left.lock().unwrap().len()
    }
}

async fn serve(mut stream: TcpStream, seen: Arc<Mutex<Vec<Seen>>>, script: Arc<Mutex<VecDeque<Reply>>>) {
    let mut buffer = Vec::new();
    while let Some(request) = read(&mut stream, &mut buffer).await {
        seen.lock().unwrap().push(request);
        let reply = script.lock().unwrap().pop_front();
        match reply.unwrap_or_else(|| Reply::page(599, "the script has ended")) {
            Reply::Answer(answer) => {
                if stream.write_all(&bytes(&answer)).await.is_err() {
                    return;
                }
            }
            Reply::Half(answer) => {
                let bytes = bytes(&answer);
                let half = bytes.len() - answer.body.len() / 2 - 1;
                let _ = stream.write_all(&bytes[..half]).await;
                let _ = stream.shutdown().await;
                return;
            }
            Reply::Trickle(answer) => {
                let bytes = bytes(&answer);
                let (head, body) = bytes.split_at(bytes.len() - answer.body.len());
                let _ = stream.write_all(head).await;
                for byte in body {
                    if stream.write_all(&[*byte]).await.is_err() {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
            Reply::HangUp => return,
            Reply::Reset => {
                stream.set_zero_linger().unwrap();
                return;
            }
            Reply::Silence => std::future::pending().await,
        }
    }
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Seen> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, value)| value.parse().unwrap());
    while buffer.len() < end + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8(buffer[end..end + length].to_vec()).unwrap();
    buffer.drain(..end + length);
    Some(Seen {
        method,
        path,
        headers,
        body,
    })
}

fn bytes(answer: &Answer) -> Vec<u8> {
    let mut head = format!(
        "HTTP/1.1 {} Scripted\r\nrequest-id: server-{}\r\n",
        answer.status, answer.status
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if answer.status != 204 {
        head.push_str(&format!("Content-Length: {}\r\n", answer.body.len()));
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(&answer.body);
    bytes
}
