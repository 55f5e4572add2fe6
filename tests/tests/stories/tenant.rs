//! Tenants: set up, looked at, tested, and the ticket that a change is for.

use mfadir_tests::{Stage, Told, block_on};

async fn all(stage: &Stage, lines: &[&str]) -> Vec<Told> {
    let mut told = Vec::new();
    for line in lines {
        told.push(stage.run(line).await);
    }
    told
}

#[test]
fn tenants_are_looked_at() {
    block_on(async {
        let stage = Stage::new().await;
        let told = all(
            &stage,
            &["tenant list", "tenant show okta", "provider list", "tenant guide okta", "tenant guide onelogin"],
        )
        .await;
        assert!(told.iter().all(|told| told.exit == 0), "{told:?}");
        assert!(stage.sandbox().okta().requests().is_empty());
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_credential_is_tested_with_reads_alone() {
    block_on(async {
        let stage = Stage::new().await;
        let told = all(
            &stage,
            &["tenant test okta", "tenant test okta-reader", "tenant test onelogin", "tenant test onelogin-v2"],
        )
        .await;
        assert_eq!(stage.okta_writes(), [""; 0]);
        assert_eq!(stage.onelogin_writes(), [""; 0]);
        assert!(told[0].everything().contains("admin@example.com"), "the owner is a person: {}", told[0]);
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn a_tenant_is_added_and_removed() {
    block_on(async {
        let stage = Stage::new().await;
        let url = stage.sandbox().ready().okta.url.clone();
        stage.configure("# kept\n[defaults]\ntimeout = \"2h\"\n");
        let add = format!("tenant add acme --provider okta --set url={url} --secret auth.api_token=env:OKTA_TOKEN");
        let told =
            all(&stage, &[&add, "factor list acme:bob@example.com", "tenant remove acme --yes", "tenant list"]).await;
        assert!(told.iter().all(|told| told.exit == 0), "{told:?}");
        let left = std::fs::read_to_string(stage.folder().join("config.toml")).expect("it is still there");
        assert!(left.contains("# kept") && !left.contains("acme"), "{left}");
        insta::assert_snapshot!(stage.transcript(&told));
    });
}

#[test]
fn the_ticket_lands_in_the_providers_log() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta --ticket INC-42 factor remove ada@example.com sms --yes").await;
        assert_eq!(told.exit, 0, "{told}");
        let requests = stage.sandbox().okta().requests();
        for seen in &requests {
            let agent = seen.user_agent.as_deref().unwrap_or_default();
            assert!(agent.starts_with("mfadir/") && agent.contains("INC-42"), "{agent}");
        }
        assert_eq!(requests.len(), 4);
    });
}
