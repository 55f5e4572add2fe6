use std::{fs, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, Via};
use tempfile::TempDir;

use super::AuditLog;
use crate::{
    entry::{Entry, EntryKind},
    error::Error,
    head,
    seal::Unsigned,
    verify::verify,
};

fn start() -> Timestamp {
    "2026-01-31T23:00:00Z".parse().expect("a time")
}

fn log(folder: &TempDir) -> AuditLog {
    AuditLog::new(folder.path(), "acme".into(), Arc::new(Unsigned))
}

fn entry(minutes: i64, kind: EntryKind) -> Entry {
    let operator = Operator { id: "ann".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
    Entry::new(kind, start() + SignedDuration::from_mins(minutes), "acme".into(), operator, "0.1.0")
}

fn filled(lines: i64) -> (TempDir, AuditLog) {
    let folder = tempfile::tempdir().expect("a folder");
    let log = log(&folder);
    for minute in 0..lines {
        log.append(&entry(minute * 20, EntryKind::Receipt)).expect("appended");
    }
    (folder, log)
}

fn lines(log: &AuditLog) -> u64 {
    verify(log.folder(), &|_, _, _| Ok(())).expect("verified").lines
}

#[test]
fn entries_are_chained_over_months_and_found_by_time() {
    let (_folder, log) = filled(8);
    assert_eq!(lines(&log), 8);
    for since in 0..9 {
        let mut seen = Vec::new();
        let from = start() + SignedDuration::from_mins(since * 20);
        log.each(Some(from), |line| seen.push(line.n)).expect("read");
        assert_eq!(seen, (u64::try_from(since).expect("small") + 1..=8).collect::<Vec<_>>());
    }
}

#[test]
fn an_intent_is_open_until_its_outcome() {
    let (_folder, log) = filled(1);
    let intent = log.append(&entry(30, EntryKind::Intent)).expect("appended").number;
    let other = log.append(&entry(31, EntryKind::Intent)).expect("appended").number;
    log.append(&Entry { of: Some(intent), ..entry(32, EntryKind::Outcome) }).expect("appended");
    let open: Vec<u64> = log.open().expect("read").iter().map(|line| line.n).collect();
    assert_eq!(open, [other]);
    assert_eq!(verify(log.folder(), &|_, _, _| Ok(())).expect("verified").open, [other]);
}

#[test]
fn a_crash_between_line_and_head_is_mended() {
    let (folder, log) = filled(3);
    let head = fs::read(folder.path().join(head::FILE)).expect("a head");
    let intent = log.append(&entry(70, EntryKind::Intent)).expect("appended").number;
    fs::write(folder.path().join(head::FILE), head).expect("written");
    assert!(verify(folder.path(), &|_, _, _| Ok(())).expect("a crash is no change").ahead);
    assert_eq!(log.open().expect("read")[0].n, intent, "it is told before the next entry");
    let next = log.append(&entry(80, EntryKind::Receipt)).expect("appended");
    assert!(next.repaired.is_some_and(|what| what.starts_with("line 4")));
    assert_eq!((next.number, lines(&log)), (5, 5));
    assert_eq!(log.open().expect("read")[0].n, intent);
}

#[test]
fn a_crash_within_a_line_is_mended_wherever_it_came() {
    let (folder, log) = filled(5);
    let path = folder.path().join("2026-02.jsonl");
    let (whole, head) =
        (fs::read(&path).expect("a segment"), fs::read(folder.path().join(head::FILE)).expect("a head"));
    log.append(&entry(110, EntryKind::Receipt)).expect("appended");
    let longer = fs::read(&path).expect("a segment");
    for end in (whole.len() + 1..longer.len()).step_by(7) {
        fs::write(&path, &longer[..end]).expect("written");
        fs::write(folder.path().join(head::FILE), &head).expect("written");
        assert_eq!(lines(&log), 5, "a torn line was never part of the log");
        let next = log.append(&entry(120, EntryKind::Receipt)).expect("appended");
        assert!(next.repaired.is_some_and(|what| what.contains("not written to its end")), "{end}");
        assert_eq!((next.number, lines(&log)), (6, 6));
    }
}

#[test]
fn nothing_is_added_to_a_log_that_was_changed() {
    let refused = |change: fn(&TempDir)| {
        let (folder, log) = filled(6);
        change(&folder);
        let error = log.append(&entry(130, EntryKind::Intent)).expect_err("refused");
        assert!(matches!(error, Error::Broken { .. }), "{error}");
        error.to_string()
    };
    assert!(
        refused(|folder| fs::remove_file(folder.path().join(head::FILE)).expect("gone")).contains("head is missing")
    );
    assert!(refused(|folder| fs::remove_file(folder.path().join("2026-02.jsonl")).expect("gone")).contains("6 lines"));
    let last_line_edited = refused(|folder| {
        let path = folder.path().join("2026-02.jsonl");
        let text = fs::read_to_string(&path).expect("a segment");
        let at = text.rfind("\"ann\"").expect("an operator");
        fs::write(&path, format!("{}\"eve\"{}", &text[..at], &text[at + 5..])).expect("written");
    });
    assert!(last_line_edited.contains("last line is not the head's"), "{last_line_edited}");
}

#[test]
fn another_tenants_folder_is_refused() {
    let (folder, _) = filled(1);
    let other = AuditLog::new(folder.path(), "other".into(), Arc::new(Unsigned));
    let error = other.append(&entry(30, EntryKind::Intent)).expect_err("refused");
    assert!(error.to_string().contains("the log of acme"), "{error}");
}

#[test]
fn several_processes_add_to_one_log() {
    let (_folder, log) = filled(0);
    let add =
        |log: AuditLog| move || (0..5).for_each(|n| drop(log.append(&entry(n, EntryKind::Receipt)).expect("added")));
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(add(log.clone()))).collect();
    for thread in threads {
        thread.join().expect("ended");
    }
    assert_eq!(lines(&log), 20);
}

#[cfg(unix)]
#[test]
fn the_log_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = filled(1);
    for name in [head::FILE, "2026-01.jsonl"] {
        let mode = fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
