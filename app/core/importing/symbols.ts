/**
 * Document symbols of the treaty bodies: found in a line, or read from a file name.
 *
 * Promises: a file name is read as a symbol only when every part of it can be one (`CAT_C_KAZ_CO_2`, not
 * `CAT_C_SR_2023-05`). Called by: furniture, facts. Must stay true: bounded patterns, no backtracking over long text.
 */
import { countryOfCode } from "./countries.ts";

const SYMBOL =
  /(?:^|[^A-Za-z0-9/])((?:CAT|CED|CCPR|CEDAW|CERD|CRC|CRPD|CMW)\/(?:C|OP)(?:\/[A-Z0-9][A-Za-z0-9.()-]{0,20}){1,6}|E\/C\.12(?:\/[A-Z0-9][A-Za-z0-9.-]{0,20}){1,6}|(?:HRI|A|E)(?:\/[A-Z0-9][A-Za-z0-9.-]{0,20}){2,6})/;

/** The first symbol in a text, without a full stop, comma or bracket at its end. */
export function findSymbol(text: string): string | null {
  const found = SYMBOL.exec(text)?.[1];
  return found ? found.replace(/[.)(-]+$/, "") : null;
}

/** All symbols of treaty bodies in a text. */
export function allSymbols(text: string): string[] {
  return Array.from(text.matchAll(new RegExp(SYMBOL.source, "g")), (found) => (found[1] ?? "").replace(/[.)(-]+$/, ""));
}

const BODY = /^(CAT|CED|CCPR|CEDAW|CERD|CRC|CRPD|CMW)[_-](C|OP)[_-](.{1,60})$/;
const SERIES = /^(?:([A-Z]{3})_)?(?:(CO|Q|QPR|RQ|FCO|FU|AI|NGO|INT|COR|RESP|FULR)_)?(\d{1,3}(?:-\d{1,3})?)((?:_(?:Add|Corr|Rev|Amend)[._]\d{1,2})*)$/;
const RECORD = /^SR[._](\d{1,5})((?:_(?:Add|Corr|Rev)[._]\d{1,2})*)$/;

/** The symbol a file name spells with underscores, or null when it does not spell one. */
export function symbolFromFilename(filename: string): string | null {
  const base = filename.slice(-200).replace(/^.*[\\/]/, "").replace(/\.(?:txt|md|markdown|text)$/i, "").replace(/[-_](?:en|E|EN|fr|es)$/, "");
  const body = BODY.exec(base.replace(/ /g, "_"));
  if (!body) return null;
  const [, organ = "", branch = "", rest = ""] = body;
  const suffixed = (suffix: string): string => suffix.replace(/_(Add|Corr|Rev|Amend)[._]/g, "/$1.");
  const record = RECORD.exec(rest);
  if (record) return `${organ}/${branch}/SR.${record[1]}${suffixed(record[2] ?? "")}`;
  const series = SERIES.exec(rest);
  if (!series || !series[1] || countryOfCode(series[1]) === null) return null;
  const middle = series[2] ? `/${series[2]}` : "";
  return `${organ}/${branch}/${series[1]}${middle}/${series[3]}${suffixed(series[4] ?? "")}`;
}

/** The committee a file name begins with ("CAT_C_…" → "CAT/C"), whatever follows. */
export function prefixFromFilename(filename: string): string | null {
  const body = BODY.exec(filename.slice(-200).replace(/^.*[\\/]/, ""));
  return body ? `${body[1]}/${body[2]}` : null;
}
