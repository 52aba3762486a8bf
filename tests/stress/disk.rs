//! A full disk: the old file stays whole, the words say so, and what was typed waits.

use fastrand::Rng;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    filed, is_sound, project,
    pty::{Terminal, triplewin},
    text,
};

/// So many saves on a disk with any little room left, and one person who types while it is full.
pub fn run(chance: &mut Rng, fills: usize) -> String {
    let Some(disk) = Disk::small() else {
        return "full disk: not run, since mounting one needs to be allowed".to_owned();
    };
    let folder = disk.folder.as_path();
    let id = project(folder);
    let mut refused = 0;
    for turn in 0..fills {
        let before = fs::read(folder.join("projects").join(format!("{id}.json"))).unwrap();
        disk.fill_but(chance.usize(0..40_000));
        let value = format!("turn {turn}, {}", "y".repeat(chance.usize(0..20_000)));
        let ran = triplewin(folder)
            .args(["answer", &id, "scoping.scale", &value])
            .output()
            .unwrap();
        if ran.status.success() {
            assert_eq!(text(&filed(folder, &id), "scoping.scale"), value);
        } else {
            refused += 1;
            let said = String::from_utf8(ran.stderr).unwrap();
            assert!(
                said.starts_with("triplewin: ") && said.contains("disk full"),
                "{said}"
            );
            let now = fs::read(folder.join("projects").join(format!("{id}.json"))).unwrap();
            assert!(now == before, "a refused save leaves the file as it was");
        }
        disk.empty();
    }
    is_sound(folder, &id);

    let mut terminal = Terminal::start(folder, &["open", &id]);
    terminal
        .sees("A trial")
        .press("\x1b[17~")
        .sees("In a few sentences");
    disk.fill_but(0);
    terminal.press("Typed on a full disk").sees("NOT SAVED");
    disk.empty();
    terminal.sees("Saved ");
    assert_eq!(
        text(&filed(folder, &id), "project.summary"),
        "Typed on a full disk"
    );
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
    format!(
        "full disk: {fills} saves, {refused} refused in words; files torn: 0; typed meanwhile and lost: 0"
    )
}

/// A small disk of its own, unmounted at the end.
struct Disk {
    folder: PathBuf,
    _place: tempfile::TempDir,
}

impl Disk {
    fn small() -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("disk");
        fs::create_dir(&folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(&folder)
            .output();
        mounted.is_ok_and(|ran| ran.status.success()).then_some(Self {
            folder,
            _place: place,
        })
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }

    /// Leaves about so many bytes free.
    fn fill_but(&self, free: usize) {
        fill(&self.filler());
        let length = fs::metadata(self.filler()).unwrap().len();
        let file = fs::OpenOptions::new().write(true).open(self.filler()).unwrap();
        file.set_len(length.saturating_sub(free as u64)).unwrap();
    }

    fn empty(&self) {
        let _ = fs::remove_file(self.filler());
    }
}

/// Writes until nothing more goes in.
fn fill(path: &Path) {
    let mut file = fs::File::create(path).unwrap();
    for block in [65_536, 4_096, 1] {
        while file.write_all(&vec![0; block]).is_ok() {}
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.folder).status();
    }
}
