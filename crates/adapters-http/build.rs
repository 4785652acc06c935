//! Compresses the embedded assets, so that neither the start nor the first visitor waits for it.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

const FROM: &str = "src/assets/files";
/// What is served of the scripts: for everybody, for pages that follow a ticket, and for staff.
const SCRIPTS: [(&str, &[&str]); 3] = [
    ("core.js", &["core.js"]),
    ("follow.js", &["core.js", "live.js"]),
    ("staff.js", &["core.js", "live.js", "agent.js"]),
];
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
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let data = fs::read(&path)?;
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("js") => {}
            Some("css") => write(&to, name, &tight(&data))?,
            _ => write(&to, name, &data)?,
        }
    }
    for (name, scripts) in SCRIPTS {
        write(&to, name, &together(scripts)?)?;
    }
    Ok(())
}

/// Several scripts as one: a page asks once. Each stays in a block of its own, as it is in a module of its own where
/// it is written; what they share they put in `globalThis`.
fn together(scripts: &[&str]) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    for script in scripts {
        let script = without_comments(&fs::read(Path::new(FROM).join(script))?);
        let exported = String::from_utf8_lossy(&script).replace("\nexport const ", "\nconst ");
        all.extend_from_slice(format!("{{\n{exported}}}\n").as_bytes());
    }
    Ok(all)
}

/// A style sheet without comments and indentation, a rule's lines together.
fn tight(sheet: &[u8]) -> Vec<u8> {
    let sheet = String::from_utf8_lossy(sheet);
    let mut kept = String::with_capacity(sheet.len());
    let mut parts = sheet.split("/*");
    kept.push_str(parts.next().unwrap_or_default());
    for part in parts {
        kept.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    kept.lines().map(str::trim).collect::<String>().into_bytes()
}

/// A script without the lines that are only comments, which are more than a third of it. Nothing else is changed.
fn without_comments(script: &[u8]) -> Vec<u8> {
    let mut is_inside = false;
    let mut kept = Vec::with_capacity(script.len());
    for line in script.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii();
        let begins = text.starts_with(b"/**") && !text.windows(3).any(|part| part == b"*/ ");
        let is_comment = is_inside || begins || text.starts_with(b"//") || text.is_empty();
        is_inside = (is_inside || begins) && !text.ends_with(b"*/");
        if !is_comment {
            kept.extend_from_slice(line);
        }
    }
    kept
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
