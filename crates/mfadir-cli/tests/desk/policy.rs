//! Policies, looked at and tried.

use std::fs;

use crate::seat::Seat;

const TENANT: &str = "[tenant.acme]\nprovider = \"okta\"\nurl = \"https://acme.okta.com\"\npolicy = \"desk.toml\"\n\
                      auth = { api_token = { env = \"TOKEN\" } }\n";

const DESK: &str = "extends = \"strict\"\n\n[ticket]\npattern = 'INC\\d+'\n\n[overrides]\nticket = [\"role:lead\"]\n";

fn seat() -> Seat {
    let seat = Seat::with(TENANT);
    fs::write(seat.path("desk.toml"), DESK).expect("writable");
    seat
}

#[tokio::test]
async fn every_rule_of_a_tenants_policy_is_shown_with_its_place() {
    let seat = seat();
    let ran = seat.run("policy show -t acme").await;
    assert_eq!((ran.exit, ran.error.as_str()), (0, ""), "{ran:?}");
    let row = |rule: &str| ran.output.lines().find(|line| line.starts_with(rule)).expect("a row").to_owned();
    let ticket = row("ticket ");
    assert!(ticket.contains("a ticket for every verb, of the form INC\\d+"), "{ticket}");
    assert!(ticket.contains("desk.toml:3") && ticket.ends_with("role:lead"), "{ticket}");
    let denial = row("denial ");
    assert!(denial.contains("  built in  ") && denial.ends_with("  nobody"), "{denial}");
    assert!(row("self-service ").contains('–'));
    let by_file = seat.run("policy show desk.toml -o json").await.output;
    assert_eq!(by_file.matches("\"rule\":").count(), 17, "{by_file}");
    let open = seat.run("policy show open").await.output;
    assert!(open.lines().any(|line| line.starts_with("cap ") && line.ends_with("anybody")), "{open}");
}

#[tokio::test]
async fn what_is_asked_of_a_change_is_shown_where_it_differs() {
    let seat = seat();
    let more = "[change.caps]\noperator-per-hour = 2\n[change.plan]\npeople = 50\n[desk]\nsmallest-act = false\n";
    fs::write(seat.path("desk.toml"), format!("{DESK}{more}")).expect("writable");
    let shown = seat.run("policy show desk.toml").await.output;
    let (desk, change) = shown.split_once("where a plan file is applied").expect("two tables");
    let row =
        |table: &str, rule: &str| table.lines().find(|line| line.starts_with(rule)).unwrap_or_default().to_owned();
    assert!(row(desk, "operator-cap ").contains("at most 12 acts") && row(desk, "approval ").contains('–'), "{shown}");
    assert!(row(change, "operator-cap ").contains("at most 2 acts of one operator an hour; or an approval"), "{shown}");
    let cap = row(change, "cap ");
    assert!(cap.contains("at most 50 people and 500 factors") && cap.contains("desk.toml:10"), "{cap}");
    assert!(row(change, "approval ").contains("of the plan file for every verb, at most 24h ago"), "{shown}");
    assert!(row(change, "smallest-act ").contains("no reset") && row(desk, "smallest-act ").contains('–'), "{shown}");
    assert_eq!(row(change, "denial "), "", "it is the same");
    let json = seat.run("policy show desk.toml -o json").await.output;
    assert_eq!((json.matches("\"change\": null").count(), json.matches("\"rule\":").count()), (9, 17), "{json}");
    let open = seat.run("policy show open").await.output;
    assert!(!open.contains("plan file"), "{open}");
}

#[tokio::test]
async fn a_slip_within_a_table_for_one_way_of_working_is_told() {
    let seat = seat();
    for (text, told, meant) in [
        ("[chnage.caps]\n", "desk.toml:2:2: unknown field `chnage`", "`change`"),
        ("[change.aproval]\n", "desk.toml:2:9: unknown field `aproval`", "`approval`"),
        ("[change.plan]\npeple = 9\n", "desk.toml:3:1: unknown field `peple`", "`people`"),
    ] {
        fs::write(seat.path("desk.toml"), format!("extends = \"strict\"\n{text}")).expect("writable");
        let ran = seat.run("policy check desk.toml").await;
        assert!(ran.exit == 2 && ran.error.contains(told), "{ran:?}");
        assert!(ran.error.contains(&format!("did you mean {meant}?")), "{ran:?}");
    }
}

