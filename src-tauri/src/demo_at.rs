//! Where a demo tenant runs on its own: the line that `graph-simulator` prints, in a file.

use std::path::{Path, PathBuf};

use app_core::{ConnectError, DemoTenant};
use graph_simulator::Scenario;
use serde_json::Value;

/// A demo tenant somewhere on this machine, and what it says it is.
#[derive(Debug)]
pub struct DemoAt {
    pub(crate) tenant: DemoTenant,
    pub(crate) scenario: Scenario,
}

/// The file leads to no demo tenant. Never quotes the file: its values are secret.
#[derive(Debug, thiserror::Error)]
pub enum DemoAtError {
    /// It cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It does not hold what the simulator prints.
    #[error("{} has no {field}; it must hold the line that graph-simulator prints", path.display())]
    Field {
        /// Which file.
        path: PathBuf,
        /// What is missing.
        field: &'static str,
    },
    /// It names a place that is not on this machine.
    #[error("{} names no demo tenant: {source}", path.display())]
    Place {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: Box<ConnectError>,
    },
}

impl DemoAt {
    /// Reads the file. Sends nothing.
    ///
    /// # Errors
    /// [`DemoAtError`].
    pub fn read(path: &Path) -> Result<Self, DemoAtError> {
        let path = || path.to_owned();
        let bytes = std::fs::read(path()).map_err(|source| DemoAtError::File { path: path(), source })?;
        // What is no JSON has none of the fields.
        let line: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let text = |field| {
            line[field]
                .as_str()
                .ok_or_else(|| DemoAtError::Field { path: path(), field })
        };
        let scenario = text("scenario")?.parse();
        let client = text("clientId")?.parse().map_err(|_| DemoAtError::Field {
            path: path(),
            field: "clientId",
        })?;
        Ok(Self {
            tenant: DemoTenant::new(
                text("graph")?,
                text("login")?,
                text("tenant")?,
                client,
                text("controlKey")?.to_owned(),
                text("ticket")?.to_owned(),
            )
            .map_err(|source| DemoAtError::Place {
                path: path(),
                source: Box::new(source),
            })?,
            scenario: scenario.map_err(|_| DemoAtError::Field {
                path: path(),
                field: "scenario",
            })?,
        })
    }
}
