//! QR codes, for a terminal and as pictures.

mod picture;

pub(crate) use picture::Picture;

use owo_colors::OwoColorize;
use qrcode::{QrCode, render::unicode::Dense1x2};

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// Whether the address is one of the web: there a browser shows the picture that the app scans.
pub(crate) fn leads_to_picture(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme))
}

/// The code of a text.
pub(crate) fn encode(text: &str) -> Outcome<QrCode> {
    let failed = |error| Failure::new(Exit::Failed, format!("the address does not fit into a QR code: {error}"));
    QrCode::new(text).map_err(failed)
}

/// The code in half blocks, black on white whatever the terminal's own colours are, with the margin that readers need.
pub(crate) fn for_terminal(code: &QrCode) -> String {
    let text = code.render::<Dense1x2>().quiet_zone(true).build();
    let lines: Vec<String> = text.lines().map(|line| line.black().on_bright_white().to_string()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{encode, for_terminal};
    use crate::output::Look;

    #[test]
    fn every_line_is_as_wide_as_the_others() {
        let code = encode("otpauth://totp/x?secret=ABC").expect("short enough");
        let text = Look::plain().finish(&for_terminal(&code));
        let widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
        assert!(widths.len() * 2 >= code.width() + 8, "the margin is part of it");
        assert!(widths.iter().all(|width| *width == code.width() + 8), "{widths:?}");
        assert!(text.contains('█'));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(encode(&"x".repeat(5000)).is_err());
    }
}
