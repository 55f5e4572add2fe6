//! The audit log, looked at by commands: what was done, and whether the record is whole.

use std::{fs, path::PathBuf, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, Via};
use mfadir_journal::{AuditLog, Entry, EntryKind, Mention, Person, Seal, Unsigned};
use mfadir_policy::PrivateKey;
use secrecy::SecretBox;

use crate::seat::{Ran, Seat};

/// Ann's key.
#[derive(Debug)]
struct Ann(PrivateKey);

impl Ann {
    fn new() -> Self {
        Self(PrivateKey::of(SecretBox::new(Box::new([7; 32]))))
    }

    /// An operators file in which she stands with this id.
    fn listed_as(&self, id: &str) -> String {
        format!("[[operator]]\nid = \"{id}\"\nrole = \"agent\"\nkey = \"{}\"\n", self.0.public())
    }
}

impl Seal for Ann {
    fn sign(&self, text: &str) -> Option<(String, String)> {
        Some(("ann".to_owned(), self.0.sign(text.as_bytes())))
    }
}

fn entry(minutes: i64, kind: EntryKind) -> Entry {
    let at: Timestamp = "2026-01-31T23:00:00Z".parse().expect("a time");
    let operator = Operator { id: "ann".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
    let factor = Mention { id: Some("f1".into()), factor_type: "push@okta".to_owned() };
    Entry {
        user: Some(Person { id: "00u1".into(), login: "ada@example.com".to_owned() }),
        verb: Some("reset".to_owned()),
        ticket: Some(if minutes < 40 { "INC1" } else { "INC2" }.to_owned()),
        factors: vec![factor],
        ..Entry::new(kind, at + SignedDuration::from_mins(minutes), "acme".into(), operator, "0.1.0")
    }
}

/// A seat whose state has six entries of acme, four of January and two of February; the last intent is open.
fn seat(signer: Arc<dyn Seal>) -> Seat {
    let seat = Seat::with("");
    let log = AuditLog::new(seat.path("state/audit/acme"), "acme".into(), signer);
    let add = |minutes, kind, of| {
        let result = (kind == EntryKind::Outcome).then(|| "done".to_owned());
        log.append(&Entry { of, result, ..entry(minutes, kind) }).expect("appended").number
    };
    let receipt = add(0, EntryKind::Receipt, None);
    assert_eq!(receipt, 1);
    let intent = add(15, EntryKind::Intent, None);
    add(30, EntryKind::Outcome, Some(intent));
    add(45, EntryKind::Refusal, None);
    add(60, EntryKind::Intent, None);
    add(75, EntryKind::Denial, None);
    seat
}

fn january(seat: &Seat) -> PathBuf {
    seat.path("state/audit/acme/2026-01.jsonl")
}

fn february(seat: &Seat) -> PathBuf {
    seat.path("state/audit/acme/2026-02.jsonl")
}

fn change(path: &PathBuf, change: impl FnOnce(&mut Vec<String>)) {
    let mut lines: Vec<String> = fs::read_to_string(path).expect("there").lines().map(str::to_owned).collect();
    change(&mut lines);
    fs::write(path, lines.join("\n") + "\n").expect("writable");
}

/// What `audit verify` says of a log after somebody was at it.
async fn after(meddle: impl FnOnce(&Seat)) -> Ran {
    let seat = seat(Arc::new(Unsigned));
    meddle(&seat);
    let ran = seat.run("audit verify").await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.output.contains("CHANGED"), "{ran:?}");
    ran
}

#[tokio::test]
async fn an_edited_byte_is_named_by_its_line() {
    let ran = after(|seat| change(&january(seat), |lines| lines[1] = lines[1].replace("ada@", "bob@"))).await;
    assert!(ran.error.contains("2026-01.jsonl:2: this line is not as it was written"), "{ran:?}");
    let last = after(|seat| change(&february(seat), |lines| lines[1] = lines[1].replace("denial", "receipt"))).await;
    assert!(last.error.contains("2026-02.jsonl:2: this line is not as it was written"), "{last:?}");
}

