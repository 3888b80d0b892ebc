//! What will be sent, finished and on the disk: what was reviewed is what is sent, also after the computer stopped. It holds what is
//! said of people, so it is for this person alone, packed, and deleted once everybody in it is decided.

mod write;

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::{Context, SHA256};
use flate2::read::DeflateDecoder;
use step_engine::{JournalError, private};

use crate::digest::{hex, sha256};
use crate::{Digest, FeedError};

pub(crate) use write::Writer;

/// People of one request at most (contract 14).
pub(crate) const MOST_PEOPLE: u32 = 50;

/// Bytes of one request at most.
pub(crate) const MOST_BYTES: usize = 1024 * 1024;

const MAGIC: &[u8; 8] = b"CWOUTBOX";
const FORMAT: u32 = 1;

/// Of the place of a block: first person, people, the turn they wait for, bytes; then SHA-256 of its bytes, in hexadecimal.
const PLACE: usize = 4 * 4 + 64;

/// One person, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Op {
    pub(crate) row: u32,
    pub(crate) active: bool,
    pub(crate) digest: Digest,
    pub(crate) number: String,
    /// The operation as it stands in a request.
    pub(crate) json: Vec<u8>,
}

/// Where a block lies, and whom it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) first: u32,
    pub(crate) people: u32,
    /// So many people from the first must be decided before it is sent.
    pub(crate) after: u32,
    bytes: u32,
    sha: String,
    at: u64,
}

/// A finished outbox.
#[derive(Debug)]
pub struct Outbox {
    path: PathBuf,
    file: Mutex<File>,
    places: Vec<Place>,
    sum: String,
}

impl Outbox {
    /// Looks at what lies at `path`; `None` where nothing does.
    ///
    /// # Errors
    /// It cannot be read, is not whole, or is of a newer program.
    pub fn open(path: &Path) -> Result<Option<Self>, FeedError> {
        let mut file = match private::open(OpenOptions::new().read(true), path, "open") {
            Ok(file) => file,
            Err(JournalError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let places = places(&mut file).map_err(|wrong| wrong.at(path))?;
        Ok(Some(Self {
            path: path.to_owned(),
            file: Mutex::new(file),
            sum: sum(&places),
            places,
        }))
    }

    /// Stands for all that is in it, in hexadecimal: notes that name it are about no other.
    #[must_use]
    pub fn sum(&self) -> &str {
        &self.sum
    }

    /// How many requests it is at first.
    #[must_use]
    pub fn blocks(&self) -> usize {
        self.places.len()
    }

    #[must_use]
    pub fn people(&self) -> u32 {
        self.places.last().map_or(0, |last| last.first + last.people)
    }

    pub(crate) fn place(&self, block: usize) -> &Place {
        &self.places[block]
    }

    /// The people of a block with their places among all.
    pub(crate) fn operations(&self, block: usize) -> Result<impl Iterator<Item = (u32, Op)> + use<>, FeedError> {
        let place = &self.places[block];
        let read = || -> Result<Vec<Op>, Wrong> {
            let mut packed = vec![0; place.bytes as usize];
            {
                let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(place.at))?;
                file.read_exact(&mut packed)?;
            }
            if sha256(&packed) != place.sha {
                return Err(Wrong::Damaged("a block does not have the sum it was written with"));
            }
            let mut bytes = Vec::new();
            DeflateDecoder::new(packed.as_slice())
                .take(MOST_UNPACKED)
                .read_to_end(&mut bytes)?;
            let mut rest = bytes.as_slice();
            let ops: Option<Vec<Op>> = (0..place.people).map(|_| op(&mut rest)).collect();
            ops.filter(|_| rest.is_empty())
                .ok_or(Wrong::Damaged("a block holds something else than people"))
        };
        let ops = read().map_err(|wrong| wrong.at(&self.path))?;
        Ok((place.first..).zip(ops))
    }

    /// What is said of everybody in it, in the order of sending, as it stands in the requests: about people, and for their eyes.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn records(&self) -> Result<Vec<serde_json::Value>, FeedError> {
        let mut records = Vec::new();
        for block in 0..self.blocks() {
            for (_, op) in self.operations(block)? {
                records.push(serde_json::from_slice(&op.json).map_err(|_| FeedError::Damaged {
                    path: self.path.clone(),
                    what: "a person in it is no JSON".to_owned(),
                })?);
            }
        }
        Ok(records)
    }

