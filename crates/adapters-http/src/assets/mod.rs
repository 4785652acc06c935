//! The style sheets, the script and the mark: embedded, named after their content, compressed by `build.rs`.

use std::{borrow::Cow, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use rust_embed::Embed;

use crate::{paths, problem::Problem, security::OF_NO_PAGE};

/// Each file of `files/` as it is, and beside it as `.br` and `.gz`.
#[derive(Embed)]
#[folder = "$OUT_DIR/assets"]
struct Files;

/// One embedded file, ready to send.
struct Asset {
    /// Its name in the sources: `customer.css`.
    name: Cow<'static, str>,
    /// Its name in URLs: `customer.0123456789ab.css`.
    fingerprinted: String,
    etag: HeaderValue,
    kind: HeaderValue,
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
}

static ALL: LazyLock<Vec<Asset>> = LazyLock::new(|| Files::iter().filter_map(Asset::load).collect());

/// The URL of an embedded file. Its name changes with its content, so it can be kept for ever.
///
/// An unknown name yields the URL of a page that does not exist; a test asks for every name in use.
pub fn url(name: &str) -> String {
    let asset = ALL.iter().find(|asset| asset.name == name);
    paths::asset(asset.map_or(name, |asset| &asset.fingerprinted))
}

/// Sends an embedded file in the smallest form the client takes.
pub async fn serve(Path(name): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.fingerprinted == name) else {
        return Problem::NotFound.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.kind.clone()),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (header::ETAG, asset.etag.clone()),
        (header::VARY, HeaderValue::from_static("Accept-Encoding")),
    ];
    if request.get(header::IF_NONE_MATCH) == Some(&asset.etag) {
        return (StatusCode::NOT_MODIFIED, OF_NO_PAGE, headers).into_response();
    }
    match asset.smallest(&request) {
        (Some(encoding), body) => {
            (OF_NO_PAGE, headers, [(header::CONTENT_ENCODING, encoding)], body).into_response()
        }
        (None, body) => (OF_NO_PAGE, headers, body).into_response(),
    }
}

impl Asset {
    fn load(name: Cow<'static, str>) -> Option<Self> {
        let file = Files::get(&name)?;
        let digest: String = file
            .metadata
            .sha256_hash()
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let (stem, extension) = name.rsplit_once('.')?;
        let kind = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        Some(Self {
            fingerprinted: format!("{stem}.{digest}.{extension}"),
            etag: HeaderValue::try_from(format!("\"{digest}\"")).ok()?,
            kind: HeaderValue::from_static(kind),
            brotli: bytes(Files::get(&format!("{name}.br"))?.data),
            gzip: bytes(Files::get(&format!("{name}.gz"))?.data),
            plain: bytes(file.data),
            name,
        })
    }

    fn smallest(&self, request: &HeaderMap) -> (Option<&'static str>, Bytes) {
        let accepted = request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let takes = |wanted: &str| {
            accepted
                .split(',')
                .map(|coding| coding.split_once(';').unwrap_or((coding, "")))
                .any(|(coding, weight)| {
                    coding.trim() == wanted
                        && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
                })
        };
        if takes("br") {
            (Some("br"), self.brotli.clone())
        } else if takes("gzip") {
            (Some("gzip"), self.gzip.clone())
        } else {
            (None, self.plain.clone())
        }
    }
}

fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => data.into(),
    }
}

#[cfg(test)]
mod tests;
