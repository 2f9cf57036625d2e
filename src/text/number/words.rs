//! Words that say what a number beside them is: scales, percent, ordinals, references. In small
//! letters, as they stand in a match key.

/// Scale words behind a number, with the power of ten.
pub(super) const SCALES: &[(&str, u32)] = &[
    // English
    ("hundred", 2),
    ("thousand", 3),
    ("thousands", 3),
    ("million", 6),
    ("millions", 6),
    ("billion", 9),
    ("billions", 9),
    ("trillion", 12),
    ("mn", 6),
    ("mln", 6),
    ("bn", 9),
    ("bln", 9),
    ("tn", 12),
    ("trn", 12),
    // French
    ("mille", 3),
    ("milliers", 3),
    ("milliard", 9),
    ("milliards", 9),
    // Indonesian and Malay
    ("ratus", 2),
    ("ribu", 3),
    ("juta", 6),
    ("miliar", 9),
    ("milyar", 9),
    ("bilion", 9),
    ("triliun", 12),
    ("trilion", 12),
    // Filipino
    ("libo", 3),
    ("libong", 3),
    ("milyon", 6),
    ("milyong", 6),
    ("bilyon", 9),
    ("bilyong", 9),
    ("trilyon", 12),
    // Vietnamese
    ("trăm", 2),
    ("nghìn", 3),
    ("ngàn", 3),
    ("triệu", 6),
    ("tỷ", 9),
    ("tỉ", 9),
    // Khmer
    ("រយ", 2),
    ("ពាន់", 3),
    ("ម៉ឺន", 4),
    ("សែន", 5),
    ("លាន", 6),
    ("ប៊ីលាន", 9),
    ("ប៊ីលៀន", 9),
    // Thai
    ("ร้อย", 2),
    ("พัน", 3),
    // In no text of the evaluation, but in every dictionary.
    ("หมื่น", 4),
    ("แสน", 5),
    ("ล้าน", 6),
    // Lao
    ("ຮ້ອຍ", 2),
    ("ພັນ", 3),
    ("ແສນ", 5),
    ("ລ້ານ", 6),
    ("ຕື້", 9),
    // Burmese
    ("ထောင်", 3),
    ("သောင်း", 4),
    ("သိန်း", 5),
    ("သန်း", 6),
    ("မီလီယံ", 6),
    ("ဘီလီယံ", 9),
];

/// Longer words that begin like a scale word but count nothing.
pub(super) const NO_SCALES: &[&str] = &[
    // Thai and Lao: percent, species, relation, lieutenant colonel
    "ร้อยละ",
    "พันธ",
    "พันโท",
    "ພັນທະ",
    "ພັນໂທ",
];

/// Letters behind a sum of money.
pub(super) const MONEY_SCALES: &[(&str, u32)] = &[("k", 3), ("m", 6), ("b", 9), ("t", 12)];

/// Scale words before a number, as Burmese writes round sums.
pub(super) const SCALES_BEFORE: &[(&str, u32)] = &[
    ("သောင်း", 4),
    ("သိန်း", 5),
    ("သန်း", 6),
    ("သန်းပေါင်း", 6),
    ("ဘီလီယံ", 9),
];

/// Percent behind a number.
pub(super) const PERCENT: &[&str] = &[
    "%",
    "٪",
    "percent",
    "per cent",
    "pct",
    "percentage point",
    "percentage points",
    "pour cent",
    "persen",
    "peratus",
    "porsyento",
    "phần trăm",
    "ភាគរយ",
    "เปอร์เซ็นต์",
    "ເປີເຊັນ",
    "ສ່ວນຮ້ອຍ",
    "ရာခိုင်နှုန်း",
];

/// Percent before a number.
pub(super) const PERCENT_BEFORE: &[&str] = &["ร้อยละ", "百分之"];

/// Endings of ordinals behind a number.
pub(super) const ORDINAL_ENDINGS: &[&str] = &[
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "ère",
    "re",
    "e",
    "ème",
    "eme",
    "ième",
    "ᵉ",
    "º",
    "ကြိမ်မြောက်",
    "မြောက်",
];

/// Marks of ordinals before a number.
pub(super) const ORDINAL_MARKS: &[&str] = &[
    "ទី",
    "លើកទី",
    "ที่",
    "ครั้งที่",
    "ທີ",
    "ທີ່",
    "ຄັ້ງທີ",
    "thứ",
    "lần thứ",
    "ke-",
    "ika-",
    "pang-",
    "第",
];

/// Words before the number of a document.
pub(super) const REFERENCE_MARKS: &[&str] = &[
    "no.",
    "nos.",
    "n°",
    "nº",
    "n.º",
    "№",
    "nr.",
    "លេខ",
    "លេខ៖",
    "លេខ:",
    "เลขที่",
    "nomor",
    "nombor",
    "bil.",
];

/// Half a day is to be added to an hour before these, if anything.
pub(super) const AFTERNOON: &[&str] = &["p.m.", "p.m", "pm"];

/// The hours before noon.
pub(super) const MORNING: &[&str] = &["a.m.", "a.m", "am"];

/// What Thai writes behind an hour and minutes.
pub(super) const THAI_CLOCK: &[&str] = &["น."];

/// Between the hour and the minute of a time in words, and behind the minute.
pub(super) const HOUR_WORDS: &[&str] = &["点", "點", "时", "時", "giờ", "និង", "နာရီ"];

/// The word for minute.
pub(super) const MINUTE_WORDS: &[&str] = &["分", "phút", "នាទី", "မိနစ်"];

/// The word for century between its number and the tens of a Chinese decade, and for the decade.
pub(super) const CENTURY: &str = "世纪";
pub(super) const DECADE: &str = "年代";

/// What is numbered with 第 and a Chinese numeral in treaties; of other things, 第一 is a word.
pub(super) const HAN_ORDERED: &[&str] = &[
    "条", "款", "项", "章", "节", "编", "届", "号", "卷", "附", "條", "項", "節", "編", "屆", "號",
];
