/// Words for made-up tickets, common ones first.
const WORDS: [&str; 64] = [
    "the",
    "is",
    "not",
    "and",
    "printer",
    "to",
    "my",
    "since",
    "in",
    "a",
    "error",
    "it",
    "on",
    "screen",
    "when",
    "mail",
    "password",
    "login",
    "network",
    "slow",
    "laptop",
    "again",
    "file",
    "cannot",
    "open",
    "after",
    "update",
    "shows",
    "message",
    "office",
    "phone",
    "account",
    "server",
    "page",
    "blank",
    "paper",
    "calendar",
    "invoice",
    "missing",
    "folder",
    "shared",
    "access",
    "wrong",
    "number",
    "customer",
    "order",
    "payment",
    "refused",
    "screen",
    "monitor",
    "keyboard",
    "battery",
    "cable",
    "scanner",
    "badge",
    "door",
    "meeting",
    "room",
    "backup",
    "restore",
    "certificate",
    "timeout",
    "warehouse",
    "headset",
];

/// Numbers that only look random (SplitMix64): the same desk from the same size.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `below - 1`.
    pub(super) fn below(&mut self, below: u64) -> u64 {
        self.roll() % below.max(1)
    }

    /// Bytes for a key.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.roll().to_le_bytes()[0])
    }

    /// A sentence of so many words; common words come often.
    pub(super) fn sentence(&mut self, words: usize) -> String {
        let pick = |_| {
            let spread = self.below(64).min(self.below(64));
            WORDS[usize::try_from(spread).unwrap_or(0) % WORDS.len()]
        };
        (0..words).map(pick).collect::<Vec<_>>().join(" ")
    }
}
