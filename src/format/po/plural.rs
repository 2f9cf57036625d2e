//! Plural forms: the formula in the header of a file says which form of a message is for which number.
//! What is asked of it is which form one thing takes, and which forms are for a few numbers alone, so
//! that they may say them in words. A formula that is not understood says nothing.

/// The forms of a language.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Of the numbers from 0 on, the form of each; empty where it is not known.
    of: Vec<usize>,
}

/// Numbers that are tried.
const TRIED: u64 = 1000;
/// Most numbers of a form that may say them in words.
const FEW: usize = 5;
/// Longest formula, in bytes.
const LONGEST: usize = 1000;

impl Forms {
    /// Reads the line of the header behind `Plural-Forms:`.
    pub(super) fn read(line: &str) -> Self {
        let formula = line
            .split(';')
            .find_map(|part| part.trim().strip_prefix("plural="));
        let formula = formula.filter(|formula| formula.len() <= LONGEST);
        let form = |n| {
            let text = formula?.as_bytes();
            let mut rest = Formula { text, n };
            let form = rest.choice()?;
            (rest.peek().is_none()).then_some(form)
        };
        let of = (0..=TRIED).map(|n| usize::try_from(form(n)?).ok());
        Forms {
            of: of.collect::<Option<_>>().unwrap_or_default(),
        }
    }

    /// Returns the form that one thing takes.
    pub(super) fn singular(&self) -> usize {
        self.of.get(1).copied().unwrap_or(0)
    }

    /// Tells whether a form is for a few numbers alone.
    pub(super) fn is_for_few(&self, form: usize) -> bool {
        match self.of.as_slice() {
            [] => form == 0,
            of => of.iter().filter(|&&one| one == form).count() <= FEW,
        }
    }
}

/// What is left of a formula of C, and the number that it is asked about.
struct Formula<'a> {
    text: &'a [u8],
    n: u64,
}

/// Signs between two values, from those that bind least.
const SIGNS: [&[&str]; 6] = [
    &["||"],
    &["&&"],
    &["==", "!="],
    &["<=", ">=", "<", ">"],
    &["+", "-"],
    &["*", "/", "%"],
];

impl Formula<'_> {
    fn peek(&mut self) -> Option<u8> {
        self.text = self.text.trim_ascii_start();
        self.text.first().copied()
    }

    fn take(&mut self, sign: &str) -> bool {
        self.peek();
        let rest = self.text.strip_prefix(sign.as_bytes());
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    fn choice(&mut self) -> Option<u64> {
        let condition = self.binary(0)?;
        if !self.take("?") {
            return Some(condition);
        }
        let yes = self.choice()?;
        let no = self.take(":").then(|| self.choice())??;
        Some(if condition == 0 { no } else { yes })
    }

    fn binary(&mut self, level: usize) -> Option<u64> {
        let Some(signs) = SIGNS.get(level) else {
            return self.value();
        };
        let mut left = self.binary(level + 1)?;
        while let Some(&sign) = signs.iter().find(|sign| self.take(sign)) {
            let right = self.binary(level + 1)?;
            left = match sign {
                "||" => u64::from(left != 0 || right != 0),
                "&&" => u64::from(left != 0 && right != 0),
                "==" => u64::from(left == right),
                "!=" => u64::from(left != right),
                "<=" => u64::from(left <= right),
                ">=" => u64::from(left >= right),
                "<" => u64::from(left < right),
                ">" => u64::from(left > right),
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                "*" => left.checked_mul(right)?,
                "/" => left.checked_div(right)?,
                _ => left.checked_rem(right)?,
            };
        }
        Some(left)
    }

    fn value(&mut self) -> Option<u64> {
        match self.peek()? {
            b'!' => self
                .take("!")
                .then(|| Some(u64::from(self.value()? == 0)))?,
            b'(' => {
                self.take("(");
                let value = self.choice()?;
                self.take(")").then_some(value)
            }
            b'n' => self.take("n").then_some(self.n),
            _ => {
                let digits = self.text.iter().take_while(|byte| byte.is_ascii_digit());
                let (number, rest) = self.text.split_at(digits.count());
                self.text = rest;
                std::str::from_utf8(number).ok()?.parse().ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_say_which_forms_are_for_few_numbers() {
        for (line, singular, few) in [
            ("nplurals=2; plural=(n != 1);", 0, [true, false, true]),
            ("nplurals=2; plural=n>1;", 0, [true, false, true]),
            ("nplurals=1; plural=0;", 0, [false, true, true]),
            (
                "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
                0,
                [true, false, false],
            ),
            (
                "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2;",
                0,
                [false, false, false],
            ),
            (
                "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
                1,
                [true, true, true],
            ),
            // What cannot be read: one thing takes the first form.
            ("nplurals=2; plural=n/0;", 0, [true, false, false]),
            ("nplurals=2; plural=n ? (1 : 0;", 0, [true, false, false]),
            (
                "nplurals=INTEGER; plural=EXPRESSION;",
                0,
                [true, false, false],
            ),
        ] {
            let forms = Forms::read(line);
            assert_eq!(forms.singular(), singular, "{line}");
            assert_eq!([0, 1, 2].map(|form| forms.is_for_few(form)), few, "{line}");
        }
        let deep = format!("plural={}", "(".repeat(900));
        assert_eq!(Forms::read(&deep).singular(), 0);
    }
}