#[tokio::test]
async fn a_deleted_line_is_named_by_its_number() {
    let ran = after(|seat| change(&january(seat), |lines| drop(lines.remove(2)))).await;
    assert!(ran.error.contains("2026-01.jsonl:3: before this line entry 3 is missing"), "{ran:?}");
}

#[tokio::test]
async fn swapped_lines_are_named() {
    let ran = after(|seat| change(&january(seat), |lines| lines.swap(0, 2))).await;
    assert!(ran.error.contains("2026-01.jsonl:1: entry 1 belongs here, and stands further down"), "{ran:?}");
}

#[tokio::test]
async fn a_cut_tail_is_told_with_both_numbers() {
    let ran = after(|seat| change(&february(seat), |lines| lines.truncate(1))).await;
    assert!(ran.error.contains("head.json: the head tells of 6 entries, and 5 are there: it was cut"), "{ran:?}");
}

#[tokio::test]
async fn a_head_that_is_gone_is_told() {
    let head = |seat: &Seat| fs::remove_file(seat.path("state/audit/acme/head.json")).expect("there");
    let ran = after(head).await;
    assert!(ran.error.contains("head.json: the head is missing"), "{ran:?}");
}

#[tokio::test]
async fn a_whole_log_is_told_with_its_head_and_what_is_open() {
    let seat = seat(Arc::new(Unsigned));
    let ran = seat.run("audit verify").await;
    assert_eq!((ran.exit, ran.error.as_str()), (0, ""), "{ran:?}");
    for told in [
        "as it was written",
        "6 entries in 2 files, 2026-01-31 23:00 UTC to 2026-02-01 00:15 UTC",
        "none: whoever can write the folder can write another log",
        "entry 5: reset of ada@example.com by ann, 2026-02-01 00:00 UTC; nobody noted how it ended",
    ] {
        assert!(ran.output.contains(told), "{told}: {ran:?}");
    }
    let json = seat.run("audit verify -o json").await.output;
    for told in ["mfadir.audit-verification/v1", "\"signature\": \"none\"", "\"verdict\": \"as-written\""] {
        assert!(json.contains(told), "{told}: {json}");
    }
}

#[tokio::test]
async fn an_auditor_needs_a_copy_and_the_operators_file_alone() {
    let (own, auditor) = (seat(Arc::new(Ann::new())), Seat::with("[nonsense"));
    let copy = auditor.path("evidence");
    fs::create_dir(&copy).expect("made");
    for file in fs::read_dir(own.path("state/audit/acme")).expect("there").flatten() {
        fs::copy(file.path(), copy.join(file.file_name())).expect("copied");
    }
    fs::write(auditor.path("operators.toml"), Ann::new().listed_as("ann")).expect("writable");
    fs::write(auditor.path("others.toml"), Ann::new().listed_as("bea")).expect("writable");
    let verify = |more: &str| format!("audit verify {more}");
    let ran = auditor.run(&verify("evidence --operators operators.toml")).await;
    assert!(ran.exit == 0 && ran.output.contains("ann's, which counts"), "{ran:?}");
    let unchecked = auditor.run(&verify("evidence/2026-02.jsonl")).await;
    assert!(unchecked.exit == 0 && unchecked.output.contains("says ann, not checked"), "{unchecked:?}");
    let stranger = auditor.run(&verify("evidence --operators others.toml")).await;
    assert_eq!(stranger.exit, 1);
    assert!(stranger.error.contains("ann is not in the operators file"), "{stranger:?}");
    let typo = auditor.run(&verify("evidence --operators config.toml")).await;
    assert_eq!(typo.exit, 2, "{typo:?}");
}

#[tokio::test]
async fn a_time_that_ends_before_it_begins_is_told() {
    let seat = seat(Arc::new(Unsigned));
    for command in ["show", "export"] {
        let ran = seat.run(&format!("audit {command} --since 2026-02-02 --until 2026-01-31")).await;
        assert!(ran.exit == 2 && ran.error.contains("--since is not before --until"), "{ran:?}");
        let day = seat.run(&format!("audit {command} --since 2026-01-31 --until 2026-01-31")).await;
        assert_eq!(day.exit, 0, "a day counts whole: {day:?}");
    }
}

