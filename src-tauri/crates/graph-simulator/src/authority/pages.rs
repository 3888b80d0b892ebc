//! What people see when they sign in: plain HTML, no scripts, everything that is not ours escaped.

use std::collections::BTreeSet;

use super::SignIn;
use super::refusal::Refusal;
use crate::accounts::Account;
use crate::call::Query;
use crate::reply::{Body, Reply};

const STYLE: &str = "body{margin:0;background:#f2f2f2;color:#1b1b1b;font:16px/1.4 'Segoe UI',system-ui,sans-serif}\
main{max-width:26rem;margin:8vh auto;padding:2.5rem;background:#fff;box-shadow:0 2px 6px #0003;overflow-wrap:anywhere}\
h1{font-size:1.5rem;font-weight:600;margin:.5rem 0 1rem}small,.note{color:#5c5c5c}form{margin:0}\
button{font:inherit;padding:.5rem 1.25rem;border:1px solid #8a8886;background:#fff;color:#1b1b1b;cursor:pointer}\
button:focus-visible,input:focus-visible{outline:3px solid #0067b8;outline-offset:2px}\
button.main{background:#0067b8;border-color:#0067b8;color:#fff}\
button.person{display:block;width:100%;text-align:left;border:0;border-bottom:1px solid #e1e1e1;padding:.75rem .25rem}\
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #8a8886;margin:.25rem 0 1rem}\
@media(prefers-color-scheme:dark){body{background:#1b1b1b}main{background:#2b2b2b;color:#f5f5f5}small,.note{color:#c8c8c8}\
button,input{background:#2b2b2b;color:#f5f5f5}}";

/// Forms may end at the application's listener, so that is where a form may lead.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://localhost:*; base-uri 'none'; frame-ancestors 'none'";

pub(super) fn accounts(ticket: &str, hint: &str, accounts: &[Account], sign_in: &SignIn<'_>) -> Reply {
    let people: String = accounts
        .iter()
        .map(|account| {
            let inside = format!(
                "<strong>{}</strong><br>{}<br><small>{}</small>",
                escape(account.name),
                escape(&account.address),
                account.role.name()
            );
            format!(
                "<button class=\"person\" name=\"account\" value=\"{}\">{inside}</button>",
                escape(&account.address)
            )
        })
        .collect();
    let company = escape(&sign_in.tenant.names.display_name);
    let other = format!(
        "<label>Use another account<input name=\"address\" type=\"email\" value=\"{}\" required autocomplete=\"off\"></label>\
        <button class=\"main\">Next</button>",
        escape(hint)
    );
    let body = format!(
        "<p class=\"note\">{company}</p>{}<br>{}",
        form(ticket, &people),
        form(ticket, &other)
    );
    page(200, "Pick an account", &body)
}

pub(super) fn factors(ticket: &str, account: &Account) -> Reply {
    let body = format!(
        "<p>{}</p><p>Open your authenticator app and approve the request.</p>{}{}",
        escape(&account.address),
        form(
            ticket,
            "<button class=\"main\" name=\"factors\" value=\"approved\">I have approved it</button>"
        ),
        back(ticket, "cancel", "Cancel")
    );
    page(200, "Approve sign-in request", &body)
}

pub(super) fn consent(
    ticket: &str,
    account: &Account,
    app: &str,
    wanted: &BTreeSet<String>,
    sign_in: &SignIn<'_>,
) -> Reply {
    let list: String = wanted.iter().map(|name| format!("<li>{}</li>", escape(name))).collect();
    let body = format!(
        "<p>{}</p><p><strong>{}</strong> would like to do this for {}:</p><ul>{list}</ul>{}{}",
        escape(&account.address),
        escape(app),
        escape(&sign_in.tenant.names.display_name),
        form(
            ticket,
            "<button class=\"main\" name=\"consent\" value=\"yes\">Accept</button>"
        ),
        back(ticket, "cancel", "Cancel")
    );
    page(200, "Permissions requested", &body)
}

pub(super) fn approval(ticket: &str, account: &Account, app: &str) -> Reply {
    let body = format!(
        "<p>{}</p><p>{} needs permission to access resources in your organization that only an admin can grant.</p>{}",
        escape(&account.address),
        escape(app),
        back(ticket, "90094", "Return to the application without granting consent")
    );
    page(200, "Need admin approval", &body)
}

