//! The abbreviations of the languages in Latin letters, English apart. Openers are words that a
//! sentence may begin with and that are not the second part of a name; a single letter or an
//! abbreviation that may close a sentence does so only before one of them.

use super::{Latin, names};

/// The names of the rules, as the table of languages and files of SRX have them.
pub(in crate::segment) const NAMES: [&str; 9] = [
    "French",
    "Spanish",
    "Portuguese",
    "Italian",
    "German",
    "Dutch",
    "Vietnamese",
    "Malay",
    "Tagalog",
];

/// Returns the rules under a name, `None` for those that are not known here.
pub(in crate::segment) fn named(name: &str) -> Option<&'static Latin> {
    Some(match name {
        "French" => &FRENCH,
        "Spanish" => &SPANISH,
        "Portuguese" => &PORTUGUESE,
        "Italian" => &ITALIAN,
        "German" => &GERMAN,
        "Dutch" => &DUTCH,
        "Vietnamese" => &VIETNAMESE,
        "Malay" => &MALAY,
        "Tagalog" => &TAGALOG,
        _ => return None,
    })
}

static FRENCH: Latin = Latin {
    names: names!("fr"),
    bound: FR_BOUND,
    numbered: FR_NUMBERED,
    closing: FR_CLOSING,
    names_end: FR_NAMES_END,
    openers: FR_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const FR_BOUND: &[&str] = &[
    "apr", "av", "bd", "c", "c.à.d", "cap", "cdt", "cf", "col", "dr", "drs", "env", "ex", "gén",
    "hon", "ll.ee", "ll.mm", "lt", "m", "me", "mgr", "mm", "p.ex", "pr", "r.p", "s.a.r", "s.e",
    "s.e.m", "s.exc", "s.m", "s.s", "st", "ste", "vs",
];

const FR_NUMBERED: &[&str] = &[
    "add", "al", "ann", "art", "avr", "ch", "chap", "col", "doc", "déc", "ext", "fig", "fol",
    "févr", "janv", "juill", "no", "nos", "nov", "oct", "p", "par", "pp", "rev", "réf", "rés",
    "sect", "sept", "t", "tél", "vol",
];

const FR_CLOSING: &[&str] = &["etc", "ibid", "op.cit"];

const FR_NAMES_END: &[&str] = &["al", "cie", "co", "corp", "inc", "jr", "ltd", "sr", "sté"];

#[rustfmt::skip]
const FR_OPENERS: &[&str] = &[
    "Afin", "Ainsi", "Alors", "Après", "Au", "Aucun", "Aucune", "Aussi", "Aux", "Avant", "Avec",
    "Bien", "C", "Ce", "Celle", "Celui", "Cependant", "Certaines", "Certains", "Ces", "Cet",
    "Cette", "Ceux", "Chaque", "Comme", "Comment", "D", "Dans", "Depuis", "Des", "Elle", "Elles",
    "En", "Enfin", "Ensuite", "Et", "Ici", "Il", "Ils", "J", "Je", "L", "La", "Le", "Les", "Leur",
    "Leurs", "Lors", "Lorsque", "Mais", "Malgré", "Même", "Ne", "Nos", "Notre", "Nous", "On", "Or",
    "Ou", "Outre", "Où", "Par", "Parmi", "Plus", "Plusieurs", "Pour", "Pourquoi", "Pourtant",
    "Puis", "Quand", "Que", "Quelques", "Qui", "S", "Sa", "Sans", "Selon", "Ses", "Si", "Son",
    "Sur", "Tous", "Tout", "Toute", "Toutefois", "Toutes", "Un", "Une", "Votre", "Vous", "Y", "À",
];

static SPANISH: Latin = Latin {
    names: names!("es"),
    bound: ES_BOUND,
    numbered: ES_NUMBERED,
    closing: ES_CLOSING,
    names_end: ES_NAMES_END,
    openers: ES_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const ES_BOUND: &[&str] = &[
    "aprox", "av", "avda", "cap", "cf", "cnel", "d", "dr", "dra", "dres", "dña", "ej", "excma",
    "excmo", "excmos", "fr", "gral", "ilma", "ilmo", "ing", "lic", "mons", "p.ej", "prof", "profa",
    "rvdo", "s.a.r", "s.e", "s.m", "sr", "sra", "sras", "sres", "srta", "ss.mm", "sta", "sto",
    "vs",
];

const ES_NUMBERED: &[&str] = &[
    "abr", "add", "ago", "art", "arts", "cap", "dic", "doc", "ene", "feb", "fig", "inc", "n", "no",
    "nos", "nov", "núm", "núms", "oct", "p", "pp", "pág", "págs", "párr", "párrs", "res", "rev",
    "secc", "sept", "t", "tel", "vol",
];

const ES_CLOSING: &[&str] = &["a.c", "a.m", "d.c", "etc", "ibid", "p.m"];

const ES_NAMES_END: &[&str] = &[
    "al", "co", "corp", "cía", "ee.uu", "inc", "jr", "ltd", "ltda", "s.a", "uu",
];

#[rustfmt::skip]
const ES_OPENERS: &[&str] = &[
    "Además", "Ahora", "Al", "Algunas", "Algunos", "Antes", "Aquel", "Asimismo", "Así", "Aunque",
    "Ayer", "Cada", "Como", "Con", "Cuando", "Cómo", "Desde", "Después", "Durante", "El", "Ella",
    "Ellas", "Ello", "Ellos", "En", "Entre", "Es", "Esa", "Ese", "Eso", "Esta", "Estas", "Este",
    "Esto", "Estos", "Fue", "Ha", "Han", "Hasta", "Hay", "Hoy", "La", "Las", "Le", "Les", "Lo",
    "Los", "Mientras", "Muchas", "Muchos", "Ninguna", "Ningún", "No", "Nos", "Nuestra", "Nuestro",
    "O", "Para", "Pero", "Por", "Que", "Quien", "Qué", "Se", "Según", "Si", "Sin", "Sobre", "Son",
    "Su", "Sus", "También", "Toda", "Todas", "Todo", "Todos", "Tras", "Un", "Una", "Unas", "Unos",
    "Y", "Yo",
];

static PORTUGUESE: Latin = Latin {
    names: names!("pt"),
    bound: PT_BOUND,
    numbered: PT_NUMBERED,
    closing: PT_CLOSING,
    names_end: PT_NAMES_END,
    openers: PT_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const PT_BOUND: &[&str] = &[
    "aprox", "av", "cap", "cel", "cf", "d", "dr", "dra", "drs", "eng", "ex", "exma", "exmo", "gen",
    "mons", "p.ex", "pe", "prof", "profa", "rev", "s.a.r", "s.e", "s.ex", "s.exa", "s.m", "sr",
    "sra", "sras", "srs", "srta", "sta", "sto", "v.ex", "v.exa", "vs",
];

const PT_NUMBERED: &[&str] = &[
    "abr", "add", "ago", "art", "arts", "cap", "dez", "doc", "fev", "fig", "inc", "jan", "jul",
    "jun", "mai", "mar", "n", "no", "nos", "nov", "núm", "out", "p", "par", "pp", "pág", "págs",
    "res", "sec", "set", "t", "tel", "vol",
];

const PT_CLOSING: &[&str] = &["a.c", "a.m", "d.c", "etc", "ibid", "p.m"];

const PT_NAMES_END: &[&str] = &["al", "cia", "co", "corp", "inc", "jr", "ltd", "ltda", "s.a"];

#[rustfmt::skip]
const PT_OPENERS: &[&str] = &[
    "A", "Agora", "Algumas", "Alguns", "Além", "Antes", "Ao", "Aos", "Após", "As", "Assim", "Até",
    "Cada", "Com", "Como", "Depois", "Desde", "Durante", "E", "Ela", "Elas", "Ele", "Eles", "Em",
    "Embora", "Enquanto", "Entre", "Essa", "Esse", "Esta", "Estas", "Este", "Estes", "Eu", "Foi",
    "Hoje", "Há", "Isso", "Isto", "Mas", "Muitas", "Muitos", "Na", "Nas", "Nenhum", "Nenhuma",
    "No", "Nos", "Não", "Nós", "O", "Ontem", "Os", "Ou", "Para", "Pela", "Pelo", "Por", "Quando",
    "Se", "Segundo", "Sem", "Seu", "Seus", "Sobre", "Sua", "Suas", "São", "Também", "Toda",
    "Todas", "Todo", "Todos", "Um", "Uma", "Umas", "Uns", "À", "Às", "É",
];

static ITALIAN: Latin = Latin {
    names: names!("it"),
    bound: IT_BOUND,
    numbered: IT_NUMBERED,
    closing: IT_CLOSING,
    names_end: IT_NAMES_END,
    openers: IT_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const IT_BOUND: &[&str] = &[
    "avv", "ca", "cap", "cfr", "col", "dott", "dott.ssa", "dr", "ecc.mo", "egr", "es", "gen",
    "gent", "ing", "mons", "on", "p.es", "prof", "prof.ssa", "s.a.r", "s.e", "s.ecc", "s.m", "s.s",
    "sig", "sig.ra", "sigg", "spett", "ss", "vs",
];

const IT_NUMBERED: &[&str] = &[
    "add", "ago", "apr", "art", "artt", "cap", "co", "dic", "doc", "feb", "fig", "gen", "giu",
    "lett", "lug", "mar", "n", "nn", "no", "nov", "ott", "p", "pag", "pagg", "par", "pp", "rev",
    "ris", "set", "sez", "t", "tel", "vol",
];

const IT_CLOSING: &[&str] = &["a.c", "d.c", "ecc", "etc", "ibid"];

const IT_NAMES_END: &[&str] = &["al", "corp", "inc", "jr", "ltd", "s.p.a", "s.r.l"];

#[rustfmt::skip]
const IT_OPENERS: &[&str] = &[
    "Ai", "Al", "Alcune", "Alcuni", "Alla", "Anche", "Che", "Chi", "Ciò", "Come", "Con", "Così",
    "Da", "Dal", "Dalla", "Dopo", "Durante", "E", "Ed", "Egli", "Essi", "Fino", "Fra", "Gli", "Ha",
    "Hanno", "I", "Ieri", "Il", "In", "Inoltre", "Io", "L", "La", "Le", "Lei", "Lo", "Loro", "Lui",
    "Ma", "Mentre", "Molte", "Molti", "Nei", "Nel", "Nella", "Nessun", "Nessuna", "Noi", "Non",
    "O", "Oggi", "Ogni", "Ora", "Per", "Prima", "Quando", "Quella", "Quello", "Questa", "Queste",
    "Questi", "Questo", "Se", "Sebbene", "Secondo", "Senza", "Si", "Sono", "Su", "Sua", "Sul",
    "Sulla", "Suo", "Tra", "Tutte", "Tutti", "Tutto", "Un", "Una", "Uno", "È",
];

static GERMAN: Latin = Latin {
    names: names!("de"),
    bound: DE_BOUND,
    numbered: DE_NUMBERED,
    closing: DE_CLOSING,
    names_end: DE_NAMES_END,
    openers: DE_OPENERS,
    goes_on: &[],
    ordinals: true,
};

const DE_BOUND: &[&str] = &[
    "bspw", "bzw", "ca", "d", "d.h", "dipl", "dr", "evtl", "exkl", "exz", "fr", "frl", "geb",
    "gem", "gen", "gest", "ggf", "hl", "hr", "hrn", "i", "i.d.r", "i.e", "i.exz", "i.v.m", "ing",
    "inkl", "insb", "max", "min", "o.g", "prof", "rd", "s.e", "s.exz", "s.o", "s.u", "sog", "st",
    "u", "u.a", "vgl", "vs", "z", "z.b", "zzgl",
];

const DE_NUMBERED: &[&str] = &[
    "abb", "abs", "add", "anl", "apr", "art", "aug", "bd", "dez", "dok", "feb", "ges", "jan",
    "kap", "lit", "mär", "nov", "nr", "nrn", "okt", "rev", "rn", "s", "sep", "sept", "tel", "ziff",
];

const DE_CLOSING: &[&str] = &[
    "a.a.o", "etc", "f", "ff", "n.chr", "u.s.w", "u.ä", "usw", "v.chr",
];

const DE_NAMES_END: &[&str] = &["al", "co", "corp", "inc", "jr", "jun", "ltd", "sen", "str"];

#[rustfmt::skip]
const DE_OPENERS: &[&str] = &[
    "Aber", "Alle", "Allerdings", "Als", "Am", "An", "Auch", "Auf", "Aus", "Bei", "Beim", "Da",
    "Dabei", "Daher", "Damit", "Danach", "Dann", "Das", "Dass", "Dazu", "Dem", "Den", "Denn",
    "Der", "Des", "Deshalb", "Die", "Dies", "Diese", "Diesem", "Diesen", "Dieser", "Dieses",
    "Doch", "Dort", "Durch", "Ein", "Eine", "Einem", "Einen", "Einer", "Einige", "Er", "Es", "Für",
    "Gestern", "Heute", "Hier", "Ich", "Ihr", "Ihre", "Im", "In", "Jede", "Jeder", "Jedes", "Jene",
    "Jetzt", "Kein", "Keine", "Laut", "Man", "Mit", "Nach", "Nicht", "Noch", "Nun", "Nur", "Ob",
    "Oder", "Ohne", "Sein", "Seine", "Seit", "Sie", "So", "Trotz", "Um", "Und", "Unser", "Unsere",
    "Unter", "Viele", "Vom", "Von", "Vor", "Warum", "Was", "Weil", "Wenn", "Wer", "Wie", "Wir",
    "Wo", "Während", "Zu", "Zum", "Zur", "Über",
];

static DUTCH: Latin = Latin {
    names: names!("nl"),
    bound: NL_BOUND,
    numbered: NL_NUMBERED,
    closing: NL_CLOSING,
    names_end: NL_NAMES_END,
    openers: NL_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const NL_BOUND: &[&str] = &[
    "bijv", "bv", "ca", "d.w.z", "dhr", "dr", "drs", "evt", "gen", "h.e", "h.k.h", "h.m", "i.v.m",
    "ing", "ir", "kol", "m.b.t", "m.n", "mevr", "mr", "mw", "nl", "o.a", "prof", "resp", "st",
    "t.a.v", "vgl", "vs", "z.e", "z.k.h", "z.m",
];

const NL_NUMBERED: &[&str] = &[
    "add", "afb", "apr", "art", "aug", "blz", "dec", "dl", "doc", "feb", "hfst", "jan", "jul",
    "jun", "lid", "mrt", "nov", "nr", "nrs", "okt", "p", "par", "res", "rev", "sept", "tel",
];

const NL_CLOSING: &[&str] = &["e.d", "enz", "etc", "n.chr", "v.chr"];

const NL_NAMES_END: &[&str] = &[
    "al", "b.v", "co", "corp", "inc", "jr", "ltd", "n.v", "sr", "str",
];

#[rustfmt::skip]
const NL_OPENERS: &[&str] = &[
    "Aan", "Alle", "Als", "Bij", "Bovendien", "Daar", "Dan", "Dat", "De", "Deze", "Die", "Dit",
    "Door", "Echter", "Een", "Elke", "En", "Er", "Geen", "Gisteren", "Haar", "Het", "Hier", "Hij",
    "Hoe", "Hun", "Ik", "In", "Maar", "Met", "Na", "Naar", "Niet", "Nu", "Of", "Om", "Omdat",
    "Onder", "Onze", "Ook", "Op", "Over", "Sinds", "Sommige", "Tijdens", "Toen", "Van", "Vandaag",
    "Veel", "Volgens", "Voor", "Waar", "Waarom", "Want", "Wat", "We", "Wie", "Wij", "Ze", "Zij",
    "Zijn", "Zo", "Zonder",
];

static VIETNAMESE: Latin = Latin {
    names: names!("vi"),
    bound: VI_BOUND,
    numbered: VI_NUMBERED,
    closing: VI_CLOSING,
    names_end: VI_NAMES_END,
    openers: VI_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const VI_BOUND: &[&str] = &[
    "bs", "cn", "dr", "gen", "gs", "gs.ts", "h.e", "hon", "kp", "ks", "ls", "mr", "mrs", "ms", "p",
    "pgs", "pgs.ts", "prof", "q", "sen", "sr", "st", "ths", "tp", "tr", "ts", "tt", "tx", "v",
    "v.d", "vd", "vs", "đ", "đ.c",
];

const VI_NUMBERED: &[&str] = &[
    "art", "fax", "khoản", "no", "p", "q", "t", "tel", "vol", "x", "đt",
];

const VI_CLOSING: &[&str] = &["a.m", "etc", "p.m", "scn", "tcn", "v.v", "vv"];

const VI_NAMES_END: &[&str] = &["al", "bros", "co", "corp", "inc", "jr", "ltd"];

#[rustfmt::skip]
const VI_OPENERS: &[&str] = &[
    "Ai", "Anh", "Bà", "Bên", "Bởi", "Cho", "Chính", "Chúng", "Các", "Còn", "Có", "Cô", "Cùng",
    "Cũng", "Cả", "Do", "Hai", "Hiện", "Hôm", "Hơn", "Họ", "Khi", "Không", "Kể", "Mặc", "Mỗi",
    "Một", "Ngay", "Ngoài", "Ngày", "Người", "Nhiều", "Nhưng", "Những", "Nó", "Năm", "Nếu", "Qua",
    "Rất", "Sau", "Sẽ", "Theo", "Thì", "Thậm", "Tiếp", "Trong", "Trên", "Trước", "Tuy", "Tôi",
    "Tại", "Tất", "Từ", "Việc", "Và", "Vào", "Vì", "Vậy", "Về", "Với", "Ông", "Đang", "Điều",
    "Đây", "Đã", "Đó", "Để", "Đồng", "Ở",
];

static MALAY: Latin = Latin {
    names: names!("id"),
    bound: ID_BOUND,
    numbered: ID_NUMBERED,
    closing: ID_CLOSING,
    names_end: ID_NAMES_END,
    openers: ID_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const ID_BOUND: &[&str] = &[
    "a.l", "a.n", "bpk", "brigjen", "cth", "cv", "d.a", "d.y.m.m", "dr", "dra", "drs", "en", "gen",
    "gov", "h", "hj", "hon", "ir", "jen", "jend", "jl", "jlh", "jln", "k.h", "kapt", "kh", "kol",
    "letjen", "letkol", "lih", "lk", "lt", "mayjen", "mis", "mr", "mrs", "ms", "msl", "nn", "ny",
    "p.t", "pn", "prof", "pt", "r.a", "r.m", "rep", "rev", "s.m", "sdn", "sdr", "sdri", "sen",
    "sgt", "st", "t.y.m", "tn", "u.b", "u.p", "v", "vs", "y.a.b", "y.a.m", "y.b", "y.bhg", "y.m",
    "y.t.m", "yth",
];

const ID_NUMBERED: &[&str] = &[
    "agt", "agu", "apr", "art", "bab", "bil", "des", "dis", "faks", "fax", "feb", "hal", "hlm",
    "jan", "jil", "kab", "kec", "kel", "mac", "ms", "no", "nos", "nov", "ogos", "okt", "psl",
    "res", "rm", "rp", "sep", "sept", "tel", "telp", "vol",
];

const ID_CLOSING: &[&str] = &[
    "a.m", "dkk", "dll", "dsb", "dst", "etc", "m.si", "p.m", "ph.d", "s.a.w", "s.e", "s.h",
    "s.w.t", "tbk",
];

const ID_NAMES_END: &[&str] = &["al", "bhd", "bros", "co", "corp", "inc", "jr", "ltd"];

#[rustfmt::skip]
const ID_OPENERS: &[&str] = &[
    "Ada", "Adalah", "Akan", "Akhirnya", "Anda", "Apa", "Apabila", "Atas", "Bagaimanapun", "Bagi",
    "Bahkan", "Banyak", "Beberapa", "Beliau", "Berdasarkan", "Bersama", "Bila", "Dalam", "Dan",
    "Dari", "Daripada", "Demi", "Dengan", "Di", "Dia", "Hal", "Hanya", "Hari", "Ia", "Ini", "Itu",
    "Jika", "Juga", "Kalau", "Kami", "Kamu", "Karena", "Kata", "Ke", "Kemudian", "Kepada",
    "Kerana", "Ketika", "Kini", "Kita", "Lebih", "Maka", "Manakala", "Menurut", "Mereka", "Meski",
    "Meskipun", "Namun", "Oleh", "Pada", "Para", "Saat", "Saya", "Sebagai", "Sebagian", "Sebelum",
    "Sebuah", "Sejak", "Sekarang", "Selain", "Selama", "Semasa", "Sementara", "Semua", "Seorang",
    "Sepanjang", "Seperti", "Serta", "Setelah", "Setiap", "Suatu", "Tak", "Tanpa", "Tapi", "Telah",
    "Terdapat", "Tetapi", "Tiada", "Tidak", "Untuk", "Walau", "Walaupun", "Yang",
];

static TAGALOG: Latin = Latin {
    names: names!("tl"),
    bound: TL_BOUND,
    numbered: TL_NUMBERED,
    closing: TL_CLOSING,
    names_end: TL_NAMES_END,
    openers: TL_OPENERS,
    goes_on: &[],
    ordinals: false,
};

const TL_BOUND: &[&str] = &[
    "amb", "atty", "bb", "brgy", "capt", "col", "dr", "dra", "engr", "fr", "g", "gen", "gng",
    "gob", "gov", "h.e", "hal", "hen", "hon", "kap", "kgg", "kgl", "kol", "lt", "maj", "mr", "mrs",
    "ms", "pang", "pres", "prof", "rep", "rev", "sec", "sen", "sgt", "sr", "sra", "srta", "st",
    "sta", "sto", "vs",
];

const TL_NUMBERED: &[&str] = &[
    "abr", "ago", "apr", "art", "aug", "blg", "dec", "dis", "ene", "feb", "hul", "hun", "jan",
    "mar", "no", "nob", "nov", "oct", "okt", "p", "pah", "peb", "pp", "sek", "sept", "set",
    "talata", "tel", "vol",
];

const TL_CLOSING: &[&str] = &["a.m", "atbp", "etc", "n.g", "n.h", "n.u", "p.m"];

const TL_NAMES_END: &[&str] = &["al", "bros", "co", "corp", "inc", "jr", "ltd"];

#[rustfmt::skip]
const TL_OPENERS: &[&str] = &[
    "Ako", "Alam", "Ang", "Anim", "Aniya", "Ano", "Apat", "At", "Ayon", "Bagama", "Bago", "Bakit",
    "Bawat", "Bilang", "Bukod", "Dahil", "Dalawa", "Dapat", "Dito", "Gayunman", "Gayunpaman",
    "Habang", "Hanggang", "Hindi", "Ikaw", "Isa", "Isang", "Ito", "Itong", "Iyon", "Kahit",
    "Kailangan", "Kami", "Kapag", "Kaya", "Kung", "Lahat", "Maaari", "Maaaring", "Makalipas",
    "Marami", "Maraming", "Matapos", "May", "Mayroon", "Mga", "Mula", "Na", "Nang", "Ngayon",
    "Ngunit", "Ni", "Nitong", "Noong", "Pagkatapos", "Para", "Pero", "Sa", "Samakatuwid",
    "Samantala", "Si", "Sila", "Sina", "Sinabi", "Siya", "Subalit", "Tatlo", "Tayo", "Upang",
    "Wala", "Walang",
];
