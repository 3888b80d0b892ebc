//! Who calls, and what Graph lets them do (contract 2.4, 2.5).

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::accounts::Account;
use crate::call::{Call, Method};
use crate::gallery::CLOUD_SYNC;
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::tenant::Tenant;

/// The identity in an access token.
#[derive(Debug, Clone)]
pub struct Caller {
    pub kind: CallerKind,
    pub tenant: Uuid,
    pub client_id: Uuid,
    /// Application permissions (`roles`) or delegated scopes (`scp`).
    pub permissions: BTreeSet<String>,
    /// The directory role that must stand beside the permission.
    pub has_role: bool,
    /// Who signed in, where a person did.
    pub person: Option<Account>,
}

/// An application on its own, or a person through one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallerKind {
    App,
    Delegated,
}

impl Caller {
    /// Has it at least one of these permissions?
    #[must_use]
    pub fn has_any(&self, permissions: &[&str]) -> bool {
        permissions.iter().any(|name| self.permissions.contains(*name))
    }
}

/// What the demo application was granted in a scenario.
#[must_use]
pub fn granted(variant: Variant) -> BTreeSet<String> {
    let granted: &[&str] = match variant {
        Variant::ConsentMissing => &["Application.Read.All", "Domain.Read.All", "Organization.Read.All"],
        _ => &[
            "AppRoleAssignment.ReadWrite.All",
            "Application.ReadWrite.All",
            "AuditLog.Read.All",
            "Directory.ReadWrite.All",
            "Domain.Read.All",
            "OnPremDirectorySynchronization.ReadWrite.All",
            "Organization.ReadWrite.All",
            "ProvisioningLog.Read.All",
            "Synchronization.ReadWrite.All",
            "SynchronizationData-User.Upload",
            "SynchronizationMetadata.ReadWrite.All",
            "User.Read.All",
        ],
    };
    granted.iter().map(|&name| name.to_owned()).collect()
}

/// The refusal Graph gives this caller for this call, if any: 401 with an empty `UnknownError` below `/synchronization/`, 403 elsewhere (contract 3.2, 3.3).
#[must_use]
pub fn refusal(call: &Call<'_>, tenant: &Tenant) -> Option<Reply> {
    let segments = call.segments();
    let below_synchronization = matches!(segments.as_slice(), [_, _, "synchronization", ..]);
    if let [_, _, "synchronization", "jobs", _, "bulkupload"] = segments.as_slice() {
        return (!may_upload(call.caller)).then(Reply::denied);
    }
    let reads = call.method == Method::Get;
    let delegated_only = segments.first() == Some(&"onpremisespublishingprofiles");

    let permitted = [needed(reads, &segments), needed_besides(reads, &segments)];
    let permitted = permitted.into_iter().flatten().all(|any| call.caller.has_any(any));
    let manages_apps = call
        .caller
        .person
        .as_ref()
        .is_some_and(|person| person.role.manages_apps());
    let role_suffices =
        call.caller.has_role || (reads && !below_synchronization) || (manages_apps && is_of_app(&segments, tenant));
    let kind_suffices = !delegated_only || call.caller.kind == CallerKind::Delegated;
    if permitted && role_suffices && kind_suffices {
        None
    } else if below_synchronization {
        Some(Reply::sync_error(401, serde_json::Value::Null))
    } else {
        Some(Reply::denied())
    }
}

/// Is it about an app that is not Cloud Sync? Those are set up by whoever manages apps (contract 2.5).
fn is_of_app(segments: &[&str], tenant: &Tenant) -> bool {
    let all = || tenant.service_principals.iter();
    let found = match segments {
        ["applicationtemplates", template, "instantiate"] => return !template.eq_ignore_ascii_case(CLOUD_SYNC),
        ["serviceprincipals", id, ..] => all().find(|app| app.id.eq_ignore_ascii_case(id)),
        ["applications", id, ..] => all().find(|app| app.app_object_id.eq_ignore_ascii_case(id)),
        _ => None,
    };
    found.is_some_and(|app| app.template_id != CLOUD_SYNC)
}

/// The permission to upload people, which stands by itself: no role, and no other permission of synchronization.
const UPLOAD: &str = "SynchronizationData-User.Upload";