/// An error of the sign-in; with a ticket there is a way back to the application.
pub(super) fn refused(refusal: &Refusal, sign_in: &SignIn<'_>, ticket: Option<&str>) -> Reply {
    let code = refusal.code();
    let way_back = ticket.map(|ticket| back(ticket, &code.to_string(), "Return to the application"));
    let body = format!(
        "<p>{}</p>{}",
        escape(&refusal.tell(sign_in).description),
        way_back.unwrap_or_default()
    );
    page(400, &format!("You cannot sign in: AADSTS{code}"), &body)
}

/// The ticket of the run is not in the link. Typing it leads on to the page that was asked for.
pub(crate) fn ticket(action: &str, query: &Query) -> Reply {
    let asked = query.pairs().filter(|(name, _)| *name != "ticket");
    let kept: String = asked.map(|(name, value)| hidden(name, value)).collect();
    let body = format!(
        "<p>This demo tenant belongs to a person on this computer. Its ticket is in the link that Causeway opens, and in the line \
        that graph-simulator prints.</p><form method=\"get\" action=\"{}\">{kept}<label>Ticket<input name=\"ticket\" required \
        autocomplete=\"off\"></label><button class=\"main\">Next</button></form>",
        escape(action)
    );
    page(403, "Which ticket?", &body)
}

fn hidden(name: &str, value: &str) -> String {
    let (name, value) = (escape(name), escape(value));
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
}

pub(super) fn device_code(wrong: bool, ticket: &str) -> Reply {
    let told = if wrong {
        "<p role=\"alert\">That code is not known, or its time is over.</p>"
    } else {
        ""
    };
    let body = format!(
        "{told}<p>Enter the code shown by the application. Only go on if you started this yourself.</p>\
        <form method=\"post\" action=\"/common/oauth2/deviceauth\">{}<label>Code<input name=\"otc\" required autocomplete=\"off\"></label>\
        <button class=\"main\">Next</button></form>",
        hidden("ticket", ticket)
    );
    page(200, "Enter code", &body)
}

pub(super) fn device_done() -> Reply {
    page(
        200,
        "You have signed in",
        "<p>You can close this page and go back to the application.</p>",
    )
}

pub(super) fn device_declined() -> Reply {
    page(
        200,
        "You have not signed in",
        "<p>The application has been told. You can close this page.</p>",
    )
}

pub(super) fn signed_out() -> Reply {
    page(200, "You signed out", "<p>You can close this page.</p>")
}

/// The provisioning page of an app that wants a person to sign in to it.
pub(crate) fn authorize(action: &str, app: &str, ticket: &str, is_done: bool) -> Reply {
    let told = if is_done {
        "It was authorized before. Authorizing it again replaces what is stored."
    } else {
        "It has not been authorized yet."
    };
    let body = format!(
        "<p>{told}</p><form method=\"post\" action=\"{}\">{}<button class=\"main\">Authorize</button></form>",
        escape(action),
        hidden("ticket", ticket)
    );
    page(200, &format!("Provisioning of {app}"), &body)
}

pub(crate) fn authorized(app: &str) -> Reply {
    let title = format!("{app} is authorized");
    page(
        200,
        &title,
        "<p>You can close this page and go back to the application.</p>",
    )
}

pub(crate) fn not_by_sign_in(app: &str) -> Reply {
    let body = "<p>This app takes an address and a token, and nobody has to sign in to it.</p>";
    page(200, &format!("Provisioning of {app}"), body)
}

pub(crate) fn no_app() -> Reply {
    page(404, "There is no such app", "<p>It may have been deleted.</p>")
}

fn form(ticket: &str, inside: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/common/login\">{}{inside}</form>",
        hidden("ctx", ticket)
    )
}

fn back(ticket: &str, why: &str, words: &str) -> String {
    form(
        ticket,
        &format!("<br><button name=\"back\" value=\"{why}\">{words}</button>"),
    )
}

fn page(status: u16, title: &str, body: &str) -> Reply {
    let title = escape(title);
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
        <title>{title}</title><style>{STYLE}</style></head><body><main><small>Demo tenant</small><h1>{title}</h1>{body}</main></body></html>"
    );
    let body = Body::Raw {
        media: "text/html; charset=utf-8",
        bytes: page.into_bytes().into(),
    };
    Reply::new(status, body)
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", POLICY)
        // A browser tells the forms' origin as `null` under a stricter one, and the server takes its own only.
        .header("Referrer-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_stays_text() {
        assert_eq!(
            escape("<img src='x' a=\"b\">&"),
            "&lt;img src=&#39;x&#39; a=&quot;b&quot;&gt;&amp;"
        );
    }
}