    /// The numbers of so many from the first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn numbers(&self, first: u32) -> Result<Vec<String>, FeedError> {
        let mut numbers = Vec::new();
        for block in (0..self.blocks()).take_while(|block| self.places[*block].first < first) {
            numbers.extend(self.operations(block)?.map(|(_, op)| op.number));
        }
        Ok(numbers)
    }

    /// Deletes it.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn delete(self) -> Result<(), FeedError> {
        drop(self.file);
        Self::delete_at(&self.path)
    }

    /// Deletes what lies at `path`, whole or not, where a run is given up.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn delete_at(path: &Path) -> Result<(), FeedError> {
        match std::fs::remove_file(path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(JournalError::File {
                doing: "delete",
                path: path.to_owned(),
                source,
            }
            .into()),
            _ => Ok(()),
        }
    }
}

/// A block that was made to be larger is no block of ours.
const MOST_UNPACKED: u64 = 2 * MOST_BYTES as u64;

enum Wrong {
    Io(io::Error),
    Damaged(&'static str),
    Newer(u32),
}

impl From<io::Error> for Wrong {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("its end is missing"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Self::Damaged("a block cannot be unpacked"),
            _ => Self::Io(error),
        }
    }
}

impl Wrong {
    fn at(self, path: &Path) -> FeedError {
        let path = path.to_owned();
        match self {
            Self::Io(source) => FeedError::Own(JournalError::File {
                doing: "read",
                path,
                source,
            }),
            Self::Damaged(what) => FeedError::Damaged {
                path,
                what: what.to_owned(),
            },
            Self::Newer(format) => FeedError::TooNew {
                path,
                format: format.into(),
            },
        }
    }
}

/// Reads where all blocks lie: the file ends with the number of them, and begins with what it is.
fn places(file: &mut File) -> Result<Vec<Place>, Wrong> {
    let mut head = [0; MAGIC.len() + 4];
    file.read_exact(&mut head)?;
    if !head.starts_with(MAGIC) {
        return Err(Wrong::Damaged("it does not begin as an outbox does"));
    }
    match number(&head[MAGIC.len()..]) {
        Some(FORMAT) => {}
        format => return Err(Wrong::Newer(format.unwrap_or_default())),
    }
    let length = file.seek(SeekFrom::End(0))?;
    let mut at = head.len() as u64;
    let mut found = Vec::new();
    let mut entry = [0; PLACE];
    while at + PLACE as u64 <= length {
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut entry)?;
        at += PLACE as u64;
        let place = place(&entry, at).ok_or(Wrong::Damaged("a block has no place"))?;
        at += u64::from(place.bytes);
        found.push(place);
    }
    let mut last = [0; 4];
    if at + 4 != length {
        return Err(Wrong::Damaged("its end is missing"));
    }
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut last)?;
    found.sort_unstable_by_key(|place| place.first);
    let mut next = 0;
    for place in &found {
        let fits = place.first == next && (1..=MOST_PEOPLE).contains(&place.people) && place.after <= place.first;
        if !fits {
            return Err(Wrong::Damaged("its blocks do not follow each other"));
        }
        next += place.people;
    }
    if number(&last) != u32::try_from(found.len()).ok() {
        return Err(Wrong::Damaged("it has another number of blocks than it says"));
    }
    Ok(found)
}

/// Each block stands for what it holds, and its place for when that is sent.
fn sum(places: &[Place]) -> String {
    let mut context = Context::new(&SHA256);
    for place in places {
        for field in [place.first, place.people, place.after] {
            context.update(&field.to_le_bytes());
        }
        context.update(place.sha.as_bytes());
    }
    hex(context.finish().as_ref())
}

fn place(entry: &[u8; PLACE], at: u64) -> Option<Place> {
    let field = |nth: usize| number(&entry[nth * 4..]);
    Some(Place {
        first: field(0)?,
        people: field(1)?,
        after: field(2)?,
        bytes: field(3)?,
        sha: str::from_utf8(&entry[16..]).ok()?.to_owned(),
        at,
    })
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().copied().map(u32::from_le_bytes)
}

/// Takes one person off the bytes.
fn op(rest: &mut &[u8]) -> Option<Op> {
    let mut take = |length: usize| rest.split_off(..length);
    let row = number(take(4)?)?;
    let active = take(1)? != [0];
    let digest = Digest(*take(16)?.first_chunk()?);
    let length = number(take(4)?)? as usize;
    let number_text = String::from_utf8(take(length)?.to_vec()).ok()?;
    let length = number(take(4)?)? as usize;
    Some(Op {
        row,
        active,
        digest,
        number: number_text,
        json: take(length)?.to_vec(),
    })
}
