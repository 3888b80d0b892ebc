//! The answers as code.

use app_core::{ExportForm, Problem, export};
use serde::Deserialize;
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::{self, Files, parse_setup};

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

/// These answers as code, to copy.
#[tauri::command]
pub(crate) fn export_setup(setup: &str, form: CodeForm) -> Result<String, Problem> {
    parse_setup(setup).map(|setup| export(&setup, form.into()))
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
    let code = export(&setup, form.into());
    files.save(&window, &name, code.into_bytes()).await
}
