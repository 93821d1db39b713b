import { redirect, type ActionFunctionArgs } from "@remix-run/node";

export function loader() {
  return redirect("/");
}

export async function action({ context }: ActionFunctionArgs) {
  const headers = new Headers(await context.signOut());
  // What the browser has kept of unsent marks goes with the session, also in windows that hear nothing of this.
  headers.set("Clear-Site-Data", '"storage"');
  return redirect("/sign-in?left", { headers });
}
