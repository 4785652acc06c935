//! A QR code as one SVG path: strokes one unit wide, a run of dark modules each.

use std::fmt::Write;

use maud::{Markup, html};
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::types::QrResult;
use qrcode::{Color, EcLevel, bits, ec};

/// Of the eight patterns that may be laid over a code, always this one. Which one is best differs by how
/// even the code looks, and weighing all eight takes longer than all else on the page; over the random
/// token of a track link they are alike.
const MASK: MaskPattern = MaskPattern::Checkerboard;

/// The code for `text`, or nothing when it is too long for one.
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok((modules, width)) = modules(text, MASK) else {
        return html! {};
    };
    html! {
        svg.qr viewBox={ "0 0 " (width) " " (width) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            path d=(strokes(&modules, width)) {}
        }
    }
}

/// The modules of the code, row by row, and how many a row has.
fn modules(text: &str, mask: MaskPattern) -> QrResult<(Vec<Color>, usize)> {
    let level = EcLevel::L;
    let bits = bits::encode_auto(text.as_bytes(), level)?;
    let version = bits.version();
    let (data, correction) = ec::construct_codewords(&bits.into_bytes(), version, level)?;
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    canvas.apply_mask(mask);
    Ok((canvas.into_colors(), usize::from(version.width().unsigned_abs())))
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
    use qrcode::QrCode;

    use super::*;

    const LINK: &str = "https://help.example/track/3Wm2Q-ZJCv7qhpgZvmGcTHVLLJ_jP7W4umNIj9VdWSw";

    #[test]
    fn every_dark_module_is_drawn_once() {
        let (modules, width) = modules(LINK, MASK).unwrap();
        let dark = modules.iter().filter(|color| **color == Color::Dark).count();
        let drawn: usize = strokes(&modules, width)
            .split('M')
            .filter_map(|run| run.split_once('h'))
            .map(|(_, length)| length.parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn but_for_the_mask_it_is_the_code_that_the_library_makes() {
        use MaskPattern::*;
        let theirs = QrCode::with_error_correction_level(LINK, EcLevel::L)
            .unwrap()
            .to_colors();
        let all = [
            Checkerboard,
            HorizontalLines,
            VerticalLines,
            DiagonalLines,
            LargeCheckerboard,
            Fields,
            Diamonds,
            Meadow,
        ];
        let same = all
            .iter()
            .filter(|mask| modules(LINK, **mask).unwrap().0 == theirs);
        assert_eq!(same.count(), 1);
    }

    #[test]
    fn what_fits_no_code_shows_none() {
        assert_eq!(qr(&"x".repeat(5_000), "label").into_string(), "");
    }
}
