//! The `triplewin` program: hands its arguments to the command line room.

use std::process::ExitCode;

fn main() -> ExitCode {
    triplewin::cli::main(std::env::args_os())
}
