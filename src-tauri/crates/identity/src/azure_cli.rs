//! Tokens of whoever is signed in to the Azure CLI. They carry no permission for synchronization: good for looking.

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use azure_core::credentials::TokenCredential;
use azure_core::error::ErrorKind;
use azure_identity::{AzureCliCredential, AzureCliCredentialOptions, Executor};
use futures::FutureExt;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, TokenError, TokenRequest, TokenSource};
use jiff::Timestamp;
use secrecy::zeroize::Zeroizing;
use serde::Deserialize;
use serde::de::IgnoredAny;
use tokio::process::Command;
use tokio::time::timeout;
use uuid::Uuid;

use crate::id_token::refuse_another_tenant;
use crate::kept_token::KeptToken;
use crate::{AuthError, Error};

/// Its first start after an update takes long.
const WITHIN: Duration = Duration::from_secs(30);
/// What it is called, in the order in which a shell looks.
const PROGRAMS: &[&str] = if cfg!(windows) {
    &["az.exe", "az.bat", "az.cmd"]
} else {
    &["az"]
};
/// Set for it, over what its own settings say: plain JSON on one stream, and on the other nothing but what went wrong.
const PLAIN: &[(&str, &str)] = &[
    ("AZURE_CORE_NO_COLOR", "true"),
    ("AZURE_CORE_ONLY_SHOW_ERRORS", "true"),
    ("AZURE_CORE_DISABLE_PROGRESS_BAR", "true"),
    ("AZURE_CORE_SURVEY_MESSAGE", "false"),
    ("NO_COLOR", "1"),
    ("PYTHONWARNINGS", "ignore"),
];

/// Tokens from `az account get-access-token`.
pub struct AzureCli {
    credential: Arc<AzureCliCredential>,
    cloud: Cloud,
    tenant: Option<Uuid>,
    kept: KeptToken,
}

impl AzureCli {
    /// For this tenant, else the one the CLI is set to. Runs nothing yet.
    ///
    /// # Errors
    /// [`Error::Setup`].
    pub fn signed_in(cloud: &Cloud, tenant: Option<Uuid>) -> Result<Arc<dyn TokenSource>, Error> {
        Self::within(WITHIN, cloud, tenant)
    }

    /// The same with another deadline.
    ///
    /// # Errors
    /// [`Error::Setup`].
    pub fn within(at_most: Duration, cloud: &Cloud, tenant: Option<Uuid>) -> Result<Arc<dyn TokenSource>, Error> {
        let options = AzureCliCredentialOptions {
            tenant_id: tenant.map(|tenant| tenant.to_string()),
            executor: Some(Arc::new(Deadline(at_most))),
            ..AzureCliCredentialOptions::default()
        };
        let credential = AzureCliCredential::new(Some(options)).map_err(|error| Error::Setup {
            reason: error.to_string(),
        })?;
        Ok(Arc::new(Self {
            credential,
            cloud: cloud.clone(),
            tenant,
            kept: KeptToken::default(),
        }))
    }

    /// The program that runs, as far as the path tells; absent when there is none.
    #[must_use]
    pub fn program() -> Option<PathBuf> {
        let mut places = folders()
            .into_iter()
            .flat_map(|folder| PROGRAMS.iter().map(move |name| folder.join(name)));
        places.find(|place| place.is_file())
    }

    async fn ask(&self) -> Result<AccessToken, AuthError> {
        if Self::program().is_none() {
            return Err(AuthError::NoAzureCli);
        }
        let scope = format!("{}.default", self.cloud.graph());
        let asked = self.credential.get_token(&[&scope], None).await;
        let token = asked.map_err(|error| refused(&error))?;
        if let Some(tenant) = self.tenant {
            refuse_another_tenant(token.token.secret(), &tenant.to_string())?;
        }
        Ok(AccessToken {
            expires: Timestamp::from_second(token.expires_on.unix_timestamp()).unwrap_or(Timestamp::MAX),
            secret: token.token.secret().to_owned().into(),
            tenant: self.tenant.map(|tenant| tenant.to_string()),
        })
    }
}

/// Its own words. An answer that cannot be read is not quoted: it may hold a token.
fn refused(error: &azure_core::Error) -> AuthError {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<azure_core::Error>());
    if cause.is_some_and(|cause| *cause.kind() == ErrorKind::DataConversion) {
        return AuthError::azure_cli("its answer cannot be read; it may be older than 2.54");
    }
    AuthError::azure_cli(&error.to_string())
}

