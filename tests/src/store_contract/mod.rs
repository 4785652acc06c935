//! What every store must do, as one suite that each implementation runs: memory, SQLite, PostgreSQL,
//! MariaDB. [`store_contract!`](crate::store_contract) makes a test of each function here.

#![expect(clippy::unwrap_used, reason = "these are the assertions of tests")]

pub mod account_races;
pub mod accounts;
pub mod attempts;
pub mod bulks;
pub mod categories;
pub mod clients;
pub mod codes;
pub mod counters;
pub mod deletions;
pub mod deliveries;
pub mod devices;
pub mod drafts;
pub mod front_desk;
pub mod leases;
pub mod letters;
pub mod links;
pub mod mailbox;
pub mod make;
mod make_people;
pub mod notes;
pub mod notices;
pub mod people;
pub mod presences;
pub mod queue;
pub mod races;
pub mod ratings;
pub mod recovery_codes;
pub mod replies;
pub mod role_requests;
pub mod saved_replies;
pub mod search;
pub mod sessions;
pub mod tasks;
pub mod throttles;
pub mod ticket_pages;
pub mod tickets;
pub mod track;
pub mod units;

use std::pin::Pin;
use std::sync::Arc;

use frontdesk_domain::ports::{
    CounterQueries, DeliveryQueries, FrontDeskQueries, Mailbox, PeopleQueries, QueueQueries, SessionQueries,
    Store, StoreError, TicketPages, TrackQueries, UnitOfWork,
};

/// A store, fresh and migrated, through its ports.
#[derive(Clone)]
pub struct Desk {
    /// Units of work.
    pub store: Arc<dyn Store>,
    /// What the front desk asks.
    pub front_desk: Arc<dyn FrontDeskQueries>,
    /// The figures at the heads of pages.
    pub counters: Arc<dyn CounterQueries>,
    /// Lists of tickets for staff.
    pub queue: Arc<dyn QueueQueries>,
    /// What is read of one ticket.
    pub pages: Arc<dyn TicketPages>,
    /// What a track page asks.
    pub track: Arc<dyn TrackQueries>,
    /// What staff and monitors ask.
    pub deliveries: Arc<dyn DeliveryQueries>,
    /// What admins ask about people.
    pub people: Arc<dyn PeopleQueries>,
    /// Who holds a session.
    pub sessions: Arc<dyn SessionQueries>,
    /// Kept mail.
    pub mailbox: Arc<dyn Mailbox>,
}

/// What ends a fresh store: drops its database, removes its folder.
pub type End = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Desk {
    async fn begin(&self) -> Box<dyn UnitOfWork> {
        self.store.begin().await.unwrap()
    }
}

/// Runs one of the suite's functions on a fresh store. `None`: there is no such server here, which the
/// factory has said.
pub async fn run<M, S, R>(fresh: impl Future<Output = Option<(Desk, End)>>, test: M)
where
    M: FnOnce(Desk) -> S,
    S: Future<Output = R>,
{
    if let Some((desk, end)) = fresh.await {
        test(desk).await;
        end.await;
    }
}

/// Whether it should be tried again as a whole, as use cases do.
fn again(error: &StoreError) -> bool {
    matches!(error, StoreError::Again)
}

