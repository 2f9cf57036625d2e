//! Writes a date the way a language does in official letters.

use super::{Civil, Date};
use crate::text::Lang;
use crate::text::number::in_digits_of;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const INDONESIAN: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MALAY: [&str; 12] = [
    "Januari",
    "Februari",
    "Mac",
    "April",
    "Mei",
    "Jun",
    "Julai",
    "Ogos",
    "September",
    "Oktober",
    "November",
    "Disember",
];
const FILIPINO: [&str; 12] = [
    "Enero",
    "Pebrero",
    "Marso",
    "Abril",
    "Mayo",
    "Hunyo",
    "Hulyo",
    "Agosto",
    "Setyembre",
    "Oktubre",
    "Nobyembre",
    "Disyembre",
];
const KHMER: [&str; 12] = [
    "មករា",
    "កុម្ភៈ",
    "មីនា",
    "មេសា",
    "ឧសភា",
    "មិថុនា",
    "កក្កដា",
    "សីហា",
    "កញ្ញា",
    "តុលា",
    "វិច្ឆិកា",
    "ធ្នូ",
];
const THAI: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];
const LAO: [&str; 12] = [
    "ມັງກອນ",
    "ກຸມພາ",
    "ມີນາ",
    "ເມສາ",
    "ພຶດສະພາ",
    "ມິຖຸນາ",
    "ກໍລະກົດ",
    "ສິງຫາ",
    "ກັນຍາ",
    "ຕຸລາ",
    "ພະຈິກ",
    "ທັນວາ",
];
const BURMESE: [&str; 12] = [
    "ဇန်နဝါရီ",
    "ဖေဖော်ဝါရီ",
    "မတ်",
    "ဧပြီ",
    "မေ",
    "ဇွန်",
    "ဇူလိုင်",
    "ဩဂုတ်",
    "စက်တင်ဘာ",
    "အောက်တိုဘာ",
    "နိုဝင်ဘာ",
    "ဒီဇင်ဘာ",
];

/// The years that a Thai reader takes for those of the Buddhist Era without being told.
const THAI_YEARS: std::ops::Range<u16> = 2400 - 543..2700 - 543;

/// Writes a date in the way of a language; `None` for a language that is not known, for a date that
/// can be read in two ways, and for one of the lunar calendar.
///
/// ```
/// use chancery::text::Lang;
/// use chancery::text::date::{dates, written};
///
/// let date = &dates("22 April 2025")[0].value;
/// let vietnamese = Lang::parse("vi")?;
/// assert_eq!(written(date, &vietnamese).as_deref(), Some("ngày 22 tháng 4 năm 2025"));
/// # Ok::<(), chancery::text::lang::LangError>(())
/// ```
pub fn written(date: &Date, lang: &Lang) -> Option<String> {
    let &[civil] = date.readings() else {
        return None;
    };
    if date.lunar().is_some() || civil.month.is_none() && civil.day.is_some() {
        return None;
    }
    match lang.primary() {
        "en" => spaced(civil, &ENGLISH, lang),
        "fr" => french(civil, lang),
        "id" => spaced(civil, &INDONESIAN, lang),
        "ms" => spaced(civil, &MALAY, lang),
        "tl" | "fil" => spaced(civil, &FILIPINO, lang),
        "km" => khmer(civil, lang),
        "th" => thai(civil, lang),
        "lo" => lao(civil, lang),
        "my" => burmese(civil, lang),
        "vi" => vietnamese(civil, lang),
        "zh" => chinese(civil, lang),
        _ => None,
    }
}

/// The parts of a date as they are written, with what stands before and behind each.
struct Parts<'a> {
    lang: &'a Lang,
    parts: Vec<String>,
}

impl<'a> Parts<'a> {
    fn new(lang: &'a Lang) -> Self {
        Parts {
            lang,
            parts: Vec::new(),
        }
    }

    fn number(&mut self, before: &str, value: Option<u16>, behind: &str) -> Option<()> {
        if let Some(value) = value {
            let digits = in_digits_of(u64::from(value), self.lang)?;
            self.parts.push(format!("{before}{digits}{behind}"));
        }
        Some(())
    }

    fn month(
        &mut self,
        before: &str,
        month: Option<u8>,
        names: &[&str; 12],
        behind: &str,
    ) -> Option<()> {
        if let Some(month) = month {
            let name = names.get(usize::from(month).checked_sub(1)?)?;
            self.parts.push(format!("{before}{name}{behind}"));
        }
        Some(())
    }

    fn join(self, between: &str) -> Option<String> {
        (!self.parts.is_empty()).then(|| self.parts.join(between))
    }
}

fn spaced(civil: Civil, names: &[&str; 12], lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("", civil.day.map(u16::from), "")?;
    parts.month("", civil.month, names, "")?;
    parts.number("", civil.year, "")?;
    parts.join(" ")
}

fn french(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    let ending = if civil.day == Some(1) { "er" } else { "" };
    parts.number("", civil.day.map(u16::from), ending)?;
    parts.month("", civil.month, &FRENCH, "")?;
    parts.number("", civil.year, "")?;
    parts.join(" ")
}

fn khmer(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("ថ្ងៃទី", civil.day.map(u16::from), "")?;
    parts.month("ខែ", civil.month, &KHMER, "")?;
    parts.number("ឆ្នាំ", civil.year, "")?;
    parts.join(" ")
}

fn thai(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("", civil.day.map(u16::from), "")?;
    parts.month("", civil.month, &THAI, "")?;
    match civil.year {
        Some(year) if THAI_YEARS.contains(&year) => {
            let era = if civil.month.is_none() {
                "พ.ศ. "
            } else {
                ""
            };
            parts.number(era, Some(year + 543), "")?;
        }
        year => parts.number("ค.ศ. ", year, "")?,
    }
    parts.join(" ")
}

fn lao(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("", civil.day.map(u16::from), "")?;
    let mark = if civil.day.is_none() {
        "ເດືອນ "
    } else {
        ""
    };
    parts.month(mark, civil.month, &LAO, "")?;
    let mark = if civil.day.is_none() { "ປີ " } else { "" };
    parts.number(mark, civil.year, "")?;
    parts.join(" ")
}

fn burmese(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("", civil.year, " ခုနှစ်")?;
    parts.month("", civil.month, &BURMESE, "လ")?;
    parts.number("", civil.day.map(u16::from), " ရက်")?;
    parts.join(" ")
}

fn vietnamese(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("ngày ", civil.day.map(u16::from), "")?;
    parts.number("tháng ", civil.month.map(u16::from), "")?;
    parts.number("năm ", civil.year, "")?;
    parts.join(" ")
}

fn chinese(civil: Civil, lang: &Lang) -> Option<String> {
    let mut parts = Parts::new(lang);
    parts.number("", civil.year, "年")?;
    parts.number("", civil.month.map(u16::from), "月")?;
    parts.number("", civil.day.map(u16::from), "日")?;
    parts.join("")
}
