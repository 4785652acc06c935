use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use frontdesk_domain::ports::HashError;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How many may wait. They cost a connection each, and nobody's patience outlasts more.
const QUEUE: usize = 32;
/// How long one waits.
const LONGEST_WAIT: Duration = Duration::from_secs(3);
/// When those who found it full shall come back.
const COME_BACK: Duration = Duration::from_secs(5);

/// The benches nobody works at.
pub(super) type Benches<B> = Arc<Mutex<Vec<B>>>;

/// Work that takes processor and memory, off the threads that serve requests: so much at once, so many
/// waiting, and not for long. Whoever finds it full is told at once.
///
/// Each that works has a bench of its own, which is left for the next, of this lane or of another over the same
/// benches: there are as many as ever worked at the same moment. Were one asked of the allocator each time, each of
/// many threads would keep one for itself, and a flood would take memory that nobody counted.
pub(super) struct Lane<B> {
    benches: Benches<B>,
    /// One for each that works.
    places: Arc<Semaphore>,
    /// One for each that works or waits.
    seats: Semaphore,
}

impl<B: Default + Send + 'static> Lane<B> {
    /// A lane where `at_once` work side by side, at these benches.
    pub(super) fn new(at_once: usize, benches: &Benches<B>) -> Self {
        Self {
            benches: Arc::clone(benches),
            places: Arc::new(Semaphore::new(at_once)),
            seats: Semaphore::new(at_once + QUEUE),
        }
    }

    /// Does some work when it is its turn.
    ///
    /// # Errors
    /// [`HashError::Busy`] when too many wait, or it waited too long.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut B) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let busy = || HashError::Busy {
            retry_after: COME_BACK,
        };
        let _seat = self.seats.try_acquire().map_err(|_| busy())?;
        let turn = timeout(LONGEST_WAIT, Arc::clone(&self.places).acquire_owned());
        let place = turn.await.map_err(|_| busy())?.map_err(|_| busy())?;
        // The place goes along: whoever asked may leave, the work under way still takes its memory.
        let benches = Arc::clone(&self.benches);
        let done = spawn_blocking(move || {
            let mut bench = benches_of(&benches).pop().unwrap_or_default();
            let done = work(&mut bench);
            benches_of(&benches).push(bench);
            drop(place);
            done
        });
        done.await.map_err(|error| HashError::Failed(error.to_string()))
    }
}

fn benches_of<B>(benches: &Mutex<Vec<B>>) -> MutexGuard<'_, Vec<B>> {
    benches.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn what_waits_gets_its_turn() {
        let lane = Lane::new(1, &Benches::default());
        let (first, second) = tokio::join!(lane.run(|_: &mut ()| 1), lane.run(|_: &mut ()| 2));
        assert_eq!((first, second), (Ok(1), Ok(2)));
    }

    /// Two at once take two; twenty after each other take no more.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn benches_are_left_for_the_next() {
        let lane = Arc::new(Lane::<Vec<u8>>::new(2, &Benches::default()));
        let both = Arc::new(std::sync::Barrier::new(2));
        let work = |lane: Arc<Lane<Vec<u8>>>, both: Arc<std::sync::Barrier>| async move {
            let work = move |bench: &mut Vec<u8>| {
                bench.push(1);
                both.wait();
                bench.len()
            };
            lane.run(work).await.unwrap()
        };
        for round in 1..=10 {
            let one = tokio::spawn(work(Arc::clone(&lane), Arc::clone(&both)));
            let other = tokio::spawn(work(Arc::clone(&lane), Arc::clone(&both)));
            assert_eq!((one.await.unwrap(), other.await.unwrap()), (round, round));
        }
        assert_eq!(benches_of(&lane.benches).len(), 2);
    }

    #[tokio::test]
    async fn lanes_over_the_same_benches_take_no_more_than_work_at_once() {
        let benches = Benches::<Vec<u8>>::default();
        let work = |bench: &mut Vec<u8>| {
            bench.push(1);
            bench.len()
        };
        assert_eq!(Lane::new(1, &benches).run(work).await, Ok(1));
        assert_eq!(Lane::new(1, &benches).run(work).await, Ok(2));
        assert_eq!(benches_of(&benches).len(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_longer_than_three_seconds() {
        let lane = Lane::new(1, &Benches::default());
        let _held = lane.places.acquire().await.unwrap();
        let began = tokio::time::Instant::now();
        assert!(matches!(
            lane.run(|_: &mut ()| ()).await,
            Err(HashError::Busy { .. })
        ));
        assert_eq!(began.elapsed(), LONGEST_WAIT);
    }

    #[tokio::test]
    async fn a_full_queue_says_so_at_once() {
        let lane = Arc::new(Lane::new(1, &Benches::default()));
        let held = lane.places.acquire().await.unwrap();
        let waiting: Vec<_> = (0..=QUEUE)
            .map(|_| {
                let lane = Arc::clone(&lane);
                tokio::spawn(async move { lane.run(|_: &mut ()| ()).await })
            })
            .collect();
        while lane.seats.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(
            lane.run(|_: &mut ()| ()).await,
            Err(HashError::Busy { .. })
        ));
        drop(held);
        for one in waiting {
            assert_eq!(one.await.unwrap(), Ok(()));
        }
    }

    /// Otherwise a flood of requests that are dropped half-way would take memory without bound.
    #[tokio::test]
    async fn work_whose_asker_left_keeps_its_place_until_it_is_done() {
        let lane = Arc::new(Lane::new(1, &Benches::default()));
        let (began, has_begun) = tokio::sync::oneshot::channel();
        let (end, ends) = mpsc::channel::<()>();
        let asked = tokio::spawn({
            let lane = Arc::clone(&lane);
            async move {
                let work = move |(): &mut ()| {
                    let _ = began.send(());
                    let _ = ends.recv();
                };
                lane.run(work).await
            }
        });
        has_begun.await.unwrap();
        asked.abort();
        assert!(asked.await.is_err());
        assert_eq!(lane.places.available_permits(), 0);
        end.send(()).unwrap();
        assert_eq!(lane.run(|_: &mut ()| 7).await, Ok(7));
    }
}
