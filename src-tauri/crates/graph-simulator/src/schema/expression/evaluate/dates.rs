//! Dates in expressions.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Arguments, EvaluationError, Values};

/// Ticks of 100 ns between 1601 and 1970: AD counts from the former.
const AD_EPOCH: i128 = 116_444_736_000_000_000;

/// `FormatDateTime(source, [styles], input format, output format)`; .NET formats with the letters y M d H m s.
pub(super) fn format(a: &Arguments<'_>) -> Result<Values, EvaluationError> {
    let source = a.text(0)?;
    if source.is_empty() {
        return Ok(Values::new());
    }
    let first = a.given.len() - 2;
    let (input, output) = (a.text(first)?, a.text(first + 1)?);
    let date = if input.is_empty() {
        read(&source)?
    } else {
        read_as(&source, &input)?
    };
    let text = date.to_zoned(TimeZone::UTC).strftime(&pattern(&output)).to_string();
    Ok(vec![text])
}

/// `DateFromNum`: ticks of 100 ns since 1601 → date.
pub(super) fn from_number(a: &Arguments<'_>) -> Result<Values, EvaluationError> {
    let ticks = i128::from(a.number(0)?) - AD_EPOCH;
    let date = Timestamp::from_nanosecond(ticks * 100).map_err(|_| EvaluationError::NotADate(ticks.to_string()))?;
    Ok(vec![date.to_string()])
}

/// `NumFromDate`, the way back.
pub(super) fn to_number(a: &Arguments<'_>) -> Result<Values, EvaluationError> {
    let date = read(&a.text(0)?)?;
    Ok(vec![(date.as_nanosecond() / 100 + AD_EPOCH).to_string()])
}

/// A date as ISO text, with or without a time and a zone.
pub(super) fn read(text: &str) -> Result<Timestamp, EvaluationError> {
    let local = || {
        text.parse::<DateTime>()
            .ok()?
            .to_zoned(TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp())
    };
    text.parse()
        .ok()
        .or_else(local)
        .ok_or_else(|| EvaluationError::NotADate(text.to_owned()))
}

fn read_as(text: &str, format: &str) -> Result<Timestamp, EvaluationError> {
    let bad = || EvaluationError::NotADate(text.to_owned());
    let parsed = jiff::fmt::strtime::parse(pattern(format), text).map_err(|_| bad())?;
    let date = parsed
        .to_datetime()
        .or_else(|_| parsed.to_date().map(|date| date.at(0, 0, 0, 0)))
        .map_err(|_| bad())?;
    date.to_zoned(TimeZone::UTC)
        .map(|zoned| zoned.timestamp())
        .map_err(|_| bad())
}

/// .NET format → strftime.
fn pattern(format: &str) -> String {
    const LETTERS: [(&str, &str); 7] = [
        ("yyyy", "%Y"),
        ("yy", "%y"),
        ("MM", "%m"),
        ("dd", "%d"),
        ("HH", "%H"),
        ("mm", "%M"),
        ("ss", "%S"),
    ];
    let (mut pattern, mut rest) = (String::new(), format);
    while let Some(next) = rest.chars().next() {
        let known = LETTERS.iter().find(|(letters, _)| rest.starts_with(letters));
        let length = known.map_or(next.len_utf8(), |(letters, _)| letters.len());
        match known {
            Some((_, directive)) => pattern.push_str(directive),
            None if next == '%' => pattern.push_str("%%"),
            None => pattern.push(next),
        }
        rest = &rest[length..];
    }
    pattern
}
