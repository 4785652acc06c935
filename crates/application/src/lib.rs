//! What Frontdesk does: one use case per file, each one unit of work, in the domain's words.
//!
//! | Use case | Who calls it |
//! |---|---|
//! | [`Application::look_up`] | someone types a phone or a customer ID at the front desk |
//! | [`Application::ask_desk_code`], [`Application::ask_desk_code_again`] | the same at a verified desk: a code goes to the e-mail on file |
//! | [`Application::ask_register_code`], [`Application::register_at_desk`] | someone new at a verified desk |
//! | [`Application::visit`] | the front desk shows what is so now for who was looked up |
//! | [`Application::submit_ticket`] | the ticket form is sent |
//! | [`Application::add_from_desk`] | something is added to an open ticket, without proof of who writes |
//! | [`Application::see_ticket`], [`Application::by_link`] | the holder of a track link looks |
//! | [`Application::open_ticket`], [`Application::my_tickets`], [`Application::portal_head`], [`Application::see_as_client`] | a customer's own tickets |
//! | [`Application::follow_up`], [`Application::edit_ticket`], [`Application::move_ticket`], [`Application::delete_ticket`], [`Application::rate_ticket`] | what its client does to a ticket, signed in or by its link |
//! | [`Application::change_task`] | to-do items inside a ticket, shared or of the staff |
//! | [`Application::see_queue`], [`Application::count_queue`], [`Application::desk_head`], [`Application::see_board`], [`Application::see_as_staff`], [`Application::colleagues`] | staff look |
//! | [`Application::answer`], [`Application::take_back_reply`], [`Application::write_note`], [`Application::keep_draft`], [`Application::fill_reply`] | staff write |
//! | [`Application::take_next`], [`Application::take_ticket`], [`Application::set_ticket`], [`Application::merge_ticket`], [`Application::change_many`], [`Application::undo_many`], [`Application::be_at`] | staff work |
//! | [`Application::find_callers`], [`Application::open_for_newcomer`] | staff open a ticket for somebody who calls |
//! | [`Application::saved_replies`], [`Application::save_reply`], [`Application::remove_saved_reply`] | staff keep replies to be used again |
//! | [`Application::list_categories`], [`Application::categories_to_edit`], [`Application::add_category`], [`Application::edit_category`], [`Application::step_category`] | an admin looks after categories |
//! | [`Application::mail_wishes`], [`Application::wish_mails`] | someone chooses which mails about tickets they want |
//! | [`Application::list_tickets`] | a command lists tickets |
//! | [`Application::wrong_counters`], [`Application::mend_counters`] | a command checks the figures at the heads of pages, and sets them right |
//! | [`Application::register`], [`Application::verify_email`], [`Application::resend_code`] | someone wants an account |
//! | [`Application::sign_in`], [`Application::second_step`], [`Application::sign_out`] | someone signs in and out |
//! | [`Application::ask_sign_in_code`], [`Application::sign_in_by_code`] | a client without an account signs in, also at a verified desk |
//! | [`Application::forgot_password`], [`Application::reset_password`] | someone forgot their password |
//! | [`Application::who_is`] | every request, before anything else |
//! | [`Application::my_sessions`], [`Application::end_session`], [`Application::end_all_sessions`] | someone looks after their sessions |
//! | [`Application::my_profile`], [`Application::edit_profile`], [`Application::choose_theme`] | someone looks after their profile |
//! | [`Application::prove`], [`Application::change_password`], [`Application::ask_email_change`], [`Application::confirm_email_change`] | someone changes what they sign in by |
//! | [`Application::offer_second_step`], [`Application::confirm_second_step`], [`Application::switch_off_second_step`], [`Application::renew_recovery_codes`] | someone sets up a second step |
//! | [`Application::list_approvals`], [`Application::decide`] | an admin lets people in |
//! | [`Application::list_people`], [`Application::see_person`], [`Application::find_person`], [`Application::edit_person`], [`Application::send_reset`] | an admin looks after people |
//! | [`Application::change_email_of`], [`Application::change_role`], [`Application::disable_person`], [`Application::enable_person`], [`Application::delete_person`] | an admin changes what people may do, or sign in by |
//! | [`Application::set_up_link`], [`Application::set_up_link_works`], [`Application::set_up`], [`Application::add_person`], [`Application::set_password`] | the first admin, and the command line |
//! | [`Application::deliver_next`] | a worker carries out deliveries |
//! | [`Application::follow_tracker`] | a timer: statuses come back from the tracker |
//! | [`Application::retry_delivery`], [`Application::deliveries_overview`] | staff look after deliveries |
//! | [`Application::sweep`] | a timer: what is no longer needed is forgotten |
//! | [`Application::seed_samples`], [`Application::seed_many`] | the demo, and measuring |
//!
//! Invariants: no use case calls the outside inside a unit of work; every use case that writes tries its
//! unit of work again, whole and a bounded number of times, when the store asks for that.

mod accounts;
mod application;
mod auth;
mod deliveries;
mod desk;
mod error;
mod front_desk;
mod live;
mod notices;
mod replies;
mod seed;
mod sweep;
mod tasks;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod tickets;
mod track;
mod unit;

pub use accounts::{
    AddPerson, Decided, Decision, EditPerson, EditProfile, EmailAsked, EmailChanged, EmailGiven, FirstAdmin,
    PEOPLE_ON_A_PAGE, PasswordChanged, ProfileSaved, Register, Registered, SetUp, Verdict,
};
pub use application::{AccountRules, Application, LookUpLimits, Ports, Rules};
pub use auth::{
    CodeTried, PasswordReset, Proof, SecondProof, SecondStepOffer, SecondStepTaken, SignIn, SignInAnswer,
    SignedInByCode, Verified,
};
pub use deliveries::{DeliveriesOverview, Round, Worker};
pub use desk::{BulkChosen, BulkDone, BulkRefused, CategoryForm, Newcomer, SavedReplyForm};
pub use error::AppError;
pub use front_desk::{CodeAsked, LookUpRequest, RegisterAtDesk, RegisteredAtDesk};
pub use live::EventTail;
pub use replies::{Addition, Answer, Answered, FollowUp, FromDesk, WriteNote};
pub use seed::SampleStaff;
pub use tasks::TaskChange;
pub use tickets::{
    DeskHead, ListedTicket, OpenTicket, Opened, PortalHead, QueuePage, Registration, StatusCounts,
    Submission, SubmitTicket, TicketSaved,
};
