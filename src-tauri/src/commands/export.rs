//! The answers as code.

use app_core::{ExportForm, Problem};
use serde::Deserialize;
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::{self, Files, parse_setup};
use crate::problems;

/// How the answers are written down.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CodeForm {
    Setup,
    Curl,
    PowerShell,
    Terraform,
}

impl CodeForm {
    fn ending(self) -> &'static str {
        match self {
            Self::Setup => files::SETUP,
            Self::Curl => ".setup.sh",
            Self::PowerShell => ".setup.ps1",
            Self::Terraform => ".tf",
        }
    }
}

impl From<CodeForm> for ExportForm {
    fn from(form: CodeForm) -> Self {
        match form {
            CodeForm::Setup => Self::Setup,
            CodeForm::Curl => Self::Curl,
            CodeForm::PowerShell => Self::PowerShell,
            CodeForm::Terraform => Self::Terraform,
        }
    }
}

/// The window offers each journey its own forms.
fn no_such_form() -> Problem {
    problems::misunderstood("a form that this journey does not have")
}

/// These answers as code, to copy.
#[tauri::command]
pub(crate) fn export_setup(setup: &str, form: CodeForm) -> Result<String, Problem> {
    let code = parse_setup(setup)?.export(form.into());
    code.ok_or_else(no_such_form)
}

/// Saves these answers as code where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_export<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    setup: String,
    form: CodeForm,
) -> Result<Option<String>, Problem> {
    let setup = parse_setup(&setup)?;
    let name = suggested(setup.name(), form.ending());
    let code = setup.export(form.into()).ok_or_else(no_such_form)?;
    files.save(&window, &name, code.into_bytes()).await
}
