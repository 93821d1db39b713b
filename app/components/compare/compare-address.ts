/**
 * What of the comparison is kept in the address besides the two documents: the selected link, else the selected
 * annotation, and whether the texts scroll together. Pure.
 */

export interface CompareAddress {
  link: string | null;
  annotation: string | null;
  /** Scrolling one text brings the other to what is linked. */
  together: boolean;
}

/** Reads a search string such as "?left=…&right=…&link=…". */
export function readCompareAddress(search: string): CompareAddress {
  const params = new URLSearchParams(search);
  const link = params.get("link");
  return { link, annotation: link === null ? params.get("annotation") : null, together: params.get("together") === "1" };
}

/** The search string with this in it; whatever else stands in `search` stays. */
export function writeCompareAddress(search: string, { link, annotation, together }: CompareAddress): string {
  const params = new URLSearchParams(search);
  const put = (name: string, value: string | null) => (value === null ? params.delete(name) : params.set(name, value));
  put("link", link);
  put("annotation", link === null ? annotation : null);
  put("together", together ? "1" : null);
  return `?${params.toString()}`;
}

/** The comparison in which a link is seen from `documentId`, which stays on its side. */
export function compareHref(workspaceId: string, [left, right]: readonly [string, string], link: string | null): string {
  const params = new URLSearchParams({ left, right, ...(link === null ? {} : { link }) });
  return `/workspaces/${workspaceId}/compare?${params.toString()}`;
}
