//! The little of HTTP that a redirect needs.

use tokio::io::{AsyncRead, AsyncReadExt};

/// Longer heads are refused; a code and a state take some 2 KB.
const LONGEST_HEAD: usize = 16 * 1024;

/// A request without body: its target and the host it was sent to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// As in `/?code=…`.
    pub(super) target: String,
    pub(super) host: String,
}

/// Why a request is not read further, as an HTTP status.
pub(super) type Refused = u16;

/// Reads the head of a request.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Request, Refused> {
    let mut head = Vec::with_capacity(2048);
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        if head.len() >= LONGEST_HEAD {
            return Err(431);
        }
        let mut room = (&mut *stream).take((LONGEST_HEAD - head.len()) as u64);
        match room.read_buf(&mut head).await {
            Ok(1..) => {}
            Ok(0) | Err(_) => return Err(400),
        }
    }
    parse(&head)
}

fn parse(head: &[u8]) -> Result<Request, Refused> {
    let head = std::str::from_utf8(head).map_err(|_| 400u16)?;
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(400);
    };
    if method != "GET" {
        return Err(405);
    }
    let mut hosts = lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    });
    match (hosts.next(), hosts.next()) {
        (Some(host), None) if target.starts_with('/') => Ok(Request {
            target: target.to_owned(),
            host: host.to_ascii_lowercase(),
        }),
        _ => Err(400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_all(bytes: &[u8]) -> Result<Request, Refused> {
        read(&mut &bytes[..]).await
    }

    #[tokio::test]
    async fn a_redirect_is_read() {
        let read = read_all(b"GET /?code=x HTTP/1.1\r\nAccept: */*\r\nHOST: Localhost:80\r\n\r\n").await;
        let expected = Request {
            target: "/?code=x".to_owned(),
            host: "localhost:80".to_owned(),
        };
        assert_eq!(read.unwrap(), expected);
    }

    #[tokio::test]
    async fn everything_else_is_refused() {
        let endless = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &vec![b'a'; 1024 * 1024]].concat();
        for (bytes, status) in [
            (b"".as_slice(), 400),
            (b"GET / HTTP/1.1\r\nHost: a\r\n", 400),
            (b"GET / HTTP/1.1\r\n\r\n", 400),
            (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            (b"GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400),
            (b"\xff\xfe\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            (&endless, 431),
        ] {
            assert_eq!(
                read_all(bytes).await,
                Err(status),
                "{:?}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(40)])
            );
        }
    }
}
