//! The budget against a provider that counts: never a refusal that could be foreseen, never into the reserve.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use jiff::Timestamp;
use mfadir_core::{
    Around, Bucket, Call, Capabilities, Clock, Error, ErrorKind, Gauge, ManualClock, Operation, Profile, Reading,
    Result, Retry,
};
use mfadir_layers::{Budget, BudgetGauge, Notice, Patience, Purpose, Waiting, Why};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

const BUCKET: Bucket = Bucket::new("all");
const WINDOW: Duration = Duration::from_mins(1);
const LONG: Duration = Duration::from_hours(24);

/// A provider with one bucket: a window starts with the first request after the last one ended.
#[derive(Debug)]
struct Provider {
    clock: Arc<ManualClock>,
    gauge: Arc<BudgetGauge>,
    limit: u64,
    windows: Mutex<Vec<(Duration, u64)>>,
}

impl Provider {
    fn new(limit: u64) -> Self {
        let clock = Arc::new(ManualClock::jumping(Timestamp::UNIX_EPOCH));
        let gauge = Arc::new(BudgetGauge::new(clock.clone()));
        Self { clock, gauge, limit, windows: Mutex::default() }
    }

    fn answer(&self) -> Result<()> {
        let now = self.clock.elapsed();
        let mut windows = self.windows.lock().expect("nobody panics with it");
        if windows.last().is_none_or(|(start, _)| now >= *start + WINDOW) {
            windows.push((now, 0));
        }
        let (start, used) = windows.last_mut().expect("one was pushed");
        *used += 1;
        let resets_in = Duration::from_secs((*start + WINDOW).saturating_sub(now).as_secs());
        self.gauge.observe(reading(self.limit, self.limit.saturating_sub(*used), resets_in));
        if *used > self.limit { Err(Error::new(ErrorKind::Throttled, "too many")) } else { Ok(()) }
    }

    fn request(&self, budget: &Budget, profile: &Profile) -> Result<()> {
        let attempt = || -> BoxFuture<'_, Result<()>> { async { self.answer() }.boxed() };
        budget.around(call(profile), &attempt).now_or_never().expect("a jumping clock never waits")
    }

    fn used(&self) -> Vec<u64> {
        self.windows.lock().expect("nobody panics with it").iter().map(|(_, used)| *used).collect()
    }
}

fn reading(limit: u64, remaining: u64, resets_in: Duration) -> Reading {
    Reading { bucket: BUCKET, limit, remaining, resets_in }
}

fn profile(budget_share: f64) -> Profile {
    Profile {
        provider: "test".into(),
        tenant: "acme".into(),
        capabilities: Capabilities::of([(Operation::Factors, BUCKET)]),
        budget_share,
        aliases: Vec::new(),
    }
}

fn call(profile: &Profile) -> Call<'_> {
    Call { operation: Operation::Factors, profile, user: None, factor: None }
}

#[derive(Debug, Default)]
struct Noted(Mutex<Vec<Waiting>>);

impl Notice for Noted {
    fn waiting(&self, wait: &Waiting) {
        self.0.lock().expect("nobody panics with it").push(wait.clone());
    }
}

fn usable(limit: u64, percent: u64) -> u64 {
    (limit * percent / 100).max(1)
}

#[expect(clippy::cast_precision_loss, reason = "a percentage is small")]
fn share(percent: u64) -> f64 {
    percent as f64 / 100.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_job_never_uses_more_than_its_share_of_a_window(limit in 1_u64..80, percent in 1_u64..=100, requests in 1_usize..200) {
        let provider = Provider::new(limit);
        let budget = Budget::new(provider.gauge.clone(), Purpose::Job, Patience::silent(LONG));
        let profile = profile(share(percent));
        for _ in 0..requests {
            prop_assert!(provider.request(&budget, &profile).is_ok());
        }
        let used = provider.used();
        prop_assert_eq!(used.iter().sum::<u64>(), requests as u64);
        prop_assert!(used.iter().all(|used| *used <= usable(limit, percent).max(1)), "{used:?} of {limit}");
    }

    #[test]
    fn a_person_is_never_refused_what_could_be_foreseen(limit in 1_u64..40, requests in 1_usize..200) {
        let provider = Provider::new(limit);
        let budget = Budget::new(provider.gauge.clone(), Purpose::Person, Patience::silent(LONG));
        for _ in 0..requests {
            prop_assert!(provider.request(&budget, &profile(0.5)).is_ok());
        }
        prop_assert!(provider.used().iter().all(|used| *used <= limit));
    }

    #[test]
    fn more_left_never_means_a_longer_wait(limit in 2_u64..1000, left in any::<(u64, u64)>(), resets in 1_u64..3600) {
        let (low, high) = (left.0.min(left.1) % limit, left.0.max(left.1) % limit);
        let (low, high) = (low.min(high), low.max(high));
        for purpose in [Purpose::Person, Purpose::Job] {
            prop_assert!(first_wait(purpose, limit, high, resets) <= first_wait(purpose, limit, low, resets));
        }
        prop_assert!(first_wait(Purpose::Person, limit, low, resets) <= first_wait(Purpose::Job, limit, low, resets));
    }
}

