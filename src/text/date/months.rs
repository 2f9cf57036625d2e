//! Names of months and words around the parts of a date, in small letters, as they stand in a match
//! key.

/// The habits of dates that a name of a month belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Burmese,
    Filipino,
    French,
    Khmer,
    Lao,
    Malay,
    Thai,
    Vietnamese,
}

impl Tongue {
    /// Tells whether the day may stand behind the month.
    pub(super) fn has_month_first(self) -> bool {
        matches!(self, Tongue::English | Tongue::Burmese | Tongue::Filipino)
    }
}

/// A month, 1 to 12, as one language names it.
pub(super) type Month = (Tongue, u8);

const fn english(month: u8) -> Month {
    (Tongue::English, month)
}

const fn french(month: u8) -> Month {
    (Tongue::French, month)
}

const fn malay(month: u8) -> Month {
    (Tongue::Malay, month)
}

const fn filipino(month: u8) -> Month {
    (Tongue::Filipino, month)
}

const fn khmer(month: u8) -> Month {
    (Tongue::Khmer, month)
}

const fn thai(month: u8) -> Month {
    (Tongue::Thai, month)
}

const fn lao(month: u8) -> Month {
    (Tongue::Lao, month)
}

const fn burmese(month: u8) -> Month {
    (Tongue::Burmese, month)
}

