/**
 * States by the three-letter code of their symbols and the short name United Nations documents use.
 *
 * Promises: codes and names only. Called by: symbols, furniture, facts.
 * Must stay true: one row a State; the name is the one we show.
 */

const STATES = `AFG Afghanistan|ALB Albania|DZA Algeria|AND Andorra|AGO Angola|ATG Antigua and Barbuda|ARG Argentina|ARM Armenia
AUS Australia|AUT Austria|AZE Azerbaijan|BHS Bahamas|BHR Bahrain|BGD Bangladesh|BRB Barbados|BLR Belarus|BEL Belgium|BLZ Belize
BEN Benin|BTN Bhutan|BOL Bolivia (Plurinational State of)|BIH Bosnia and Herzegovina|BWA Botswana|BRA Brazil|BRN Brunei Darussalam
BGR Bulgaria|BFA Burkina Faso|BDI Burundi|CPV Cabo Verde|KHM Cambodia|CMR Cameroon|CAN Canada|CAF Central African Republic|TCD Chad
CHL Chile|CHN China|COL Colombia|COM Comoros|COG Congo|COK Cook Islands|CRI Costa Rica|CIV Côte d’Ivoire|HRV Croatia|CUB Cuba
CYP Cyprus|CZE Czechia|PRK Democratic People’s Republic of Korea|COD Democratic Republic of the Congo|DNK Denmark|DJI Djibouti
DMA Dominica|DOM Dominican Republic|ECU Ecuador|EGY Egypt|SLV El Salvador|GNQ Equatorial Guinea|ERI Eritrea|EST Estonia|SWZ Eswatini
ETH Ethiopia|FJI Fiji|FIN Finland|FRA France|GAB Gabon|GMB Gambia|GEO Georgia|DEU Germany|GHA Ghana|GRC Greece|GRD Grenada
GTM Guatemala|GIN Guinea|GNB Guinea-Bissau|GUY Guyana|HTI Haiti|VAT Holy See|HND Honduras|HUN Hungary|ISL Iceland|IND India
IDN Indonesia|IRN Iran (Islamic Republic of)|IRQ Iraq|IRL Ireland|ISR Israel|ITA Italy|JAM Jamaica|JPN Japan|JOR Jordan
KAZ Kazakhstan|KEN Kenya|KIR Kiribati|KWT Kuwait|KGZ Kyrgyzstan|LAO Lao People’s Democratic Republic|LVA Latvia|LBN Lebanon
LSO Lesotho|LBR Liberia|LBY Libya|LIE Liechtenstein|LTU Lithuania|LUX Luxembourg|MDG Madagascar|MWI Malawi|MYS Malaysia
MDV Maldives|MLI Mali|MLT Malta|MHL Marshall Islands|MRT Mauritania|MUS Mauritius|MEX Mexico|FSM Micronesia (Federated States of)
MCO Monaco|MNG Mongolia|MNE Montenegro|MAR Morocco|MOZ Mozambique|MMR Myanmar|NAM Namibia|NRU Nauru|NPL Nepal|NLD Netherlands
NZL New Zealand|NIC Nicaragua|NER Niger|NGA Nigeria|NIU Niue|MKD North Macedonia|NOR Norway|OMN Oman|PAK Pakistan|PLW Palau
PSE State of Palestine|PAN Panama|PNG Papua New Guinea|PRY Paraguay|PER Peru|PHL Philippines|POL Poland|PRT Portugal|QAT Qatar
KOR Republic of Korea|MDA Republic of Moldova|ROU Romania|RUS Russian Federation|RWA Rwanda|KNA Saint Kitts and Nevis
LCA Saint Lucia|VCT Saint Vincent and the Grenadines|WSM Samoa|SMR San Marino|STP Sao Tome and Principe|SAU Saudi Arabia
SEN Senegal|SRB Serbia|SYC Seychelles|SLE Sierra Leone|SGP Singapore|SVK Slovakia|SVN Slovenia|SLB Solomon Islands|SOM Somalia
ZAF South Africa|SSD South Sudan|ESP Spain|LKA Sri Lanka|SDN Sudan|SUR Suriname|SWE Sweden|CHE Switzerland|SYR Syrian Arab Republic
TJK Tajikistan|THA Thailand|TLS Timor-Leste|TGO Togo|TON Tonga|TTO Trinidad and Tobago|TUN Tunisia|TUR Türkiye|TKM Turkmenistan
TUV Tuvalu|UGA Uganda|UKR Ukraine|ARE United Arab Emirates|GBR United Kingdom of Great Britain and Northern Ireland
TZA United Republic of Tanzania|USA United States of America|URY Uruguay|UZB Uzbekistan|VUT Vanuatu
VEN Venezuela (Bolivarian Republic of)|VNM Viet Nam|YEM Yemen|ZMB Zambia|ZWE Zimbabwe`;

