//! Somebody with a browser, by plain HTTP.

use reqwest::redirect::Policy;
use serde_json::Value;

/// Presses these buttons of the sign-in pages, one after the other.
#[derive(Debug)]
pub struct Agent {
    http: reqwest::Client,
    login: String,
    ticket: String,
    presses: Vec<(String, String)>,
}

impl Agent {
    /// Somebody at the sign-in service at `login`, who knows the ticket of its run, presses the buttons and fills in the fields of
    /// these names. Without a ticket the links must hold it.
    #[must_use]
    pub fn new(login: &str, ticket: &str, presses: &[(&str, &str)]) -> Self {
        let presses = presses.iter();
        Self {
            http: client(Policy::none()),
            login: login.to_owned(),
            ticket: ticket.to_owned(),
            presses: presses
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    /// The same at the demo tenant of that connection.
    #[must_use]
    pub fn at(connection: &Value, presses: &[(&str, &str)]) -> Self {
        let text = |name: &str| connection[name].as_str().expect("where to sign in");
        Self::new(text("login"), text("ticket"), presses)
    }

    /// Opens the address, does what the pages ask, and tells where they send the browser in the end.
    pub async fn sign_in(&self, address: &str) -> String {
        let mut answer = self.at_the_door(self.http.get(address)).send().await.expect("a page");
        let mut presses = self.presses.iter();
        loop {
            if let Some(location) = answer.headers().get("location") {
                return location.to_str().expect("an address").to_owned();
            }
            let press = presses.next();
            let page = answer.text().await.expect("a page");
            answer = self.press(&page, press.unwrap_or_else(|| panic!("{page}"))).await;
        }
    }

    /// The same, and goes there: to the program that waits for the answer. Gives the text of the last page.
    pub async fn come_back(&self, address: &str) -> String {
        let back = self.sign_in(address).await;
        let answer = client(Policy::default())
            .get(back)
            .send()
            .await
            .expect("the program listens");
        answer.text().await.expect("a page")
    }

    /// Types a device code on its page and does what the pages ask.
    pub async fn type_code(&self, page: &str, code: &str) {
        let typed = self
            .at_the_door(self.http.post(page))
            .form(&[("otc", code)])
            .send()
            .await;
        let mut answer = typed.expect("a page");
        for press in &self.presses {
            let page = answer.text().await.expect("a page");
            answer = self.press(&page, press).await;
        }
    }

    fn at_the_door(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        if self.ticket.is_empty() {
            return request;
        }
        request.query(&[("ticket", &self.ticket)])
    }

    async fn press(&self, page: &str, (button, value): &(String, String)) -> reqwest::Response {
        let (_, ticket) = page
            .split_once("name=\"ctx\" value=\"")
            .unwrap_or_else(|| panic!("{page}"));
        let ticket = ticket.split('"').next().unwrap_or_default();
        self.http
            .post(format!("{}/common/login", self.login))
            .form(&[("ctx", ticket), (button, value)])
            .send()
            .await
            .expect("a page")
    }
}

fn client(redirects: Policy) -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().redirect(redirects);
    client.build().expect("a plain client")
}
