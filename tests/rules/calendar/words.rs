//! Words of any kind in the calendar file: folded, escaped, and never more than words.

use portal::domain::scheduling::calendar::{Calendar, Entry, uid};
use proptest::prelude::*;

use super::judge::{alarm, lines, read, session, titled, written};

/// RFC 5545, 3.1: 75 octets, of which `SUMMARY:` takes 8 and the space before what goes on 1.
#[test]
fn a_line_is_folded_at_75_octets_and_never_inside_a_letter() {
    #[track_caller]
    fn check(summary: &str, expected: &[usize]) {
        let file = written(vec![titled(summary)]);
        let lines = lines(&file);
        let from = lines.iter().position(|line| line.starts_with("SUMMARY:")).unwrap();
        let to = lines.iter().position(|line| line.starts_with("DESCRIPTION:")).unwrap();
        let octets: Vec<_> = lines[from..to].iter().map(|line| line.len()).collect();
        assert_eq!(octets, expected, "{summary}");
        assert!(lines[from + 1..to].iter().all(|line| line.starts_with(' ')));
        assert_eq!(read(&file), [titled(summary)]);
    }
    let a = |count: usize| "a".repeat(count);
    check("", &[8]);
    check(&a(66), &[74]);
    check(&a(67), &[75]);
    check(&a(68), &[75, 2]);
    check(&a(67 + 74), &[75, 75]);
    check(&a(67 + 75), &[75, 75, 2]);
    // Letters of 3 and of 4 octets, the last one at the edge.
    check(&(a(64) + "स"), &[75]);
    check(&(a(65) + "स"), &[73, 4]);
    check(&(a(66) + "स"), &[74, 4]);
    check(&(a(63) + "🌿"), &[75]);
    check(&(a(64) + "🌿"), &[72, 5]);
    // Nor between the two signs of an escape.
    check(&(a(65) + ","), &[75]);
    check(&(a(66) + ","), &[74, 3]);
    // A space where a line ends or goes on is not lost.
    check(&(a(66) + "  " + &a(5)), &[75, 7]);
}

#[test]
fn hindi_and_emoji_come_back_as_they_were() {
    for summary in [
        "सत्र ५: क्लिनिक में शाम ५ बजे",
        "बालों की देखभाल का सत्र: सुन्न करने वाली क्रीम के लिए पैंतालीस मिनट पहले पहुँचें, कृपया देर न करें",
        "क\u{94d}\u{200d}ष और क\u{94d}\u{200c}ष अलग दिखते हैं, और दोनों वैसे ही रहते हैं जैसे लिखे गए थे",
        "👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️👩🏽‍⚕️",
        "جلسة ٥ في العيادة",
    ] {
        assert_eq!(read(&written(vec![titled(summary)])), [titled(summary)]);
    }
}

#[test]
fn what_would_end_a_word_or_a_line_is_escaped() {
    for (summary, line, back) in [
        ("a,b;c\\d", "SUMMARY:a\\,b\\;c\\\\d", "a,b;c\\d"),
        ("a:b\"c'", "SUMMARY:a:b\"c'", "a:b\"c'"),
        ("a\nb", "SUMMARY:a\\nb", "a\nb"),
        ("a\r\nb", "SUMMARY:a\\nb", "a\nb"),
        ("a\u{2028}b\u{2029}c", "SUMMARY:a\\nb\\nc", "a\nb\nc"),
        ("a\\nb", "SUMMARY:a\\\\nb", "a\\nb"),
        ("a\tb", "SUMMARY:a b", "a b"),
        ("a\rb\0c\u{b}d\u{c}e\u{7f}f\u{85}g\u{1b}[1m", "SUMMARY:abcdefg[1m", "abcdefg[1m"),
        ("\u{202e}a\u{202c}\u{2066}b\u{2069}", "SUMMARY:ab", "ab"),
        (" a ", "SUMMARY: a ", " a "),
    ] {
        let file = written(vec![titled(summary)]);
        assert!(lines(&file).contains(&line), "{line}\n{file}");
        assert_eq!(read(&file), [titled(back)], "{summary:?}");
    }
}

#[test]
fn no_text_adds_a_line_of_its_own() {
    let hostile = "x\r\nATTENDEE:mailto:a@b.example\nEND:VEVENT\r\n\r\nBEGIN:VEVENT\rURL:http://b.example";
    let back = "x\nATTENDEE:mailto:a@b.example\nEND:VEVENT\n\nBEGIN:VEVENTURL:http://b.example".to_owned();
    let entry = |text: &str| Entry {
        uid: uid("session", text, "clinic.example"),
        summary: text.to_owned(),
        description: text.to_owned(),
        location: Some(text.to_owned()),
        contact: Some(text.to_owned()),
        alarms: vec![alarm(5, text)],
        ..session()
    };
    let calendar = Calendar { product: hostile, name: hostile.to_owned(), entries: vec![entry(hostile)] };
    assert_eq!(read(&calendar.write()), [entry(&back)]);
    let long = "w".repeat(100_000);
    assert_eq!(read(&written(vec![entry(&long)])), [entry(&long)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_words_come_back_less_their_control_characters(words in any::<String>(), more in "(?s)[ -~\n\r\tअ-ह🌿]{0,200}") {
        let is_kept = |c: &char| {
            !(c.is_control() && *c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        };
        for words in [words, more] {
            let words = words.replace('\t', " ").replace(['\u{2028}', '\u{2029}'], "\n");
            let back = titled(&words.chars().filter(is_kept).collect::<String>());
            prop_assert_eq!(read(&written(vec![titled(&words)])), [back]);
        }
    }
}
