//! What the samples say: people of many scripts, and every way a ticket can go.

use frontdesk_domain::tasks::Audience;
use frontdesk_domain::tickets::{Priority, StatusKind};

/// Who does something in a sample.
#[derive(Clone, Copy)]
pub(super) enum Who {
    /// The first agent.
    Ben,
    /// The second one.
    Mia,
}

/// What happens, so many minutes after the ticket was opened.
pub(super) enum Line {
    Take(Who),
    Answer(Who, &'static str, Option<StatusKind>),
    Hold(Who),
    Priority(Who, Priority),
    Note(Who, &'static str),
    Plan(Who, &'static str, Audience),
    Tick(Who),
    /// The client writes, or somebody at the front desk whom nobody checked.
    Write(bool, &'static str),
    Withdraw,
    Rate(u8, &'static str),
    /// Is closed in favour of the sample before it.
    MergeIntoLast(Who),
}

/// Somebody, what they wrote how many minutes ago, and what became of it.
pub(super) struct Sample {
    pub(super) phone: &'static str,
    pub(super) name: &'static str,
    /// Empty: they gave none.
    pub(super) email: &'static str,
    /// The category's word.
    pub(super) about: &'static str,
    pub(super) priority: Priority,
    pub(super) wrote: &'static str,
    pub(super) ago: u64,
    pub(super) life: &'static [(u64, Line)],
}

const SARA: Sample = Sample {
    phone: "+989121110001",
    name: "Sara Ahmadi",
    email: "sara.ahmadi@example.com",
    about: "hardware-issue",
    priority: Priority::High,
    wrote: "",
    ago: 0,
    life: &[],
};

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        about: "access-request",
        priority: Priority::Medium,
        wrote: "New badge for the studio\nMy badge stopped opening the studio door after the weekend.",
        ago: 40 * DAY,
        life: &[
            (20, Line::Take(Who::Mia)),
            (
                35,
                Line::Answer(
                    Who::Mia,
                    "A new badge is at the reception for you. Could you try it?",
                    None,
                ),
            ),
            (50, Line::Write(true, "It opens. Thank you for being so quick!")),
            (
                55,
                Line::Answer(
                    Who::Mia,
                    "Good to hear. Have a nice day!",
                    Some(StatusKind::Resolved),
                ),
            ),
            (90, Line::Rate(5, "Solved within the hour.")),
        ],
        ..SARA
    },
    Sample {
        wrote: "Printer in the studio prints blank pages\nSince this morning the printer on the second floor \
                gives blank pages. It pulls the paper and sounds normal. I switched it off and on twice.",
        ago: 3 * HOUR,
        life: &[
            (10, Line::Take(Who::Ben)),
            (
                12,
                Line::Note(
                    Who::Ben,
                    "Same model as the one in accounting. The drum was the cause there.",
                ),
            ),
            (
                14,
                Line::Plan(
                    Who::Ben,
                    "Print a test page from the printer's own menu",
                    Audience::Shared,
                ),
            ),
            (15, Line::Plan(Who::Ben, "Change the drum", Audience::Shared)),
            (
                16,
                Line::Plan(Who::Ben, "Order another drum for the shelf", Audience::Staff),
            ),
            (
                20,
                Line::Answer(
                    Who::Ben,
                    "Hello Sara, could you print a test page from the printer's own menu? \
                              If that is blank too, it is the drum, and I bring you another one today.",
                    None,
                ),
            ),
            (70, Line::Write(true, "The test page is blank too.")),
            (75, Line::Tick(Who::Ben)),
        ],
        ..SARA
    },
    Sample {
        phone: "+989121110002",
        name: "Aleksander Wiśniewski",
        email: "aleksander@example.com",
        about: "software-issue",
        priority: Priority::Medium,
        wrote: "Payroll export stops at 3,000 rows\nThe file ends in the middle of a name. We need all 4,212.",
        ago: 50 * HOUR,
        life: &[
            (30, Line::Take(Who::Mia)),
            (
                45,
                Line::Answer(
                    Who::Mia,
                    "I can see the same here. The limit is in the report's settings; I am \
                              asking who may change it.",
                    Some(StatusKind::OnHold),
                ),
            ),
            (46, Line::Note(Who::Mia, "Waiting for the vendor: case 88-1203.")),
            (
                26 * HOUR,
                Line::Answer(
                    Who::Mia,
                    "The limit is gone. Please try the export once more.",
                    Some(StatusKind::Resolved),
                ),
            ),
        ],
    },
    Sample {
        phone: "+989121110003",
        name: "رضا کریمی",
        email: "reza@example.com",
        about: "access-request",
        priority: Priority::Medium,
        wrote: "دسترسی به پوشه مشترک حسابداری\nسلام، از دیروز پوشه مشترک را نمی‌بینم. همکارانم آن را می‌بینند.",
        ago: 20 * HOUR,
        life: &[
            (30, Line::Take(Who::Ben)),
            (
                40,
                Line::Answer(
                    Who::Ben,
                    "سلام آقای کریمی، دسترسی شما دوباره برقرار شد. لطفاً یک بار خارج و دوباره وارد شوید.",
                    None,
                ),
            ),
            (90, Line::Write(true, "هنوز نه. پیام خطا: «Access denied (0x5)».")),
        ],
    },
    // A family, or a shop: three people, one phone.
    Sample {
        phone: "+989121110004",
        name: "Amélie Lefèvre",
        about: "other",
        priority: Priority::Low,
        wrote: "Meeting room “Linden” shows the wrong time zone",
        ago: 90 * HOUR,
        life: &[
            (2 * HOUR, Line::Take(Who::Ben)),
            (
                3 * HOUR,
                Line::Answer(
                    Who::Ben,
                    "The display is set right again.",
                    Some(StatusKind::Resolved),
                ),
            ),
            (5 * HOUR, Line::Rate(3, "It took two days until somebody looked.")),
        ],
        email: "",
    },
    Sample {
        phone: "+989121110004",
        name: "Giancarlo Della Robbia",
        email: "",
        about: "service-request",
        priority: Priority::Medium,
        wrote: "Please restore a deleted folder\nThe folder “Offers 2025” was there on Friday.",
        ago: 26 * HOUR,
        life: &[
            (15, Line::Take(Who::Mia)),
            (
                20,
                Line::Plan(Who::Mia, "Look into Friday's backup", Audience::Staff),
            ),
            (22, Line::Tick(Who::Mia)),
        ],
    },
    Sample {
        phone: "+989121110004",
        name: "Nguyễn Thị Bảo Châu",
        email: "",
        about: "network-issue",
        priority: Priority::Medium,
        wrote: "VPN drops every ten minutes when I work from the train",
        ago: 7 * HOUR,
        life: &[],
    },
    Sample {
        phone: "+989121110005",
        name: "Haruto Yamamoto",
        email: "haruto@example.com",
        about: "hardware-issue",
        priority: Priority::Medium,
        wrote: "Door panel on the third floor does not read badges",
        ago: 44 * HOUR,
        life: &[
            (25, Line::Take(Who::Mia)),
            (26, Line::Priority(Who::Mia, Priority::Low)),
            (
                30,
                Line::Answer(
                    Who::Mia,
                    "The panel is ordered and comes on Thursday. Please take the other \
                              door until then.",
                    None,
                ),
            ),
            (31, Line::Hold(Who::Mia)),
            // Anyone can type a phone number: staff see that nobody checked who this was.
            (
                30 * HOUR,
                Line::Write(false, "It is urgent, please just leave the door open."),
            ),
        ],
    },
    Sample {
        phone: "+989121110006",
        name: "Ingrid Håkansson",
        email: "ingrid@example.com",
        about: "network-issue",
        priority: Priority::Urgent,
        wrote: "Whole warehouse is offline since 8:20\nScanners, tills and telephones. Forty people are waiting.",
        ago: 70,
        life: &[],
    },
    Sample {
        phone: "+989121110006",
        name: "Ingrid Håkansson",
        email: "ingrid@example.com",
        about: "network-issue",
        priority: Priority::High,
        wrote: "Scanners in the warehouse are offline too",
        ago: 60,
        life: &[(15, Line::MergeIntoLast(Who::Ben))],
    },
    Sample {
        phone: "+989121110007",
        name: "Zoë O’Connor-Müller",
        email: "zoe@example.com",
        about: "other",
        priority: Priority::Low,
        wrote: "Coffee machine on the first floor blinks red",
        ago: 5 * DAY,
        life: &[(30, Line::Withdraw)],
    },
];
