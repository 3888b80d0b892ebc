import type { PeopleTable, PeopleTarget } from "../../ipc/bindings";
import type { Say } from "../../locales/i18n";

/** What people may call a target, in every language: whoever looks at a Dutch file may work in English. */
const names: Record<PeopleTarget, string> = {
  number: "employee id worker personeelsnummer medewerkernummer nik nip nomor induk karyawan employeeId",
  "user-name": "sign-in name login username upn aanmeldnaam gebruikersnaam nama masuk nama pengguna",
  "given-name": "first given name voornaam nama depan",
  "preferred-name": "preferred nickname roepnaam nama panggilan",
  "middle-name": "middle name tweede voornaam nama tengah",
  prefix: "prefix tussenvoegsel voorvoegsel",
  "family-name": "last family surname achternaam nama belakang keluarga",
  "full-name": "full display whole name volledige naam nama lengkap",
  title: "job title position functie jabatan",
  department: "department afdeling departemen divisi unit kerja",
  division: "division business unit divisie direktorat",
  company: "company organization bedrijf werkgever perusahaan",
  "cost-center": "cost center centre kostenplaats pusat biaya",
  "employee-type": "contract worker employee type soort dienstverband jenis karyawan",
  manager: "manager supervisor leidinggevende atasan",
  "hire-date": "hire start date first day datum in dienst tanggal masuk",
  "leave-date": "termination end date last day datum uit dienst tanggal keluar",
  status: "status active works here actief in dienst status karyawan aktif",
  email: "e-mail email mail surel",
  "work-phone": "work office phone telefoon werk telepon kantor",
  "mobile-phone": "mobile cell phone mobiel hp ponsel",
  street: "street address straat adres jalan alamat",
  city: "city town stad plaats kota",
  region: "state province region provincie provinsi",
  "postal-code": "postal zip code postcode kode pos",
  country: "country land negara",
};

export const targets = Object.keys(names) as PeopleTarget[];

/** Those that a text may mean: by their word here, by what others call them, and by their name in the API. */
export function found(t: Say, paths: PeopleTable["paths"], text: string): PeopleTarget[] {
  const wanted = text.trim().toLowerCase();
  return targets.filter((target) =>
    [t(`peopleFile:target.${target}`), names[target], paths[target]].some((name) =>
      name.toLowerCase().includes(wanted),
    ),
  );
}