/// Names of months.
pub(super) const MONTHS: &[(&str, Month)] = &[
    ("january", english(1)),
    ("february", english(2)),
    ("march", english(3)),
    ("april", english(4)),
    ("may", english(5)),
    ("june", english(6)),
    ("july", english(7)),
    ("august", english(8)),
    ("september", english(9)),
    ("october", english(10)),
    ("november", english(11)),
    ("december", english(12)),
    ("jan", english(1)),
    ("feb", english(2)),
    ("mar", english(3)),
    ("apr", english(4)),
    ("jun", english(6)),
    ("jul", english(7)),
    ("aug", english(8)),
    ("sep", english(9)),
    ("sept", english(9)),
    ("oct", english(10)),
    ("nov", english(11)),
    ("dec", english(12)),
    ("janvier", french(1)),
    ("février", french(2)),
    ("mars", french(3)),
    ("avril", french(4)),
    ("mai", french(5)),
    ("juin", french(6)),
    ("juillet", french(7)),
    ("août", french(8)),
    ("septembre", french(9)),
    ("octobre", french(10)),
    ("novembre", french(11)),
    ("décembre", french(12)),
    ("fevrier", french(2)),
    ("aout", french(8)),
    ("decembre", french(12)),
    ("janv", french(1)),
    ("févr", french(2)),
    ("avr", french(4)),
    ("juil", french(7)),
    ("déc", french(12)),
    // Indonesian and Malay, where they differ from English.
    ("januari", malay(1)),
    ("februari", malay(2)),
    ("maret", malay(3)),
    ("mac", malay(3)),
    ("mei", malay(5)),
    ("juni", malay(6)),
    ("juli", malay(7)),
    ("julai", malay(7)),
    ("agustus", malay(8)),
    ("ogos", malay(8)),
    ("oktober", malay(10)),
    ("desember", malay(12)),
    ("disember", malay(12)),
    ("enero", filipino(1)),
    ("pebrero", filipino(2)),
    ("marso", filipino(3)),
    ("abril", filipino(4)),
    ("mayo", filipino(5)),
    ("hunyo", filipino(6)),
    ("hulyo", filipino(7)),
    ("agosto", filipino(8)),
    ("setyembre", filipino(9)),
    ("oktubre", filipino(10)),
    ("nobyembre", filipino(11)),
    ("disyembre", filipino(12)),
    ("មករា", khmer(1)),
    ("កុម្ភៈ", khmer(2)),
    ("មីនា", khmer(3)),
    ("មេសា", khmer(4)),
    ("ឧសភា", khmer(5)),
    ("មិថុនា", khmer(6)),
    ("កក្កដា", khmer(7)),
    ("សីហា", khmer(8)),
    ("កញ្ញា", khmer(9)),
    ("តុលា", khmer(10)),
    ("វិច្ឆិកា", khmer(11)),
    ("ធ្នូ", khmer(12)),
    // Other spellings: visarga or a colon for U+17C8, short or dropped vowels.
    ("កុម្ភះ", khmer(2)),
    ("កុម្ភ:", khmer(2)),
    ("មិនា", khmer(3)),
    ("វិច្ឆកា", khmer(11)),
    ("มกราคม", thai(1)),
    ("กุมภาพันธ์", thai(2)),
    ("มีนาคม", thai(3)),
    ("เมษายน", thai(4)),
    ("พฤษภาคม", thai(5)),
    ("มิถุนายน", thai(6)),
    ("กรกฎาคม", thai(7)),
    ("สิงหาคม", thai(8)),
    ("กันยายน", thai(9)),
    ("ตุลาคม", thai(10)),
    ("พฤศจิกายน", thai(11)),
    ("ธันวาคม", thai(12)),
    ("พฤกษภาคม", thai(5)),
    ("ม.ค.", thai(1)),
    ("ก.พ.", thai(2)),
    ("มี.ค.", thai(3)),
    ("เม.ย.", thai(4)),
    ("พ.ค.", thai(5)),
    ("มิ.ย.", thai(6)),
    ("ก.ค.", thai(7)),
    ("ส.ค.", thai(8)),
    ("ก.ย.", thai(9)),
    ("ต.ค.", thai(10)),
    ("พ.ย.", thai(11)),
    ("ธ.ค.", thai(12)),
    ("ມັງກອນ", lao(1)),
    ("ກຸມພາ", lao(2)),
    ("ມີນາ", lao(3)),
    ("ເມສາ", lao(4)),
    ("ພຶດສະພາ", lao(5)),
    ("ມິຖຸນາ", lao(6)),
    ("ກໍລະກົດ", lao(7)),
    ("ສິງຫາ", lao(8)),
    ("ກັນຍາ", lao(9)),
    ("ຕຸລາ", lao(10)),
    ("ພະຈິກ", lao(11)),
    ("ທັນວາ", lao(12)),
    ("ဇန်နဝါရီ", burmese(1)),
    ("ဖေဖော်ဝါရီ", burmese(2)),
    ("မတ်", burmese(3)),
    ("ဧပြီ", burmese(4)),
    ("မေ", burmese(5)),
    ("ဇွန်", burmese(6)),
    ("ဇူလိုင်", burmese(7)),
    ("ဩဂုတ်", burmese(8)),
    ("စက်တင်ဘာ", burmese(9)),
    ("အောက်တိုဘာ", burmese(10)),
    ("နိုဝင်ဘာ", burmese(11)),
    ("ဒီဇင်ဘာ", burmese(12)),
    ("ဇန္နဝါရီ", burmese(1)),
    ("ဖေဖေါ်ဝါရီ", burmese(2)),
    ("သြဂုတ်", burmese(8)),
];

/// Names of months that count only behind the word for month, as Vietnamese has them.
pub(super) const VIETNAMESE_MONTHS: &[(&str, u8)] = &[
    ("giêng", 1),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
    ("mười một", 11),
    ("mười hai", 12),
    ("chạp", 12),
];

/// Names that are words, too, without a capital letter.
pub(super) const CAPITAL_MONTHS: &[&str] = &["may", "march", "mar", "sep", "dec", "jan"];

/// Words that begin like the name of a month: the court.
pub(super) const NO_MONTHS: &[&str] = &["តុលាការ"];

/// The word for a month before its name or number.
pub(super) const MONTH_MARKS: &[&str] = &[
    "ខែ",
    "เดือน",
    "ເດືອນ",
    "bulan",
    "of",
    "day of",
    "de",
    "du mois de",
    "d'",
    "ng",
];

/// The word for a month before its number or name, in Vietnamese.
pub(super) const VIETNAMESE_MONTH: &[&str] = &["tháng"];

