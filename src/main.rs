//! `needlint`: says whether a product lists what should not go on freshly needled skin.

fn main() -> std::process::ExitCode {
    needlint::cli::main()
}
