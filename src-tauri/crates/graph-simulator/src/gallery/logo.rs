//! Logos of the gallery, drawn: squares on a colour, both made of the app's short name. No mark of anybody is shown.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use uuid::Uuid;

/// Pixels of an edge, as the names of Microsoft's logos say.
const SIDE: usize = 215;
/// Squares of an edge; the right half mirrors the left.
const SQUARES: usize = 5;
/// Around the squares.
const MARGIN: usize = 25;

/// The PNG behind `{key}_215.png`.
#[must_use]
pub fn picture(key: &str) -> Vec<u8> {
    let seed = Uuid::new_v5(&Uuid::NAMESPACE_OID, key.as_bytes()).into_bytes();
    let ground = [seed[0] / 2 + 64, seed[1] / 2 + 64, seed[2] / 2 + 64];
    let is_light = ground.iter().map(|&part| u32::from(part)).sum::<u32>() > 3 * 140;
    let ink = if is_light { [27, 27, 27] } else { [255, 255, 255] };
    let is_inked = |x: usize, y: usize| {
        let square = |at: usize| at.checked_sub(MARGIN).map(|at| at * SQUARES / (SIDE - 2 * MARGIN));
        let (Some(column), Some(row)) = (square(x), square(y)) else {
            return false;
        };
        let is_inside = column < SQUARES && row < SQUARES;
        is_inside && (seed[3 + row] >> column.min(SQUARES - 1 - column)) & 1 == 1
    };
    let mut rows = Vec::with_capacity(SIDE * (1 + 3 * SIDE));
    for y in 0..SIDE {
        rows.push(0); // no filter
        for x in 0..SIDE {
            rows.extend(if is_inked(x, y) { ink } else { ground });
        }
    }
    let side = (SIDE as u32).to_be_bytes();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    // Eight bits of red, green and blue; the only compression, filter and order of lines there are.
    chunk(&mut png, *b"IHDR", &[side.as_slice(), &side, &[8, 2, 0, 0, 0]].concat());
    chunk(&mut png, *b"IDAT", &compressed(&rows));
    chunk(&mut png, *b"IEND", &[]);
    png
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail; were it to, the picture would be empty and not the answer.
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(content);
    png.extend((content.len() as u32).to_be_bytes());
    png.extend(kind);
    png.extend(content);
    png.extend(sum.sum().to_be_bytes());
}