/// How long a request waits after one reading.
fn first_wait(purpose: Purpose, limit: u64, remaining: u64, resets: u64) -> Duration {
    let provider = Provider::new(limit);
    provider.gauge.observe(reading(limit, remaining, Duration::from_secs(resets)));
    let budget = Budget::new(provider.gauge.clone(), purpose, Patience::silent(LONG));
    provider.request(&budget, &profile(0.5)).expect("the wait is allowed");
    provider.clock.elapsed()
}

#[test]
fn a_job_spreads_its_requests() {
    let provider = Provider::new(100);
    let budget = Budget::new(provider.gauge.clone(), Purpose::Job, Patience::silent(LONG));
    let mut half = Duration::ZERO;
    for count in 0..80 {
        provider.request(&budget, &profile(0.8)).unwrap();
        if count == 39 {
            half = provider.clock.elapsed();
        }
    }
    assert!(half > WINDOW / 4 && half < WINDOW / 2, "half of the share was used after {half:?}");
    assert!(provider.used()[0] > 75, "the share is used, not wasted: {:?}", provider.used());
}

#[test]
fn the_reserve_is_for_persons() {
    let provider = Provider::new(100);
    provider.gauge.observe(reading(100, 20, WINDOW));
    let wait = |purpose| {
        let budget = Budget::new(provider.gauge.clone(), purpose, Patience::silent(Duration::from_secs(10)));
        provider.request(&budget, &profile(0.8))
    };
    let error = wait(Purpose::Job).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttled);
    assert_eq!(error.retry(), Retry::After(WINDOW + Duration::from_secs(1)));
    assert!(provider.used().is_empty(), "a refusal of ours sends nothing");
    assert!(wait(Purpose::Person).is_ok());
}

#[test]
fn who_waits_says_so() {
    let provider = Provider::new(100);
    provider.gauge.observe(reading(100, 0, Duration::from_secs(29)));
    let noted = Arc::new(Noted::default());
    let patience = Patience { longest: LONG, notice: noted.clone() };
    let budget = Budget::new(provider.gauge.clone(), Purpose::Person, patience);
    provider.request(&budget, &profile(0.8)).unwrap();
    let [wait] = &noted.0.lock().expect("nobody panics with it")[..] else { panic!("one wait") };
    assert_eq!((wait.why, wait.for_how_long), (Why::RateLimit, Duration::from_secs(30)));
    assert_eq!((wait.tenant.as_str(), wait.operation), ("acme", Operation::Factors));
}

/// Starts requests that do not end, until one has to wait.
fn started_at_once(gauge: &Arc<BudgetGauge>, most: usize) -> usize {
    let budget = Budget::new(gauge.clone(), Purpose::Person, Patience::silent(LONG));
    let profile = profile(1.0);
    let count = Mutex::new(0);
    let attempt = || -> BoxFuture<'_, Result<()>> {
        *count.lock().expect("nobody panics with it") += 1;
        std::future::pending().boxed()
    };
    let mut running: Vec<_> = (0..most).map(|_| Box::pin(budget.around(call(&profile), &attempt))).collect();
    for request in &mut running {
        assert!(request.now_or_never().is_none());
    }
    drop(running);
    count.into_inner().expect("nobody panics with it")
}

fn standing_gauge() -> Arc<BudgetGauge> {
    Arc::new(BudgetGauge::new(Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH))))
}

#[test]
fn requests_under_way_are_counted() {
    let gauge = standing_gauge();
    assert_eq!(started_at_once(&gauge, 9), 9, "before the first reading nothing can be foreseen");
    gauge.observe(reading(100, 3, WINDOW));
    assert_eq!(started_at_once(&gauge, 9), 3);
}

#[test]
fn an_overtaken_reading_does_not_bring_requests_back() {
    let gauge = standing_gauge();
    gauge.observe(reading(100, 2, WINDOW));
    gauge.observe(reading(100, 5, WINDOW));
    assert_eq!(started_at_once(&gauge, 9), 2);
}

#[test]
fn a_concurrency_limit_is_not_a_used_up_window() {
    let gauge = standing_gauge();
    gauge.observe(reading(600, 500, WINDOW));
    gauge.observe(reading(0, 0, WINDOW));
    assert_eq!(started_at_once(&gauge, 9), 1, "fewer at once, but not none until the window ends");
}

#[test]
fn what_has_no_bucket_is_not_held() {
    let provider = Provider::new(1);
    provider.gauge.observe(reading(1, 0, WINDOW));
    let budget = Budget::new(provider.gauge.clone(), Purpose::Person, Patience::silent(Duration::ZERO));
    let undeclared = Profile { capabilities: Capabilities::default(), ..profile(1.0) };
    assert!(provider.request(&budget, &undeclared).is_ok());
}

#[test]
fn what_is_left_is_told_until_the_window_ends() {
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    let gauge = BudgetGauge::new(clock.clone());
    assert_eq!(gauge.readings(), []);
    gauge.observe(reading(10, 7, WINDOW));
    clock.advance(Duration::from_secs(20));
    assert_eq!(gauge.readings(), [reading(10, 7, Duration::from_secs(40))]);
    clock.advance(WINDOW);
    assert_eq!(gauge.readings(), []);
}
