//! Style sheets and scripts without what only their readers need.

/// Drops comments, indentation and empty lines from a style sheet; what stands inside quotes stays.
pub fn css(sheet: &str) -> String {
    let mut text = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut quote = None;
    while let Some(letter) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if quote == Some(letter) {
            quote = None;
        } else if quote.is_none() && matches!(letter, '"' | '\'') {
            quote = Some(letter);
        }
        text.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    lines(&text, |_| true)
}

/// Drops indentation, empty lines and the lines of a script that are only a comment, of one kind or the other.
pub fn script(text: &str) -> String {
    let mut inside = false;
    let mut is_code = |line: &str| {
        let comment = inside || line.starts_with("/*");
        inside = comment && !line.ends_with("*/");
        !comment && !line.starts_with("//")
    };
    lines(text, |line| is_code(line))
}

fn lines(text: &str, mut keeps: impl FnMut(&str) -> bool) -> String {
    let kept = text.lines().map(str::trim).filter(move |line| !line.is_empty() && keeps(line));
    kept.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_lose_comments_and_keep_strings() {
        let sheet = "/* one */\n@layer base {\n  p::before { content: \"/* kept */\"; }\n\n  q { quotes: '\"' } /* two\n lines */\n}\n";
        assert_eq!(
            css(sheet),
            "@layer base {\np::before { content: \"/* kept */\"; }\nq { quotes: '\"' }\n}\n"
        );
    }

    #[test]
    fn scripts_lose_whole_lines_of_comment_only() {
        assert_eq!(
            script("// why\n/* one */\n/**\n * more\n */\nopen(\n  \"https://a.example\", // kept\n);\n"),
            "open(\n\"https://a.example\", // kept\n);\n"
        );
    }
}
