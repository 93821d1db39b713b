/**
 * A large value as one string in a loader's data. Remix encodes data member by member so that promises and dates may be
 * in it; for hundreds of marks, which are plain JSON, that takes longer than rendering the page.
 */
declare const packedValue: unique symbol;

export type Packed<Value> = string & { readonly [packedValue]?: Value };

/** `Value` has to be plain JSON. */
export function pack<Value>(value: Value): Packed<Value> {
  return JSON.stringify(value);
}

export function unpack<Value>(packed: Packed<Value>): Value {
  return JSON.parse(packed) as Value;
}
