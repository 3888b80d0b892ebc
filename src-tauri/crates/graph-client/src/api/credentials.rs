use serde_json::{Value, json};

use super::jobs::job_path;
use crate::client::GraphClient;
use crate::cloud::Version;
use crate::error::{ApiError, Error};
use crate::pipeline::{Call, Effect};
use crate::secrets::Secrets;

/// With what an app is tried.
#[derive(Debug, Clone, Copy)]
pub enum CredentialTest<'a> {
    /// What is stored.
    Stored,
    /// These values, which are stored nowhere.
    Given(&'a Secrets),
}

/// What a test of credentials came to. It lies in both directions: an app without discovery cannot be tested with the right values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tested {
    /// The app let Microsoft in.
    Works,
    /// The app did not. With the same values it will not either, and many apps lock an account after some such tries.
    Refused { code: String, said: String },
    /// The address is wrong, or the app does not offer what the test asks for.
    CannotBeTested { code: String, said: String },
    /// The service does not know this form of the test, or not the job.
    NotTried,
}

impl GraphClient {
    /// J8: lets the service sign in to the app. With `job` the form of one job is used, otherwise that of a template that needs no job
    /// yet. Changes nothing, yet wants a permission to write.
    ///
    /// # Errors
    /// The call failed, which says nothing of the credentials.
    pub async fn validate_credentials(
        &self,
        sp: &str,
        job: Option<&str>,
        template: &str,
        test: CredentialTest<'_>,
    ) -> Result<Tested, Error> {
        const CALL: &str = "test credentials";
        let mut body = match test {
            CredentialTest::Stored => json!({"useSavedCredentials": true}),
            CredentialTest::Given(values) => json!({"useSavedCredentials": false, "credentials": values.entries()}),
        };
        let call = match job {
            Some(job) => {
                let path = job_path(sp, job, ["validateCredentials"]);
                Call::post(CALL, Effect::Look, Version::V1, path)
            }
            None => {
                body["templateId"] = Value::from(template);
                let path = [
                    "servicePrincipals",
                    sp,
                    "synchronization",
                    "jobs",
                    "validateCredentials",
                ];
                Call::post(CALL, Effect::Look, Version::V1, path)
            }
        };
        match self.tell(call.json(&body)).await {
            Ok(()) => Ok(Tested::Works),
            Err(Error::Api(refusal)) => outcome(&refusal).ok_or(Error::Api(refusal)),
            Err(error) => Err(error),
        }
    }
}

/// `None` where the refusal is about the call and not about the credentials.
fn outcome(refusal: &ApiError) -> Option<Tested> {
    let code = refusal.effective_code().to_owned();
    match refusal.status {
        404 | 405 | 501 => Some(Tested::NotTried),
        400 if says_wrong(&code) => Some(Tested::Refused {
            code,
            said: refusal.effective_message().to_owned(),
        }),
        400 => Some(Tested::CannotBeTested {
            code,
            said: refusal.effective_message().to_owned(),
        }),
        _ => None,
    }
}

/// Codes of the app or its connector for values that it knows to be wrong. Any other leaves open whose fault it is.
fn says_wrong(code: &str) -> bool {
    const WRONG: [&str; 4] = [
        "InvalidCredentials",
        "ExpiredCredentials",
        "InstanceInvalid",
        "Unauthorized",
    ];
    WRONG.iter().any(|end| code.ends_with(end))
}
