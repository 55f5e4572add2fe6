//! A made-up company in memory.

use mfadir_conformance::{Cast, Membership, Person, SharedEmail};
use mfadir_core::{FactorStatus, FactorType, GroupId, UserStatus};
use mfadir_memory::{EnrolledFactor, Family, HeldRole, Ids, Masked, Offer, Team, World};

/// How many people there are beside those with a part to play.
const CROWD: usize = 12;
/// The shared key of every factor in memory.
pub const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

const DESK: &str = "Service Desk";

/// The tenant.
pub fn world() -> World {
    let mut world = World::new(Ids::plain());
    world.teams.push(team("g1", DESK));
    world.teams.push(team("g2", "Service Desk Night"));
    world.offers = ["push@okta", "totp@okta", "sms@okta", "voice@okta", "email@okta"].map(offer).into();
    world.add_question("food", "What did you eat first?");
    world.add_question("toy", "What was your first toy called?");
    people(&mut world);
    world
}

/// Who they are.
pub fn cast() -> Cast {
    let ada = Person::new("ada@example.com", &["device-key@okta", "push@okta", "sms@okta", "totp@google", "totp@okta"]);
    let bob = Person::new("bob@example.com", &["sms@okta"]);
    Cast {
        family: Some(ada.clone()),
        administrator: Some(Person::new("eve@example.com", &["push@okta"])),
        deactivated: Some(Person::new("frank@example.com", &[])),
        locked: Some(Person::new("lena@example.com", &["push@okta"])),
        odd: odd(),
        unknown_kind: Some(Person::new("judy@example.com", &["push@okta", "retina@acme"])),
        two_phones: Some(Person::new("tom@example.com", &["sms@okta", "sms@okta"])),
        pending: Some(Person::new("pia@example.com", &["push@okta", "totp@google"])),
        shared_email: Some(SharedEmail {
            address: "office@example.com".to_owned(),
            logins: vec!["sam@example.com".to_owned(), "sue@example.com".to_owned()],
        }),
        membership: Some(Membership {
            group: DESK.to_owned(),
            logins: ["ada", "bob", "eve"].map(|name| format!("{name}@example.com")).into(),
        }),
        ..Cast::new(ada, bob, Person::new("carol@example.com", &[]))
    }
}

fn odd() -> Vec<Person> {
    let odd = |login| Person::new(login, &["totp@google"]);
    vec![odd("heidi/ops@example.com"), odd("grace+lab@example.com"), odd("o'hara?#%@example.com")]
}

fn team(id: &str, name: &str) -> Team {
    Team { id: GroupId::from(id), name: name.to_owned(), description: None }
}

fn offer(factor: &str) -> Offer {
    let factor_type: FactorType = factor.parse().unwrap_or_else(|never| match never {});
    Offer { family: family(&factor_type), ..Offer::new(factor_type, factor) }
}

/// Push, device key and code of one app are one enrollment: the code goes alone, the others take all.
fn family(factor_type: &FactorType) -> Option<Family> {
    let takes_all = match factor_type.to_string().as_str() {
        "push@okta" | "device-key@okta" => true,
        "totp@okta" => false,
        _ => return None,
    };
    Some(Family { name: "app".to_owned(), takes_all })
}

fn people(world: &mut World) {
    let cast = cast();
    for person in cast.everybody() {
        add(world, person, UserStatus::Active);
    }
    for login in cast.shared_email.iter().flat_map(|shared| &shared.logins) {
        add(world, &Person::new(login, &["push@okta"]), UserStatus::Active);
    }
    for number in 1..=CROWD {
        add(world, &Person::new(&format!("person{number:04}@example.com"), &["sms@okta"]), UserStatus::Active);
    }
    add(world, &Person::new("frank@example.com", &[]), UserStatus::Deactivated);
    give_parts(world, &cast);
}

fn add(world: &mut World, person: &Person, status: UserStatus) {
    if world.person_by_login(&person.login).is_ok() {
        return;
    }
    let mut added = mfadir_memory::Person::new(world.ids.next("user"), &*person.login, status);
    added.factors = person.factors.iter().enumerate().map(|(number, kind)| factor(world, number, kind)).collect();
    world.add(added).expect("the login was looked for");
}

fn factor(world: &mut World, number: usize, factor_type: &FactorType) -> EnrolledFactor {
    let mut factor = EnrolledFactor::new(world.ids.next(&factor_type.to_string()), factor_type.clone());
    factor.family = family(factor_type);
    factor.destination = Some(format!("+1555555010{number}"));
    factor.secret = Some(Masked::new(KEY));
    factor
}

/// Changes what sets somebody apart beside their factors.
fn give_parts(world: &mut World, cast: &Cast) {
    change(world, "eve@example.com", |eve| {
        let name = "SUPER_ADMIN".to_owned();
        eve.roles.push(HeldRole { label: name.clone(), name, administrator: true });
    });
    change(world, "lena@example.com", |lena| lena.status = UserStatus::Locked);
    change(world, "pia@example.com", |pia| pia.factors[0].status = FactorStatus::Pending);
    if let Some(shared) = &cast.shared_email {
        for login in &shared.logins {
            change(world, login, |person| person.emails = vec![login.clone(), shared.address.clone()]);
        }
    }
    for login in cast.membership.iter().flat_map(|membership| &membership.logins) {
        change(world, login, |person| person.groups.push(GroupId::from("g1")));
    }
}

fn change(world: &mut World, login: &str, change: impl FnOnce(&mut mfadir_memory::Person)) {
    let id = world.person_by_login(login).expect("everybody was added").id.clone();
    change(world.person_mut(&id).expect("everybody was added"));
}
