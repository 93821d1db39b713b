/**
 * The treaty bodies: how their symbols begin and what they are called.
 *
 * Promises: one row a committee; names are matched in any case and in the forms mastheads use.
 * Called by: furniture, facts, symbols. Must stay true: the first name of a row is the one we show.
 */

interface Committee {
  prefix: string;
  name: string;
  pattern: RegExp;
}

const COMMITTEES: Committee[] = [
  committee("CAT/C", "Committee against Torture", "Comité contre la torture|Comité contra la Tortura"),
  committee("CAT/OP", "Subcommittee on Prevention of Torture", "Subcommittee on Prevention of Torture and Other Cruel"),
  committee("CED/C", "Committee on Enforced Disappearances", "Comité des disparitions forcées|Comité contra la Desaparición Forzada"),
  committee("CCPR/C", "Human Rights Committee", "Comité des droits de l['’]homme|Comité de Derechos Humanos"),
  committee("CEDAW/C", "Committee on the Elimination of Discrimination against Women", "élimination de la discrimination à l['’]égard des femmes|Eliminación de la Discriminación contra la Mujer"),
  committee("CERD/C", "Committee on the Elimination of Racial Discrimination", "élimination de la discrimination raciale|Eliminación de la Discriminación Racial"),
  committee("CRC/C", "Committee on the Rights of the Child", "Comité des droits de l['’]enfant|Comité de los Derechos del Niño"),
  committee("CRPD/C", "Committee on the Rights of Persons with Disabilities", "droits des personnes handicapées|Derechos de las Personas con Discapacidad"),
  committee("CMW/C", "Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families", "Committee on Migrant Workers|Comité (?:pour|de) (?:la )?protec\\w+ de (?:los|tous)"),
  committee("E/C.12", "Committee on Economic, Social and Cultural Rights", "droits économiques, sociaux et culturels|Derechos Económicos, Sociales y Culturales"),
];

function committee(prefix: string, name: string, others: string): Committee {
  return { prefix, name, pattern: new RegExp(`${name}|${others}`, "i") };
}

/** The committee named in a text, by the name we show. */
export function findCommittee(text: string): string | null {
  return COMMITTEES.find(({ pattern }) => pattern.test(text))?.name ?? null;
}

/** The committee whose documents have such a symbol. */
export function committeeOfSymbol(symbol: string): string | null {
  return COMMITTEES.find(({ prefix }) => symbol.startsWith(`${prefix}/`))?.name ?? null;
}

/** How the symbols of a committee begin. */
export function prefixOfCommittee(name: string): string | null {
  return COMMITTEES.find((one) => one.name === name)?.prefix ?? null;
}

/** The committee a text speaks of most often in its first part, by name. */
export function mostNamedCommittee(text: string): string | null {
  const part = text.slice(0, 40_000);
  const counts = COMMITTEES.map(({ name, pattern }) => {
    const hits = part.match(new RegExp(pattern.source, "gi"))?.length ?? 0;
    return { name, hits };
  }).sort((a, b) => b.hits - a.hits);
  const [first] = counts;
  return first && first.hits > 0 ? first.name : null;
}
