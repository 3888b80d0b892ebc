import type {
  FeedGroup,
  FeedPeople,
  FeedPerson,
  PeopleLeaveOut,
  PeopleLeftOut,
  PeopleNames,
  PeopleNaming,
  PeoplePerson,
  PeopleTable,
  PeopleTarget,
  PeopleTold,
} from "../ipc/bindings";
import type { FileWay } from "../ipc/client";

/** What a shell for tests says of the file of people. */
export class FakePeopleFile {
  table: PeopleTable = { revision: 0, columns: [], words: [], paths: {} as PeopleTable["paths"] };
  persons: PeoplePerson[] = [];
  names: PeopleNames = { people: 0, same: 0, missing: 0, first: [] };
  leftOut: PeopleLeftOut = { people: 4, leftOut: 0, each: [] };
  rules: PeopleLeaveOut[] = [];
  /** How names were asked for last, and what was said about the file. */
  naming: PeopleNaming | null = null;
  told: PeopleTold | null = null;
  /** Everybody behind a count, and who was asked for last. */
  everybody: FeedPerson[] = [];
  wanted = "";
  private command: (name: string) => Promise<void>;

  constructor(command: (name: string) => Promise<void>) {
    this.command = command;
  }

  async choose(way: FileWay) {
    await this.command(`choose_people_file ${way}`);
    return true;
  }

  sample(language: string, mended: boolean) {
    return this.command(`sample_people_file ${language}${mended ? " mended" : ""}`);
  }

  /** Twenty of them, as the shell gives them. */
  behind(group: FeedGroup, why: string | null, from: number): FeedPeople {
    this.wanted = [group, why, from].filter((part) => part !== null).join(" ");
    return { total: this.everybody.length, people: this.everybody.slice(from, from + 20) };
  }

  read(told: PeopleTold) {
    this.told = told;
    return this.command("read_people_file");
  }

  person(from: number, lacking: PeopleTarget | null) {
    const lacks = ({ values }: PeoplePerson) => !values.some(({ target }) => target === lacking);
    const found = this.persons.find((person) => person.place >= from && (lacking === null || lacks(person)));
    return Promise.resolve(found ?? null);
  }

  leaveOut(rules: PeopleLeaveOut[]) {
    this.rules = rules;
    return Promise.resolve(this.leftOut);
  }

  makeNames(naming: PeopleNaming) {
    this.naming = naming;
    return Promise.resolve(this.names);
  }
}
