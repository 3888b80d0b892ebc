//! The words that headings, placeholders and lines under a table are recognised by. English, Dutch, Indonesian, German, French.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::Target;

/// Headings by what they mean, as they look without case, spaces and signs.
const HEADINGS: &[(Target, &str)] = &[
    (
        Target::Number,
        "employeeid employeenumber employeeno employee workerid workernumber personnumber personid personidexternal \
         associateid filenumber payrollnumber staffid staffnumber externalid badgenumber \
         personeelsnummer medewerkernummer werknemernummer personeelsnr medewerkernr personeelsid medewerkerid \
         nik nip nomorindukkaryawan nomorkaryawan idkaryawan nomorpegawai \
         personalnummer personalnr mitarbeiternummer mitarbeiternr mitarbeiterid pernr \
         matricule numeroemploye matriculesalarie idemploye numerosalarie",
    ),
    (
        Target::UserName,
        "username userprincipalname upn loginname login signinname signin userlogin accountname gebruikersnaam aanmeldnaam \
         inlognaam namapengguna benutzername anmeldename nomutilisateur identifiant",
    ),
    (
        Target::GivenName,
        "firstname givenname legalfirstname forename voornaam namadepan vorname rufname prenom",
    ),
    (
        Target::PreferredName,
        "preferredname preferredfirstname nickname knownas callname roepnaam namapanggilan spitzname prenomusuel",
    ),
    (
        Target::MiddleName,
        "middlename middleinitial namatengah zweitername deuxiemeprenom",
    ),
    (
        Target::Prefix,
        "tussenvoegsel voorvoegsel voorvoegsels tussenvoegsels namensvorsatz particule lastnameprefix",
    ),
    (
        Target::FamilyName,
        "lastname familyname surname legallastname achternaam geboortenaam namabelakang namakeluarga nachname familienname \
         nom nomdefamille",
    ),
    (
        Target::FullName,
        "worker workername employeename displayname fullname name naam volledigenaam medewerker medewerkernaam nama \
         namalengkap namakaryawan vollstandigername anzeigename mitarbeitername nomcomplet nometprenom nomprenom \
         assignmentname personname",
    ),
    (
        Target::Title,
        "jobtitle businesstitle title positiontitle functie functienaam functietitel jabatan namajabatan stelle \
         stellenbezeichnung funktion berufsbezeichnung poste intituleposte fonction emploi job jobname",
    ),
    (
        Target::Department,
        "department departmentname dept costcenterdesc costcenterdescription homedepartment afdeling afdelingsnaam divisi unitkerja \
         departemen bagian abteilung fachbereich service departement",
    ),
    (
        Target::Division,
        "division businessunit divisie bedrijfsonderdeel direktorat geschaftsbereich direction",
    ),
    (
        Target::Company,
        "company companyname legalentity organization organisation employer bedrijf werkgever bedrijfsnaam perusahaan firma \
         unternehmen gesellschaft societe entreprise",
    ),
    (
        Target::CostCenter,
        "costcenter costcentre kostenplaats pusatbiaya kostenstelle centredecout",
    ),
    (
        Target::EmployeeType,
        "workertype employeetype employmenttype contracttype persontype typecontract contractsoort soortcontract \
         dienstverband jeniskaryawan tipekaryawan mitarbeitertyp vertragsart typedecontrat typecontrat",
    ),
    (
        Target::Manager,
        "manager managerid managernumber manageremployeeid supervisorid supervisornumber supervisor reportsto reportstoid \
         managerpersonalnummer linemanager linemanagerid leidinggevende leidinggevendenummer atasan nikatasan \
         atasanlangsung vorgesetzter vorgesetzte fuhrungskraft responsable superieur matriculeresponsable managername",
    ),
    (
        Target::HireDate,
        "hiredate startdate originalhiredate dateofhire dateofjoining joindate datumindienst indienstdatum \
         startdatum indiensttreding tanggalmasuk tanggalbergabung eintrittsdatum eintritt dateembauche datedentree \
         dateentree datedembauche",
    ),
    (
        Target::LeaveDate,
        "terminationdate enddate leavedate lastworkingday lastdayofwork dateofleaving datumuitdienst uitdienstdatum \
         einddatum tanggalkeluar tanggalberhenti austrittsdatum austritt datedesortie datesortie datedepart",
    ),
    (
        Target::Status,
        "status employmentstatus assignmentstatus workerstatus employeestatus positionstatus active activestatus isactive \
         indienst statuskaryawan statuspegawai aktif aktiv actief statut statutsalarie actif beschaftigungsstatus \
         dienstverbandstatus",
    ),
    (
        Target::Email,
        "email workemail emailaddress businessemail companyemail primaryemail workemailaddress mail emailzakelijk zakelijkemail \
         emailwerk emailadres emailkantor surel alamatemail emailadresse dienstlicheemail courriel emailprofessionnel \
         adressemail emailpro",
    ),
    (
        Target::WorkPhone,
        "workphone officephone businessphone telephone telephonenumber phone phonenumber telefoon telefoonnummer telefoonwerk \
         telepon nomortelepon teleponkantor telefon telefonnummer telefongeschaftlich telephonebureau",
    ),
    (
        Target::MobilePhone,
        "mobile mobilephone cellphone mobilenumber workmobile mobiel mobielnummer gsm hp nohp nomorhp ponsel handy mobiltelefon \
         portable telephoneportable",
    ),
    (
        Target::Street,
        "streetaddress street address straat adres straatnaam alamat strasse rue adresse",
    ),
    (Target::City, "city town stad plaats woonplaats kota ort stadt ville"),
    (Target::Region, "state province region provincie provinsi bundesland"),
    (
        Target::PostalCode,
        "zipcode zip postalcode postcode kodepos plz postleitzahl codepostal",
    ),
    (
        Target::Country,
        "country countrycode land landcode negara kodenegara landerkurzel pays codepays",
    ),
];