/// Makes a test of every function of the suite. `$fresh` is an `async fn() -> Option<(Desk, End)>`.
#[macro_export]
macro_rules! store_contract {
    ($fresh:ident) => {
        $crate::store_contract! { $fresh;
            clients: is_kept_as_given, every_detail_may_be_missing, customer_ids_are_unique,
                one_client_is_registered_by_one_phone, other_clients_may_share_a_phone, a_change_is_kept,
                a_phone_given_up_is_free, a_phone_is_known_to_be_somebodys, whoever_has_no_account_is_found_by_email;
            tickets: is_kept_as_given, numbers_begin_at_10001_and_grow, the_longest_text_of_any_script_is_kept,
                one_form_makes_one_ticket, a_client_has_one_open_ticket, a_change_is_kept,
                of_two_changes_of_one_version_one_is_kept, resolving_frees_the_slot,
                reopening_needs_the_slot, the_stalest_tracked_come_first, a_tracker_status_is_only_noted;
            replies: a_form_makes_one_reply, a_form_is_found_again, is_kept_as_given,
                one_taken_back_is_gone_and_its_form_stays_sent;
            notes: a_form_makes_one_note_and_is_found_again, one_removed_is_shown_no_more;
            tasks: they_are_kept_in_their_order, a_change_is_kept, another_tickets_task_is_out_of_reach;
            ratings: a_newer_one_takes_the_place_of_the_older;
            drafts: one_of_each_kind_is_kept, one_sent_is_forgotten, old_ones_are_swept;
            saved_replies: they_are_listed_by_title, a_change_is_kept_and_one_gone_is_gone;
            categories: they_are_there_from_the_beginning, a_new_one_comes_last, a_change_is_kept,
                a_key_belongs_to_one;
            bulks: is_kept_as_given_and_undone_once, old_ones_are_swept;
            presences: what_is_news_is_said, whoever_left_is_gone, old_ones_are_swept;
            notices: is_kept_as_given, a_notice_is_delivered_like_a_ticket, wishes_are_kept,
                an_earlier_mail_to_the_same_reader_goes_first;
            counters: they_follow_the_tickets, all_of_everybody_are_told, scopes_are_kept_apart, a_scope_is_forgotten,
                fifty_at_once_are_all_counted;
            deletions: a_deleted_ticket_leaves_its_number_and_one_event, one_changed_meanwhile_is_not_deleted,
                those_merged_into_it_forget_it, whoever_is_gone_leaves_what_they_did,
                unresolved_ones_of_an_agent_are_found;
            queue: every_order_is_paged_through, a_filter_narrows, a_row_says_everything,
                a_row_says_how_the_text_begins, they_are_counted_up_to_a_cap, a_board_has_the_last_changed_of_each_status,
                colleagues_are_listed_by_name;
            search: every_engine_finds_what_the_language_says, a_changed_text_is_found_by_its_new_words,
                a_common_word_is_found_in_order;
            ticket_pages: staff_see_everything, the_client_sees_what_is_shared,
                a_merged_conversation_is_shown_with_the_other, a_clients_tickets_are_listed,
                what_was_missed_is_told;
            units: a_dropped_unit_leaves_nothing, a_failed_unit_leaves_nothing,
                many_units_at_once_are_all_kept, a_unit_that_fails_takes_no_other_with_it,
                an_installation_keeps_its_token, a_fresh_store_is_sound;
            races: forty_tickets_for_one_client_make_one, twenty_registrations_by_one_phone_make_one,
                eight_copies_of_a_form_make_one_ticket, thirty_claims_have_one_winner,
                twenty_changes_of_one_version_have_one_winner, fifty_counts_are_fifty;
            front_desk: nobody_is_known_by_a_new_phone, a_client_is_known_by_phone_and_by_id,
                an_open_ticket_is_shown, a_resolved_ticket_counts_as_none, the_newest_open_ticket_is_shown,
                a_shared_phone_is_said_so, digits_may_be_a_phone_or_an_id, a_form_is_found_again,
                categories_are_offered, staff_find_everybody_of_a_clue;
            deliveries: is_asked_for_once, is_handed_out_when_due, an_end_is_written,
                the_order_of_a_ticket_is_kept, a_resting_target_gets_nothing, a_rest_can_be_ended,
                a_dead_one_can_be_retried, they_are_counted, they_are_listed_newest_first,
                a_dossier_holds_everything;
            leases: a_lease_ends_in_a_look_for_an_issue, a_lease_ends_in_another_attempt_for_a_mail,
                an_old_lease_writes_nothing, a_released_delivery_is_free_at_once;
            letters: is_kept_as_given, a_letter_is_delivered_like_a_ticket, what_is_cancelled_has_ended;
            accounts: is_kept_as_given, every_detail_may_be_missing, every_change_is_kept,
                e_mails_are_told_apart_by_their_letters, a_username_belongs_to_one,
                a_change_takes_nothing_from_others, of_two_changes_of_one_version_one_is_kept,
                a_deletion_keeps_clients_and_tickets, old_unverified_ones_are_swept,
                active_admins_are_counted;
            account_races: twenty_registrations_of_one_email_make_one,
                twenty_registrations_of_one_username_make_one, eight_admins_taken_away_at_once_leave_one;
            role_requests: one_account_has_one_open_request, a_request_is_settled_once;
            people: they_are_listed_by_name, a_list_is_narrowed,
                they_are_searched_by_the_beginnings_of_words, whoever_waits_is_listed,
                an_open_request_waits, a_person_is_shown_whole;
            throttles: a_window_counts_and_ends, counting_on_does_not_prolong_a_window,
                keys_are_told_apart_to_the_bit, what_is_old_is_swept;
            track: a_page_holds_everything, a_conversation_is_in_order_and_bounded,
                only_the_exact_token_opens, a_version_is_known_by_token, changes_are_followed;
            sessions: is_held_as_given, many_are_held_together, only_the_exact_hash_is_held, who_holds_it_is_as_they_are_now,
                a_client_holds_one_as_a_customer, its_use_and_proof_are_noted,
                another_session_version_ends_all_but_the_one_kept, an_ended_one_is_gone_at_once,
                all_of_a_holder_end_together, they_are_listed_last_used_first, what_has_ended_is_swept,
                twenty_ends_have_one_winner;
            codes: is_kept_as_given, a_browser_has_one_for_each_purpose, a_holder_has_one_for_each_purpose,
                all_of_a_holder_are_void_together, an_address_has_one_of_nobodys_for_each_purpose, of_twenty_of_nobodys_at_once_one_is_left,
                it_is_given_its_digits, a_try_is_counted_and_gives_the_code, it_is_used_once_and_in_time,
                what_has_ended_is_swept, two_hundred_tries_get_five, twenty_uses_have_one_winner,
                of_twenty_asked_for_at_once_one_is_left;
            links: it_works_once, it_works_for_its_purpose_and_in_time, it_knows_the_code_of_its_mail,
                a_newer_one_voids_it, what_has_ended_is_swept, twenty_uses_have_one_winner,
                of_twenty_issued_at_once_one_is_left;
            recovery_codes: each_works_once, new_ones_void_the_old, twenty_uses_have_one_winner,
                of_twenty_given_at_once_ten_are_left;
            devices: it_is_known_to_an_account_until_its_end, it_is_remembered_anew, what_has_ended_is_swept,
                twenty_that_remember_it_at_once_agree;
            attempts: they_are_kept_as_given, keys_are_told_apart_to_the_bit, a_lock_alone_is_no_attempt,
                what_has_ended_is_swept, two_at_once_count_each_other, thirty_at_once_count_each_other,
                a_dropped_unit_counts_nothing, what_was_forgotten_meanwhile_is_counted_anew;
            mailbox: a_mail_is_kept_once, mails_are_listed_newest_first, ids_are_told_apart_to_the_letter;
        }
    };
    ($fresh:ident; $($part:ident: $($name:ident),+;)+) => {
        $(mod $part {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::store_contract::run(super::$fresh(), $crate::store_contract::$part::$name).await;
            })+
        })+
    };
}
