//! Objects by their ids, in Active Directory and in the cloud.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::{Directory, ObjectIndex};

/// Made when somebody first asks: most tenants are never asked.
#[derive(Debug)]
pub(super) struct Ids {
    source: HashMap<Uuid, ObjectIndex>,
    cloud: HashMap<Uuid, ObjectIndex>,
}

impl Directory {
    /// The object with this objectGUID, whether or not it is still there.
    #[must_use]
    pub fn by_object_guid(&self, id: Uuid) -> Option<ObjectIndex> {
        self.ids().source.get(&id).copied()
    }

    /// The object whose counterpart in Microsoft Entra ID has this id.
    #[must_use]
    pub fn by_cloud_id(&self, id: Uuid) -> Option<ObjectIndex> {
        self.ids().cloud.get(&id).copied()
    }

    fn ids(&self) -> &Ids {
        self.ids.get_or_init(|| {
            Arc::new(Ids {
                source: self.indices().map(|index| (self.object_guid(index), index)).collect(),
                cloud: self.indices().map(|index| (self.cloud_id(index), index)).collect(),
            })
        })
    }
}
