//! The `chancery` command: see `chancery --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    chancery::cli::main()
}
