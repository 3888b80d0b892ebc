//! `POST /$batch` (contract 3.5): up to 20 requests in one, each answered as if it had come by itself.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::response::{Ids, add_inner_error};
use super::{Service, failure};
use crate::call::{self, Call, Method, Query};
use crate::control::{RequestLog, RequestRecord};
use crate::faults::{Action, Faults, When};
use crate::reply::{Body, JSON_MEDIA, Reply};

/// Requests a batch may hold.
const MOST: usize = 20;

/// One request of it.
struct Item<'b> {
    id: &'b str,
    method: Method,
    /// Below the version, as sent.
    url: &'b str,
    body: Vec<u8>,
    media: Option<&'b str>,
    eventual: bool,
    /// Ids of others that must have gone well.
    after: Vec<&'b str>,
}

/// Answers them in their order; the script of faults meets each, as far as it is about a status.
pub(super) fn answer(call: &Call<'_>, service: &mut Service<'_>, faults: &mut Faults, log: &mut RequestLog) -> Reply {
    let body = match call.json() {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let items = match read(&body) {
        Ok(items) => items,
        Err(problem) => return Reply::error(400, "BadRequest", &problem),
    };
    let mut statuses: HashMap<&str, u16> = HashMap::new();
    let (mut answers, mut delay) = (Vec::new(), Duration::ZERO);
    for item in &items {
        let failed = |id: &&str| statuses.get(id).is_some_and(|status| *status >= 400);
        let (reply, fault) = match item.after.iter().any(failed) {
            true => (failed_dependency(), None),
            false => one(call, service, faults, item),
        };
        statuses.insert(item.id, reply.status);
        delay = delay.max(reply.delay);
        let ids = Ids::own();
        let path = format!("/{}{}", call.version.name(), item.url);
        log.add(RequestRecord::of_item(
            call.now,
            item.method.name(),
            &path,
            reply.status,
            &ids,
            fault,
        ));
        answers.push(shown(item, reply, call, &ids));
    }
    Reply::ok(json!({"responses": answers})).after(delay)
}

fn read(body: &Value) -> Result<Vec<Item<'_>>, String> {
    let requests = body["requests"].as_array().ok_or("Invalid batch payload format.")?;
    if requests.is_empty() || requests.len() > MOST {
        return Err(format!(
            "The number of batch request steps must be between 1 and {MOST}."
        ));
    }
    let mut items: Vec<Item<'_>> = Vec::new();
    for request in requests {
        let item = item(request).ok_or("Invalid batch payload format.")?;
        if items.iter().any(|before| before.id == item.id) {
            return Err(format!("The request id '{}' is used more than once.", item.id));
        }
        let known = |id: &&str| items.iter().any(|before| before.id == *id);
        if let Some(unknown) = item.after.iter().find(|id| !known(id)) {
            return Err(format!(
                "The request '{}' depends on '{unknown}', which does not precede it.",
                item.id
            ));
        }
        items.push(item);
    }
    Ok(items)
}

fn item(request: &Value) -> Option<Item<'_>> {
    let after = match &request["dependsOn"] {
        Value::Null => Vec::new(),
        Value::Array(ids) => ids.iter().map(Value::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    let headers = request["headers"].as_object();
    let header = |name: &str| {
        let mut headers = headers.into_iter().flatten();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| value.as_str())
    };
    let url = request["url"]
        .as_str()
        .filter(|url| url.starts_with('/') && !url.contains("$batch"))?;
    Some(Item {
        id: request["id"].as_str().filter(|id| !id.is_empty())?,
        method: Method::parse(&request["method"].as_str()?.to_ascii_uppercase())?,
        url,
        body: match &request["body"] {
            Value::Null => Vec::new(),
            body => body.to_string().into_bytes(),
        },
        media: header("Content-Type"),
        eventual: header("ConsistencyLevel").is_some_and(|level| level.eq_ignore_ascii_case("eventual")),
        after,
    })
}

/// The answer, and the line of the script that happened.
fn one(call: &Call<'_>, service: &mut Service<'_>, faults: &mut Faults, item: &Item<'_>) -> (Reply, Option<String>) {
    let (path, query) = item.url.split_once('?').unwrap_or((item.url, ""));
    let path = call::segments(path);
    let fault = faults.take(item.method, &path);
    let scripted = match fault.as_ref().map(|fault| &fault.action) {
        Some(&Action::Status {
            status,
            retry_after,
            when,
        }) => Some((failure::status(status, retry_after, &path, call.origin, call.now), when)),
        _ => None,
    };
    let mut effect = || {
        service.answer(Call {
            method: item.method,
            version: call.version,
            route: call::route(&path),
            path: path.clone(),
            query: Query::parse(query),
            body: &item.body,
            media: item.media,
            now: call.now,
            caller: call.caller,
            eventual: item.eventual,
            origin: call.origin,
        })
    };
    let happened = scripted.is_some();
    let reply = match scripted {
        None => effect(),
        Some((refusal, When::Before)) => refusal,
        Some((refusal, When::After)) => {
            drop(effect());
            refusal
        }
    };
    (reply, fault.map(|fault| fault.text).filter(|_| happened))
}

fn failed_dependency() -> Reply {
    Reply::error(
        424,
        "FailedDependency",
        "A request that this one depends on has failed.",
    )
}

fn shown(item: &Item<'_>, reply: Reply, call: &Call<'_>, ids: &Ids) -> Value {
    let mut headers: Map<String, Value> = reply
        .headers
        .into_iter()
        .map(|(name, value)| (name, json!(value)))
        .collect();
    let mut media = |media: &str| drop(headers.insert("Content-Type".to_owned(), json!(media)));
    let body = match reply.body {
        Body::Empty => None,
        Body::Json(mut body) => {
            media(JSON_MEDIA);
            if reply.status >= 400 {
                add_inner_error(&mut body, call.now, ids);
            }
            Some(body)
        }
        Body::Raw { media: kind, bytes } => {
            media(kind);
            // What is no JSON comes as Base64.
            let json = (kind == JSON_MEDIA)
                .then(|| serde_json::from_slice(&bytes).ok())
                .flatten();
            Some(json.unwrap_or_else(|| json!(STANDARD.encode(&bytes))))
        }
    };
    let mut answer = json!({"id": item.id, "status": reply.status, "headers": headers});
    if let Some(body) = body {
        answer["body"] = body;
    }
    answer
}
