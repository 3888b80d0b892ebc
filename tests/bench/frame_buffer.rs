//! What a display shows, read from outside: Xvfb keeps its picture in a file.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

/// The variable in which `cargo xtask bench` says where that file lies.
const PLACE: &str = "CAUSEWAY_FRAME_BUFFER";
/// Bytes of a colour of the palette that precedes the picture.
const COLOUR: usize = 12;
/// Text is darker than this in every channel; the display, an empty window and a page without text are not.
const DARK: u8 = 0x60;

/// The picture of a display whose background is white and that draws no pointer.
#[derive(Debug)]
pub(crate) struct FrameBuffer {
    file: File,
    picture: Vec<u8>,
    begins: u64,
}

impl FrameBuffer {
    /// Opens the picture of the display this process runs on.
    pub(crate) fn open() -> Self {
        let place = std::env::var_os(PLACE).expect("run this by `cargo xtask bench`");
        let file = File::open(place).expect("the display's picture");
        // XWD, version 7: big-endian words of four bytes.
        let mut header = [0; 80];
        file.read_exact_at(&mut header, 0).expect("a header");
        let word = |at: usize| {
            let bytes = header[at * 4..at * 4 + 4].try_into().expect("four bytes");
            u32::from_be_bytes(bytes) as usize
        };
        let (length, height, line, colours) = (word(0), word(5), word(12), word(19));
        assert_eq!(word(11), 32, "four bytes for a pixel");
        Self {
            file,
            picture: vec![0; line * height],
            begins: (length + colours * COLOUR) as u64,
        }
    }

    /// Whether anything dark, such as a letter, has been drawn.
    pub(crate) fn shows_text(&mut self) -> bool {
        self.file
            .read_exact_at(&mut self.picture, self.begins)
            .expect("a whole picture");
        let mut pixels = self.picture.chunks_exact(4);
        pixels.any(|pixel| pixel[..3].iter().all(|channel| *channel < DARK))
    }
}
