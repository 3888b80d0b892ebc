//! What options choose between.

use app_core::ExportForm;
use clap::ValueEnum;

/// What `status` fails on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Urgent,
    NeedsYou,
    Never,
}

/// Which rows of a set-up are worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnlyChoice {
    /// Those that did not come to a good end.
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormChoice {
    Setup,
    Curl,
    Powershell,
    Terraform,
}

impl From<FormChoice> for ExportForm {
    fn from(choice: FormChoice) -> Self {
        match choice {
            FormChoice::Setup => Self::Setup,
            FormChoice::Curl => Self::Curl,
            FormChoice::Powershell => Self::PowerShell,
            FormChoice::Terraform => Self::Terraform,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CloudChoice {
    Global,
    Usgov,
    UsgovDod,
    China,
    Demo,
    Custom,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuthChoice {
    ClientSecret,
    ClientCertificate,
    WorkloadIdentity,
    ManagedIdentity,
    DeviceCode,
    Browser,
    AzureCli,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputChoice {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimingChoice {
    Demo,
    Instant,
}
