//! Files of every schema that there was, frozen as the program of its day wrote them: each is
//! opened, changed and saved by this one, and loses nothing.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use serde_json::{Value as Json, json};
use std::{fs, path::Path, path::PathBuf, process::Command};
use tempfile::TempDir;
use triplewin::{guidance::editions, json::sha256_text, project::Project};

/// The files of schema 1 and their SHA-256: what was written once is never written anew.
const SCHEMA_1: [(&str, &str); 3] = [
    // a sample that goes all the way: signed, amended, delivered, published, disclosed, closed
    (
        "complete-bone-health-wc1p",
        "0a56996df4fea42c8acff555b8f8f987db9c9113f115ec0a7d2227cb53cbaf20",
    ),
    // two people's branches merged: two versions of an answer and of a note, a skipped question, a
    // withdrawn and a lapsed sign-off, archived
    (
        "clinics-in-two-hands-kcof",
        "9ca45f6918156d185d2bccc96c32ad66beabdc19317c6473232cc07180cb03dd",
    ),
    // a project in Stage 1
    (
        "hospital-at-home-yutw",
        "10abae7e1f4a5b2aabc181911bf665c1a87c96a54aca15560e5dfb80a332e89c",
    ),
];

fn frozen(id: &str) -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/schema/1/{id}.json"));
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

/// A folder of projects that holds one of the files.
struct Room(TempDir);

impl Room {
    fn with(id: &str) -> Self {
        let room = Self(tempfile::tempdir().unwrap());
        fs::copy(frozen(id).0, room.path(id)).unwrap();
        room
    }

    fn path(&self, id: &str) -> PathBuf {
        self.0.path().join(format!("{id}.json"))
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(assert_cmd::cargo::cargo_bin("triplewin"))
            .env("TRIPLEWIN_DIR", self.0.path())
            .env("TRIPLEWIN_STATE", self.0.path().join("state"))
            .env("TRIPLEWIN_TODAY", "2026-11-21")
            .env("TRIPLEWIN_AS", "Di")
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said)
    }
}

#[test]
fn what_was_frozen_stays_as_it_was_written() {
    for (id, hash) in SCHEMA_1 {
        assert_eq!(sha256_text(&frozen(id).1), hash, "{id}");
    }
}

#[test]
fn every_file_is_read_whole_and_written_as_it_was() {
    for (id, _) in SCHEMA_1 {
        let (_, text) = frozen(id);
        let (project, edition) = Project::parse(text.as_bytes(), editions()).unwrap();
        assert!(project.read_only.is_none(), "{id}");
        let (again, edition_again) = {
            let written = project.to_bytes(edition);
            let mut written: Json = serde_json::from_slice(&written).unwrap();
            let held: Json = serde_json::from_str(&text).unwrap();
            // a later schema may say more; what was said is still there
            written["schema"] = held["schema"].clone();
            assert_eq!(written, held, "{id}");
            Project::parse(text.as_bytes(), editions()).unwrap()
        };
        assert_eq!(again.to_bytes(edition_again), project.to_bytes(edition), "{id}");
    }
}

#[test]
fn every_file_is_judged_sound_and_stays_so_through_a_save() {
    for (id, _) in SCHEMA_1 {
        let room = Room::with(id);
        let (code, said) = room.run(&["verify", id]);
        let before = (code, said.clone());
        // the two versions and the lapsed sign-off of one of them are findings of their own
        assert!(matches!(code, 0 | 5), "{id}: {said}");
        assert!(!said.contains("Log:") && !said.contains("File:"), "{id}: {said}");

        let (code, said) = room.run(&["answer", id, "checklist.14", "no"]);
        assert_eq!(code, 0, "{id}: {said}");
        let held: Json = serde_json::from_str(&frozen(id).1).unwrap();
        let mut saved: Json = serde_json::from_slice(&fs::read(room.path(id)).unwrap()).unwrap();
        assert_eq!(
            saved["revision"],
            json!(held["revision"].as_u64().unwrap() + 1),
            "{id}"
        );
        // but for the change and what every save stamps, nothing moved
        let log = saved["log"].as_array_mut().unwrap();
        log.pop().unwrap();
        for member in ["schema", "revision", "updated_at", "verdict"] {
            saved[member] = held[member].clone();
        }
        saved["answers"]["checklist.14"] = held["answers"]["checklist.14"].clone();
        assert_eq!(saved, held, "{id}");

        let (code, said) = room.run(&["verify", id]);
        assert_eq!((code, said), before, "{id}");
    }
}

#[test]
fn every_file_is_shown_and_exported() {
    for (id, _) in SCHEMA_1 {
        let room = Room::with(id);
        for arguments in [
            &["status", id][..],
            &["show", id],
            &["export", id, "pack", "--format", "md", "-o", "-"],
        ] {
            let (code, said) = room.run(arguments);
            assert_eq!(code, 0, "{id}: {said}");
        }
    }
}
