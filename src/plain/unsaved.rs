//! Leaving while something cannot be saved: again, elsewhere, or into the state folder.

use std::{path::Path, time::Instant};

use super::{talk::Halt, walk::Walk};
use crate::session::SaveFailed;

impl Walk<'_> {
    /// Saves at the end. Who leaves by a word while it cannot be saved is asked where else it shall
    /// go; the error stays, since it is not in its place.
    pub(super) fn save_at_last(&mut self, by_a_word: bool) -> Result<(), SaveFailed> {
        match self.session.save_now(Instant::now()) {
            Err(failed) if by_a_word => match self.where_else(&failed) {
                Ok(Some(())) => Ok(()),
                // who is gone meanwhile is asked no more
                Ok(None) | Err(_) => Err(failed),
            },
            saved => saved,
        }
    }

    /// Asks until it is saved in its place, or somewhere, or somebody leaves it to the state folder;
    /// `None` where it is not in its place.
    fn where_else(&mut self, failed: &SaveFailed) -> Result<Option<()>, Halt> {
        self.talk.pause()?;
        self.talk.say(&format!("NOT SAVED: {failed}."))?;
        let things = self.session.unsaved();
        let are = if things.len() == 1 {
            "thing is"
        } else {
            "things are"
        };
        let (count, things) = (things.len(), things.join("; "));
        self.talk
            .say(&format!("{count} {are} not on the disk yet: {things}."))?;
        let path = if self.library.kiosk {
            ""
        } else {
            "a path saves it there; "
        };
        self.talk.say(&format!(
            "again tries again; {path}an empty line leaves, and a copy goes into the state folder."
        ))?;
        loop {
            let said = self.talk.first_line()?;
            match said.trim() {
                "" => return Ok(None),
                "again" => match self.session.save_now(Instant::now()) {
                    Ok(()) => return Ok(Some(())),
                    Err(failed) => self.talk.say(&format!("NOT SAVED: {failed}."))?,
                },
                _ if self.library.kiosk => self.talk.say("In a kiosk no path is taken.")?,
                path => match self.library.save_elsewhere(&mut self.session, Path::new(path)) {
                    Ok(()) => return Ok(None),
                    Err(why) => self.talk.say(&format!("Not saved there: {why}."))?,
                },
            }
        }
    }
}
