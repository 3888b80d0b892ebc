//! A finding of the look before a set-up, told to a person.

use app_core::{Checked, Setup, Verdict};

use super::{DONE, NEEDS_YOU, Text, WILL_CHANGE, WILL_LOOK, serde_name};

impl Text<'_> {
    pub(super) fn finding(&mut self, checked: &Checked, setup: &Setup) {
        let name = self.words.say(&format!("check.names.{}", serde_name(&checked.id)), &[]);
        let found = format!("check.found.{}", checked.code);
        let facts = checked
            .facts
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let account = self.words.say("cli.checks.account", &[]);
        let mut values = vec![
            ("check", name.as_str()),
            ("tenant", setup.tenant()),
            ("account", account.as_str()),
        ];
        values.extend(facts);
        let sentence = |part: &str| {
            let key = format!("{found}.{part}");
            self.words.find(&key).map(|_| self.words.say(&key, &values))
        };
        let count = checked
            .facts
            .get("count")
            .and_then(|count| count.parse().ok())
            .unwrap_or(1);
        let short = sentence("short").unwrap_or_else(|| self.words.count(&format!("{found}.short"), count, &values));
        let title = sentence("title").unwrap_or_else(|| format!("{name}: {short}"));
        let (mark, title) = match checked.verdict {
            Verdict::Ready => (DONE, format!("{name}: {short}")),
            Verdict::WillDo => (WILL_CHANGE, title),
            Verdict::WorthKnowing => (WILL_LOOK, title),
            Verdict::NotChecked => (WILL_LOOK, self.words.say("cli.checks.not-checked", &[("what", &title)])),
            Verdict::NeedsYou => (NEEDS_YOU, title),
        };
        let text = sentence("text").filter(|_| checked.verdict != Verdict::Ready);
        let cure: Vec<String> = (1..)
            .map_while(|step| sentence(&format!("cure.{step}")).map(|said| format!("{step}. {said}")))
            .collect();
        self.line(format!("{mark} {title}"));
        for line in text.into_iter().chain(cure) {
            self.line(format!("    {line}"));
        }
    }
}