impl TokenSource for AzureCli {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        async move { self.kept.get(&request, self.ask()).await.map_err(TokenError::from) }.boxed()
    }
}

impl fmt::Debug for AzureCli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureCli")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// Runs a program for so long at most.
#[derive(Debug)]
struct Deadline(Duration);

#[async_trait::async_trait]
impl Executor for Deadline {
    async fn run(&self, program: &OsStr, args: &[&OsStr]) -> io::Result<Output> {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).kill_on_drop(true);
        command.envs(PLAIN.iter().copied());
        as_the_system_wants(&mut command, args);
        let Ok(output) = timeout(self.0, command.output()).await else {
            let seconds = self.0.as_secs();
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("no answer within {seconds} s"),
            ));
        };
        let output = output?;
        Ok(Output {
            stdout: token_alone(&output.stdout),
            stderr: plain(&output.stderr).into_bytes(),
            ..output
        })
    }
}

/// The JSON with the token, out of what else was written there: a byte order mark, warnings of the CLI, of its extensions and of what
/// runs before it. Without one, nothing is taken away.
fn token_alone(written: &[u8]) -> Vec<u8> {
    #[derive(Deserialize)]
    struct Token {
        #[serde(rename = "accessToken")]
        _token: IgnoredAny,
    }
    let text = Zeroizing::new(plain(written));
    let mut objects = text.match_indices('{').filter_map(|(at, _)| {
        let mut read = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Token>();
        read.next()?.ok()?;
        Some(&text[at..at + read.byte_offset()])
    });
    objects.next().unwrap_or(&text).as_bytes().to_vec()
}

/// Text without the codes that colour it.
fn plain(written: &[u8]) -> String {
    let text = String::from_utf8_lossy(written);
    let mut pieces = text.split('\u{1b}');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = match piece.strip_prefix('[') {
            Some(code) => code.find(|c| matches!(c, '@'..='~')).map_or("", |end| &code[end + 1..]),
            None => piece,
        };
        plain.push_str(rest);
    }
    plain
}

/// `cmd` reads its command line by rules of its own, and would show a console for a moment.
#[cfg(windows)]
fn as_the_system_wants(command: &mut Command, args: &[&OsStr]) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
    for arg in args {
        command.raw_arg(arg);
    }
}

#[cfg(target_os = "macos")]
fn as_the_system_wants(command: &mut Command, args: &[&OsStr]) {
    if let Ok(path) = std::env::join_paths(folders()) {
        command.env("PATH", path);
    }
    command.args(args);
}

#[cfg(all(unix, not(target_os = "macos")))]
fn as_the_system_wants(command: &mut Command, args: &[&OsStr]) {
    command.args(args);
}

/// Where the CLI is looked for. Programs started from the Dock do not have Homebrew on their path.
fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let homebrew: &[&str] = if cfg!(target_os = "macos") {
        &["/opt/homebrew/bin", "/usr/local/bin"]
    } else {
        &[]
    };
    let named = std::env::split_paths(&path).filter(|folder| !folder.as_os_str().is_empty());
    named.chain(homebrew.iter().map(PathBuf::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hostile_input::{inputs, text};
    use proptest::prelude::*;

    const TOKEN: &str = r#"{"accessToken": "a{b}c", "expires_on": 4000000000, "tokenType": "Bearer"}"#;

    #[test]
    fn the_token_is_found_among_what_else_is_written() {
        let coloured = TOKEN.replace("\"accessToken\"", "\u{1b}[94m\"accessToken\"\u{1b}[39;49;00m");
        for written in [
            TOKEN.to_owned(),
            format!("\u{feff}{TOKEN}"),
            format!("\u{1b}[33mWARNING: {{old}} {{\"a\": 1}} is over\u{1b}[0m\r\n{TOKEN}\r\n\u{1b}[0m"),
            format!("{TOKEN}\n{{\"more\": true}}"),
            coloured,
        ] {
            assert_eq!(
                String::from_utf8(token_alone(written.as_bytes())).unwrap(),
                TOKEN,
                "{written}"
            );
        }
        assert_eq!(token_alone(b"no { token"), b"no { token");
    }

    proptest! {
        #![proptest_config(inputs(2_000))]

        #[test]
        fn no_text_is_too_odd_for_the_token_to_be_found(before in text(), after in text()) {
            prop_assume!(!before.contains(['{', '\u{1b}']));
            let found = token_alone(format!("{before}{TOKEN}{after}").as_bytes());
            prop_assert_eq!(String::from_utf8(found).unwrap(), TOKEN);
            token_alone(format!("{after}{before}").as_bytes());
        }
    }
}
