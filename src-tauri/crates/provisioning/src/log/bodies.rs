//! Entries as JSON, in compressed blocks: of one entry in the middle of 150,000 all is there, and all of them take a tenth.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// Entries of one block. Larger ones are smaller by little and take longer to open.
const BLOCK: usize = 64;

/// Bodies by number, in the order in which they came.
#[derive(Default)]
pub(super) struct Bodies {
    /// `None` where nothing of a block is kept any more.
    blocks: Vec<Option<Block>>,
    open: Opened,
}

struct Block {
    packed: Box<[u8]>,
    ends: Box<[u32]>,
}

/// Bodies of one block as text.
#[derive(Default)]
pub(super) struct Opened {
    text: String,
    ends: Vec<u32>,
}

impl Opened {
    fn get(&self, place: usize) -> Option<&str> {
        let start = place
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start as usize..*self.ends.get(place)? as usize)
    }
}

impl Bodies {
    /// Keeps a body; its number.
    pub(super) fn add(&mut self, body: &str) -> u32 {
        let number = self.blocks.len() * BLOCK + self.open.ends.len();
        self.open.text.push_str(body);
        // A page is 64 MB at most, so a block is far below 4 GB.
        self.open
            .ends
            .push(u32::try_from(self.open.text.len()).unwrap_or(u32::MAX));
        if self.open.ends.len() == BLOCK {
            let full = std::mem::take(&mut self.open);
            self.blocks.push(Block::of(&full));
        }
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// Keeps nothing of a block in which no number is.
    pub(super) fn keep(&mut self, numbers: impl Iterator<Item = u32>) {
        let mut kept = vec![false; self.blocks.len()];
        for number in numbers {
            if let Some(kept) = kept.get_mut(number as usize / BLOCK) {
                *kept = true;
            }
        }
        for (block, kept) in self.blocks.iter_mut().zip(kept) {
            if !kept {
                *block = None;
            }
        }
    }

    /// Opens one block after the other.
    pub(super) fn reader(&self) -> BodyReader<'_> {
        BodyReader {
            bodies: self,
            number: None,
            opened: Opened::default(),
        }
    }
}

impl Block {
    /// `None` cannot be: memory does not refuse to be written.
    fn of(opened: &Opened) -> Option<Self> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(opened.text.as_bytes()).ok()?;
        Some(Self {
            packed: packed.finish().ok()?.into_boxed_slice(),
            ends: opened.ends.as_slice().into(),
        })
    }
}

/// Reads bodies; those of one block that are asked for one after the other are opened once.
pub(super) struct BodyReader<'b> {
    bodies: &'b Bodies,
    number: Option<usize>,
    opened: Opened,
}

impl BodyReader<'_> {
    /// The body of that number; `None` where it is not kept any more.
    pub(super) fn get(&mut self, number: u32) -> Option<&str> {
        let (block, place) = (number as usize / BLOCK, number as usize % BLOCK);
        if block == self.bodies.blocks.len() {
            return self.bodies.open.get(place);
        }
        if self.number != Some(block) {
            let packed = self.bodies.blocks.get(block)?.as_ref()?;
            self.number = None;
            self.opened.text.clear();
            ZlibDecoder::new(&*packed.packed)
                .read_to_string(&mut self.opened.text)
                .ok()?;
            self.opened.ends = packed.ends.to_vec();
            self.number = Some(block);
        }
        self.opened.get(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_comes_back_in_any_order() {
        let mut bodies = Bodies::default();
        let body = |number: usize| format!("{{\"n\":{number},\"x\":\"{}\"}}", "é".repeat(number % 7 * 100));
        let numbers: Vec<u32> = (0..300).map(|number| bodies.add(&body(number))).collect();
        let mut reader = bodies.reader();
        for number in (0..300).rev().chain([0, 299, 63, 64, 128, 127]) {
            assert_eq!(reader.get(numbers[number]), Some(&*body(number)), "{number}");
        }
        assert_eq!(reader.get(300), None);
    }

    #[test]
    fn blocks_of_which_nothing_is_wanted_are_let_go() {
        let mut bodies = Bodies::default();
        let added: Vec<u32> = (0..200).map(|_| bodies.add("{}")).collect();
        assert_eq!(added.last(), Some(&199));
        bodies.keep([70, 199].into_iter());
        let kept: Vec<bool> = (0..200).map(|number| bodies.reader().get(number).is_some()).collect();
        assert!(kept[64..128].iter().all(|kept| *kept) && kept[192..].iter().all(|kept| *kept));
        assert!(!kept[..64].iter().chain(&kept[128..192]).any(|kept| *kept));
    }
}
