//! The manual, and the scripts for the shells.

use std::fs;

use crate::seat::Seat;

#[tokio::test]
async fn every_command_has_a_page_of_its_own() {
    let seat = Seat::with("");
    let ran = seat.run("man pages").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let remove = fs::read_to_string(seat.path("pages/mfadir-factor-remove.1")).expect("written");
    assert!(remove.contains("all\\-matching") && !remove.contains("no\\-input"), "{remove}");
    let whole = fs::read_to_string(seat.path("pages/mfadir.1")).expect("written");
    assert!(whole.contains("no\\-input") && whole.contains("mfadir\\-factor(1)"), "{whole}");
    let names: Vec<_> =
        fs::read_dir(seat.path("pages")).expect("there").flatten().map(|page| page.file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("__")), "{names:?}");
}

#[tokio::test]
async fn without_a_folder_all_pages_are_printed_and_nothing_is_written() {
    let seat = Seat::with("");
    let ran = seat.run("man").await;
    assert_eq!((ran.exit, ran.error.as_str()), (0, ""));
    assert!(ran.output.matches("\n.TH ").count() > 30, "{}", ran.output.len());
    let dry = seat.run("man pages --dry-run").await;
    assert_eq!((dry.exit, seat.path("pages").exists()), (0, false));
}

#[tokio::test]
async fn every_shell_has_a_script() {
    let seat = Seat::with("");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = seat.run(&format!("completions {shell}")).await;
        assert_eq!((ran.exit, ran.error.as_str()), (0, ""));
        assert!(ran.output.contains("mfadir __offer"), "{}", ran.output);
    }
    assert_eq!(seat.run("completions tcsh").await.exit, 2);
}
