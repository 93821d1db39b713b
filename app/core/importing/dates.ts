/**
 * Dates as mastheads print them ("9 January 2014", "16 mars 2016") in ISO 8601.
 *
 * Promises: only a full day is a date; a range ("3 - 21 November 2008") is none. Called by: facts.
 * Must stay true: months of the languages with Latin and Cyrillic script.
 */

const MONTHS: string[][] = [
  ["january", "janvier", "enero", "января"],
  ["february", "février", "febrero", "февраля"],
  ["march", "mars", "marzo", "марта"],
  ["april", "avril", "abril", "апреля"],
  ["may", "mai", "mayo", "мая"],
  ["june", "juin", "junio", "июня"],
  ["july", "juillet", "julio", "июля"],
  ["august", "août", "agosto", "августа"],
  ["september", "septembre", "septiembre", "сентября"],
  ["october", "octobre", "octubre", "октября"],
  ["november", "novembre", "noviembre", "ноября"],
  ["december", "décembre", "diciembre", "декабря"],
];

const DAY = /(?:^|[^\d])(\d{1,2})(?:er|º)?\s(?:de\s)?([^\s\d]{3,10})\s(?:de\s|del\s)?(\d{4})(?!\d)/g;

/** What stands before the last day of a range: "3 - ". */
const RANGE = /\d\s?[-–—]\s?$/;

/** The first full date in a text, as YYYY-MM-DD. */
export function findDate(text: string): string | null {
  for (const found of text.slice(0, 600).matchAll(DAY)) {
    const [whole, day = "", name = "", year = ""] = found;
    if (RANGE.test(text.slice(0, found.index + whole.indexOf(day)).slice(-6))) continue;
    const month = MONTHS.findIndex((names) => names.includes(name.toLowerCase())) + 1;
    if (month === 0 || Number(day) < 1 || Number(day) > 31 || Number(year) < 1900) continue;
    return `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  }
  return null;
}
