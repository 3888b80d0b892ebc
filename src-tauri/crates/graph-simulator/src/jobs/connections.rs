//! The pairs of source and target that a job remembers, each by itself (synchronization objectConnection, beta).

use uuid::Uuid;

use super::Job;
use crate::directory::{Directory, ObjectIndex};

/// One pair.
#[derive(Debug)]
pub struct Pair {
    pub object: ObjectIndex,
    pub source: Uuid,
    pub target: Uuid,
}

impl Job {
    /// The pair whose source has this id, else the one whose target has it. Ids are taken as the log writes them.
    #[must_use]
    pub fn pair(&self, company: &Directory, id: &str) -> Option<Pair> {
        let asked = Uuid::parse_str(id).ok().filter(|asked| asked.to_string() == id)?;
        if self.sends {
            return self.pair_with_app(asked);
        }
        let in_ad = |id| company.by_object_guid(id);
        let in_entra = |id| company.by_cloud_id(id);
        let in_app = |id| {
            self.store
                .known
                .all()
                .iter()
                .copied()
                .find(|&object| self.id_in_app(object) == id)
        };
        let found = match self.ends() {
            (End::Ad, _) => in_ad(asked).or_else(|| in_entra(asked)),
            (End::Entra, End::Ad) => in_entra(asked).or_else(|| in_ad(asked)),
            (End::Entra | End::App, _) => in_entra(asked).or_else(|| in_app(asked)),
        };
        let object = found.filter(|&object| self.store.known.has(object))?;
        let (source, target) = self.ends();
        Some(Pair {
            object,
            source: self.id_at(source, company, object),
            target: self.id_at(
                target,
                company,
                self.store.astray.get(&object).copied().unwrap_or(object),
            ),
        })
    }

    fn pair_with_app(&self, asked: Uuid) -> Option<Pair> {
        let known = self.store.known.all().iter().copied();
        let mut pairs = known.filter_map(|object| {
            let source = self.sources.get(object)?;
            Some(Pair {
                object,
                source: source.id,
                target: source.id_in_app(&self.id),
            })
        });
        pairs.find(|pair| pair.source == asked || pair.target == asked)
    }

    /// Ties an object that it knows to the account of another one, as a wrong match does. False when it knows one of them not.
    pub fn lead_astray(&mut self, object: ObjectIndex, to: ObjectIndex) -> bool {
        let knows = [object, to].iter().all(|&object| self.store.known.has(object));
        if knows {
            self.store.astray.insert(object, to);
        }
        knows
    }

    /// Forgets a pair: the next cycle, or the next call on demand, matches the object anew.
    pub fn cut(&mut self, pair: &Pair) {
        self.store.cut(pair.object);
        self.seen = None;
    }

    fn ends(&self) -> (End, End) {
        match self.template_id.as_str() {
            template if template.starts_with("AD2AAD") => (End::Ad, End::Entra),
            template if template.starts_with("AAD2AD") => (End::Entra, End::Ad),
            _ => (End::Entra, End::App),
        }
    }

    fn id_at(&self, end: End, company: &Directory, object: ObjectIndex) -> Uuid {
        match end {
            End::Ad => company.object_guid(object),
            End::Entra => company.cloud_id(object),
            End::App => self.id_in_app(object),
        }
    }

    fn id_in_app(&self, object: ObjectIndex) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}.{object}", self.id).as_bytes())
    }
}

/// Where an object lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Ad,
    Entra,
    /// An app of the gallery.
    App,
}
