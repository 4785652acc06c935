//! Compresses the embedded assets, so that neither the start nor the first visitor waits for it.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

const FROM: &str = "src/assets/files";
/// The best there is; it costs a second, once per change.
const BROTLI_QUALITY: u32 = 11;
/// 64 KiB, which holds every file whole.
const BROTLI_WINDOW: u32 = 16;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where to write in the environment"
)]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FROM}");
    let to = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("assets");
    // A file that was renamed must not stay behind and be embedded.
    fs::remove_dir_all(&to).or_else(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Ok(())
        } else {
            Err(error)
        }
    })?;
    fs::create_dir_all(&to)?;
    for file in fs::read_dir(FROM)? {
        let path = file?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            write(&to, name, &fs::read(&path)?)?;
        }
    }
    Ok(())
}

fn write(to: &Path, name: &str, data: &[u8]) -> io::Result<()> {
    fs::write(to.join(name), data)?;
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4_096, BROTLI_QUALITY, BROTLI_WINDOW);
    brotli.write_all(data)?;
    fs::write(to.join(format!("{name}.br")), brotli.into_inner())?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(data)?;
    fs::write(to.join(format!("{name}.gz")), gzip.finish()?)
}