/// What a heading may begin with that says only whose it is.
const OWNERS: [&str; 5] = ["employee", "worker", "user", "persoon", "karyawan"];

/// A cell that says "nobody" or "nothing".
const NOBODY: &str = "nomanager none na nvt geen tidakada keine aucun null nil";

/// Lines under a table begin with one of these.
const FOOTERS: &str = "total totals grandtotal totaal totalen eindtotaal aantal jumlah totalkeseluruhan summe gesamt gesamtsumme anzahl \
                       totalgeneral somme nombre records recordcount rowcount rows count endofreport endoffile einde eof generatedon \
                       generatedby printedon exportedon reportdate afgedruktop gemaaktop dicetakpada dicetak erstelltam gedrucktam editele page";

/// Without case, accents, spaces and signs: `E-mail (zakelijk)` is `emailzakelijk`.
pub(crate) fn bare(text: &str) -> String {
    let plain = text.nfkd().filter(|letter| letter.is_alphanumeric());
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    lower.replace('ß', "ss")
}

/// How a heading was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ByName {
    /// Its words, in another order or among others.
    Words,
    /// Without whose it is.
    Stripped,
    Exact,
}

fn headings() -> &'static HashMap<&'static str, Target> {
    static TABLE: OnceLock<HashMap<&'static str, Target>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let words = HEADINGS.iter();
        words
            .flat_map(|(target, words)| words.split_whitespace().map(|word| (word, *target)))
            .collect()
    })
}

/// What a heading means by its name.
pub(crate) fn target(heading: &str) -> Option<(Target, ByName)> {
    if heading.len() > 100 {
        return None;
    }
    let table = headings();
    // `Employee #` is a number and no name.
    let spelled = heading.replace('#', " number ").replace("N°", " number ");
    let whole = bare(&spelled);
    if let Some(found) = table.get(whole.as_str()) {
        return Some((*found, ByName::Exact));
    }
    for owner in OWNERS {
        if let Some(found) = whole.strip_prefix(owner).and_then(|rest| table.get(rest)) {
            return Some((*found, ByName::Stripped));
        }
    }
    by_words(&spelled).map(|found| (found, ByName::Words))
}

/// `Name (first)`, `Hire Date (original)`: two neighbouring words in either order, where they mean one thing only.
fn by_words(heading: &str) -> Option<Target> {
    let words: Vec<String> = heading
        .split(|letter: char| !letter.is_alphanumeric())
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 5 {
        return None;
    }
    let mut found = words.windows(2).filter_map(|pair| {
        let [one, two] = pair else { return None };
        let table = headings();
        table
            .get(format!("{one}{two}").as_str())
            .or_else(|| table.get(format!("{two}{one}").as_str()))
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(*first)
}

/// A kind of word that stands in a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Word {
    Nobody,
    Footer,
}

/// A cell of the managers that says "nobody".
#[must_use]
pub fn is_nobody(cell: &str) -> bool {
    is(cell, Word::Nobody)
}

pub(crate) fn is(cell: &str, word: Word) -> bool {
    if cell.len() > 60 || cell.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    match word {
        Word::Nobody => matches!(cell, "-" | "--" | "/" | "?") || contains(NOBODY, &bare(cell)),
        Word::Footer => {
            let mut words = cell
                .split(|letter: char| !letter.is_alphabetic())
                .filter(|word| !word.is_empty())
                .map(bare);
            let first = words.next().unwrap_or_default();
            let two = format!("{first}{}", words.next().unwrap_or_default());
            contains(FOOTERS, &first) || contains(FOOTERS, &two) || contains(FOOTERS, &bare(cell))
        }
    }
}

fn contains(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_five_languages_are_known() {
        for (heading, target_found) in [
            ("Employee #", Target::Number),
            ("Person ID External", Target::Number),
            ("E-mail zakelijk", Target::Email),
            ("Datum in dienst", Target::HireDate),
            ("manager_personalnummer", Target::Manager),
            ("Prénom", Target::GivenName),
            ("Tanggal Masuk", Target::HireDate),
            ("Führungskraft", Target::Manager),
            ("WorkerStatus", Target::Status),
            ("Worker Job Title", Target::Title),
            ("Name (first)", Target::GivenName),
            ("Straße", Target::Street),
        ] {
            assert_eq!(target(heading).map(|(found, _)| found), Some(target_found), "{heading}");
        }
        for heading in ["", "Custom01", "Position", "User ID", "x".repeat(200).as_str(), "☃"] {
            assert_eq!(target(heading), None, "{heading}");
        }
    }

    #[test]
    fn no_heading_stands_twice_in_the_table() {
        let words: Vec<&str> = HEADINGS
            .iter()
            .flat_map(|(_, words)| words.split_whitespace())
            .collect();
        for word in &words {
            assert_eq!(words.iter().filter(|other| other == &word).count(), 1, "{word}");
            assert_eq!(&bare(word), word);
        }
    }

    #[test]
    fn placeholders_are_nobody() {
        for cell in ["NO_MANAGER", "-", "n/a", "N.V.T."] {
            assert!(is(cell, Word::Nobody), "{cell}");
        }
        assert!(!is("Ana", Word::Nobody) && !is("", Word::Nobody));
    }
}
