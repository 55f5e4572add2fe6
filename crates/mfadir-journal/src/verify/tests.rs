use std::{fs, path::PathBuf, sync::Arc, time::Instant};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, Via};
use proptest::{prelude::ProptestConfig, prop_assert, prop_assert_eq, proptest};
use tempfile::TempDir;

use super::{Fault, FaultKind, NotVerified, SignedHead, verify};
use crate::{
    entry::{Entry, EntryKind},
    head::{FILE, Head},
    line::{Hash, Kept, Line},
    log::AuditLog,
    seal::{Seal, Unsigned},
};

#[derive(Debug)]
struct Ann;

impl Seal for Ann {
    fn sign(&self, text: &str) -> Option<(String, String)> {
        Some(("ann".to_owned(), format!("signed {}", text.len())))
    }
}

fn entry(minutes: i64) -> Entry {
    let at: Timestamp = "2026-01-31T23:00:00Z".parse().expect("a time");
    let operator = Operator { id: "ann".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
    let kind = if minutes % 3 == 0 { EntryKind::Intent } else { EntryKind::Receipt };
    Entry::new(kind, at + SignedDuration::from_mins(minutes), "acme".into(), operator, "0.1.0")
}

const LINES: usize = 8;

/// Eight lines over two months, and their texts.
fn log() -> (TempDir, Vec<(PathBuf, usize)>) {
    let folder = tempfile::tempdir().expect("a folder");
    let log = AuditLog::new(folder.path(), "acme".into(), Arc::new(Unsigned));
    let mut places = Vec::new();
    for n in 0..8 {
        log.append(&entry(n * 15)).expect("appended");
        let (month, first) = if n < 4 { ("2026-01.jsonl", 0) } else { ("2026-02.jsonl", 4) };
        places.push((folder.path().join(month), usize::try_from(n).expect("small") - first));
    }
    (folder, places)
}

fn fault(folder: &TempDir) -> Option<Fault> {
    match verify(folder.path(), &|_, _, _| Ok(())) {
        Ok(_) => None,
        Err(NotVerified::Changed(fault)) => Some(fault),
        Err(other) => panic!("{other}"),
    }
}

fn lines(path: &PathBuf) -> Vec<String> {
    fs::read_to_string(path).expect("a segment").lines().map(str::to_owned).collect()
}

fn write(path: &PathBuf, lines: &[String]) {
    fs::write(path, lines.join("\n") + if lines.is_empty() { "" } else { "\n" }).expect("written");
}

fn place(at: &(PathBuf, usize), kind: FaultKind) -> Fault {
    Fault { file: at.0.display().to_string(), line: Some(at.1 as u64 + 1), kind }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_edited_byte_is_found_in_its_line(which in 0..LINES, at in 0usize..400, byte in b' '..b'~') {
        let (folder, places) = log();
        let (path, line) = &places[which];
        let mut text = lines(path);
        let at = at % text[*line].len();
        let mut bytes = text[*line].clone().into_bytes();
        prop_assert!(bytes[at].is_ascii());
        if bytes[at] != byte {
            bytes[at] = byte;
            text[*line] = String::from_utf8(bytes).expect("ASCII");
            write(path, &text);
            prop_assert_eq!(fault(&folder), Some(place(&places[which], FaultKind::Edited)));
        }
    }
}

#[test]
fn a_missing_line_is_named() {
    for which in 0..LINES - 1 {
        let (folder, places) = log();
        let (path, line) = &places[which];
        let mut text = lines(path);
        text.remove(*line);
        write(path, &text);
        let (number, next) = (which as u64 + 1, &places[which + 1]);
        let line = if next.0 == *path { next.1 - 1 } else { next.1 };
        assert_eq!(fault(&folder), Some(place(&(next.0.clone(), line), FaultKind::Missing(number))));
    }
}

#[test]
fn two_lines_that_changed_places_are_named() {
    for (one, other) in [(0, 1), (1, 3), (0, 3), (4, 7), (6, 7)] {
        let (folder, places) = log();
        let (path, first) = &places[one];
        let mut text = lines(path);
        text.swap(*first, places[other].1);
        write(path, &text);
        assert_eq!(fault(&folder), Some(place(&places[one], FaultKind::Reordered(one as u64 + 1))), "{one} {other}");
    }
}

#[test]
fn a_cut_end_is_told_by_the_head() {
    for left in 4..8 {
        let (folder, places) = log();
        let (path, _) = &places[7];
        let text = lines(path);
        write(path, &text[..left - 4]);
        let cut = FaultKind::Cut { was: 8, is: left as u64 };
        assert_eq!(fault(&folder).map(|fault| fault.kind), Some(cut));
    }
    let (folder, places) = log();
    fs::remove_file(&places[7].0).expect("gone");
    assert_eq!(fault(&folder).map(|fault| fault.kind), Some(FaultKind::Cut { was: 8, is: 4 }));
}

#[test]
fn a_head_that_is_gone_old_or_changed_is_told() {
    let (folder, _) = log();
    let path = folder.path().join(FILE);
    let head = fs::read_to_string(&path).expect("a head");
    fs::remove_file(&path).expect("gone");
    assert_eq!(fault(&folder).map(|fault| fault.kind), Some(FaultKind::NoHead));
    let (head, count) = (head, 8);
    for (from, to, kind) in [
        ("\\\"count\\\":8", "\\\"count\\\":9", FaultKind::Cut { was: 9, is: count }),
        ("\\\"count\\\":8", "\\\"count\\\":5", FaultKind::OldHead { head: 5, is: count }),
        ("\\\"open\\\":[1,2,", "\\\"open\\\":[1,", FaultKind::OpenWrites),
        ("\\\"hash\\\":\\\"", "\\\"hash\\\":\\\"0", FaultKind::Edited),
    ] {
        let changed = head.replacen(from, to, 1);
        assert_ne!(changed, head, "{from}");
        fs::write(&path, changed).expect("written");
        assert_eq!(fault(&folder).map(|fault| fault.kind), Some(kind), "{to}");
    }
}

#[test]
fn without_a_head_a_line_that_does_not_fit_is_named_all_the_same() {
    let (folder, places) = log();
    let (path, line) = &places[5];
    let mut text = lines(path);
    text.remove(*line);
    write(path, &text);
    fs::remove_file(folder.path().join(FILE)).expect("gone");
    assert_eq!(fault(&folder).map(|fault| fault.kind), Some(FaultKind::Missing(6)));
}

#[test]
fn a_signature_has_to_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = AuditLog::new(folder.path(), "acme".into(), Arc::new(Ann));
    log.append(&entry(0)).expect("appended");
    let seen = |by: &str, text: &str, signature: &str| {
        if (by, signature) == ("ann", &format!("signed {}", text.len())) { Ok(()) } else { Err("forged".to_owned()) }
    };
    let verified = verify(folder.path(), &seen).expect("verified");
    assert_eq!(verified.signed.map(|signed| signed.by).as_deref(), Some("ann"));
    let refused = verify(folder.path(), &|_, _, _| Err("ann left".to_owned())).expect_err("refused");
    assert!(refused.to_string().ends_with("does not count: ann left"), "{refused}");
}

