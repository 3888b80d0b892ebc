//! What commands answer beside the whole view: settings, and what the demo tenant offers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::AccountView;

/// How this window is shown to this person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// The language; absent: the system's.
    pub language: Option<LanguageName>,
    /// Light or dark.
    pub theme: ThemeName,
    /// Size of text.
    pub text_size: TextSize,
}

/// The languages we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum LanguageName {
    En,
    Nl,
    Id,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

/// Size of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    #[default]
    Normal,
    Large,
    Larger,
}

/// What the demo tenant offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DemoView {
    /// Its companies.
    pub companies: Vec<DemoCompany>,
    /// What can be special about a tenant to set up, such as `agent-inactive`; the first is nothing.
    pub variants: Vec<String>,
    /// How a tenant that is set up can be doing, such as `paused`.
    pub operated: Vec<String>,
    /// The company and the variant that run now.
    pub company: String,
    pub variant: String,
    /// Who can sign in to it; the first is recommended.
    pub accounts: Vec<AccountView>,
}

/// A pretend company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DemoCompany {
    /// Its stable name, such as `contoso`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// People in its directory.
    pub people: u32,
}

/// Someone who can be tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Display name; a directory's text, never markup.
    pub name: String,
    /// Distinguished name in Active Directory.
    pub distinguished_name: String,
}