/// The same for an application and the service principals that it owns.
const UPLOAD_OWNED: &str = "SynchronizationData-User.Upload.OwnedBy";

fn may_upload(caller: &Caller) -> bool {
    caller.has_any(&[UPLOAD]) || (caller.kind == CallerKind::App && caller.has_any(&[UPLOAD_OWNED]))
}

/// May it upload to the jobs of a service principal with this owner?
#[must_use]
pub fn may_upload_to(caller: &Caller, owner: Option<Uuid>) -> bool {
    caller.has_any(&[UPLOAD]) || (may_upload(caller) && owner == Some(caller.client_id))
}

/// What must stand beside [`needed`]: giving roles takes one right to read apps, too (microsoft-graph-docs#12833).
fn needed_besides(reads: bool, segments: &[&str]) -> Option<&'static [&'static str]> {
    let gives = !reads && matches!(segments, ["serviceprincipals", _, "approleassignedto", ..]);
    gives.then_some(&["AppRoleAssignment.ReadWrite.All"])
}

/// Any one of these permissions is enough; `None` = every token will do.
fn needed(reads: bool, segments: &[&str]) -> Option<&'static [&'static str]> {
    Some(match (reads, segments) {
        // Which ones is told by the tenant.
        (_, [_, _, "synchronization", "jobs", _, "objectconnections", ..]) => return None,
        (_, [_, _, "synchronization", .., "discover"]) => &["Directory.ReadWrite.All", "Application.ReadWrite.OwnedBy"],
        (true, [_, _, "synchronization", ..]) => &[
            "Synchronization.Read.All",
            "Synchronization.ReadWrite.All",
            "Application.ReadWrite.OwnedBy",
        ],
        (false, [_, _, "synchronization", ..]) => &["Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy"],
        // `User.Read` shows what the organization is called, and no more.
        (true, ["organization", ..]) => &[
            "User.Read",
            "Organization.Read.All",
            "Organization.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (false, ["organization", ..]) => &[
            "Organization.ReadWrite.All",
            "DeviceManagementConfiguration.ReadWrite.All",
        ],
        (_, ["domains", ..]) => &[
            "Domain.Read.All",
            "Domain.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (true, ["directory", "onpremisessynchronization", ..]) => &[
            "OnPremDirectorySynchronization.Read.All",
            "OnPremDirectorySynchronization.ReadWrite.All",
        ],
        (false, ["directory", "onpremisessynchronization", ..]) => &["OnPremDirectorySynchronization.ReadWrite.All"],
        (_, ["me"]) => &[
            "User.Read",
            "User.Read.All",
            "User.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (true, ["users" | "groups", _, "approleassignments", ..]) => &[
            "AppRoleAssignment.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (_, ["groups", ..]) => &[
            "GroupMember.Read.All",
            "Group.Read.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (false, ["serviceprincipals", _, "approleassignedto", ..]) => &[
            "Application.Read.All",
            "Application.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (_, ["users", ..] | ["directory", "deleteditems", "user"]) => &[
            "User.Read.All",
            "User.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (true, ["serviceprincipals" | "applications", ..] | ["directory", "deleteditems", ..]) => &[
            "Application.Read.All",
            "Application.ReadWrite.All",
            "Application.ReadWrite.OwnedBy",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ],
        (
            false,
            ["serviceprincipals" | "applications" | "applicationtemplates", ..] | ["directory", "deleteditems", ..],
        ) => &["Application.ReadWrite.All", "Application.ReadWrite.OwnedBy"],
        (_, ["onpremisespublishingprofiles", _, "publishedresources", ..]) => {
            &["OnPremisesPublishingProfiles.ReadWrite.All"]
        }
        (_, ["onpremisespublishingprofiles", ..]) => {
            &["Directory.ReadWrite.All", "OnPremisesPublishingProfiles.ReadWrite.All"]
        }
        (_, ["auditlogs", "provisioning", ..]) => &["ProvisioningLog.Read.All", "AuditLog.Read.All"],
        (_, ["auditlogs", ..]) => &["AuditLog.Read.All"],
        _ => return None,
    })
}
