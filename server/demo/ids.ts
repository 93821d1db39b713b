/** From the keys of the demo's data to the ids they got. */
export type Ids = Map<string, string>;

export function idOf(ids: Ids, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`The demo has no "${key}"`);
  return id;
}
