//! A QR code in a file.

use std::path::{Path, PathBuf};

use qrcode::{Color, QrCode, render::svg};

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    state::write_private,
};

/// Pixels a module, and modules of margin (ISO/IEC 18004 asks for four).
const SCALE: usize = 8;
const MARGIN: usize = 4;

/// A file for a QR code, in the format that its name tells. Only its owner can read it: it shows a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    path: PathBuf,
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Png,
    Svg,
}

impl Picture {
    /// A file that is to be written; for clap.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let path = PathBuf::from(text);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "png" => Ok(Self { path, format: Format::Png }),
            "svg" => Ok(Self { path, format: Format::Svg }),
            _ => Err("the file's name ends in .png or .svg".to_owned()),
        }
    }

    /// Writes the code, in `folder` where the path does not say where.
    pub(crate) fn write(&self, code: &QrCode, folder: &Path) -> Outcome<PathBuf> {
        let path = folder.join(&self.path);
        let written = match self.format {
            Format::Png => png(code).and_then(|bytes| write_private(&path, bytes).map_err(|error| error.to_string())),
            Format::Svg => write_private(&path, svg(code)).map_err(|error| error.to_string()),
        };
        let failed = |why| Failure::new(Exit::Failed, format!("{} cannot be written: {why}", path.display()));
        written.map_err(failed).map(|()| path.clone())
    }
}

fn svg(code: &QrCode) -> String {
    let side = u32::try_from(SCALE).unwrap_or(1);
    code.render::<svg::Color<'_>>().quiet_zone(true).module_dimensions(side, side).build()
}

fn png(code: &QrCode) -> Result<Vec<u8>, String> {
    let side = (code.width() + 2 * MARGIN) * SCALE;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels(side), pixels(side));
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&shades(code, side)));
    written.map(|()| bytes).map_err(|error| error.to_string())
}

/// The largest code has 177 modules.
fn pixels(side: usize) -> u32 {
    u32::try_from(side).unwrap_or(u32::MAX)
}

/// One byte a pixel, row by row.
fn shades(code: &QrCode, side: usize) -> Vec<u8> {
    let modules = MARGIN..MARGIN + code.width();
    let is_dark = |(x, y): (usize, usize)| {
        let (x, y) = (x / SCALE, y / SCALE);
        modules.contains(&x) && modules.contains(&y) && code[(x - MARGIN, y - MARGIN)] == Color::Dark
    };
    (0..side * side).map(|pixel| if is_dark((pixel % side, pixel / side)) { 0 } else { 255 }).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Picture;
    use crate::qr::encode;

    #[test]
    fn the_name_tells_the_format() {
        assert!(Picture::read("x.PNG").is_ok() && Picture::read("a/b.svg").is_ok());
        assert!(Picture::read("x.jpg").is_err() && Picture::read("png").is_err());
    }

    #[test]
    fn both_formats_are_what_they_say() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let code = encode("otpauth://totp/x?secret=ABC").expect("short enough");
        let written = |name: &str| {
            let path = Picture::read(name).expect("a picture").write(&code, folder.path()).expect("writable");
            fs::read(path).expect("there")
        };
        assert!(String::from_utf8(written("q.svg")).expect("text").contains("<svg"));
        let file = written("q.png");
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a picture");
        let mut pixels = vec![0; reader.output_buffer_size().expect("small")];
        reader.next_frame(&mut pixels).expect("whole");
        let side = (code.width() + 8) * 8;
        assert_eq!(pixels.len(), side * side);
        assert_eq!((pixels[0], pixels[side * 32 + 32]), (255, 0), "a margin, and a corner");
    }
}
