//! What is read.

use mfadir_core::{
    ErrorKind, EventQuery, GroupQuery, MfaDirectory, Operation, PageRequest, RemoveOptions, UserQuery, UserRef,
};

use crate::company::{Company, ada};

const FIRST: PageRequest = PageRequest { limit: None, cursor: None };

#[tokio::test]
async fn a_user_is_found_by_id_or_login_and_the_error_says_where_not() {
    let company = Company::new();
    let by_login = company.directory.user(&UserRef::Login("ADA@example.com".into())).await.unwrap();
    assert_eq!(by_login, company.directory.user(&UserRef::Id(ada())).await.unwrap());
    let missing = company.directory.user(&UserRef::Login("ad*".into())).await.unwrap_err();
    assert_eq!(missing.to_string(), "could not find the user on demo: no user has the login \"ad*\"");
}

#[tokio::test]
async fn queries_mean_what_they_say() {
    let company = Company::new();
    let cases = [
        (UserQuery::All, 3),
        (UserQuery::Email("LEO@example.com".into()), 1),
        (UserQuery::Email("*@example.com".into()), 0),
        (UserQuery::Text("fra".into()), 1),
        (UserQuery::Members("g1".into()), 3),
        (UserQuery::Filter("status=locked".into()), 1),
    ];
    for (query, expected) in cases {
        assert_eq!(company.directory.users(&query, &FIRST).await.unwrap().items.len(), expected, "{query:?}");
    }
    let error = company.directory.users(&UserQuery::Filter("shoe=7".into()), &FIRST).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let error = company.directory.users(&UserQuery::Members("none".into()), &FIRST).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn groups_roles_and_offers_of_a_user() {
    let company = Company::new();
    let groups = company.directory.groups(&GroupQuery::Named("SALES".into()), &FIRST).await.unwrap();
    assert_eq!(groups.items, company.directory.groups(&GroupQuery::Of(ada()), &FIRST).await.unwrap().items);
    assert!(company.directory.roles(&ada()).await.unwrap()[0].administrator);
    let available = company.directory.available_factors(&ada()).await.unwrap();
    let enrolled = available.iter().filter(|offer| offer.enrolled == Some(true));
    assert_eq!(enrolled.map(|offer| offer.factor_type.to_string()).collect::<Vec<_>>(), ["push@acme", "sms@acme"]);
    assert_eq!(company.directory.questions(&ada()).await.unwrap()[0].key, "food");
}

#[tokio::test]
async fn the_inventory_holds_everybodys_factors_and_those_of_nobody() {
    let company = Company::new();
    let page = company.directory.inventory(&FIRST).await.unwrap();
    let owned = page.items.iter().filter(|(owner, _)| owner.is_some()).count();
    assert_eq!((owned, page.items.len()), (4, 5), "those of people who left are not shown");
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the write is what the log is about")]
async fn the_log_knows_the_request_that_removed_something() {
    let company = Company::new();
    let done = company.directory.remove(&ada(), &"ada-push".into(), &RemoveOptions::default()).await.unwrap();
    let query = EventQuery { user: Some(ada()), ..EventQuery::default() };
    let events = company.directory.events(&query, &FIRST).await.unwrap().items;
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].operation, &events[0].request_id), (Some(Operation::Remove), &done.request_id));
    assert!(done.request_id.is_some());
    let of_others = EventQuery { user: Some("leo".into()), ..EventQuery::default() };
    assert!(company.directory.events(&of_others, &FIRST).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_world_survives_being_stored() {
    let company = Company::new();
    let text = serde_json::to_string(&*company.world()).unwrap();
    let again: mfadir_memory::World = serde_json::from_str(&text).unwrap();
    assert_eq!(again, *company.world());
}
