//! Somebody with a browser: opens pages, presses their buttons, follows where they lead.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::LOCATION;
use serde_json::Value;

use crate::client::{Answer, Tenant, read};

/// 43 characters, the least that PKCE allows.
pub(crate) const VERIFIER: &str = "a-verifier-of-forty-three-characters-000000";
pub(crate) const REDIRECT: &str = "http://localhost:49152";
pub(crate) const READ: &str = "openid profile offline_access Organization.Read.All Synchronization.Read.All";

/// What the browser shows, or where it was sent.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) html: String,
    pub(crate) location: Option<String>,
}

impl Page {
    pub(crate) async fn of(response: reqwest::Response) -> Self {
        let location = response
            .headers()
            .get(LOCATION)
            .map(|at| at.to_str().unwrap().to_owned());
        Self {
            status: response.status().as_u16(),
            location,
            html: response.text().await.unwrap(),
        }
    }

    fn ticket(&self) -> &str {
        let (_, rest) = self.html.split_once("name=\"ctx\" value=\"").unwrap();
        rest.split('"').next().unwrap()
    }

    /// A parameter of the address it was sent to.
    #[track_caller]
    pub(crate) fn told(&self, name: &str) -> String {
        let location = self.location.as_deref().unwrap_or_else(|| panic!("{}", self.html));
        let url = reqwest::Url::parse(location).unwrap();
        let found = url.query_pairs().find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    }
}

pub(crate) fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(
        &aws_lc_rs::digest::SHA256,
        VERIFIER.as_bytes(),
    ))
}

impl Tenant {
    /// Opens the authorize page of the run's application; an empty change leaves a parameter out.
    pub(crate) async fn authorize(&self, tenant: &str, changes: &[(&str, &str)]) -> Page {
        let connection = self.simulator.connection();
        let (client, challenge) = (connection.client_id.to_string(), challenge());
        let mut query = vec![
            ("client_id", client.as_str()),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("response_mode", "query"),
            ("scope", READ),
            ("state", "the state & more"),
            ("nonce", "the nonce"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("prompt", "select_account"),
            ("ticket", &connection.ticket),
        ];
        for (name, value) in changes {
            query.retain(|(key, _)| key != name);
            if !value.is_empty() {
                query.push((name, value));
            }
        }
        let url = format!("{}/{tenant}/oauth2/v2.0/authorize", connection.login);
        Page::of(self.browser().get(url).query(&query).send().await.unwrap()).await
    }

    /// Presses a button of a page.
    pub(crate) async fn press(&self, page: &Page, button: &str, value: &str) -> Page {
        let url = format!("{}/common/login", self.simulator.connection().login);
        let form = [("ctx", page.ticket()), (button, value)];
        Page::of(self.browser().post(url).form(&form).send().await.unwrap()).await
    }

    /// Signs in and consents; gives the answer of the token endpoint.
    pub(crate) async fn person(&self, address: &str, scope: &str) -> Value {
        let page = self.authorize("organizations", &[("scope", scope)]).await;
        let mut page = self.press(&page, "account", address).await;
        if page.location.is_none() {
            page = self.press(&page, "consent", "yes").await;
        }
        self.redeem(&page.told("code"), &[]).await.expect(200)
    }

    pub(crate) async fn redeem(&self, code: &str, changes: &[(&'static str, &str)]) -> Answer {
        let client = self.simulator.connection().client_id.to_string();
        let mut form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("client_id", client),
            ("code", code.to_owned()),
            ("code_verifier", VERIFIER.to_owned()),
            ("redirect_uri", REDIRECT.to_owned()),
            ("scope", READ.to_owned()),
        ];
        for (name, value) in changes {
            form.retain(|(key, _)| key != name);
            form.push((name, (*value).to_owned()));
        }
        self.token_request("organizations", &form).await
    }

    pub(crate) async fn renew(&self, refresh: &str, scope: &str) -> Answer {
        let form = [
            ("grant_type", "refresh_token".to_owned()),
            ("client_id", self.simulator.connection().client_id.to_string()),
            ("refresh_token", refresh.to_owned()),
            ("scope", scope.to_owned()),
        ];
        self.token_request("organizations", &form).await
    }

    /// A request to Graph with this token.
    pub(crate) async fn with_token(&self, token: &str, path: &str) -> Answer {
        read(self.http.get(self.url(path)).bearer_auth(token).send().await.unwrap()).await
    }

    pub(crate) fn browser(&self) -> reqwest::Client {
        let builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        builder.build().unwrap()
    }
}

/// What a token says of itself.
pub(crate) fn claims(token: &Value) -> Value {
    let payload = token.as_str().unwrap().split('.').nth(1).unwrap().to_owned();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
