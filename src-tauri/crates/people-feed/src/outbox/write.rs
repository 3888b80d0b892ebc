//! Fills an outbox. People come in the order of the file and are sent in another, so blocks are begun side by side and written when
//! they are full.

use std::collections::HashMap;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::{FORMAT, MAGIC, MOST_BYTES, MOST_PEOPLE, Op};
use crate::digest::sha256;
use crate::order::Turn;
use crate::scim;

pub(crate) struct Writer<'w> {
    out: &'w mut dyn Write,
    /// How many people there will be, and how many from the first have a request of their own.
    people: u32,
    pilot: u32,
    begun: HashMap<u32, Vec<(u32, Op, u32)>>,
    blocks: u32,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(out: &'w mut dyn Write, people: u32, pilot: u32) -> io::Result<Self> {
        out.write_all(MAGIC)?;
        out.write_all(&FORMAT.to_le_bytes())?;
        Ok(Self {
            out,
            people,
            pilot: pilot.min(people),
            begun: HashMap::new(),
            blocks: 0,
        })
    }

    /// Each place once.
    pub(crate) fn add(&mut self, turn: Turn, op: Op) -> io::Result<()> {
        let (start, end) = match turn.place < self.pilot {
            true => (0, self.pilot),
            false => (self.pilot, self.people),
        };
        let first = start + (turn.place - start) / MOST_PEOPLE * MOST_PEOPLE;
        let whole = MOST_PEOPLE.min(end - first) as usize;
        let begun = self.begun.entry(first).or_default();
        begun.push((turn.place, op, turn.after));
        if begun.len() < whole {
            return Ok(());
        }
        let mut full = self.begun.remove(&first).unwrap_or_default();
        full.sort_unstable_by_key(|(place, ..)| *place);
        self.cut(&full)
    }

    /// Writes a full block, as several where one request would be too large.
    fn cut(&mut self, mut people: &[(u32, Op, u32)]) -> io::Result<()> {
        while !people.is_empty() {
            let mut bytes = scim::AROUND;
            let fits = people.iter().take_while(|(_, op, _)| {
                bytes += op.json.len() + 1;
                bytes <= MOST_BYTES
            });
            let (block, rest) = people.split_at(fits.count().max(1));
            self.block(block)?;
            people = rest;
        }
        Ok(())
    }

    fn block(&mut self, people: &[(u32, Op, u32)]) -> io::Result<()> {
        let Some((first, ..)) = people.first() else {
            return Ok(());
        };
        // Who stands in the same request need not be waited for.
        let after = people
            .iter()
            .map(|(.., after)| *after)
            .filter(|after| after <= first)
            .max();
        let mut pack = DeflateEncoder::new(Vec::new(), Compression::fast());
        for (_, op, _) in people {
            pack.write_all(&op.row.to_le_bytes())?;
            pack.write_all(&[u8::from(op.active)])?;
            pack.write_all(&op.digest.0)?;
            pack.write_all(&length(op.number.as_bytes())?)?;
            pack.write_all(op.number.as_bytes())?;
            pack.write_all(&length(&op.json)?)?;
            pack.write_all(&op.json)?;
        }
        let packed = pack.finish()?;
        let count = u32::try_from(people.len()).map_err(io::Error::other)?;
        for field in [*first, count, after.unwrap_or(0)] {
            self.out.write_all(&field.to_le_bytes())?;
        }
        self.out.write_all(&length(&packed)?)?;
        self.out.write_all(sha256(&packed).as_bytes())?;
        self.out.write_all(&packed)?;
        self.blocks += 1;
        Ok(())
    }

    /// Ends the file. Whether everybody came is told.
    pub(crate) fn end(self) -> io::Result<bool> {
        self.out.write_all(&self.blocks.to_le_bytes())?;
        Ok(self.begun.is_empty())
    }
}

fn length(bytes: &[u8]) -> io::Result<[u8; 4]> {
    Ok(u32::try_from(bytes.len()).map_err(io::Error::other)?.to_le_bytes())
}