/// The word for a month behind its name.
pub(super) const MONTH_ENDINGS: &[&str] = &["လ"];

/// Words before a day that belong to the date.
pub(super) const DAY_MARKS: &[&str] = &["ថ្ងៃទី", "ថ្ងៃ ទី", "ថ្ងៃ", "ទី", "ngày", "mùng", "mồng", "ika-"];

/// Words before a day that `22/4` stands behind.
pub(super) const DAY_AND_MONTH_MARKS: &[&str] = &["ថ្ងៃទី", "ថ្ងៃ ទី", "ថ្ងៃ", "ngày", "วันที่", "ວັນທີ"];

/// Words before a further day.
pub(super) const MORE_DAY_MARKS: &[&str] = &[
    "ថ្ងៃទី",
    "ថ្ងៃ ទី",
    "ទី",
    "วันที่",
    "ວັນທີ",
    "ngày",
    "the",
    "le",
    "tanggal",
    "ika-",
];

/// What stands directly behind a day.
pub(super) const DAY_ENDINGS: &[&str] = &["st", "nd", "rd", "th", "er", "e"];

/// The word for a day behind its number.
pub(super) const DAY_WORDS: &[&str] = &["ရက်", "ရက်နေ့"];

/// What stands between two days of one month.
pub(super) const BETWEEN_DAYS: &[&str] = &[
    "-",
    ",",
    "&",
    "and",
    "to",
    "or",
    "et",
    "au",
    "ou",
    "និង",
    "ដល់",
    "ទៅ",
    "ถึง",
    "และ",
    "ຫາ",
    "ແລະ",
    "နှင့်",
    "မှ",
    "và",
    "đến",
    "dan",
    "hingga",
    "sampai",
    "at",
    "hanggang",
];

/// What stands between the first and the last day of a time.
pub(super) const UNTIL: &[&str] = &[
    "-",
    "to",
    "until",
    "au",
    "ដល់",
    "ទៅ",
    "ถึง",
    "ຫາ",
    "đến",
    "hingga",
    "sampai",
    "至",
    "到",
];

/// The years that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    /// It is not said; the Common Era but for years that would be far off.
    Unsaid,
    /// The Common Era.
    Common,
    /// The Buddhist Era, which Thailand counts 543 years ahead.
    ThaiBuddhist,
    /// The Buddhist Era, 543 or 544 years ahead: its year begins in spring.
    Buddhist,
}

/// Words before a year.
pub(super) const YEAR_MARKS: &[(&str, Era)] = &[
    ("year", Era::Unsaid),
    ("année", Era::Unsaid),
    ("l'an", Era::Unsaid),
    ("tahun", Era::Unsaid),
    ("taong", Era::Unsaid),
    ("năm", Era::Unsaid),
    ("ឆ្នាំ", Era::Unsaid),
    ("ปี", Era::Unsaid),
    ("ປີ", Era::Unsaid),
    ("គ.ស.", Era::Common),
    ("គ.ស", Era::Common),
    ("ព.ស.", Era::Buddhist),
    ("ព.ស", Era::Buddhist),
    ("ค.ศ.", Era::Common),
    ("พ.ศ.", Era::ThaiBuddhist),
    ("ຄ.ສ.", Era::Common),
    ("ພ.ສ.", Era::Buddhist),
    ("公元", Era::Common),
    ("a.d.", Era::Common),
    ("c.e.", Era::Common),
    ("b.e.", Era::Buddhist),
];

/// A word behind a year that counts other things, too, if no month follows.
pub(super) const YEAR_BEFORE_MONTH: &[&str] = &["ခု"];

/// Words behind a year.
pub(super) const YEAR_ENDINGS: &[(&str, Era)] = &[
    ("ခုနှစ်", Era::Common),
    ("ပြည့်နှစ်", Era::Common),
    ("ad", Era::Common),
    ("a.d.", Era::Common),
    ("ce", Era::Common),
    ("c.e.", Era::Common),
    ("be", Era::Buddhist),
    ("b.e.", Era::Buddhist),
];
