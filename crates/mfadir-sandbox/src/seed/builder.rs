//! One side's world, from the cast and the crowd.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{GroupId, UserStatus};
use mfadir_memory::{Offer, Person, Team, World};

use super::{
    cast::{CAST, EVERYONE, Member, TEAMS, TOKEN_OWNER},
    crowd::{Face, crowd},
    devices::devices,
    factors::{Owner, factors, phone, spare_key},
    questions::QUESTIONS,
    side::{Rank, Side},
};

const DAY: Duration = Duration::from_hours(24);
/// When the company began: 2025-02-03 09:10:11 UTC.
const FOUNDED: i64 = 1_738_573_811;

/// The world of one side.
pub(super) fn build(side: &Side, people: usize, now: Timestamp) -> World {
    let mut builder = Builder { world: World::new((side.ids)()), side, now, count: 0 };
    builder.world.rules = (side.rules)();
    builder.world.unassigned.extend(side.key.map(spare_key));
    builder.teams();
    builder.offers();
    for (key, text) in QUESTIONS {
        builder.world.add_question(key, text);
    }
    for member in CAST {
        builder.member(member);
    }
    for face in crowd(people) {
        builder.face(&face);
    }
    builder.world
}

struct Builder<'a> {
    world: World,
    side: &'a Side,
    now: Timestamp,
    count: u32,
}

impl Builder<'_> {
    fn teams(&mut self) {
        for (name, purpose) in TEAMS {
            let id = GroupId::from(self.world.ids.next("group"));
            self.world.teams.push(Team { id, name: (*name).to_owned(), description: Some((*purpose).to_owned()) });
        }
    }

    fn offers(&mut self) {
        for (word, label) in self.side.offers {
            let Ok(factor_type) = word.parse();
            let family = (self.side.family)(&factor_type);
            let by_api = !self.side.not_by_api.contains(word);
            self.world.offers.push(Offer { by_api, family, ..Offer::new(factor_type, *label) });
        }
    }

    fn member(&mut self, member: &Member) {
        let mut person = self.person(member.login, member.department);
        [person.first_name, person.last_name] = member.name.map(str::to_owned);
        person.emails = vec![member.email.unwrap_or(member.login).to_owned()];
        person.status = match UserStatus::from(member.status) {
            UserStatus::Deactivated => self.side.left.clone(),
            other => other,
        };
        person.roles.extend((self.side.role)(member.rank));
        if member.rank != Rank::Nobody {
            person.groups.extend(self.team("Administrators").filter(|team| !person.groups.contains(team)));
        }
        self.settle(person, (self.side.factors)(member.factors));
    }

    fn face(&mut self, face: &Face) {
        let mut person = self.person(&face.login, face.department);
        "Person".clone_into(&mut person.first_name);
        person.last_name.clone_from(&face.number);
        self.settle(person, (self.side.factors)(face.factors));
    }

    fn person(&mut self, login: &str, department: &str) -> Person {
        self.count += 1;
        let mut person = Person::new(self.world.ids.next("user"), login, UserStatus::Active);
        person.department = Some(department.to_owned());
        person.manager = Some(TOKEN_OWNER.to_owned()).filter(|manager| manager != login);
        person.employee_number = Some(format!("{:05}", 10_000 + self.count));
        person.phone = Some(phone(self.count * 7));
        person.groups = [EVERYONE, department].iter().filter_map(|name| self.team(name)).collect();
        person.created = Some(self.enrolled());
        person
    }

    fn settle(&mut self, mut person: Person, words: &str) {
        let owner = Owner {
            first_name: &person.first_name,
            email: &person.emails[0],
            number: self.count,
            enrolled: self.enrolled(),
            now: self.now,
        };
        person.factors = factors(words, self.side, &owner, &mut self.world.ids);
        person.devices = devices(&person, &self.world.rules);
        person.recovery_phones = person.factors.iter().filter_map(|factor| factor.destination.clone()).collect();
        person.recovery_phones.retain(|to| to.starts_with('+'));
        person.last_sign_in = person.factors.iter().filter_map(|factor| factor.last_verified).max();
        (person.sessions, person.tokens) = (self.count % 3, self.count % 2);
        self.world.add(person).expect("the logins of the cast and the crowd differ");
    }

    fn team(&self, name: &str) -> Option<GroupId> {
        self.world.teams.iter().find(|team| team.name == name).map(|team| team.id.clone())
    }

    /// When the person came: one an hour from the founding on.
    fn enrolled(&self) -> Timestamp {
        let founded = Timestamp::from_second(FOUNDED).unwrap_or_default();
        founded + DAY / 24 * self.count
    }
}
