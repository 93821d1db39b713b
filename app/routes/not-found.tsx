import type { MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Not found – Rapporteur" }];

/** Every other address; the page frame shows what can be done. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export default function NotFound() {
  return null;
}