const NAMES = new Map(STATES.split(/[|\n]/).map((row) => [row.slice(0, 3), row.slice(4)]));

const OLD_NAMES = new Map([
  ["turkey", "Türkiye"],
  ["czech republic", "Czechia"],
  ["swaziland", "Eswatini"],
  ["the former yugoslav republic of macedonia", "North Macedonia"],
  ["holland", "Netherlands"],
  ["united kingdom", "United Kingdom of Great Britain and Northern Ireland"],
  ["moldova", "Republic of Moldova"],
  ["cape verde", "Cabo Verde"],
]);

const BY_NAME = new Map([
  ...OLD_NAMES,
  ...Array.from(NAMES.values(), (name): [string, string] => [fold(name.replace(/ \(.*/, "")), name]),
  ...Array.from(NAMES.values(), (name): [string, string] => [fold(name), name]),
]);

function fold(name: string): string {
  return name.toLowerCase().replace(/[’']/g, "'").replace(/\s+/g, " ").trim();
}

/** The State a three-letter code of a symbol stands for. */
export function countryOfCode(code: string): string | null {
  return NAMES.get(code) ?? null;
}

/** The State a document symbol names ("CAT/C/KAZ/3"). */
export function countryOfSymbol(symbol: string): string | null {
  const code = /^(?:[A-Z]{2,5}\/(?:C|OP)|E\/C\.12)\/([A-Z]{3})(?:\/|$)/.exec(symbol)?.[1];
  return code ? countryOfCode(code) : null;
}

/** The State whose name is all there is in a line, note marks apart. */
export function countryOfLine(line: string): string | null {
  if (line.length > 90) return null;
  return BY_NAME.get(fold(line.replace(/[*_^{}\d†‡]{1,12}/g, " ").replace(/^the /i, ""))) ?? null;
}

/** The line is the name of a State and nothing else. */
export function isCountryLine(line: string): boolean {
  return countryOfLine(line) !== null;
}

const REPORT_OF =
  /(?:reports?|delegations?|representatives?|observations (?:on|concerning) the [\w\s-]{0,60}reports?|replies|relation to (?:the )?[\w\s-]{0,60}reports?) of (?:the )?(?:Republic of |Kingdom of |Government of )?((?:\p{Lu}[\p{L}’'-]{1,20})(?:(?: and the| and| of the| of|,)? \p{Lu}[\p{L}’'-]{1,20}){0,7})/gu;

/** The State whose report or delegation a text speaks of most. */
export function mostNamedCountry(text: string): string | null {
  const counts = new Map<string, number>();
  for (const found of text.slice(0, 60_000).matchAll(REPORT_OF)) {
    const words = (found[1] ?? "").split(" ");
    for (let length = words.length; length > 0; length -= 1) {
      const country = BY_NAME.get(fold(words.slice(0, length).join(" ")));
      if (!country) continue;
      counts.set(country, (counts.get(country) ?? 0) + 1);
      break;
    }
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}
