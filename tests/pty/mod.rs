//! The program in a real pseudo-terminal: keys pressed, the screen read, the process ended.

#![allow(dead_code)] // each of the programs that share this uses a part of it

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    io::{Read, Write},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How long the screen may take to show what is waited for; generous, for a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The program in a terminal of its own.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    pub screen: Arc<Mutex<vt100::Parser>>,
    pub written: Arc<AtomicUsize>,
    /// Every byte that was written.
    bytes: Arc<Mutex<Vec<u8>>>,
    /// Whether what is written waits unread.
    stopped: Arc<AtomicBool>,
    /// Whether the terminal is to be closed, which its reader has to let go of too.
    closing: Arc<AtomicBool>,
    reading: Option<thread::JoinHandle<()>>,
}

impl Terminal {
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_with(folder, arguments, &[])
    }

    /// The same with more variables in its environment.
    pub fn start_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_triplewin"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", folder);
        command.env("TRIPLEWIN_DIR", folder.join("projects"));
        command.env("TRIPLEWIN_STATE", folder.join("state"));
        command.env("TRIPLEWIN_AS", "A. Example");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let written = Arc::new(AtomicUsize::new(0));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (picture, count) = (Arc::clone(&screen), Arc::clone(&written));
        let bytes_written = Arc::<Mutex<Vec<u8>>>::default();
        let kept = Arc::clone(&bytes_written);
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopped);
        let reading = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                picture.lock().unwrap().process(&bytes[..read]);
                kept.lock().unwrap().extend_from_slice(&bytes[..read]);
                count.fetch_add(read, Ordering::SeqCst);
                while stop.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(10));
                }
                if closed.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self {
            child,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            screen,
            written,
            bytes: bytes_written,
            stopped,
            closing,
            reading: Some(reading),
        }
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.press_bytes(keys.as_bytes())
    }

    /// What a terminal sends that may be no text.
    pub fn press_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes).unwrap();
        keyboard.flush().unwrap();
        self
    }

    pub fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Everything that was written until the process ended.
    pub fn all_written(&mut self) -> Vec<u8> {
        if let Some(reading) = self.reading.take() {
            let _ = reading.join();
        }
        self.bytes.lock().unwrap().clone()
    }

    pub fn sees(&mut self, words: &str) -> &mut Self {
        let start = Instant::now();
        while !self.contents().contains(words) {
            assert!(
                start.elapsed() < PATIENCE,
                "{words:?} never showed:\n{}",
                self.contents()
            );
            thread::sleep(Duration::from_millis(10));
        }
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
        // the reader of pictures cannot wrap a line in a single row or column
        self.screen
            .lock()
            .unwrap()
            .screen_mut()
            .set_size(rows.max(2), columns.max(2));
        self
    }

    /// The process's number.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, name: &str) {
        let process = self.process().to_string();
        let status = std::process::Command::new("kill")
            .args([&format!("-{name}"), &process])
            .status()
            .unwrap();
        assert!(status.success());
    }

    /// Reads nothing of what is written from now on.
    pub fn take_nothing(&mut self) -> &mut Self {
        self.stopped.store(true, Ordering::SeqCst);
        self
    }

    /// Closes the terminal, as somebody does who closes its window.
    pub fn hang_up(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        // A new size is drawn, which wakes the reader; then nobody holds the terminal any more.
        self.resize(90, 30);
        self.reading.take().unwrap().join().unwrap();
        self.keyboard = None;
        self.master = None;
    }

    /// Waits for the end; the exit code.
    pub fn ended(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            if start.elapsed() > PATIENCE {
                let _ = self.child.kill();
                panic!("it does not end:\n{}", self.contents());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.stopped.store(false, Ordering::SeqCst);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program as a command, on the projects of a folder.
pub fn triplewin(folder: &Path) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_triplewin"));
    command
        .env("TRIPLEWIN_DIR", folder.join("projects"))
        .env("TRIPLEWIN_STATE", folder.join("state"));
    command
}

/// A project made from a sample, and its id.
pub fn sample(folder: &Path, name: &str) -> String {
    let made = triplewin(folder)
        .args(["new", "Heart failure at home", "--sample", name])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}
