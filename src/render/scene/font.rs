//! How wide a text is without a browser: the widest of what Liberation Sans (as wide as Arial and
//! Helvetica), DejaVu Sans, Noto Sans and Roboto take for each character, so that no text is wider
//! than measured where a page has another font.

/// By ASCII character from the space on, in thousandths of the size.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 551, 838, 318, 361, 318, 413,
    637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557,
    1016, 685, 687, 723, 771, 667, 611, 778, 752, 339, 552, 667, 558, 907, 760, 788,
    667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 411, 391, 838, 557,
    500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612,
    635, 635, 413, 521, 393, 634, 592, 818, 592, 592, 525, 637, 551, 637, 838,
];

/// The widest character of each range, by the last of its characters.
#[rustfmt::skip]
const RANGES: [(u32, u16); 42] = [
    (0xff, 1100), (0x17f, 1100), (0x24f, 1450), (0x2ff, 1250), (0x36f, 0), (0x52f, 1250),
    (0x58f, 1100), (0x5ff, 800), (0x605, 2200), (0x6ff, 1300), (0x8ff, 1500), (0x97f, 1100),
    (0xdff, 2600), (0xe7f, 1000), (0x10ff, 2500), (0x137f, 1300), (0x177f, 1500), (0x17ff, 2000),
    (0x1dff, 1500), (0x1fff, 1100), (0x200c, 1050), (0x200d, 0), (0x202f, 1050), (0x206f, 1800),
    (0x2bff, 1450), (0x2fff, 1500), (0x303f, 1300), (0x9fff, 1050), (0xabff, 1500), (0xd7ff, 1050),
    (0xf8ff, 1500), (0xfaff, 1050), (0xfb4f, 1550), (0xfdfc, 2400), (0xfdfd, 7300), (0xfe0f, 0),
    (0xfeff, 1300), (0xffff, 1500), (0x11fff, 2600), (0x12fff, 4100), (0x1ffff, 1700),
    (0x10_ffff, 1500),
];

/// Returns how wide a text can get at a size, in the unit of the size; bold text is up to a quarter
/// wider.
pub fn width(text: &str, size: i32, is_bold: bool) -> i32 {
    let thousandths: i64 = text.chars().map(|c| i64::from(advance(c))).sum();
    let wider = if is_bold { 1250 } else { 1000 };
    let width = (thousandths * i64::from(size) * wider + 999_999) / 1_000_000;
    i32::try_from(width).unwrap_or(i32::MAX / 2)
}

fn advance(c: char) -> u16 {
    let at = u32::from(c);
    let ascii = at.checked_sub(0x20).and_then(|at| ASCII.get(at as usize));
    let range = || RANGES.get(RANGES.partition_point(|(last, _)| *last < at)).map(|(_, width)| *width);
    ascii.copied().or_else(range).unwrap_or(1500)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_characters() {
        // a, b, c: 613 + 635 + 550 thousandths of 12 px.
        assert_eq!(width("abc", 120, false), 216);
        assert_eq!(width("abc", 120, true), 270);
        assert_eq!(width("", 120, false), 0);
        // Marks on letters take nothing; other scripts and emoji what their widest sign takes.
        assert_eq!(width("e\u{301}", 1000, false), 616);
        assert_eq!(width("发布", 1000, false), 2100);
        assert_eq!(width("🚀", 1000, false), 1700);
        assert_eq!(width("\u{fdfd}", 1000, false), 7300);
    }

    #[test]
    fn the_ranges_are_in_order_and_end_with_the_last_character() {
        assert!(RANGES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(RANGES[RANGES.len() - 1].0, u32::from(char::MAX));
    }
}
