//! The little of HTTP that a redirect needs.

use tokio::io::{AsyncRead, AsyncReadExt};

/// Longer heads are refused. A code and a state take some 2 KB; a browser adds the cookies of every other program that was ever at
/// `localhost`, whatever its port.
const LONGEST_HEAD: usize = 64 * 1024;
/// So much more of what is refused is taken off the line: a browser that is still sending does not read.
const REST: u64 = 1024 * 1024;

/// A request without body: its target and the host it was sent to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// As in `/?code=…`.
    pub(super) target: String,
    pub(super) host: String,
}

/// Why a request is not read further.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// HTTP status.
    pub(super) status: u16,
    /// What a head that is too long begins with.
    pub(super) begun: Option<Request>,
}

impl From<u16> for Refused {
    fn from(status: u16) -> Self {
        Self { status, begun: None }
    }
}

/// Reads the head of a request.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Request, Refused> {
    let mut head = Vec::with_capacity(2048);
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        if head.len() >= LONGEST_HEAD {
            return Err(Refused {
                status: 431,
                begun: parse(&head).ok(),
            });
        }
        let mut room = (&mut *stream).take((LONGEST_HEAD - head.len()) as u64);
        match room.read_buf(&mut head).await {
            Ok(1..) => {}
            Ok(0) | Err(_) => return Err(400.into()),
        }
    }
    Ok(parse(&head)?)
}

/// Reads what is still being sent, to its end or a limit.
pub(super) async fn read_off(stream: impl AsyncRead + Unpin) {
    let mut rest = stream.take(REST);
    let _ = tokio::io::copy(&mut rest, &mut tokio::io::sink()).await; // a line that broke is read off
}

fn parse(head: &[u8]) -> Result<Request, u16> {
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

    async fn read_all(bytes: &[u8]) -> Result<Request, u16> {
        read(&mut &bytes[..]).await.map_err(|refused| refused.status)
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
    async fn many_cookies_are_read_and_too_many_leave_what_was_asked_for() {
        let head = |cookies: usize| {
            let cookies = "c".repeat(cookies);
            format!("GET /?code=x HTTP/1.1\r\nHost: localhost:80\r\nCookie: {cookies}\r\n\r\n").into_bytes()
        };
        let expected = Request {
            target: "/?code=x".to_owned(),
            host: "localhost:80".to_owned(),
        };
        assert_eq!(read(&mut &head(60_000)[..]).await.unwrap(), expected);
        let refused = read(&mut &head(70_000)[..]).await.unwrap_err();
        assert_eq!((refused.status, refused.begun), (431, Some(expected)));
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