/// Six lines, of which Ann signed the first three heads and nobody the others.
fn partly_signed() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..6 {
        let seal: Arc<dyn Seal> = if n < 3 { Arc::new(Ann) } else { Arc::new(Unsigned) };
        AuditLog::new(folder.path(), "acme".into(), seal).append(&entry(n)).expect("appended");
    }
    folder
}

#[test]
fn what_was_signed_last_stays_signed_as_far_as_it_went() {
    let verified = verify(partly_signed().path(), &|_, _, _| Ok(())).expect("as written");
    assert_eq!((verified.lines, verified.signed), (6, Some(SignedHead { by: "ann".to_owned(), lines: 3 })));
}

#[test]
fn lines_that_nobody_signed_cannot_take_the_place_of_signed_ones() {
    let folder = partly_signed();
    let signed = Head::read(folder.path()).expect("readable").expect("there").1;
    let path = folder.path().join("2026-01.jsonl");
    fs::remove_file(&path).expect("gone");
    fs::remove_file(folder.path().join(FILE)).expect("gone");
    let log = AuditLog::new(folder.path(), "acme".into(), Arc::new(Unsigned));
    for n in 0..6 {
        log.append(&entry(n + 7)).expect("appended");
    }
    let (head, _) = Head::read(folder.path()).expect("readable").expect("there");
    head.write(folder.path(), &Unsigned, Some(signed)).expect("written");
    assert_eq!(fault(&folder).map(|fault| fault.kind), Some(FaultKind::NotSigned("it signs another log".to_owned())));
}

#[test]
#[ignore = "writes and reads a million entries; run it with --release to see the time"]
fn a_million_entries_are_read_in_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut head = Head::empty(&"acme".into());
    let mut text = Vec::new();
    for n in 1..=1_000_000 {
        let line = Line { n, prev: head.hash.clone(), entry: entry(1) };
        let bytes = line.bytes().expect("serialises");
        let kept = Kept { at: line.entry.at, kind: line.entry.kind, of: None };
        head = head.with(kept, Hash::of(&bytes));
        text.extend(bytes);
        text.push(b'\n');
    }
    fs::write(folder.path().join("2026-01.jsonl"), text).expect("written");
    head.write(folder.path(), &Unsigned, None).expect("written");
    let begun = Instant::now();
    let read = verify(folder.path(), &|_, _, _| Ok(())).expect("verified");
    assert_eq!(read.lines, 1_000_000);
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
