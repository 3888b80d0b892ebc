//! A ledger that cannot be used is put aside. Nobody is switched off by that: who is in no ledger is new, and cannot be gone.

use std::path::{Path, PathBuf};

use journeys::people_feed::Setup;

use super::look::{Located, locate};
use super::send::lock;
use super::{FeedRefusal, FeedResult, FindingCode};
use crate::Problem;
use crate::tenant_context::TenantContext;

/// Puts it aside where it cannot be used: where it lies now.
pub(crate) async fn renew_ledger(
    context: &TenantContext,
    state_dir: &Path,
    setup: Setup,
) -> FeedResult<Option<PathBuf>> {
    let Located { place, header, .. } = locate(context, state_dir, &setup).await?;
    let _lock = lock(context, state_dir, &setup)?;
    match place.read_ledger(&header) {
        Ok(_) => return Ok(None),
        Err(FeedRefusal::Finding(finding)) if finding.code == FindingCode::LedgerUnusable => {}
        Err(refusal) => return Err(refusal),
    }
    let (from, at) = (place.ledger(), context.client().now().strftime("%Y%m%d-%H%M%S"));
    let aside = from.with_file_name(format!("ledger.unusable-{at}.jsonl"));
    std::fs::rename(&from, &aside).map_err(|error| Problem::not_kept(&from, &error))?;
    Ok(Some(aside))
}
