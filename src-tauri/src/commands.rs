//! Every command of the window. A command that begins work posts a message to the session and is answered at once; the work
//! tells of itself in the view.

pub(crate) mod apps;
pub(crate) mod demo;
pub(crate) mod drift;
pub(crate) mod export;
pub(crate) mod faults;
pub(crate) mod feed;
pub(crate) mod files;
pub(crate) mod gallery;
pub(crate) mod log;
pub(crate) mod open;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod rows;
pub(crate) mod run;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod tenants;
