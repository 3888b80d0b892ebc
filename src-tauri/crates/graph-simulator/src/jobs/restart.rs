//! Scopes of a restart (contract 7.6).

use serde_json::Value;

/// A set of restart scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestartScope(u8);

impl RestartScope {
    pub const CONNECTOR_DATA_STORE: u8 = 1;
    pub const ESCROWS: u8 = 2;
    pub const WATERMARK: u8 = 4;
    pub const QUARANTINE_STATE: u8 = 8;
    pub const FULL: u8 = 15;
    pub const FORCE_DELETES: u8 = 32;

    /// What an empty body means, and what the portal's *Restart* sends.
    pub const DEFAULT: Self = Self(Self::QUARANTINE_STATE | Self::WATERMARK | Self::ESCROWS);

    #[must_use]
    pub fn has(self, scope: u8) -> bool {
        self.0 & scope == scope
    }

    /// Reads `{"criteria":{"resetScope":"A, B"}}`; without criteria the default.
    ///
    /// # Errors
    /// The name that is none; case counts.
    pub fn read(body: &Value) -> Result<Self, String> {
        let Some(names) = body["criteria"]["resetScope"].as_str() else {
            return Ok(Self::DEFAULT);
        };
        names.split(',').map(str::trim).try_fold(Self(0), |scopes, name| {
            let scope = match name {
                "None" => 0,
                "ConnectorDataStore" => Self::CONNECTOR_DATA_STORE,
                "Escrows" => Self::ESCROWS,
                "Watermark" => Self::WATERMARK,
                "QuarantineState" => Self::QUARANTINE_STATE,
                "Full" => Self::FULL,
                "ForceDeletes" => Self::FORCE_DELETES,
                other => return Err(other.to_owned()),
            };
            Ok(Self(scopes.0 | scope))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_are_read_and_unknown_names_refused() {
        let read = |names: &str| RestartScope::read(&json!({"criteria": {"resetScope": names}}));
        assert_eq!(read("Watermark, Escrows,QuarantineState"), Ok(RestartScope::DEFAULT));
        assert_eq!(RestartScope::read(&Value::Null), Ok(RestartScope::DEFAULT));
        assert!(read("Full").unwrap().has(RestartScope::WATERMARK));
        assert!(!read("ForceDeletes").unwrap().has(RestartScope::WATERMARK));
        assert_eq!(read("watermark"), Err("watermark".to_owned()));
    }
}
