//! A QR code as one SVG path: strokes one unit wide, a run of dark modules each.

use std::fmt::Write;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The code for `text`, or nothing when it is too long for one.
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else {
        return html! {};
    };
    let width = code.width();
    html! {
        svg.qr viewBox={ "0 0 " (width) " " (width) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            path d=(strokes(&code.to_colors(), width)) {}
        }
    }
}

fn strokes(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                // Writing into a string cannot fail.
                write!(path, "M{x} {y}.5h{}", run.len()).ok();
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::with_error_correction_level("https://help.example/track/abc", EcLevel::L).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();
        let drawn: usize = strokes(&code.to_colors(), code.width())
            .split('M')
            .filter_map(|run| run.split_once('h'))
            .map(|(_, length)| length.parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn what_fits_no_code_shows_none() {
        assert_eq!(qr(&"x".repeat(5_000), "label").into_string(), "");
    }
}
