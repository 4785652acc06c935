/// A text as it is compared: lower case, accents and vowel signs gone, one letter for each letter of Arabic
/// script, ASCII digits. Engines index and ask for this, so that none's own idea of a letter matters.
#[must_use]
pub fn fold(text: &str) -> String {
    crate::text::ascii_digits(text)
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_mark(*c))
        .flat_map(|c| {
            let (first, second) = plain(c);
            std::iter::once(first).chain(second)
        })
        .collect()
}

/// The words of a text, folded: letters and digits in a row.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// Combining accents, Arabic vowel signs and the lengthening stroke, joiners.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{AD}')
}

/// The plain letter of an accented Latin one (Latin-1, Latin Extended-A and Vietnamese) or of another form
/// in Arabic script.
fn plain(c: char) -> (char, Option<char>) {
    const LATIN: [(&str, char); 26] = [
        ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", 'a'),
        ("çćĉċč", 'c'),
        ("ďđð", 'd'),
        ("èéêëēĕėęěẹẻẽếềểễệ", 'e'),
        ("ĝğġģ", 'g'),
        ("ĥħ", 'h'),
        ("ìíîïĩīĭįıỉị", 'i'),
        ("ĵ", 'j'),
        ("ķ", 'k'),
        ("ĺļľŀł", 'l'),
        ("ñńņň", 'n'),
        ("òóôõöøōŏőơọỏốồổỗộớờởỡợ", 'o'),
        ("ŕŗř", 'r'),
        ("śŝşšș", 's'),
        ("ţťŧț", 't'),
        ("ùúûüũūŭůűųưụủứừửữự", 'u'),
        ("ŵ", 'w'),
        ("ýÿŷỳỵỷỹ", 'y'),
        ("źżž", 'z'),
        // Arabic script: each keyboard has its own ye and kaf; hamza carriers; te marbuta; final alef.
        ("يىئ", 'ی'),
        ("كڪ", 'ک'),
        ("أإآٱ", 'ا'),
        ("ؤ", 'و'),
        ("ةۀە", 'ه'),
        // Greek and Cyrillic letters that people leave the sign off.
        ("ё", 'е'),
        ("ς", 'σ'),
    ];
    match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        c if c.is_ascii() => (c, None),
        c => {
            let found = LATIN.iter().find(|(forms, _)| forms.contains(c));
            (found.map_or(c, |(_, plain)| *plain), None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_meets_what_people_wrote() {
        for (typed, written) in [
            ("cafe", "Café"),
            ("cafe", "Cafe\u{301}"),
            ("strasse", "Straße"),
            ("wisniewski", "Wiśniewski"),
            ("nguyen thi bao", "Nguyễn Thị Bảo"),
            ("پوشه کاری", "پوشه كاري"),
            ("123", "۱۲۳"),
        ] {
            assert_eq!(fold(typed), fold(written), "{written}");
        }
    }

    #[test]
    fn words_are_letters_and_digits_in_a_row() {
        let found: Vec<String> = words("VPN-drops, every 10 min. <script>").collect();
        assert_eq!(found, ["vpn", "drops", "every", "10", "min", "script"]);
    }
}
