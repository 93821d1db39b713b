import { redirect, type ActionFunctionArgs } from "@remix-run/node";

export function loader() {
  return redirect("/");
}

export async function action({ context }: ActionFunctionArgs) {
  // "left": what the browser has kept of unsent marks goes with the session.
  return redirect("/sign-in?left", { headers: await context.signOut() });
}
