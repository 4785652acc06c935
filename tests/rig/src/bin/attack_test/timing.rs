//! Whether anybody is known: the time that an answer takes does not tell.
//!
//! Stated beforehand: samples of known and unknown are drawn in the order of a coin; the test of Mann and Whitney finds
//! p > 0.01, and they are less than 5 % or less than a millisecond apart, as that test measures it. A machine on which the test
//! could not see a quarter of the median, or three milliseconds, is too busy to say anything. Where one of these
//! does not hold, the whole sample of that door is drawn once more, which is said, and then counts. One pair that
//! does differ must be told apart.

use std::time::Instant;

use frontdesk_rig::Result;
use frontdesk_rig::random::Random;
use frontdesk_rig::ranks::Compared;
use frontdesk_rig::report::{Report, Target};

use super::doors::{Door, Who};
use super::house::House;

const LEVEL: f64 = 0.01;
/// How many people are known. Each is asked about once before hours pass, as nobody is.
const KNOWN: usize = 12;

/// Times every door, and the one pair that differs.
pub(crate) async fn the_same(
    house: &mut House,
    report: &mut Report,
    random: &mut Random,
    pairs: usize,
) -> Result<()> {
    let mut known = Vec::new();
    for _ in 0..KNOWN {
        known.push(Who::known(house).await?);
    }
    report.note("load", load());
    for door in Door::ALL {
        let mut compared = time(house, random, door, &known, pairs).await?;
        if !is_alike(&compared) {
            report.note(
                &format!("{} is timed once more, load {}", door.name(), load()),
                words(&compared),
            );
            compared = time(house, random, door, &known, pairs).await?;
        }
        tell(report, door, &compared);
    }
    told_apart(house, report, random, pairs).await
}

fn tell(report: &mut Report, door: Door, compared: &Compared) {
    let name = door.name();
    report.note(&format!("{name}-medians-ms"), words(compared));
    report.measure(&format!("{name}-p"), compared.p, Target::AtLeast(LEVEL));
    report.measure(
        &format!("{name}-apart-ms"),
        compared.gap(),
        Target::AtMost(allowed(compared)),
    );
    report.measure(
        &format!("{name}-could-have-seen-ms"),
        compared.would_see,
        Target::AtMost(must_see(compared)),
    );
}

fn words(compared: &Compared) -> String {
    let Compared {
        p,
        first,
        second,
        shift,
        ..
    } = compared;
    format!("known {first:.3}, unknown {second:.3}, apart {shift:.3}, p {p:.4}")
}

fn is_alike(compared: &Compared) -> bool {
    let sees = compared.would_see <= must_see(compared);
    compared.p >= LEVEL && compared.gap() <= allowed(compared) && sees
}

fn allowed(compared: &Compared) -> f64 {
    (compared.first * 0.05).max(1.0)
}

fn must_see(compared: &Compared) -> f64 {
    (compared.first * 0.25).max(3.0)
}

/// How many want the processors: the load of the last minute.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("?").to_owned()
}

async fn time(
    house: &mut House,
    random: &mut Random,
    door: Door,
    known: &[Who],
    pairs: usize,
) -> Result<Compared> {
    let (mut of_known, mut of_nobody) = (Vec::new(), Vec::new());
    // The first few open connections and warm caches.
    for n in 0..2 * pairs + 6 {
        if of_known.len() % KNOWN == 0 {
            house.hours_pass().await?;
        }
        let is_known = random.number().is_multiple_of(2);
        let who = if is_known {
            known[of_known.len() % KNOWN].clone()
        } else {
            Who::unknown(house, random.number())?
        };
        let mut browser = house.browser();
        let began = Instant::now();
        let page = door.knock(&mut browser, &who).await?;
        let took = began.elapsed().as_secs_f64() * 1e3;
        if !matches!(page.status, 303 | 422) {
            return Err(format!("{} was answered {}", door.name(), page.status).into());
        }
        if n >= 6 {
            let sample = if is_known { &mut of_known } else { &mut of_nobody };
            sample.push(took);
        }
    }
    Ok(Compared::of(&of_known, &of_nobody, LEVEL))
}

/// Asking for a new password once too often is answered sooner: nothing is written down. That must be seen.
async fn told_apart(house: &mut House, report: &mut Report, random: &mut Random, pairs: usize) -> Result<()> {
    house.hours_pass().await?;
    let often = Who::unknown(house, random.number())?;
    for _ in 0..5 {
        Door::Reset.knock(&mut house.browser(), &often).await?;
    }
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for _ in 0..2 * pairs {
        let is_refused = random.number().is_multiple_of(2);
        let who = if is_refused {
            often.clone()
        } else {
            Who::unknown(house, random.number())?
        };
        let mut browser = house.browser();
        let began = Instant::now();
        let page = Door::Reset.knock(&mut browser, &who).await?;
        let took = began.elapsed().as_secs_f64() * 1e3;
        match page.status {
            429 => refused.push(took),
            _ => taken.push(took),
        }
    }
    let compared = Compared::of(&taken, &refused, LEVEL);
    let Compared { p, first, second, .. } = compared;
    report.note(
        "control-medians-ms",
        format!("taken {first:.3}, refused {second:.3}"),
    );
    report.measure("control-p", p, Target::AtMost(LEVEL));
    Ok(())
}
