//! QR codes in files.

use std::fs;

use mfadir_tests::{Stage, block_on};

#[test]
fn each_format_is_what_its_name_says_and_nobody_else_can_read_it() {
    block_on(async {
        for (name, start) in [("code.png", &b"\x89PNG\r\n\x1a\n"[..]), ("code.svg", &b"<?xml"[..])] {
            let stage = Stage::new().await;
            let line = format!("-t okta factor enroll carol@example.com totp@google --qr {name} --yes");
            let told = stage.run(&line).await;
            assert_eq!(told.exit, 0, "{told}");
            assert!(told.output.contains(name), "{told}");
            let path = stage.folder().join(name);
            let bytes = fs::read(&path).expect("it was written");
            assert!(bytes.starts_with(start), "{name} begins with {:?}", &bytes[..8]);
            if name.ends_with("svg") {
                let text = String::from_utf8(bytes).expect("text");
                assert!(text.contains("<svg ") && text.trim_end().ends_with("</svg>"), "{text}");
            }
            is_private(&path);
        }
    });
}

#[cfg(unix)]
fn is_private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;

    let mode = fs::metadata(path).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o077, 0, "others can read it: {mode:o}");
}

#[cfg(not(unix))]
fn is_private(_path: &std::path::Path) {}

#[test]
fn a_name_without_a_known_ending_is_told_before_anything_is_sent() {
    block_on(async {
        let stage = Stage::new().await;
        let mut all = Vec::new();
        for name in ["code.jpg", "code"] {
            let line = format!("-t okta factor enroll carol@example.com totp@google --qr {name} --yes");
            let told = stage.run(&line).await;
            assert_eq!(told.exit, 2, "{told}");
            all.push(told);
        }
        assert!(stage.sandbox().okta().requests().is_empty());
        insta::assert_snapshot!(stage.transcript(&all));
    });
}

#[test]
fn a_picture_that_cannot_be_written_loses_no_secret() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor enroll carol@example.com totp@google --qr no/where.png --yes").await;
        assert_ne!(told.exit, 0, "{told}");
        assert!(told.output.contains("otpauth://totp/"), "what was enrolled is told: {told}");
        assert!(told.error.contains("where.png cannot be written"), "{told}");
    });
}
