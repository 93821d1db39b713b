/** Link addresses a document may hold: web and mail, absolute; nothing that runs or reads local files. */
export function isSafeHref(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s\u0000-\u001f]+$/i.test(href) && href.length <= 2_000;
}
