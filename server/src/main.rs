//! The one binary `madoguchi`: the server and every command an operator needs.

use std::process::ExitCode;

use clap::Parser;
use madoguchi::command::{self, Arguments};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("madoguchi: cannot start: {error}");
            return ExitCode::from(command::UNUSABLE);
        }
    };
    match runtime.block_on(command::run(arguments)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("madoguchi: {}", command::sentence(&error));
            ExitCode::from(command::exit_code(&error))
        }
    }
}
