//! A file manager that a person drags a file from: the side of XDND that gives, over X itself, for WebDriver has no such drag.
//! <https://www.freedesktop.org/wiki/Specifications/XDND/>

use std::path::Path;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME};

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndAware, XdndSelection, XdndEnter, XdndPosition, XdndStatus, XdndDrop, XdndFinished, XdndLeave, XdndActionCopy,
        Uris: b"text/uri-list",
    }
}

/// The version of the protocol.
const VERSION: u32 = 5;

/// A file is held over the one window of a display.
#[derive(Debug)]
pub struct Drag {
    x: RustConnection,
    atoms: Atoms,
    source: Window,
    target: Window,
    files: String,
}

impl Drag {
    /// Holds these files over the window until the window says that it takes them.
    pub(crate) fn over_the_window(display: &str, files: &[&Path]) -> Self {
        let (x, screen) = x11rb::connect(Some(display)).expect("the display is there");
        let atoms = Atoms::new(&x).expect("a request").reply().expect("atoms");
        let root = x.setup().roots[screen].root;
        let target = aware(&x, &atoms, root).expect("a window that takes files");
        let source = x.generate_id().expect("an id");
        let of_nothing = CreateWindowAux::new();
        x.create_window(
            COPY_DEPTH_FROM_PARENT,
            source,
            root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &of_nothing,
        )
        .expect("a window");
        x.set_selection_owner(source, atoms.XdndSelection, CURRENT_TIME)
            .expect("a request");
        let files = files
            .iter()
            .map(|file| format!("file://{}\r\n", file.display()))
            .collect();
        let drag = Self {
            x,
            atoms,
            source,
            target,
            files,
        };
        drag.say(drag.atoms.XdndEnter, [VERSION << 24, drag.atoms.Uris, 0, 0]);
        drag.move_over(root);
        drag
    }

    /// Lets go of them.
    pub fn let_go(self) {
        self.say(self.atoms.XdndDrop, [0, CURRENT_TIME, 0, 0]);
        self.hear(self.atoms.XdndFinished);
    }

    /// Until it is told that a drop is taken: the window asks for the files first, and decides afterwards.
    fn move_over(&self, root: Window) {
        let size = self
            .x
            .get_geometry(self.target)
            .expect("a request")
            .reply()
            .expect("its size");
        let (middle, below) = (size.width / 2, size.height / 2);
        let at = self
            .x
            .translate_coordinates(self.target, root, middle as i16, below as i16);
        let at = at.expect("a request").reply().expect("its place");
        let place = ((at.dst_x as u32) << 16) | at.dst_y as u32;
        loop {
            self.say(
                self.atoms.XdndPosition,
                [0, place, CURRENT_TIME, self.atoms.XdndActionCopy],
            );
            let [_, is_taken, ..] = self.hear(self.atoms.XdndStatus);
            if is_taken & 1 == 1 {
                return;
            }
        }
    }

    fn say(&self, message: Atom, [a, b, c, d]: [u32; 4]) {
        let event = ClientMessageEvent::new(32, self.target, message, [self.source, a, b, c, d]);
        self.x
            .send_event(false, self.target, EventMask::NO_EVENT, event)
            .expect("a request");
        self.x.flush().expect("the display is there");
    }

    /// Gives the files to whoever asks, until the window has said this.
    fn hear(&self, message: Atom) -> [u32; 5] {
        loop {
            match self.x.wait_for_event().expect("the display is there") {
                Event::ClientMessage(said) if said.type_ == message => return said.data.as_data32(),
                Event::SelectionRequest(asked) => self.give(asked),
                _ => {}
            }
        }
    }

    fn give(&self, asked: SelectionRequestEvent) {
        let SelectionRequestEvent {
            time,
            requestor,
            selection,
            target,
            property,
            ..
        } = asked;
        let is_given = target == self.atoms.Uris;
        if is_given {
            self.x
                .change_property8(PropMode::REPLACE, requestor, property, target, self.files.as_bytes())
                .expect("a request");
        }
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time,
            requestor,
            selection,
            target,
            property: if is_given { property } else { AtomEnum::NONE.into() },
        };
        self.x
            .send_event(false, requestor, EventMask::NO_EVENT, answer)
            .expect("a request");
        self.x.flush().expect("the display is there");
    }
}

/// The outermost window here that takes what is dragged.
fn aware(x: &RustConnection, atoms: &Atoms, window: Window) -> Option<Window> {
    let found = x.get_property(false, window, atoms.XdndAware, AtomEnum::ANY, 0, 1);
    if found.expect("a request").reply().is_ok_and(|found| found.value_len > 0) {
        return Some(window);
    }
    let below = x.query_tree(window).expect("a request").reply().ok()?;
    below.children.into_iter().find_map(|child| aware(x, atoms, child))
}