#[tokio::test]
async fn a_forged_or_missing_signature_does_not_count() {
    let seat = seat(Arc::new(Ann::new()));
    fs::write(seat.path("operators.toml"), Ann::new().listed_as("ann")).expect("writable");
    let head = seat.path("state/audit/acme/head.json");
    let signed = fs::read_to_string(&head).expect("there");
    let mut value: serde_json::Value = serde_json::from_str(&signed).expect("JSON");
    value["signature"] = "AAAA".into();
    fs::write(&head, value.to_string()).expect("writable");
    let forged = seat.run("audit verify --operators operators.toml").await;
    assert_eq!(forged.exit, 1);
    assert!(forged.error.contains("the signature is not ann's"), "{forged:?}");
    value["by"] = serde_json::Value::Null;
    value["signature"] = serde_json::Value::Null;
    fs::write(&head, value.to_string()).expect("writable");
    assert_eq!(seat.run("audit verify").await.exit, 0);
    let bare = seat.run("audit verify --operators operators.toml").await;
    assert_eq!(bare.exit, 1);
    assert!(bare.output.contains("UNSIGNED") && bare.error.contains("nobody speaks for it"), "{bare:?}");
}

#[tokio::test]
async fn who_is_no_operator_leaves_entries_that_nobody_signs_and_no_alarm() {
    let seat = seat(Arc::new(Ann::new()));
    fs::write(seat.path("operators.toml"), Ann::new().listed_as("ann")).expect("writable");
    let log = AuditLog::new(seat.path("state/audit/acme"), "acme".into(), Arc::new(Unsigned));
    let bob = Operator { id: "bob".to_owned(), via: Via::Os, on_behalf_of: None, host: None };
    log.append(&Entry { operator: bob, ..entry(90, EntryKind::Refusal) }).expect("appended");
    let ran = seat.run("audit verify --operators operators.toml").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.output.contains("ann's, which counts; the last 1 nobody signed"), "{ran:?}");
    log.append(&entry(91, EntryKind::Refusal)).expect("appended");
    let ran = seat.run("audit verify --operators operators.toml").await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.error.contains("entry 8 is ann's") && ran.error.contains("nobody speaks for it"), "{ran:?}");
}

#[tokio::test]
async fn a_log_in_anothers_place_or_gone_altogether_is_told() {
    let seat = seat(Arc::new(Unsigned));
    let (own, other) = (seat.path("state/audit/acme"), seat.path("state/audit/onelogin"));
    fs::rename(&own, &other).expect("moved");
    let moved = seat.run("audit verify").await;
    assert_eq!(moved.exit, 1, "{moved:?}");
    assert!(moved.error.contains("this is the log of acme, which belongs in"), "{moved:?}");
    fs::create_dir(&own).expect("made");
    for file in fs::read_dir(&other).expect("there").flatten() {
        fs::copy(file.path(), own.join(file.file_name())).expect("copied");
    }
    for path in ["", " state/audit"] {
        let doubled = seat.run(&format!("audit verify{path}")).await;
        assert_eq!(doubled.exit, 1, "{doubled:?}");
        assert!(doubled.error.contains("2 of 2 audit logs"), "{doubled:?}");
    }
    fs::remove_dir_all(seat.path("state/audit")).expect("gone");
    assert_eq!(seat.run("audit verify").await.exit, 3, "nothing was ever written");
    fs::create_dir_all(seat.path("state/desk/acme/receipts")).expect("made");
    fs::write(seat.path("state/desk/acme/receipts/rc-1.json"), "{}").expect("writable");
    let gone = seat.run("audit verify").await;
    assert_eq!(gone.exit, 1, "{gone:?}");
    assert!(gone.error.contains("their log is gone"), "{gone:?}");
    assert_eq!(seat.run("audit show").await.exit, 0, "nothing is there to show");
}

