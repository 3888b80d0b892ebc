//! Organizational units of the three companies.

use std::collections::HashSet;

use super::Class;
use super::dn::escape_value;
use crate::scenario::Company;

/// A container of objects.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) dn: String,
    /// Leaf of the path: what its people have as department.
    pub(super) department: String,
    pub(super) city: String,
    /// Names it had: each with the number of the change that took it away, the oldest first.
    pub(super) former: Vec<(u32, String)>,
}

/// A unit and who lives in it.
pub(super) struct Staffed {
    pub(super) unit: Unit,
    pub(super) people: usize,
    pub(super) class: Class,
    /// All accounts here are disabled.
    pub(super) disabled: bool,
    /// Name of the place its people's groups go by; empty = no group.
    pub(super) site: String,
}

/// Path from the top, people, what they are. `-` before the number: accounts of people who left.
type Row = (&'static str, i32, Class);

const SCHOOL: &[Row] = &[
    ("Staff/Teachers", 9, Class::User),
    ("Staff/Office", 3, Class::User),
    ("Pupils/Year 1", 13, Class::User),
    ("Pupils/Year 2", 13, Class::User),
    ("Guests", 2, Class::InetOrgPerson),
];

const CONTOSO: &[Row] = &[
    ("Staff/Amsterdam/Sales", 96, Class::User),
    ("Staff/Amsterdam/Finance", 41, Class::User),
    ("Staff/Amsterdam/Engineering", 133, Class::User),
    ("Staff/Amsterdam/People", 18, Class::User),
    ("Staff/Utrecht/Logistics", 112, Class::User),
    ("Staff/Utrecht/Planning", 37, Class::User),
    ("Staff/Jakarta/Sales", 58, Class::User),
    ("Staff/Jakarta/Support", 90, Class::User),
    ("Staff/Jakarta/Engineering", 61, Class::User),
    ("Staff/London/Sales", 72, Class::User),
    ("Staff/London/Legal, Risk & Audit", 14, Class::User),
    ("Warehouse", 40, Class::User),
    ("Contractors", 28, Class::InetOrgPerson),
    ("Former staff", -12, Class::User),
];

const CITIES: &[&str] = &[
    "Amsterdam",
    "Ankara",
    "Antwerp",
    "Athens",
    "Barcelona",
    "Bengaluru",
    "Berlin",
    "Birmingham",
    "Brno",
    "Brussels",
    "Casablanca",
    "Copenhagen",
    "Dublin",
    "Düsseldorf",
    "Eindhoven",
    "Gdańsk",
    "Geneva",
    "Hamburg",
    "Hanoi",
    "Istanbul",
    "Jakarta",
    "Kraków",
    "Lille",
    "Lisbon",
    "London",
    "Lyon",
    "Madrid",
    "Manchester",
    "Milan",
    "Mumbai",
    "München",
    "Oslo",
    "Paris",
    "Prague",
    "Rotterdam",
    "Singapore",
    "Surabaya",
    "Vienna",
    "Warsaw",
    "Zürich",
];

const DEPARTMENTS: &[&str] = &[
    "Audit",
    "Design",
    "Engineering",
    "Facilities",
    "Finance",
    "Human Resources",
    "IT",
    "Legal",
    "Logistics",
    "Marketing",
    "Production",
    "Purchasing",
    "Quality",
    "Research",
    "Sales",
];

/// All units that hold people, in order.
pub(super) fn staffed(company: Company) -> Vec<Staffed> {
    match company {
        Company::School => from_rows(company, SCHOOL),
        Company::Contoso => from_rows(company, CONTOSO),
        Company::Enterprise => enterprise(),
    }
}

fn from_rows(company: Company, rows: &[Row]) -> Vec<Staffed> {
    rows.iter()
        .map(|(path, people, class)| {
            let names: Vec<&str> = path.split('/').collect();
            staffed_unit(
                company,
                &names,
                usize::try_from(people.unsigned_abs()).unwrap_or(0),
                *class,
                *people < 0,
            )
        })
        .collect()
}

fn enterprise() -> Vec<Staffed> {
    let company = Company::Enterprise;
    let departments = CITIES
        .iter()
        .flat_map(|city| DEPARTMENTS.iter().map(move |department| (*city, *department)));
    let mut units: Vec<Staffed> = departments
        .map(|(city, department)| staffed_unit(company, &["Employees", city, department], 245, Class::User, false))
        .collect();
    units.push(staffed_unit(
        company,
        &["Contractors"],
        2400,
        Class::InetOrgPerson,
        false,
    ));
    units.push(staffed_unit(company, &["Former employees"], 600, Class::User, true));
    units
}

fn staffed_unit(company: Company, path: &[&str], people: usize, class: Class, disabled: bool) -> Staffed {
    let site = if path.len() > 2 { path[1] } else { path[0] };
    Staffed {
        unit: unit(company, path),
        people,
        class,
        disabled,
        site: if disabled { String::new() } else { site.to_owned() },
    }
}

/// A unit by its path from the top of the domain.
pub(super) fn unit(company: Company, path: &[&str]) -> Unit {
    let parts: Vec<String> = path
        .iter()
        .rev()
        .map(|name| format!("OU={}", escape_value(name)))
        .collect();
    container(
        company,
        &parts.join(","),
        path.last().copied().unwrap_or(""),
        if path.len() > 2 { path[1] } else { "" },
    )
}

/// Any container below the domain, such as `CN=Users`.
pub(super) fn container(company: Company, relative: &str, department: &str, city: &str) -> Unit {
    let dn = format!("{relative},{}", dn_of(company.ad_domain()));
    Unit {
        dn,
        department: department.to_owned(),
        city: city.to_owned(),
        former: Vec::new(),
    }
}

/// Every OU among these containers and above them, each once, parents before children. A container that is no OU has none.
pub(super) fn with_parents<'a>(containers: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut listed = Vec::new();
    for dn in containers {
        let mut path: Vec<&str> = std::iter::successors(Some(dn), |below| parent(below))
            .take_while(|dn| dn.starts_with("OU="))
            .collect();
        while let Some(top) = path.pop() {
            if seen.insert(top) {
                listed.push(top.to_owned());
            }
        }
    }
    listed
}

/// What follows the first separator; a separator with a backslash belongs to the name.
pub(super) fn parent(dn: &str) -> Option<&str> {
    let mut characters = dn.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            ',' => return Some(&dn[at + 1..]),
            '\\' => drop(characters.next()),
            _ => {}
        }
    }
    None
}

/// `corp.contoso.com` → `DC=corp,DC=contoso,DC=com`.
#[must_use]
pub fn dn_of(domain: &str) -> String {
    let parts: Vec<String> = domain.split('.').map(|part| format!("DC={part}")).collect();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_comes_after_those_it_lies_in() {
        let risk = r"OU=Legal\, Risk & Audit,OU=London,OU=Staff,DC=x";
        assert_eq!(
            with_parents([risk, "CN=Users,DC=x", "OU=Staff,DC=x"]),
            ["OU=Staff,DC=x", "OU=London,OU=Staff,DC=x", risk]
        );
    }

    #[test]
    fn companies_say_how_many_they_are() {
        for company in Company::ALL {
            let people: usize = staffed(company).iter().map(|group| group.people).sum();
            assert_eq!(people, company.people() as usize, "{}", company.name());
        }
    }
}
