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
use tokio::process::Command;
use tokio::time::timeout;
use uuid::Uuid;

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
/// Longest message kept.
const LONGEST: usize = 300;

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
        let scope = format!("{}.default", self.cloud.graph());
        let asked = self.credential.get_token(&[&scope], None).await;
        let token = asked.map_err(|error| AuthError::AzureCli { reason: reason(&error) })?;
        Ok(AccessToken {
            expires: Timestamp::from_second(token.expires_on.unix_timestamp()).unwrap_or(Timestamp::MAX),
            secret: token.token.secret().to_owned().into(),
            tenant: self.tenant.map(|tenant| tenant.to_string()),
        })
    }
}

/// Its own words. An answer that cannot be read is not quoted: it may hold a token.
fn reason(error: &azure_core::Error) -> String {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<azure_core::Error>());
    if cause.is_some_and(|cause| *cause.kind() == ErrorKind::DataConversion) {
        return "its answer cannot be read; it may be older than 2.54".to_owned();
    }
    let said = error.to_string();
    said.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
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
        as_the_system_wants(&mut command, args);
        timeout(self.0, command.output()).await.unwrap_or_else(|_| {
            let seconds = self.0.as_secs();
            Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("no answer within {seconds} s"),
            ))
        })
    }
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