#[tokio::test]
async fn a_slip_is_told_with_line_column_and_suggestion() {
    let seat = seat();
    fs::write(seat.path("typo.toml"), "extends = \"strict\"\n[tickets]\n").expect("writable");
    fs::write(seat.path("base.toml"), "extends = \"stict\"\n").expect("writable");
    fs::write(seat.path("above.toml"), "extends = \"base.toml\"\n").expect("writable");
    let good = seat.run("policy check desk.toml strict").await;
    assert_eq!((good.exit, good.error.as_str()), (0, ""), "{good:?}");
    let typo = seat.run("policy check desk.toml typo.toml").await;
    assert_eq!(typo.exit, 2);
    assert!(typo.error.contains("typo.toml:2:2: unknown field `tickets`"), "{typo:?}");
    assert!(typo.error.contains("did you mean `ticket`?"), "{typo:?}");
    let below = seat.run("policy check above.toml").await;
    assert!(below.exit == 2 && below.error.contains("base.toml:1:11: "), "{below:?}");
    assert!(below.error.contains("did you mean `strict`?"), "{below:?}");
    fs::create_dir(seat.path("shared")).expect("writable");
    fs::write(seat.path("shared/base.toml"), "extends = \"lower.toml\"\n").expect("writable");
    fs::write(seat.path("shared/lower.toml"), "extends = \"stict\"\n").expect("writable");
    fs::write(seat.path("far.toml"), "extends = \"shared/base.toml\"\n").expect("writable");
    let far = seat.run("policy check far.toml").await;
    assert!(far.error.contains("shared/lower.toml:1:11: ") && far.error.contains("did you mean `strict`?"), "{far:?}");
    let both = seat.run("policy check typo.toml above.toml nowhere.toml -o json").await;
    assert!(both.exit == 2 && both.error.contains("3 of 3 policies cannot be used"), "{both:?}");
    assert_eq!(both.output.matches("\"line\":").count(), 3, "{both:?}");
}

#[tokio::test]
async fn a_word_that_names_no_role_or_verb_is_told_where_it_stands() {
    let seat = seat();
    for (lines, place, meant) in [
        ("[overrides]\nticket = [\"ann\", \"role:leed\"]\n", ":3:18: ", "role:lead"),
        ("[overrides]\ntickt = [\"ann\"]\n", ":3:1: ", "ticket"),
        ("[receipt]\nrequired = [\"remove\", \"rest\"]\n", ":3:23: ", "reset"),
    ] {
        fs::write(seat.path("desk.toml"), format!("extends = \"strict\"\n{lines}")).expect("writable");
        for command in ["policy check desk.toml", "policy show -t acme"] {
            let ran = seat.run(command).await;
            assert!(ran.exit == 2 && ran.error.contains(&format!("desk.toml{place}")), "{ran:?}");
            assert!(ran.error.contains(&format!("did you mean `{meant}`?")), "{ran:?}");
        }
    }
}

#[tokio::test]
async fn examples_tell_which_of_them_failed() {
    let seat = seat();
    let examples = |expect: &str| {
        let one = "[[example]]\nname = \"a reset without a receipt\"\nverb = \"reset\"\nticket = \"INC1\"\n";
        let other = "[[example]]\nname = \"a ticket of another system\"\nverb = \"challenge\"\nticket = \"JIRA-1\"\n";
        let text = format!("{one}expect = [\"receipt\"]\n{other}expect = {expect}\n");
        fs::write(seat.path("examples.toml"), text).expect("writable");
    };
    examples("[\"ticket\"]");
    let passed = seat.run("policy test desk.toml examples.toml").await;
    assert_eq!((passed.exit, passed.output.matches("passed").count()), (0, 2), "{passed:?}");
    examples("\"allowed\"");
    let failed = seat.run("policy test desk.toml examples.toml").await;
    assert_eq!((failed.exit, failed.error.as_str()), (1, "error: 1 of 2 examples failed\n"));
    assert!(failed.output.contains("a ticket of another system (examples.toml:6)"), "{failed:?}");
    assert!(failed.output.contains("expected allowed, found ticket"), "{failed:?}");
    let json = seat.run("policy test strict examples.toml -o json").await;
    assert_eq!((json.exit, json.output.matches("\"passed\": true").count()), (0, 2), "{json:?}");
}

#[tokio::test]
async fn examples_that_prove_nothing_are_told() {
    let seat = seat();
    for (text, told) in [
        ("", "examples.toml holds no example"),
        ("[[exmple]]\n", "examples.toml:1:3: unknown field `exmple`"),
        ("[[example]]\nname = \"x\"\nverb = \"rest\"\nexpect = []\n", "examples.toml:3:8: unknown variant `rest`"),
    ] {
        fs::write(seat.path("examples.toml"), text).expect("writable");
        let ran = seat.run("policy test desk.toml examples.toml").await;
        assert!(ran.exit == 2 && ran.error.contains(told), "{told}: {ran:?}");
    }
    assert_eq!(seat.run("policy test desk.toml nowhere.toml").await.exit, 2);
}