#[tokio::test]
async fn what_is_no_log_is_told() {
    let seat = seat(Arc::new(Unsigned));
    fs::write(seat.path("notes.txt"), "x").expect("writable");
    for (line, exit) in [
        ("audit verify notes.txt", 2),
        ("audit verify nowhere", 3),
        ("audit verify state/audit", 0),
        ("audit verify -t other", 3),
        ("audit show -t other", 3),
    ] {
        assert_eq!(seat.run(line).await.exit, exit, "{line}");
    }
    let empty = Seat::with("");
    assert_eq!(empty.run("audit verify").await.exit, 3);
    let shown = empty.run("audit show").await;
    assert_eq!((shown.exit, shown.error.as_str()), (0, "no entry fits\n"));
}

#[tokio::test]
async fn entries_are_picked_by_whom_what_and_when() {
    let seat = seat(Arc::new(Unsigned));
    for (flags, numbers) in [
        ("", "1 2 3 4 5 6"),
        ("-t acme --user ADA@example.com --operator Ann", "1 2 3 4 5 6"),
        ("--user 00u1 --ticket inc2", "4 5 6"),
        ("--user bob@example.com", ""),
        ("--operator bea", ""),
        ("--since 2026-02-01", "5 6"),
        ("--until 2026-01-31", "1 2 3 4"),
        ("--since 2026-01-31T23:30:00Z --until 2026-02-01T00:00:00Z", "3 4"),
    ] {
        let ran = seat.run(format!("audit show -o ndjson {flags}").trim()).await;
        assert_eq!(ran.exit, 0, "{flags}: {ran:?}");
        let number = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["number"].to_string();
        assert_eq!(ran.output.lines().map(number).collect::<Vec<_>>().join(" "), numbers, "{flags}");
    }
    assert_eq!(seat.run("audit show --since yesterday").await.exit, 2);
}

#[tokio::test]
async fn entries_are_shown_in_every_format() {
    let seat = seat(Arc::new(Unsigned));
    let table = seat.run("audit show --ticket INC1").await.output;
    assert!(table.starts_with("NUMBER  AT "), "{table}");
    assert!(table.contains("reset outcome  ada@example.com  ann       INC1    done, push@okta"), "{table}");
    let json = seat.run("audit show -o json").await.output;
    assert!(json.starts_with("{\n  \"schema\": \"mfadir.audit/v1\",\n  \"entries\": ["), "{json}");
    let csv = seat.run("audit show -o csv").await.output;
    assert!(csv.starts_with("number,at,kind,tenant,") && csv.lines().count() == 7, "{csv}");
    let note = seat.run("audit show -o note --ticket INC1").await.output;
    let line = "2026-01-31 23:30 UTC ann: reset outcome for ada@example.com on acme (ticket INC1): done, push@okta";
    assert!(note.lines().any(|other| other == line), "{note}");
}

#[tokio::test]
async fn entries_go_to_other_programs() {
    let seat = seat(Arc::new(Unsigned));
    let ran = seat.run("audit export --to log.csv --format csv").await;
    assert_eq!((ran.exit, ran.output.as_str()), (0, ""), "{ran:?}");
    let written = fs::read_to_string(seat.path("log.csv")).expect("written");
    assert_eq!(written, seat.run("audit export -o csv").await.output);
    assert!(written.starts_with("number,at,kind,") && written.lines().count() == 7, "{written}");
    let ecs = seat.run("audit export -o ndjson --since 2026-02-01").await.output;
    let first: serde_json::Value = serde_json::from_str(ecs.lines().next().expect("a line")).expect("JSON");
    assert_eq!((first["ecs"]["version"].as_str(), ecs.lines().count()), (Some("8.17"), 2));
    let dry = seat.run("audit export --to other.csv --dry-run").await;
    assert_eq!((dry.exit, seat.path("other.csv").exists()), (0, false));
    let nowhere = seat.run("audit export --to nowhere/log.csv").await;
    assert_eq!(nowhere.exit, 1);
    assert!(nowhere.error.contains("nowhere/log.csv was not written"), "{nowhere:?}");
}
