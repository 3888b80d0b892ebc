use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// What the server does with one request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Answer(Answer),
    /// Closes the connection without a word.
    HangUp,
    /// Resets the connection without a word.
    Reset,
    /// Announces a body and sends half of it.
    Half(Answer),
    /// Announces a body and sends a byte of it now and then.
    Trickle(Answer),
    /// Never answers.
    Silence,
}

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let answer = Answer {
            status,
            headers: Vec::new(),
            body: body.to_string().into_bytes(),
        };
        Self::Answer(answer).with("Content-Type", "application/json")
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self::Answer(Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        })
    }

    pub(crate) fn page(status: u16, html: &str) -> Self {
        let answer = Answer {
            status,
            headers: Vec::new(),
            body: html.as_bytes().to_vec(),
        };
        Self::Answer(answer).with("Content-Type", "text/html")
    }

    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        let inner = json!({"date": "2026-03-14T15:01:03", "request-id": "inner"});
        let body = json!({"error": {"code": code, "message": message, "innerError": inner}});
        Self::json(status, &body)
    }

    pub(crate) fn list(items: Value) -> Self {
        Self::json(200, &json!({ "value": items }))
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Self::Answer(answer) | Self::Half(answer) | Self::Trickle(answer) = &mut self {
            answer.headers.push((name.to_owned(), value.into()));
        }
        self
    }

    pub(crate) fn gzipped(self) -> Self {
        let Self::Answer(mut answer) = self else {
            panic!("only a whole answer is compressed");
        };
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&answer.body).unwrap();
        answer.body = encoder.finish().unwrap();
        Self::Answer(answer).with("Content-Encoding", "gzip")
    }

    pub(crate) fn trickling(self) -> Self {
        match self {
            Self::Answer(answer) => Self::Trickle(answer),
            other => other,
        }
    }

    pub(crate) fn halved(self) -> Self {
        match self {
            Self::Answer(answer) => Self::Half(answer),
            other => other,
        }
    }
}
